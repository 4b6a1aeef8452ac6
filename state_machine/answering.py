"""Answers: a typed text or a tapped choice is taken, refused with a reason, or to be confirmed."""

from __future__ import annotations

from collections.abc import Mapping

from state_machine import events as ev
from state_machine.consequences import of_change
from state_machine.inputs import Choose
from state_machine.interview import (
    FINISH,
    LANGUAGE,
    Candidates,
    Change,
    Confirming,
    Consequences,
    Draft,
    Editing,
    LanguageAsked,
    Listing,
    Location,
    Missing,
    Problem,
    Provenance,
    Refusal,
    Reviewing,
    Several,
    Sharing,
    Suggesting,
    Topics,
    Value,
)
from state_machine.questionnaire import ADD, DONE, Question, QuestionType
from state_machine.scope import as_answer
from state_machine.turn import TurnInTheMaking

__all__ = ["answers_nothing", "choose", "say", "still_asked", "store", "take"]


def say(turn: TurnInTheMaking, text: str) -> None:
    """A typed text that is no command: an answer, unless something else waits for a word."""
    location = turn.head.location
    if not answers_nothing(turn):
        _read(turn, turn.questionnaire.questions[location.question], location.item, text)


def answers_nothing(turn: TurnInTheMaking) -> bool:
    """Whether something stands before the question that waits for a word; it is said again then."""
    location, pending = turn.head.location, turn.head.pending
    if isinstance(pending, Confirming):
        turn.pending = Confirming(pending.intent, pending.consequences, repeated=True)
    elif isinstance(pending, LanguageAsked | Listing | Editing | Reviewing | Sharing | Topics):
        turn.tell("not_here")
    elif location == LANGUAGE:
        turn.reject(Problem("not_a_choice"))
    elif location == FINISH:
        turn.reject(Problem("confirm_first"))
    else:
        return False
    return True


def _read(turn: TurnInTheMaking, question: Question, item: int, text: str) -> None:
    if question.type is QuestionType.NOTE:
        take(turn, question, item, "ok")
        return
    value = question.read(text, turn.scope, item)
    match value:
        case Problem():
            turn.reject(value)
        case Candidates(names=names):
            _suggest(turn, question, item, names)
        case Several(values=values):
            _take_several(turn, item, values)
        case _ if question.type is QuestionType.GATE:
            _gate(turn, question, item, str(value))
        case tuple() if turn.head.draft is not None and question.type is not QuestionType.RANK:
            _tick_also(turn, question, Location(question.name, item), value)
        case _:
            take(turn, question, item, value)


def _suggest(turn: TurnInTheMaking, question: Question, item: int, names: tuple[str, ...]) -> None:
    """Asks whether something is meant. What is sensitive is not repeated: it is asked again."""
    if question.type is QuestionType.SELECT_MULTIPLE:
        _tick_also(turn, question, Location(question.name, item), names)
        turn.tell("ticked")
    elif question.sensitive and question.codelist is None:
        date = question.type is QuestionType.DATE
        turn.reject(Problem("not_a_date" if date else "not_a_choice"))
    else:
        turn.pending = Suggesting(names)


def _take_several(turn: TurnInTheMaking, item: int, values: Mapping[str, Value]) -> None:
    """Takes one value after the other, up to the first that is refused or has to be confirmed."""
    for name, value in values.items():
        question = turn.questionnaire.questions[name]
        if not turn.scope.asks(question, item):
            continue
        turn.move(Location(name, item))
        take(turn, question, item, value)
        if turn.pending is not None:
            return


def choose(turn: TurnInTheMaking, input: Choose) -> None:
    """A tapped choice, of the question asked now or of an earlier one."""
    question = turn.questionnaire.questions.get(input.question)
    if question is None or not turn.scope.asks(question, input.item):
        turn.tell("stale")
    elif question.type is QuestionType.GATE:
        _gate(turn, question, input.item, input.choice)
    elif question.type in (QuestionType.SELECT_MULTIPLE, QuestionType.RANK):
        _tick(turn, question, input)
    elif _is_choice(question, input.choice) or _is_suggested(turn, input):
        take(turn, question, input.item, as_answer(question, input.choice))
    else:
        turn.tell("stale")


def _is_choice(question: Question, name: str) -> bool:
    """Whether a name can be a choice of a question at all; if it is offered now is asked later."""
    if question.type is QuestionType.NOTE:
        return False
    if question.codelist is not None:
        return question.codelist.label(name) is not None
    if question.members:
        return name.isascii() and name.isdigit()
    return name in {choice.name for choice in question.choices}


def _is_suggested(turn: TurnInTheMaking, input: Choose) -> bool:
    """Whether this is an answer that the screen suggests: one that no button has otherwise."""
    pending, here = turn.head.pending, Location(input.question, input.item)
    return (
        isinstance(pending, Suggesting)
        and turn.head.location == here
        and input.choice in pending.names
    )


def _gate(turn: TurnInTheMaking, question: Question, item: int, choice: str) -> None:
    least, most = turn.scope.bounds(question, item)
    count = len(turn.scope.children(question, item))
    if choice == ADD and count >= most:
        turn.reject(Problem("item_maximum", {"max": str(most)}))
    elif choice == ADD:
        turn.enter(turn.add(turn.scope.gathers(question).name, item))
    elif choice != DONE:
        turn.tell("stale")
    elif count < least:
        turn.reject(Problem("item_minimum", {"min": str(least)}))
    elif count > most:
        turn.reject(Problem("item_maximum", {"max": str(most)}))
    else:
        store(turn, question, item, DONE)


def _tick(turn: TurnInTheMaking, question: Question, input: Choose) -> None:
    here = Location(question.name, input.item)
    offered = [choice.name for choice in turn.scope.choices(question, input.item)]
    ticked = _ticked(turn, here, question)
    if not input.choice:
        _confirm_ticks(turn, question, here, tuple(name for name in ticked if name in offered))
        return
    if input.choice not in offered:
        turn.tell("stale")
        return
    if question.sensitive and not _is_drafting(turn, here):
        ticked = ()  # what was answered is not shown: whoever ticks begins anew
    turn.move(here)
    place = _ranked if question.type is QuestionType.RANK else _marked
    draft = Draft(here, place(ticked, input, offered))
    if draft != turn.head.draft:
        turn.apply(ev.Drafted(draft))


def _marked(ticked: tuple[str, ...], input: Choose, offered: list[str]) -> tuple[str, ...]:
    """The choices ticked after a tap, in the order in which they are offered."""
    marked = {*ticked, input.choice} if input.on else {*ticked} - {input.choice}
    return tuple(name for name in offered if name in marked)


def _ranked(ticked: tuple[str, ...], input: Choose, offered: list[str]) -> tuple[str, ...]:
    """The choices ranked after a tap, the first one first; the last one left follows by itself."""
    still = tuple(name for name in ticked if name in offered)
    ranked = tuple(name for name in still if name != input.choice)
    if not input.on or ranked != still:
        return still if input.on else ranked
    rest = [name for name in offered if name not in (*ranked, input.choice)]
    return (*ranked, input.choice, *(rest if len(rest) == 1 else ()))


def _is_drafting(turn: TurnInTheMaking, here: Location) -> bool:
    return turn.head.draft is not None and turn.head.draft.location == here


def _tick_also(
    turn: TurnInTheMaking, question: Question, here: Location, named: tuple[str, ...]
) -> None:
    """Choices that are typed while others are ticked join these: none of them may get lost."""
    ticked = {*_ticked(turn, here, question), *named}
    offered = turn.scope.choices(question, here.item)
    chosen = tuple(choice.name for choice in offered if choice.name in ticked)
    turn.apply(ev.Drafted(Draft(here, chosen)))


def _ticked(turn: TurnInTheMaking, here: Location, question: Question) -> tuple[str, ...]:
    """The choices ticked so far: the draft, else the answer."""
    draft = turn.head.draft
    if draft is not None and draft.location == here:
        return draft.chosen
    answer = turn.scope.answer(question, here.item)
    return answer.value if answer is not None and isinstance(answer.value, tuple) else ()


def _confirm_ticks(
    turn: TurnInTheMaking, question: Question, here: Location, chosen: tuple[str, ...]
) -> None:
    if not chosen and turn.scope.required(question, here.item):
        turn.move(here)
        turn.reject(Problem("empty_selection"))
    else:
        take(turn, question, here.item, chosen or "")


def take(
    turn: TurnInTheMaking,
    question: Question,
    item: int,
    value: Value,
    *,
    by: Provenance | None = None,
    missing: Missing | None = None,
) -> None:
    """A value for a question: refused with a reason, shared, asked to confirm, or stored."""
    problem = None if missing else turn.scope.objection(question, item, value)
    if problem is not None:
        turn.move(Location(question.name, item))
        turn.reject(problem)
        return
    if any(choice.refuses and choice.name == value for choice in question.choices):
        turn.pending = Confirming(Refusal())
        return
    company = turn.scope.company(question, item) if value != "" else ()
    if company:
        turn.move(Location(question.name, item))
        turn.pending = Sharing(value, company, company)
        return
    turn.pending = _to_confirm(turn, Change(question.name, item, value, missing))
    if turn.pending is None:
        store(turn, question, item, value, by=by, missing=missing)


def _to_confirm(turn: TurnInTheMaking, change: Change) -> Confirming | None:
    """What has to be confirmed first: consequences of a change, or a value that looks odd."""
    question = turn.questionnaire.questions[change.question]
    old = turn.scope.answer(question, change.item)
    consequences = Consequences()
    if old is not None and old.value not in ("", change.value):
        consequences = of_change(
            turn.questionnaire, turn.interview, question, change.item, change.value
        )
    doubts: tuple[int, ...] = ()
    if old is None or old.value != change.value:
        doubts = turn.scope.doubts(question, change.item, change.value)
    if consequences == Consequences() and not doubts:
        return None
    return Confirming(change, consequences, doubts=doubts)


def store(
    turn: TurnInTheMaking,
    question: Question,
    item: int,
    value: Value,
    *,
    by: Provenance | None = None,
    missing: Missing | None = None,
) -> None:
    """Stores a value and goes on: from here when this was asked, else where the dialogue was."""
    here = Location(question.name, item)
    old = turn.scope.answer(question, item)
    if old is None or (old.value, old.missing) != (value, missing):
        turn.answer(question, item, value, by=by, missing=missing)
    elif turn.head.draft is not None and turn.head.draft.location == here:
        turn.apply(ev.Drafted(None))
    location = turn.head.location
    if location == here:
        turn.go(here)
    elif location == FINISH or not still_asked(turn, location):
        turn.go(None)


def still_asked(turn: TurnInTheMaking, location: Location) -> bool:
    """Whether a location can be stood at now."""
    question = turn.questionnaire.questions.get(location.question)
    return question is not None and turn.scope.asks(question, location.item)

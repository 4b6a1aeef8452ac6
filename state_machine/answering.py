"""Answers: what a typed text or a tapped choice means here, and for whom."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from state_machine import events as ev
from state_machine.gathering import Named, named_in
from state_machine.inputs import Choose
from state_machine.interview import FINISH, LANGUAGE, Draft, Location
from state_machine.items import Value
from state_machine.pending import (
    Candidates,
    Change,
    Confirming,
    Editing,
    LanguageAsked,
    Listing,
    Problem,
    Reviewing,
    Several,
    Suggesting,
    Topics,
)
from state_machine.questionnaire import ADD, DONE, Question, QuestionType
from state_machine.route import open_in_item
from state_machine.taking import carry_out, take
from state_machine.turn import TurnInTheMaking
from state_machine.values import as_answer

__all__ = [
    "answers_nothing",
    "choose",
    "company",
    "say",
    "ticked",
]


def say(turn: TurnInTheMaking, text: str) -> None:
    """A typed text that is no command: an answer, unless something else waits for a word."""
    location = turn.head.location
    if not answers_nothing(turn):
        _hear(turn, turn.questionnaire.questions[location.question], location.item, text)


def answers_nothing(turn: TurnInTheMaking) -> bool:
    """Whether something stands before the question that waits for a word; it is said again then."""
    location, pending = turn.head.location, turn.head.pending
    if isinstance(pending, Confirming):
        turn.pending = replace(pending, repeated=True)
    elif isinstance(pending, LanguageAsked | Listing | Editing | Reviewing | Topics):
        turn.tell("not_here")
    elif location == LANGUAGE:
        turn.reject(Problem("not_a_choice"))
    elif location == FINISH:
        turn.reject(Problem("confirm_first"))
    else:
        return False
    return True


def _hear(turn: TurnInTheMaking, question: Question, item: int, text: str) -> None:
    """A text at a question: people for the list that is being made, else its answer."""
    if turn.scope.battery(question, item):
        turn.tell("not_here")
        return
    named = named_in(turn, question, item, text)
    match named:
        case None:
            _read(turn, question, item, text)
        case Problem():
            turn.reject(named)
        case Named():
            _list(turn, question, item, named)


def _list(turn: TurnInTheMaking, question: Question, item: int, named: Named) -> None:
    """Adds the items that a message names, and goes to what it leaves open about them."""
    new = () if question.type is QuestionType.GATE else (item,)
    items = (*new, *(turn.add(named.roster, named.parent) for _ in named.rows[len(new) :]))
    for each, row in zip(items, named.rows, strict=True):
        _take_several(turn, each, row.values)
    still_open = (open_in_item(turn.scope, each) for each in items)
    found = next(filter(None, still_open), None)
    if turn.pending is None and found is not None:
        turn.move(found)


def _read(turn: TurnInTheMaking, question: Question, item: int, text: str) -> None:
    if question.type is QuestionType.NOTE:
        take(turn, question, item, "ok")
        return
    value = turn.scope.read(question, item, text)
    match value:
        case Problem():
            turn.reject(value)
        case Candidates(names=names):
            _suggest(turn, question, item, names)
        case Several(values=values):
            _take_several(turn, item, values)
        case _ if question.type is QuestionType.GATE:
            _gate(turn, question, item, str(value))
        case tuple() if _is_ticking(turn, question, item):
            _tick_also(turn, question, Location(question.name, item), value)
        case _ if question.default is not None and turn.scope.company(question, item):
            turn.reject(Problem("confirm_first"))
        case _:
            take(turn, question, item, value, company=company(turn, question, item))


def _is_ticking(turn: TurnInTheMaking, question: Question, item: int) -> bool:
    """Whether choices are ticked, which those that are typed join; an order is said whole."""
    draft, here = turn.head.draft, Location(question.name, item)
    ticking = draft is not None and draft.location == here and draft.chosen != ()
    return ticking and question.type is not QuestionType.RANK


def company(turn: TurnInTheMaking, question: Question, item: int) -> tuple[int, ...]:
    """Those whom an answer at an item is meant for: the company but those who were left out."""
    draft = turn.head.draft
    here = draft is not None and draft.location == (question.name, item)
    left = draft.left or () if draft is not None and here else ()
    return tuple(each for each in turn.scope.company(question, item) if each not in left)


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
    item = None if question is None else _meant(turn, question, input.item)
    if question is None or item is None:
        turn.tell("stale")
        return
    shared = company(turn, question, item) if item != input.item else ()
    here = Location(question.name, item)
    if question.type is QuestionType.GATE:
        _gate(turn, question, item, input.choice)
    elif question.type in (QuestionType.SELECT_MULTIPLE, QuestionType.RANK):
        _tick(turn, question, here, input, shared)
    elif _is_choice(question, input.choice) or _is_suggested(turn, here, input.choice):
        take(turn, question, item, as_answer(question, input.choice), company=shared)
    else:
        turn.tell("stale")


def _meant(turn: TurnInTheMaking, question: Question, named: int) -> int | None:
    """Whom a button means that names an item; the first of those below it whom it asks at once.

    None when the question is not asked about it now.
    """
    scope, items = turn.scope, turn.interview.items
    if scope.asks(question, named):
        return named
    above = question.level and turn.questionnaire.rosters[question.level].parent
    if not question.level or named not in items or items[named].roster != above:
        return None
    location = turn.head.location
    here = location.question == question.name and items[location.item].parent == named
    if here and scope.company(question, location.item):
        return location.item
    return scope.first_of(question, named)


def _is_choice(question: Question, name: str) -> bool:
    """Whether a name can be a choice of a question at all; if it is offered now is asked later."""
    if question.type is QuestionType.NOTE:
        return False
    if question.codelist is not None:
        return question.codelist.label(name) is not None
    if question.members:
        return name.isascii() and name.isdigit()
    return name in question.choice_places


def _is_suggested(turn: TurnInTheMaking, here: Location, choice: str) -> bool:
    """Whether this is an answer that the screen suggests: one that no button has otherwise."""
    pending = turn.head.pending
    suggesting = isinstance(pending, Suggesting) and choice in pending.names
    return suggesting and turn.head.location == here


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
        carry_out(turn, Change(question.name, item, DONE))


def _tick(
    turn: TurnInTheMaking,
    question: Question,
    here: Location,
    input: Choose,
    shared: tuple[int, ...],
) -> None:
    offered = [choice.name for choice in turn.scope.choices(question, here.item)]
    chosen = ticked(turn, here, question)
    if not input.choice:
        _confirm_ticks(turn, question, here, tuple(n for n in chosen if n in offered), shared)
        return
    if input.choice not in offered:
        turn.tell("stale")
        return
    if question.sensitive and not _is_drafting(turn, here):
        chosen = ()  # what was answered is not shown: whoever ticks begins anew
    turn.move(here)
    place = _ranked if question.type is QuestionType.RANK else _marked
    _draft(turn, here, place(chosen, input, offered))


def _draft(turn: TurnInTheMaking, here: Location, chosen: tuple[str, ...]) -> None:
    """Keeps what is ticked, and who was left out before."""
    draft = turn.head.draft
    left = draft.left if draft is not None and draft.location == here else None
    if draft != Draft(here, chosen, left):
        turn.apply(ev.Drafted(Draft(here, chosen, left)))


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
    chosen = {*ticked(turn, here, question), *named}
    offered = turn.scope.choices(question, here.item)
    _draft(turn, here, tuple(choice.name for choice in offered if choice.name in chosen))


def ticked(turn: TurnInTheMaking, here: Location, question: Question) -> tuple[str, ...]:
    """The choices ticked so far: the draft, else the answer."""
    draft = turn.head.draft
    if draft is not None and draft.location == here:
        return draft.chosen
    answer = turn.scope.answer(question, here.item)
    return answer.value if answer is not None and isinstance(answer.value, tuple) else ()


def _confirm_ticks(
    turn: TurnInTheMaking,
    question: Question,
    here: Location,
    chosen: tuple[str, ...],
    shared: tuple[int, ...],
) -> None:
    if not chosen and turn.scope.required(question, here.item):
        turn.move(here)
        turn.reject(Problem("empty_selection"))
    else:
        take(turn, question, here.item, chosen or "", company=shared)

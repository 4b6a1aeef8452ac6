"""Answers: a typed text or a tapped choice is taken, refused with a reason, or to be confirmed."""

from __future__ import annotations

from state_machine import events as ev
from state_machine.consequences import of_change
from state_machine.inputs import Choose
from state_machine.interview import (
    FINISH,
    LANGUAGE,
    Change,
    Confirming,
    Consequences,
    Draft,
    Editing,
    LanguageAsked,
    Listing,
    Location,
    Problem,
    Refusal,
    Reviewing,
    Value,
)
from state_machine.questionnaire import ADD, DONE, Question, QuestionType
from state_machine.turn import TurnInTheMaking

__all__ = ["choose", "say", "still_asked", "store", "take"]


def say(turn: TurnInTheMaking, text: str) -> None:
    """A typed text that is no command: an answer, unless something else waits for a word."""
    location, pending = turn.head.location, turn.head.pending
    if isinstance(pending, Confirming):
        turn.pending = Confirming(pending.intent, pending.consequences, repeated=True)
    elif isinstance(pending, LanguageAsked | Listing | Editing | Reviewing):
        turn.tell("not_here")
    elif location == LANGUAGE:
        turn.reject(Problem("not_a_choice"))
    elif location == FINISH:
        turn.reject(Problem("confirm_first"))
    else:
        _read(turn, turn.questionnaire.questions[location.question], location.item, text)


def _read(turn: TurnInTheMaking, question: Question, item: int, text: str) -> None:
    if question.type is QuestionType.NOTE:
        take(turn, question, item, "ok")
        return
    value = question.read(text, turn.scope, item)
    if isinstance(value, Problem):
        turn.reject(value)
    elif question.type is QuestionType.GATE:
        _gate(turn, question, item, str(value))
    elif isinstance(value, tuple) and turn.head.draft is not None:
        _tick_also(turn, question, Location(question.name, item), value)
    else:
        take(turn, question, item, value)


def choose(turn: TurnInTheMaking, input: Choose) -> None:
    """A tapped choice, of the question asked now or of an earlier one."""
    question = turn.questionnaire.questions.get(input.question)
    if question is None or not turn.scope.asks(question, input.item):
        turn.tell("stale")
    elif question.type is QuestionType.GATE:
        _gate(turn, question, input.item, input.choice)
    elif question.type is QuestionType.SELECT_MULTIPLE:
        _tick(turn, question, input)
    elif input.choice in {choice.name for choice in question.choices}:
        take(turn, question, input.item, input.choice)
    else:
        turn.tell("stale")


def _gate(turn: TurnInTheMaking, question: Question, item: int, choice: str) -> None:
    roster = turn.scope.gathers(question)
    count = len(turn.interview.items[item].children.get(roster.name, ()))
    if choice == ADD and count >= roster.max:
        turn.reject(Problem("item_maximum", {"max": str(roster.max)}))
    elif choice == ADD:
        turn.enter(turn.add(roster.name, item))
    elif choice != DONE:
        turn.tell("stale")
    elif count < roster.min:
        turn.reject(Problem("item_minimum", {"min": str(roster.min)}))
    else:
        store(turn, question, item, DONE)


def _tick(turn: TurnInTheMaking, question: Question, input: Choose) -> None:
    here = Location(question.name, input.item)
    offered = [choice.name for choice in turn.scope.choices(question, input.item)]
    ticked = _ticked(turn, here, question)
    if not input.choice:
        _confirm_ticks(turn, question, here, tuple(name for name in offered if name in ticked))
        return
    if input.choice not in offered:
        turn.tell("stale")
        return
    ticked = ticked | {input.choice} if input.on else ticked - {input.choice}
    turn.move(here)
    draft = Draft(here, tuple(name for name in offered if name in ticked))
    if draft != turn.head.draft:
        turn.apply(ev.Drafted(draft))


def _tick_also(
    turn: TurnInTheMaking, question: Question, here: Location, named: tuple[str, ...]
) -> None:
    """Choices that are typed while others are ticked join these: none of them may get lost."""
    ticked = _ticked(turn, here, question).union(named)
    offered = turn.scope.choices(question, here.item)
    chosen = tuple(choice.name for choice in offered if choice.name in ticked)
    turn.apply(ev.Drafted(Draft(here, chosen)))


def _ticked(turn: TurnInTheMaking, here: Location, question: Question) -> set[str]:
    """The choices ticked so far: the draft, else the answer."""
    draft = turn.head.draft
    if draft is not None and draft.location == here:
        return set(draft.chosen)
    answer = turn.scope.answer(question, here.item)
    return set(answer.value) if answer is not None and isinstance(answer.value, tuple) else set()


def _confirm_ticks(
    turn: TurnInTheMaking, question: Question, here: Location, chosen: tuple[str, ...]
) -> None:
    if not chosen and turn.scope.required(question, here.item):
        turn.move(here)
        turn.reject(Problem("empty_selection"))
    else:
        take(turn, question, here.item, chosen or "")


def take(turn: TurnInTheMaking, question: Question, item: int, value: Value) -> None:
    """A value for a question: refused with a reason, asked to confirm, or stored."""
    problem = turn.scope.objection(question, item, value)
    if problem is not None:
        turn.move(Location(question.name, item))
        turn.reject(problem)
        return
    if any(choice.refuses and choice.name == value for choice in question.choices):
        turn.pending = Confirming(Refusal())
        return
    old = turn.scope.answer(question, item)
    if old is not None and old.value not in ("", value):
        consequences = of_change(turn.questionnaire, turn.interview, question, item, value)
        if consequences != Consequences():
            turn.pending = Confirming(Change(question.name, item, value), consequences)
            return
    store(turn, question, item, value)


def store(turn: TurnInTheMaking, question: Question, item: int, value: Value) -> None:
    """Stores a value and goes on: from here when this was asked, else where the dialogue was."""
    here = Location(question.name, item)
    old = turn.scope.answer(question, item)
    if old is None or old.value != value:
        turn.answer(question, item, value)
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

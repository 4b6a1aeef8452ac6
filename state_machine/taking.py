"""Taking: a value is refused with a reason, to be confirmed, or stored for all whom it is for."""

from __future__ import annotations

from state_machine import events as ev
from state_machine.consequences import of_change
from state_machine.interview import FINISH, Location
from state_machine.items import Missing, Provenance, Value
from state_machine.pending import (
    Browsing,
    Change,
    Confirming,
    Consequences,
    Problem,
    Refusal,
    Shared,
)
from state_machine.questionnaire import Question
from state_machine.turn import TurnInTheMaking

__all__ = ["carry_out", "go_on", "still_asked", "take"]


def take(
    turn: TurnInTheMaking,
    question: Question,
    item: int,
    value: Value,
    *,
    by: Provenance | None = None,
    missing: Missing | None = None,
    company: tuple[int, ...] = (),
) -> None:
    """A value for a question: refused with a reason, asked to confirm, or stored.

    With a company it is taken for all of them who can take it without a doubt; the others are
    asked in their turn. When all doubt, it is asked once whether the value is right.
    """
    able, problem = _able(turn, question, company or (item,), value, missing)
    if problem is not None:
        turn.move(Location(question.name, item))
        _refuse(turn, question, value, problem)
        return
    if any(choice.refuses and choice.name == value for choice in question.choices):
        turn.pending = Confirming(Refusal())
        return
    first, *others = _certain(turn, question, able, value) or able
    change = Change(question.name, first, value, missing, tuple(others))
    turn.pending = _to_confirm(turn, change)
    if turn.pending is None:
        carry_out(turn, change, by=by)


def _refuse(turn: TurnInTheMaking, question: Question, value: Value, problem: Problem) -> None:
    """Says what is wrong; an entry too large for a constraint opens what lies below it."""
    codelist, entry = question.codelist, str(value)
    if problem.code == "constraint" and codelist is not None and codelist.children(entry):
        turn.pending = Browsing(entry)
    else:
        turn.reject(problem)


def _able(
    turn: TurnInTheMaking,
    question: Question,
    company: tuple[int, ...],
    value: Value,
    missing: Missing | None,
) -> tuple[tuple[int, ...], Problem | None]:
    """Those who can take a value; when nobody can, what the first of them objects to."""
    if missing:
        return company, None
    problems = {each: turn.scope.objection(question, each, value) for each in company}
    able = tuple(each for each, problem in problems.items() if problem is None)
    return able, None if able else problems[company[0]]


def _certain(
    turn: TurnInTheMaking, question: Question, company: tuple[int, ...], value: Value
) -> tuple[int, ...]:
    """Those for whom nothing looks odd about a value that is new to them."""
    return tuple(each for each in company if not _doubts(turn, question, each, value))


def _doubts(turn: TurnInTheMaking, question: Question, item: int, value: Value) -> tuple[int, ...]:
    old = turn.scope.answer(question, item)
    if old is not None and old.value == value:
        return ()
    return turn.scope.doubts(question, item, value)


def _to_confirm(turn: TurnInTheMaking, change: Change) -> Confirming | None:
    """What has to be confirmed first: consequences of a change, or a value that looks odd."""
    question = turn.questionnaire.questions[change.question]
    changed = {
        each: change.value
        for each in (change.item, *change.company)
        if _has_another(turn, question, each, change.value)
    }
    consequences = Consequences()
    if changed:
        consequences = of_change(turn.scope, question, changed)
    doubts = _doubts(turn, question, change.item, change.value)
    if consequences == Consequences() and not doubts:
        return None
    return Confirming(change, consequences, doubts=doubts)


def _has_another(turn: TurnInTheMaking, question: Question, item: int, value: Value) -> bool:
    old = turn.scope.answer(question, item)
    return old is not None and old.value not in ("", value)


def carry_out(turn: TurnInTheMaking, change: Change, *, by: Provenance | None = None) -> None:
    """Stores a value for all whom it is meant for, and goes on."""
    question = turn.questionnaire.questions[change.question]
    items = (change.item, *change.company)
    if change.company:
        by = Provenance.TOGETHER
        turn.pending = Shared(question.name, items)
    for each in items:
        old = turn.scope.answer(question, each)
        if old is None or (old.value, old.missing) != (change.value, change.missing):
            turn.answer(question, each, change.value, by=by, missing=change.missing)
    go_on(turn, question, items)


def go_on(turn: TurnInTheMaking, question: Question, items: tuple[int, ...]) -> None:
    """Goes on after an answer: from here when this was asked, else where the dialogue was."""
    draft, location = turn.head.draft, turn.head.location
    if draft is not None and draft.location.question == question.name:
        turn.apply(ev.Drafted(None))
    if location.question == question.name and location.item in items:
        turn.go(location)
    elif location == FINISH or not still_asked(turn, location):
        turn.go(None)


def still_asked(turn: TurnInTheMaking, location: Location) -> bool:
    """Whether a location can be stood at now."""
    question = turn.questionnaire.questions.get(location.question)
    return question is not None and turn.scope.asks(question, location.item)

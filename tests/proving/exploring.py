"""All that can happen in a small questionnaire: every answer is given to the real engine."""

from __future__ import annotations

from dataclasses import dataclass, field

from state_machine.engine import open_interview, step
from state_machine.inputs import Act, Action, Choose, Input, Say
from state_machine.interview import FINISH, Interview
from state_machine.items import Value
from state_machine.pending import Confirming
from state_machine.questionnaire import ADD, DONE, Question, Questionnaire, QuestionType
from state_machine.scope import Scope

__all__ = ["Explored", "explore"]

NUMBERS = range(-3, 10)
"""Whole numbers beyond whatever the rules of these questionnaires compare with."""

_NOW = "2021-09-20T10:00:00+06:00"


@dataclass
class Explored:
    """What was seen: questions asked, those without an accepted answer, choices offered, doubts."""

    asked: set[str] = field(default_factory=set)
    stuck: set[str] = field(default_factory=set)
    accepted: set[str] = field(default_factory=set)
    offered: set[tuple[str, str]] = field(default_factory=set)
    failed: set[str] = field(default_factory=set)
    met: set[str] = field(default_factory=set)
    finished: bool = False


def explore(questionnaire: Questionnaire, *, states: int = 1_000_000) -> Explored:
    """Answers every question that is asked in every way, from the beginning to each end.

    After so many states it stops: then not everything that can happen was seen.
    """
    explored = Explored()
    opened = open_interview(questionnaire, id="all", address="all:1", now=_NOW, language="en")
    waiting, known = [opened.interview], set[str]()
    while waiting and len(known) < states:
        interview = waiting.pop()
        for following in _after(questionnaire, interview, explored):
            state = repr((following.head.location, [following.items[i] for i in following.items]))
            if state not in known:
                known.add(state)
                waiting.append(following)
    return explored


def _after(
    questionnaire: Questionnaire, interview: Interview, explored: Explored
) -> list[Interview]:
    location = interview.head.location
    if location == FINISH:
        explored.finished = True
        return []
    question, scope = questionnaire.questions[location.question], Scope(questionnaire, interview)
    explored.asked.add(question.name)
    if question.type is QuestionType.GATE:
        taps = [Choose(question.name, location.item, choice) for choice in (ADD, DONE)]
        return [each for tap in taps if (each := _taken(questionnaire, interview, tap))]
    return _answered(scope, question, location.item, explored)


def _answered(scope: Scope, question: Question, item: int, explored: Explored) -> list[Interview]:
    explored.offered |= {(question.name, each.name) for each in scope.choices(question, item)}
    values = [v for v in _values(question) if scope.objection(question, item, v) is None]
    for value in values:
        doubts = scope.doubts(question, item, value)
        (explored.failed if doubts else explored.met).add(question.name)
    if values:
        explored.accepted.add(question.name)
    elif scope.required(question, item):
        explored.stuck.add(question.name)
    found = [_given(scope, question, item, value) for value in values]
    skipped = _taken(scope.questionnaire, scope.interview, Act(Action.SKIP))
    return [each for each in (*found, skipped) if each is not None]


def _values(question: Question) -> list[Value]:
    if question.type is QuestionType.INTEGER:
        return list(NUMBERS)
    names = [choice.name for choice in question.choices]
    if question.type is QuestionType.SELECT_MULTIPLE:
        sets = range(1, 2 ** len(names))
        return [tuple(n for bit, n in enumerate(names) if each >> bit & 1) for each in sets]
    return list(names)


def _given(scope: Scope, question: Question, item: int, value: Value) -> Interview | None:
    """The interview after an answer, agreed to where it looks odd."""
    said: Input = Say(str(value))
    if isinstance(value, tuple):
        names = [choice.name for choice in scope.choices(question, item)]
        said = Say(", ".join(str(names.index(name) + 1) for name in value))
    elif question.choices:
        said = Choose(question.name, item, str(value))
    return _taken(scope.questionnaire, scope.interview, said)


def _taken(questionnaire: Questionnaire, interview: Interview, input: Input) -> Interview | None:
    """The interview after an input; None when it did not lead on."""
    after = step(questionnaire, interview, input, now=_NOW).interview
    if isinstance(after.head.pending, Confirming):
        after = step(questionnaire, after, Act(Action.CONFIRM), now=_NOW).interview
    moved = after.head.location != interview.head.location
    grown = len(after.items) != len(interview.items)
    return after if moved or grown else None

"""What of a finished interview is final: its items, its persons, and the answers on the path."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from state_machine.interview import Interview, Status
from state_machine.items import ROOT, Answer, Item
from state_machine.questionnaire import Question, Questionnaire, QuestionType
from state_machine.route import sheets
from state_machine.scope import Scope

__all__ = ["FinalAnswer", "NotFinishing", "Person", "Submission", "submission"]

UNANSWERED = frozenset({QuestionType.NOTE, QuestionType.GATE, QuestionType.CALCULATE})
"""What stands on a path and takes no answer of its own."""


class NotFinishing(ValueError):  # noqa: N818 - it names what is wrong
    """Only an interview that is finishing (or finished) can be finalised."""


class FinalAnswer(NamedTuple):
    """An answer on the path."""

    question: str
    item: int
    answer: Answer


class Person(NamedTuple):
    """Somebody who is counted and gets a number; name and IIN are empty where not asked."""

    item: int
    name: str
    iin: str


class Submission(NamedTuple):
    """All that is stored of an interview for good."""

    items: tuple[Item, ...]
    persons: tuple[Person, ...]
    answers: tuple[FinalAnswer, ...]


def submission(questionnaire: Questionnaire, interview: Interview) -> Submission:
    """Read off what is final. Raises NotFinishing."""
    if interview.head.status not in (Status.FINISHING, Status.FINISHED):
        raise NotFinishing(f"interview {interview.head.id} is {interview.head.status}")
    scope = Scope(questionnaire, interview)
    return Submission(
        items=tuple(interview.items[id_] for id_ in sorted(interview.items)),
        persons=tuple(
            _person(questionnaire, scope, item) for item in _counted(questionnaire, scope)
        ),
        answers=tuple(_on_the_path(questionnaire, scope)),
    )


def _on_the_path(questionnaire: Questionnaire, scope: Scope) -> Iterator[FinalAnswer]:
    items = scope.interview.items
    for name, item in sheets(questionnaire, scope.interview):
        answers = items[item].answers
        for question in scope.path(questionnaire.sections[name], item):
            if question.type not in UNANSWERED and question.name in answers:
                yield FinalAnswer(question.name, item, answers[question.name])


def _counted(questionnaire: Questionnaire, scope: Scope) -> tuple[int, ...]:
    """Give the items that are persons; without a roster of persons the interview is about one."""
    roster = questionnaire.constants.get("person_roster", "")
    return scope.descend(ROOT, roster) if roster in questionnaire.rosters else (ROOT,)


def _person(questionnaire: Questionnaire, scope: Scope, item: int) -> Person:
    named = questionnaire.constants.get("name_questions", "").split()
    names = (_value(questionnaire, scope, name, item) for name in named)
    iin = _value(questionnaire, scope, questionnaire.constants.get("iin_question", ""), item)
    return Person(item, " ".join(filter(None, names)), iin)


def _value(questionnaire: Questionnaire, scope: Scope, name: str, item: int) -> str:
    """Give the value of a question for a person, '' when it is not asked of persons."""
    question: Question | None = questionnaire.questions.get(name)
    level = scope.interview.items[item].roster
    return str(scope.value(name, item)) if question and question.level == level else ""

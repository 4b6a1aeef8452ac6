"""Somebody who gives a valid answer to whatever is asked, the same one in every run."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from dialogs.iin import check_digit
from state_machine.attachment import Reference
from state_machine.handing import MEDIA
from state_machine.inputs import Act, Action, Attach, Choose, Input, Locate, Say
from state_machine.interview import LANGUAGE
from state_machine.pending import Candidates, Confirming, Problem, Several
from state_machine.questionnaire import ADD, DONE, QuestionType
from state_machine.scope import Scope

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from state_machine.interview import Interview
    from state_machine.questionnaire import Codelist, Question, Questionnaire

__all__ = ["AtALossError", "Respondent", "iin"]

_TEXTS = ("Алмагуль", "12", "5А")
_NUMBERS = ("2", "40", "55", "1990", "7", "2015")
_PLACE = (51.16, 71.43)
_REFERENCE = str(Reference("0" * 32, 180_000, "bin"))
_DATES = ("1.9.1988", "15.3.2005", "2.2.2020")
_TIMES = ("9:30", "18:00")


class AtALossError(Exception):
    """No answer that the respondent knows fits; the message names the question."""


class Respondent:
    """Answers questions; of the rosters it names so many items as `sizes` says, of others none.

    `choices` names the choice to take for some questions; elsewhere it is the first that fits.
    Without `together` nothing is answered for several people at once.
    """

    def __init__(
        self,
        questionnaire: Questionnaire,
        *,
        language: str,
        sizes: Mapping[str, int],
        choices: Mapping[str, str],
        together: bool = True,
    ) -> None:
        self._questionnaire = questionnaire
        self._language = language
        self._sizes = sizes
        self._choices = choices
        self._together = together

    def reply(self, interview: Interview) -> Input:
        """The next input for an interview. Raises AtALossError."""
        location = interview.head.location
        if location == LANGUAGE:
            return Act(Action.LANGUAGE, self._language)
        if isinstance(interview.head.pending, Confirming):
            return Act(Action.CONFIRM)
        question = self._questionnaire.questions.get(location.question)
        if question is None:
            raise AtALossError(location.question)
        scope = Scope(self._questionnaire, interview)
        if asked := scope.battery(question, location.item):
            return self._battery(interview, asked)
        if scope.company(question, location.item):
            if not self._together:
                return Act(Action.APART)
            if question.default is not None:
                return Act(Action.ACCEPT)
        return self._answer(interview, question)

    def _battery(self, interview: Interview, asked: tuple[Question, ...]) -> Input:
        """All as usual; without `together` a tick for each, so that each is asked."""
        draft = interview.head.draft
        ticked = draft.chosen if draft is not None else ()
        for question in () if self._together else asked:
            if question.name not in ticked:
                return Act(Action.USUAL, f"tick/{question.index}/1")
        return Act(Action.USUAL)

    def _answer(self, interview: Interview, question: Question) -> Input:
        match question.type:
            case QuestionType.NOTE:
                return Act(Action.CONTINUE)
            case QuestionType.GATE:
                return self._gate(interview, question)
            case QuestionType.GEOPOINT:
                return Locate(*_PLACE)
            case _ if question.type in MEDIA:
                return Attach(MEDIA[question.type], _REFERENCE)
            case QuestionType.SELECT_ONE if question.members:
                return Act(Action.SKIP)
            case QuestionType.SELECT_ONE if question.codelist:
                return Choose(
                    question.name, self._whom(interview, question), _leaf(question.codelist)
                )
            case QuestionType.SELECT_ONE:
                return self._choose(interview, question)
        return self._say(interview, question)

    def _gate(self, interview: Interview, gate: Question) -> Input:
        item = interview.head.location.item
        roster = self._questionnaire.sections[gate.section].gate
        count = len(interview.items[item].children.get(roster, ()))
        return Choose(gate.name, item, ADD if count < self._sizes.get(roster, 0) else DONE)

    def _choose(self, interview: Interview, question: Question) -> Input:
        item = interview.head.location.item
        scope = Scope(self._questionnaire, interview)
        wanted = self._choices.get(question.name)
        for choice in scope.choices(question, item):
            if wanted in {None, choice.name} and not choice.refuses:
                return Choose(question.name, self._whom(interview, question), choice.name)
        raise AtALossError(question.name)

    def _whom(self, interview: Interview, question: Question) -> int:
        """Whom a button names: all of those who are asked about at once, else the one."""
        scope = Scope(self._questionnaire, interview)
        return scope.whom(question, interview.head.location.item)

    def _say(self, interview: Interview, question: Question) -> Input:
        item = interview.head.location.item
        scope = Scope(self._questionnaire, interview)
        for text in _texts(question, item):
            value = question.read(text, scope, item)
            if isinstance(value, Problem | Several | Candidates):
                continue
            if scope.objection(question, item, value) is None:
                return Say(text)
        raise AtALossError(question.name)


def _leaf(codelist: Codelist) -> str:
    """The first entry of the lowest level."""
    code = ""
    while below := codelist.children(code):
        code = below[0]
    return code


def _texts(question: Question, item: int) -> Iterable[str]:
    match question.type:
        case QuestionType.INTEGER | QuestionType.DECIMAL:
            return _NUMBERS
        case QuestionType.DATE:
            return _DATES
        case QuestionType.TIME:
            return _TIMES
        case QuestionType.DATETIME:
            return (f"{day} {time}" for day in _DATES for time in _TIMES)
        case QuestionType.SELECT_MULTIPLE:
            return map(str, range(1, len(question.choices) + 1))
        case QuestionType.RANK:
            return (" ".join(map(str, range(1, len(question.choices) + 1))),)
        case QuestionType.ACKNOWLEDGE:
            return ("ok",)
    if question.grid is not None:
        return map(str, map(question.grid.at, range(question.grid.count)))
    return chain(_TEXTS, (iin(item),))


def iin(number: int) -> str:
    """A valid identification number of a person of the 20th century, another for each number.

    Every other serial number is kept free for when one has no check digit.
    """
    serial = 2 * number
    while True:
        eleven = f"8809013{serial % 10_000:04d}"
        digit = check_digit(eleven)
        if digit is not None:
            return f"{eleven}{digit}"
        serial += 1

"""A conversation with the engine in a test: every turn marshals the interview and reads it back."""

from __future__ import annotations

import msgspec

from state_machine import events as ev
from state_machine.attachment import Reference
from state_machine.engine import open_interview, step
from state_machine.handing import MEDIA
from state_machine.inputs import Act, Action, Attach, Choose, Input, Locate, Say
from state_machine.interview import FINISH, Head, Interview, Location, Status
from state_machine.items import Item, Items, Provenance, Standing
from state_machine.pending import Candidates, Confirming, Problem, Several
from state_machine.questionnaire import Codelist, Question, Questionnaire, QuestionType
from state_machine.scope import Scope

__all__ = ["NOON", "Talk", "marshalled"]

_PLAUSIBLE = (
    "1",
    "30",
    "1.9.1990",
    "Асқар",
    "900713300014",
    "920611400013",
    "080901600011",
    "150310500018",
    "550101400019",
    "1985",
    "2015",
    "9:30",
    "1.9.1990 9:30",
)
NOON = "2021-09-20T12:00:00+06:00"


def marshalled(interview: Interview) -> Interview:
    """The interview after a way through bytes, its items decoded one by one when needed."""
    head = msgspec.msgpack.decode(msgspec.msgpack.encode(interview.head), type=Head)
    parts = {id_: msgspec.msgpack.encode(item) for id_, item in interview.items.items()}

    def load(id_: int) -> Item:
        return msgspec.msgpack.decode(parts[id_], type=Item)

    return Interview(head, Items({}, ids=frozenset(parts), load=load))


def _leaf(codelist: Codelist) -> str:
    """The first entry of the last level, going down from the first at the top."""
    code = ""
    while below := codelist.children(code):
        code = below[0]
    return code


class Talk:
    """Says things one after the other and keeps all events."""

    def __init__(self, questionnaire: Questionnaire, *, language: str = "ru") -> None:
        self.questionnaire = questionnaire
        turn = open_interview(questionnaire, id="i1", address="web:1", now=NOON, language=language)
        self.events: list[ev.Event] = list(turn.events)
        self.interview = turn.interview

    @property
    def at(self) -> Location:
        return self.interview.head.location

    def status(self) -> Status:
        """The status now."""
        return self.interview.head.status

    def standing(self, section: str, item: int) -> Standing:
        """The standing of a section now."""
        return self.interview.items[item].standing[section]

    def hear(self, input: Input, *, now: str = NOON, by: Provenance = Provenance.SELF) -> Talk:
        """One turn."""
        before = marshalled(self.interview)
        turn = step(self.questionnaire, before, input, now=now, by=by)
        self.events += turn.events
        self.interview = turn.interview
        return self

    def say(self, *texts: str) -> Talk:
        for said in texts:
            self.hear(Say(said))
        return self

    def act(self, action: Action, argument: str = "") -> Talk:
        return self.hear(Act(action, argument))

    def tap(self, *choices: str) -> Talk:
        """Taps choices, each of the question asked at that moment."""
        for choice in choices:
            self.hear(Choose(self.at.question, self.at.item, choice))
        return self

    def tap_for_all(self, choice: str) -> Talk:
        """Taps a choice of the question asked now for everybody whom it is asked about."""
        question = self.questionnaire.questions[self.at.question]
        whom = Scope(self.questionnaire, self.interview).whom(question, self.at.item)
        return self.hear(Choose(question.name, whom, choice))

    def value(self, question: str, item: int = 0) -> object:
        """What a question is worth now."""
        return Scope(self.questionnaire, self.interview).value(question, item)

    def obey(self) -> Talk:
        """Answers as a willing respondent would until everything is filled."""
        for _ in range(500):
            if self.at == FINISH:
                return self
            self.hear(self.willing())
            if isinstance(self.interview.head.pending, Confirming):
                self.act(Action.CONFIRM)
        raise AssertionError(f"still at {self.at} after 500 willing answers")

    def willing(self) -> Input:
        """An answer that the question asked now takes."""
        question, item = self.questionnaire.questions[self.at.question], self.at.item
        scope = Scope(self.questionnaire, self.interview)
        if scope.battery(question, item):
            return Act(Action.USUAL)
        if question.default is not None and scope.company(question, item):
            return Act(Action.ACCEPT)
        match question.type:
            case QuestionType.GEOPOINT:
                return Locate(51.16, 71.43)
            case _ if question.type in MEDIA:
                return Attach(MEDIA[question.type], str(Reference("0" * 32, 180_000, "bin")))
            case QuestionType.NOTE:
                return Act(Action.CONTINUE)
            case _ if question.choices or question.members or question.codelist:
                return self._chosen(question, scope)
            case QuestionType.RANGE if question.grid:
                return Say(str(question.grid.at(0)))
        return Say(self._typed(question, scope))

    def _chosen(self, question: Question, scope: Scope) -> Input:
        item = self.at.item
        match question.type:
            case QuestionType.GATE:
                return Choose(question.name, item, "done")
            case QuestionType.SELECT_ONE if question.members:
                others = scope.members(question, item)
                return Choose(question.name, item, str(others[0])) if others else Act(Action.SKIP)
            case QuestionType.SELECT_ONE if question.codelist:
                return Choose(question.name, item, _leaf(question.codelist))
            case QuestionType.SELECT_ONE:
                offered = [c.name for c in scope.choices(question, item) if not c.refuses]
                taken = (name for name in offered if not scope.objection(question, item, name))
                choice = next(taken, next(iter(offered), None))
                return Act(Action.SKIP) if choice is None else Choose(question.name, item, choice)
            case QuestionType.SELECT_MULTIPLE:
                draft = self.interview.head.draft
                choice = "" if draft and draft.chosen else question.choices[0].name
                return Choose(question.name, item, choice)
            case QuestionType.RANK:
                order = [str(place) for place, _ in enumerate(scope.choices(question, item), 1)]
                return Say(" ".join(order))
        return Choose(question.name, item, question.choices[0].name)

    def _typed(self, question: Question, scope: Scope) -> str:
        """The first of some plausible texts that the question takes."""
        item = self.at.item
        for said in _PLAUSIBLE:
            value = question.read(said, scope, item)
            if isinstance(value, Problem | Several | Candidates):
                continue
            if scope.objection(question, item, value) is None:
                return said
        raise AssertionError(f"nothing plausible answers {question.name}")

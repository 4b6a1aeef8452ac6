"""Somebody who knows the true answers of a home and takes the shortest way that is offered."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from dialogs.prompts.sharing import hides_ticks
from dialogs.wording import render
from state_machine.inputs import Act, Action, Choose, Input, Say
from state_machine.interview import FINISH, LANGUAGE, Interview, Location
from state_machine.items import Value
from state_machine.pending import Confirming, Suggesting
from state_machine.questionnaire import ADD, DONE, Question, Questionnaire, QuestionType
from state_machine.scope import Scope
from state_machine.together import place_of

if TYPE_CHECKING:
    from bench.homes import Home

__all__ = ["Truthful"]

_ONCE = ("", "household")
"""The levels at which a home has one item."""


class Truthful:
    """Says what is true of a home, by buttons where there are any, and typed where not."""

    def __init__(
        self,
        questionnaire: Questionnaire,
        home: Home,
        *,
        language: str = "ru",
        at_once: bool = True,
    ) -> None:
        """`at_once`: everybody is listed in one message; else each in a message of their own."""
        self._questionnaire = questionnaire
        self._home = home
        self._language = language
        self._at_once = at_once

    def reply(self, interview: Interview) -> Input:
        """The next input. Raises KeyError with the question whose answer the home does not tell."""
        location, pending = interview.head.location, interview.head.pending
        if location == LANGUAGE:
            return Act(Action.LANGUAGE, self._language)
        if location == FINISH:
            return Act(Action.FINISH)
        if isinstance(pending, Confirming):
            return Act(Action.CONFIRM)
        scope = Scope(self._questionnaire, interview)
        question = self._questionnaire.questions[location.question]
        if isinstance(pending, Suggesting):
            wanted = str(self._truth(scope, question, location.item))
            return Choose(question.name, scope.whom(question, location.item), wanted)
        return self._answer(scope, question, location.item)

    def _answer(self, scope: Scope, question: Question, item: int) -> Input:
        match question.type:
            case QuestionType.NOTE:
                return Act(Action.CONTINUE)
            case QuestionType.GATE:
                return self._gate(scope, question, item)
        asked = scope.battery(question, item)
        if asked:
            return self._usual(scope, asked, item)
        company = scope.company(question, item)
        if company:
            return self._together(scope, question, item, company)
        truth = self._truth(scope, question, item)
        offer = scope.suggestion(question, item)
        if offer is not None and not question.sensitive and offer.value == truth:
            return Act(Action.ACCEPT, place_of(question, item))
        return self._alone(scope, question, item, truth)

    def _gate(self, scope: Scope, gate: Question, item: int) -> Input:
        if scope.gathers(gate).name in _ONCE:
            return Choose(gate.name, item, DONE)
        count = len(scope.children(gate, item))
        return Choose(gate.name, item, ADD if count < len(self._home.people) else DONE)

    def _usual(self, scope: Scope, asked: tuple[Question, ...], item: int) -> Input:
        """The next tick that is missing; else the button that says that the rest is as usual."""
        draft, first = scope.interview.head.draft, asked[0]
        here = draft is not None and draft.location == (first.name, item)
        ticked = draft.chosen if draft is not None and here else ()
        for question in asked:
            everybody = scope.company(question, item) or (item,)
            truths = {self._truth(scope, question, each) for each in everybody}
            if truths != {question.usual} and question.name not in ticked:
                return Act(Action.USUAL, f"tick/{question.index}/1")
        return Act(Action.USUAL, place_of(first, scope.whom(first, item)))

    def _together(
        self, scope: Scope, question: Question, item: int, company: tuple[int, ...]
    ) -> Input:
        """For all, for those who share the commonest answer, or one by one: what takes least."""
        whom = scope.whom(question, item)
        place = place_of(question, whom)
        truths = {each: self._truth(scope, question, each) for each in company}
        if question.default is not None:
            offers = {each: scope.suggestion(question, each) for each in company}
            right = all(o is not None and o.value == truths[e] for e, o in offers.items())
            return Act(Action.ACCEPT if right else Action.APART, place)
        commonest, others = _commonest(truths)
        left = _left(scope, Location(question.name, item))
        if (left or set()) == others:
            return self._alone(scope, question, item, commonest, whom=whom)
        if left is None and hides_ticks(question, company):
            return Act(Action.SHARE, place)
        if not left and _is_shorter_apart(commonest, truths, others):
            return Act(Action.APART, place)
        wrong = next(each for each in company if (each in others) is not (each in (left or ())))
        return Act(Action.SHARE, f"for/{wrong}/{0 if wrong in others else 1}")

    def _alone(
        self, scope: Scope, question: Question, item: int, truth: Value, *, whom: int | None = None
    ) -> Input:
        named = item if whom is None else whom
        if truth == "":
            return Act(Action.SKIP, place_of(question, named))
        if isinstance(truth, tuple):
            return _tick(scope, Location(question.name, item), named, truth)
        if question.codelist is not None:
            label = question.codelist.label(str(truth))
            if label is None:
                raise KeyError(question.name)
            return Say(render(label, scope, item, self._language))
        if question.choices or question.members:
            return Choose(question.name, named, str(truth))
        return Say(_typed(question, truth))

    def _truth(self, scope: Scope, question: Question, item: int) -> Value:
        """What is true of a question for an item; '' where nothing is."""
        if question.level in _ONCE:
            return self._home.answers.get(question.name, "")
        person = self._home.people[scope.position(item) - 1]
        if question.name == "iin":
            everybody = [each.line for each in self._home.people]
            return "\n".join(everybody) if self._at_once else person.line
        found = person.answers.get(question.name, "")
        if found == "" and scope.required(question, item):
            raise KeyError(question.name, person.name)
        return self._named(scope, item, str(found)) if question.members else found

    def _named(self, scope: Scope, item: int, name: str) -> str:
        """The item of the person with a name; '' when that one is not on the list."""
        row = scope.siblings(item)
        names = {person.name: each for person, each in zip(self._home.people, row, strict=True)}
        return str(names.get(name, ""))


def _left(scope: Scope, here: Location) -> set[int] | None:
    draft = scope.interview.head.draft
    if draft is None or draft.location != here or draft.left is None:
        return None
    return set(draft.left)


def _commonest(truths: dict[int, Value]) -> tuple[Value, set[int]]:
    """The answer that most give, and those who give another one."""
    rows = sorted(truths.items(), key=lambda pair: repr(pair[1]))
    groups = [list(group) for _, group in groupby(rows, key=lambda pair: repr(pair[1]))]
    most = max(groups, key=len)
    return most[0][1], truths.keys() - {each for each, _ in most}


def _is_shorter_apart(commonest: Value, truths: dict[int, Value], others: set[int]) -> bool:
    """Whether one by one takes fewer turns than leaving out those who answer otherwise."""
    apart = 1 + sum(map(_taps, truths.values()))
    shared = len(others) + _taps(commonest) + sum(_taps(truths[each]) for each in others)
    return apart < shared


def _taps(truth: Value) -> int:
    return len(truth) + 1 if isinstance(truth, tuple) else 1


def _tick(scope: Scope, here: Location, named: int, truth: tuple[str, ...]) -> Input:
    """The next tick that is missing or too much; else the button that ends it."""
    draft = scope.interview.head.draft
    ticked = draft.chosen if draft is not None and draft.location == here else ()
    for choice in (*truth, *ticked):
        if (choice in truth) is not (choice in ticked):
            return Choose(here.question, named, choice, on=choice in truth)
    return Choose(here.question, named, "")


def _typed(question: Question, truth: Value) -> str:
    if question.type is QuestionType.DATE:
        day = date.fromisoformat(str(truth))
        return f"{day.day}.{day.month}.{day.year}"
    return str(truth)

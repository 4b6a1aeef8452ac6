"""Asking less: what is suggested, who is asked about at once, which questions are one turn."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from state_machine.items import Answer, Provenance, place_in
from state_machine.values import as_answer, truth

if TYPE_CHECKING:
    from state_machine.questionnaire import Question
    from state_machine.scope import Scope

__all__ = ["battery_of", "company_of", "suggested"]

_MOST = 50
"""Among so many that follow each other it is looked for who is asked about at once, and no further:
a list of them must fit one message, and a thousand must not be looked at for every question.
"""


def suggested(scope: Scope, question: Question, item: int) -> Answer | None:
    """An answer to offer where there is none: that of the item before, or a computed one."""
    if scope.answer(question, item) is not None:
        return None
    for found in (_carried(scope, question, item), _computed(scope, question, item)):
        if found is not None and scope.objection(question, item, found.value) is None:
            return found
    return None


def _carried(scope: Scope, question: Question, item: int) -> Answer | None:
    if not question.carry or not question.level:
        return None
    row = scope.siblings(item)
    place = place_in(row, item)
    if place == 0:
        return None
    value = scope.value(question.name, row[place - 1])
    if value in ("", ()) or isinstance(value, bool):
        return None
    return Answer(value, Provenance.CARRIED)


def _computed(scope: Scope, question: Question, item: int) -> Answer | None:
    if question.default is None:
        return None
    value = as_answer(question, question.default.evaluate(scope, item, ""))
    return None if value in ("", ()) else Answer(value, Provenance.DERIVED)


def company_of(scope: Scope, question: Question, item: int) -> tuple[int, ...]:
    """Those whom a question is asked about at once, this item first; () when it is alone."""
    items = scope.interview.items
    if question.name in items[items[item].parent].apart:
        return ()
    joins = _joins(scope, question, item)
    if joins is None or not joins(item):
        return ()
    row = scope.siblings(item)
    here = place_in(row, item)
    company = (item, *filter(joins, row[here + 1 : here + _MOST]))
    return company if len(company) > 1 else ()


def _joins(scope: Scope, question: Question, item: int) -> Callable[[int], bool] | None:
    """Who is asked about together with an item, as a test; None when nobody is."""
    answer = scope.answer(question, item)
    if answer is None:
        return partial(_is_open, scope, question)
    if answer.by is not Provenance.TOGETHER:
        return None
    same = partial(_has, scope, question, answer)
    row = scope.siblings(item)
    return None if any(map(same, row[: place_in(row, item)])) else same


def _is_open(scope: Scope, question: Question, item: int) -> bool:
    if scope.answer(question, item) is not None or not scope.relevant(question, item):
        return False
    return question.default is None or scope.suggestion(question, item) is not None


def _has(scope: Scope, question: Question, answer: Answer, item: int) -> bool:
    found = scope.answer(question, item)
    alike = found == answer
    if question.sensitive and found is not None:
        alike = found.by is answer.by
    return alike and scope.relevant(question, item)


def battery_of(scope: Scope, question: Question, item: int) -> tuple[Question, ...]:
    """The open questions that are asked in one turn at this one, the first; () when alone."""
    battery = question.battery
    if battery is None or battery.name in scope.item(scope.asker(question, item)).apart:
        return ()
    if battery.relevant and not truth(battery.relevant.evaluate(scope, item, "")):
        return ()
    section = scope.questionnaire.sections[question.section]
    found = tuple(
        each
        for each in scope.path(section, item)
        if each.battery is battery and scope.answer(each, item) is None
    )
    return found if len(found) > 1 and found[0] is question else ()

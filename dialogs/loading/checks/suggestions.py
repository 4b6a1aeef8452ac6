"""Suggested answers and reasons for none: defaults that cannot be answers, nobody to carry from."""

from __future__ import annotations

from math import isfinite, isnan

from dialogs.commands import reason_said
from dialogs.expressions import ExpressionError
from dialogs.expressions.dates import clock_part, parse_date
from dialogs.expressions.folding import fold
from dialogs.expressions.functions import Sort
from dialogs.expressions.parser import parse
from dialogs.expressions.sorts import sort_of
from dialogs.expressions.syntax import Literal, Node
from dialogs.expressions.values import to_number, to_string
from dialogs.loading.building import Built
from dialogs.loading.names import Names
from dialogs.loading.nodes import Scalar
from dialogs.loading.notebook import Notebook
from dialogs.loading.outline import QuestionOutline
from state_machine.geopoint import geopoint_of
from state_machine.questionnaire import ROOT_ROSTER, Question, QuestionType

__all__ = ["review_suggestions"]

_NUMBERS = (QuestionType.INTEGER, QuestionType.DECIMAL, QuestionType.RANGE)


def review_suggestions(built: Built, notebook: Notebook) -> None:
    """Notes E606, E607, E613, W615 and W634."""
    for outline, question in built.questions:
        if outline.default is not None:
            _review_default(outline, outline.default, question, built.names, notebook)
        if outline.carry is not None and outline.level == ROOT_ROSTER:
            message = f"{outline.name.text} is asked once: there is nobody to carry it from"
            notebook.note("E607", outline.carry, message)
        _review_missing(outline, built.names, notebook)


def _review_default(
    outline: QuestionOutline,
    default: Scalar,
    question: Question,
    names: Names,
    notebook: Notebook,
) -> None:
    name = outline.name.text
    if question.default is None:
        return
    if name in question.default.reads:
        message = f"the default of {name} reads the answer that it stands for"
        notebook.note("E613", default, message)
    node = _parsed(default)
    why = "" if node is None else _why_not(outline, node, names)
    if why:
        notebook.note("E606", default, f"{name} can never be {why}")


def _parsed(rule: Scalar) -> Node | None:
    try:
        return fold(parse(rule.text))
    except ExpressionError:
        return None


def _why_not(outline: QuestionOutline, node: Node, names: Names) -> str:
    """What a default gives that the question cannot take; '' when it may take it."""
    sort = sort_of(node, names.place(outline.level))
    if sort is Sort.BOOLEAN:
        return "true or false"
    if not isinstance(node, Literal):
        dates = (sort is Sort.DATE) is not (outline.type in _MOMENTS)
        known = sort in (Sort.DATE, Sort.NUMBER)
        return sort.value if known and dates and outline.type in _PLAIN else ""
    value = to_string(node.value)
    fits = value == "" or _fits(outline, value, names)
    return "" if fits else repr(value)


_MOMENTS = (QuestionType.DATE, QuestionType.TIME, QuestionType.DATETIME)
_PLAIN = (*_NUMBERS, *_MOMENTS)
"""Types for which a date and a number are not the same."""


def _fits(outline: QuestionOutline, value: str, names: Names) -> bool:
    if outline.type in _NUMBERS:
        return _fits_number(outline, to_number(value))
    if outline.type in _MOMENTS:
        return _fits_moment(outline.type, value)
    if outline.type is QuestionType.GEOPOINT:
        return geopoint_of(value) is not None
    if outline.type is QuestionType.RANK:
        return sorted(value.split()) == sorted(names.choice_names(outline) or ())
    known = names.choice_names(outline)
    if known is not None:
        several = outline.type is QuestionType.SELECT_MULTIPLE
        return {*known}.issuperset(value.split() if several else (value,))
    codelist = names.codelist(outline)
    if codelist is not None:
        return codelist.label(value) is not None
    return outline.members is None


def _fits_number(outline: QuestionOutline, number: float) -> bool:
    if outline.grid is not None:
        return isfinite(number) and outline.grid.has(number)
    return number.is_integer() or (outline.type is QuestionType.DECIMAL and isfinite(number))


def _fits_moment(type_: QuestionType, value: str) -> bool:
    """Whether a text is a day, a time or both, as the type wants it."""
    if type_ is QuestionType.TIME:
        return not isnan(clock_part(value))
    wants_time = type_ is QuestionType.DATETIME
    return parse_date(value) is not None and ("T" in value or not wants_time)


def _review_missing(outline: QuestionOutline, names: Names, notebook: Notebook) -> None:
    name = outline.name.text
    for at in outline.missing.values():
        if outline.required is None or outline.required.text == "no":
            message = f"{name} can be skipped without a reason: require an answer or a reason"
            notebook.note("W615", at, message)
            break
    for choice in names.choices(outline):
        for label in (choice.label.texts if choice.label else {}).values():
            reason = reason_said(label.text)
            given = outline.missing.get(reason) if reason is not None else None
            if given is not None:
                message = f"{label.text!r} is a choice already, and the reason {reason} says it too"
                notebook.note("W634", given, message)
                return

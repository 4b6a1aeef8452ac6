"""What a single value means: an XPath value as an answer or a condition, a number of a grid."""

from __future__ import annotations

import math
import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from state_machine.geopoint import geopoint_of
from state_machine.items import Value
from state_machine.pending import Problem
from state_machine.questionnaire import QuestionType

if TYPE_CHECKING:
    from state_machine.questionnaire import Grid, Question

__all__ = ["as_answer", "number", "off_grid", "truth"]


def as_answer(question: Question, value: str | float | bool) -> Value:
    """An XPath value as an answer of a question's type; '' when it is none."""
    if isinstance(value, bool):
        return ""
    if question.type in _NUMBERS:
        figure = number(value)
        if not math.isfinite(figure):
            return ""
        return int(figure) if _is_whole(question) else figure
    text = value if isinstance(value, str) else f"{value:g}"
    if question.type is QuestionType.GEOPOINT:
        place = geopoint_of(text)
        return "" if place is None else str(place)
    if question.type in _SEVERAL:
        return tuple(text.split())
    pattern = _MOMENTS.get(question.type)
    if pattern is None:
        return text
    found = pattern.match(text)
    return found[1] if found else ""


_NUMBERS = (QuestionType.INTEGER, QuestionType.DECIMAL, QuestionType.RANGE)
_SEVERAL = (QuestionType.SELECT_MULTIPLE, QuestionType.RANK)
_MOMENTS = MappingProxyType(
    {
        QuestionType.DATE: re.compile(r"(\d{4}-\d\d-\d\d)(?:T.*)?\Z"),
        QuestionType.TIME: re.compile(r"(?:\d{4}-\d\d-\d\dT)?(\d\d:\d\d).*"),
        QuestionType.DATETIME: re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d).*"),
    }
)
"""What an answer keeps of a moment such as `now()` gives: a day, a time, both to the minute."""


def _is_whole(question: Question) -> bool:
    grid = question.grid
    return question.type is QuestionType.INTEGER if grid is None else grid.whole


def number(value: str | float | bool) -> float:
    """A value as a number; NaN for what is none."""
    try:
        return float(value)
    except ValueError:
        return float("nan")


def off_grid(grid: Grid, value: Value) -> Problem | None:
    """Why a value is no number of a grid."""
    if isinstance(value, int | float) and grid.has(value):
        return None
    ends = {"start": grid.start, "end": grid.end, "step": grid.step}
    return Problem("not_on_grid", {name: _figures(each) for name, each in ends.items()})


def _figures(number: float) -> str:
    """A number of a grid without an exponent or needless zeros."""
    return f"{number:.9f}".rstrip("0").rstrip(".")


def truth(value: str | float | bool) -> bool:
    """An XPath 1.0 value as a boolean: '' , 0 and NaN are false."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        return value != ""
    return value == value and value != 0  # noqa: PLR0124  NaN differs from itself

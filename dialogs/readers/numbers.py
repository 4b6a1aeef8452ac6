"""Numbers as people type them: "1 000", "54,5 кв.м", "٣", "две комнаты"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

from dialogs.readers.folding import LONGEST, digits, fold
from dialogs.readers.numerals import in_figures
from state_machine.pending import Problem

if TYPE_CHECKING:
    from state_machine.questionnaire import Grid
    from state_machine.scope import Scope

__all__ = ["LARGEST", "RangeReader", "read_decimal", "read_integer"]

LARGEST = 10**12
"""What is larger is a slip of the hand; it also keeps every number exact as a float."""

# A closed list: with any word allowed, "5 или шесть" would be read as 5.
_UNITS = (
    r"кв\.? ?м(?:етр\w*)?|квадрат\w*(?: метр\w*)?|м\.? ?кв|м2|метр\w*|м|ш\.? ?м|шаршы метр|"
    r"sq\.? ?m|sqm|m2|m|square met\w+|met(?:er|re)s?|"
    r"комнат\w*|бөлме|rooms?|лет|год|года|жас|жаста|жыл|years?(?: old)?|"
    r"человек\w*|чел|адам|persons?|people|ребен\w+|дет\w+|бала|child|children|"
    r"месяц\w*|мес|ай|months?|день|дня|дней|күн|days?|тг|тенге|теңге|₸|раза?|рет|times?|шт"
)
_NUMBER = re.compile(
    r"(?P<sign>[+-]?) ?"
    r"(?P<whole>\d{1,3}(?:(?P<group>[ '’])\d{3})(?:(?P=group)\d{3})*|\d+)"
    r"(?:(?P<mark>[.,])(?P<rest>[\d.,]*))?"
    rf"(?: ?(?:{_UNITS})\.?)?[.!;)]*"
)
_GROUPS = {",": re.compile(r"(?:\d{3},)*\d{3}\.\d+"), ".": re.compile(r"(?:\d{3}\.)*\d{3},\d+")}
_MAX_DIGITS = 40

_Number = TypeVar("_Number", int, float)


def read_integer(text: str, scope: Scope, item: int) -> int | Problem:  # noqa: ARG001
    """A whole number. "3.0" is 3; "1,000" may be one or a thousand, and is asked again."""
    parts = _parse(text)
    if isinstance(parts, Problem):
        return parts
    sign, whole, fraction = parts
    if fraction not in ("", "0", "00"):
        return Problem("not_whole")
    return _bounded(int(sign + whole))


def read_decimal(text: str, scope: Scope, item: int) -> float | Problem:  # noqa: ARG001
    """A number with a decimal comma or point: "54,5", "1 234.5", "1.234,5"."""
    parts = _parse(text)
    if isinstance(parts, Problem):
        return parts
    sign, whole, fraction = parts
    return _bounded(float(f"{sign}{whole}.{fraction or '0'}"))


class RangeReader:
    """Reads a number of a range as it is kept: a whole one if all numbers of the range are."""

    __slots__ = ("_grid",)

    def __init__(self, grid: Grid) -> None:
        self._grid = grid

    def __call__(self, text: str, scope: Scope, item: int) -> float | Problem:
        """The number, which may be none of the range."""
        value = read_decimal(text, scope, item)
        if isinstance(value, Problem) or not self._grid.has(value):
            return value
        return int(value) if self._grid.whole else value


def _parse(text: str) -> tuple[str, str, str] | Problem:
    """Sign, whole part and fraction, as digits."""
    if len(text) > LONGEST:
        return Problem("not_a_number")
    found = _NUMBER.fullmatch(in_figures(fold(digits(text))))
    if found is None:
        return Problem("not_a_number")
    whole, fraction = re.sub(r"\D", "", found["whole"]), found["rest"] or ""
    if not fraction.isdigit() and fraction:
        return _grouped(found["sign"], whole, found["mark"], fraction)
    if len(whole) + len(fraction) > _MAX_DIGITS:
        return Problem("too_large")
    return found["sign"], whole, fraction


def _grouped(sign: str, whole: str, mark: str, rest: str) -> tuple[str, str, str] | Problem:
    """Marks of both kinds: the first groups thousands, the last one begins the fraction."""
    stripped = rest.rstrip(".,")
    if stripped.isdigit():
        return sign, whole, stripped
    if _GROUPS[mark].fullmatch(rest) is None or len(rest) > _MAX_DIGITS:
        return Problem("not_a_number")
    *groups, fraction = re.split(r"[.,]", rest)
    return sign, whole + "".join(groups), fraction


def _bounded(number: _Number) -> _Number | Problem:
    return number if -LARGEST <= number <= LARGEST else Problem("too_large")

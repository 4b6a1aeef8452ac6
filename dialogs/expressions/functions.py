"""The functions of the language that look at their arguments alone, as one table."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from decimal import ROUND_FLOOR, Decimal
from enum import Enum
from types import MappingProxyType
from typing import NamedTuple

from dialogs import iin
from dialogs.expressions.dates import full_years, iso_date
from dialogs.expressions.values import NAN, XPath, to_boolean, to_number, to_string

__all__ = ["ENDLESS", "FUNCTIONS", "Function", "Sort"]

ENDLESS = 1000
"""The most arguments of a function that takes any number of them."""


class Sort(Enum):
    """What kind of value an expression gives, as far as its text shows."""

    NUMBER = "a number"
    TEXT = "a text"
    BOOLEAN = "true or false"
    DATE = "a date"
    CHOICE = "a choice"
    CHOICES = "several choices"
    ANY = "any value"


class Function(NamedTuple):
    """A function: how many arguments it takes, what it does to them, what it gives."""

    least: int
    most: int
    apply: Callable[..., XPath]
    sort: Sort
    about: str


def _selected(answer: XPath, choice: XPath) -> bool:
    return to_string(choice) in to_string(answer).split()


def _count_selected(answer: XPath) -> float:
    return float(len(to_string(answer).split()))


def _substr(text: XPath, start: XPath, end: XPath = math.inf) -> str:
    whole = to_string(text)
    return whole[_index(to_number(start), len(whole)) : _index(to_number(end), len(whole))]


def _index(value: float, length: int) -> int:
    """A place in a text: counted from its end when negative, 0 for what is no number."""
    if math.isnan(value):
        return 0
    place = int(max(-length, min(value, length)))
    return place + length if place < 0 else place


def _round(value: XPath, places: XPath = 0.0) -> float:
    """XPath's `round`: half goes up; with places as in ODK."""
    number, digits = to_number(value), to_number(places)
    if not math.isfinite(number) or not math.isfinite(digits) or not -300 < digits < 15:  # noqa: PLR2004  a float has no more
        return number
    step = Decimal(1).scaleb(-int(digits))
    exact = Decimal(repr(number)) / step + Decimal("0.5")
    return float(exact.to_integral_value(ROUND_FLOOR) * step)


def _int(value: XPath) -> float:
    number = to_number(value)
    return float(math.trunc(number)) if math.isfinite(number) else number


def _coalesce(*values: XPath) -> XPath:
    return next((value for value in values if value != ""), "")


def _date(value: XPath) -> str:
    return iso_date(to_number(value))


def _age(birth: XPath, at: XPath) -> float:
    return full_years(to_string(birth), to_string(at))


def _concat(*values: XPath) -> str:
    return "".join(map(to_string, values))


def _extreme(choose: Callable[[Iterable[float]], float], values: Iterable[XPath]) -> float:
    numbers = [to_number(value) for value in values if value != ""]
    if not numbers or any(map(math.isnan, numbers)):
        return NAN
    return choose(numbers)


FUNCTIONS: Mapping[str, Function] = MappingProxyType(
    {
        "not": Function(1, 1, lambda value: not to_boolean(value), Sort.BOOLEAN, "the contrary"),
        "true": Function(0, 0, lambda: True, Sort.BOOLEAN, "true"),
        "false": Function(0, 0, lambda: False, Sort.BOOLEAN, "false"),
        "boolean": Function(1, 1, to_boolean, Sort.BOOLEAN, "'' and 0 are false"),
        "number": Function(
            1, 1, to_number, Sort.NUMBER, "the number of a text, or of a date in days"
        ),
        "string": Function(
            1, 1, to_string, Sort.TEXT, "the text of a value: of a choice, its name"
        ),
        "selected": Function(
            2, 2, _selected, Sort.BOOLEAN, "whether a choice is among the answers"
        ),
        "count-selected": Function(1, 1, _count_selected, Sort.NUMBER, "how many choices"),
        "concat": Function(1, ENDLESS, _concat, Sort.TEXT, "texts put together"),
        "string-length": Function(
            1, 1, lambda text: float(len(to_string(text))), Sort.NUMBER, "characters of a text"
        ),
        "substr": Function(2, 3, _substr, Sort.TEXT, "a part of a text, from 0 to before the end"),
        "contains": Function(
            2, 2, lambda a, b: to_string(b) in to_string(a), Sort.BOOLEAN, "a text within a text"
        ),
        "starts-with": Function(
            2, 2, lambda a, b: to_string(a).startswith(to_string(b)), Sort.BOOLEAN, "how it begins"
        ),
        "ends-with": Function(
            2, 2, lambda a, b: to_string(a).endswith(to_string(b)), Sort.BOOLEAN, "how it ends"
        ),
        "round": Function(1, 2, _round, Sort.NUMBER, "the nearest whole number, or with places"),
        "int": Function(1, 1, _int, Sort.NUMBER, "the whole part"),
        "min": Function(1, ENDLESS, lambda *v: _extreme(min, v), Sort.NUMBER, "the smallest"),
        "max": Function(1, ENDLESS, lambda *v: _extreme(max, v), Sort.NUMBER, "the greatest"),
        "coalesce": Function(2, ENDLESS, _coalesce, Sort.ANY, "the first that is not ''"),
        "date": Function(1, 1, _date, Sort.DATE, "the ISO date of a day number or of a text"),
        "age": Function(2, 2, _age, Sort.NUMBER, "full years from a date to another"),
        "valid-iin": Function(
            1, 1, lambda text: iin.valid(to_string(text)), Sort.BOOLEAN, "the check digit of an IIN"
        ),
        "iin-birth-date": Function(
            1,
            1,
            lambda text: iin.birth_date(to_string(text)),
            Sort.DATE,
            "the date in an IIN, or ''",
        ),
        "iin-sex": Function(
            1, 1, lambda text: iin.sex(to_string(text)), Sort.TEXT, "'male', 'female' or ''"
        ),
    }
)
"""The functions by name. Those that look at the interview are in `forms.FORMS`."""

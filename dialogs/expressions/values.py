"""XPath 1.0 values: what text, number and boolean are worth as one another, and how they compare.

An answer enters as `of_answer` says: a whole number or decimal as a number, the names of several
choices as one text with spaces between, anything else as text. What is unanswered or off the path
is ''.

- `number('')` is NaN, and so is the number of any text that is neither an XPath number nor an ISO
  date or time.
- An ISO date or date and time is worth its day number (see `dates`): `${birth} <= today()` compares
  days and `today() - ${birth}` counts them. A time alone is worth its part of a day. Strict XPath
  would give NaN.
- `=` compares booleans if one side is a boolean, else numbers if one side is a number, else texts.
  So two dates are equal when they are the same text. Numbers that differ by less than 1e-12 are
  equal, as in ODK: 0.1 + 0.2 is 0.3. `!=` is the contrary of `=`: true with a NaN.
- `< <= > >=` compare numbers and are false with a NaN.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING

from dialogs.expressions.dates import clock_part, day_number
from state_machine.values import truth as to_boolean

if TYPE_CHECKING:
    from state_machine.items import Value

__all__ = [
    "ARITHMETIC",
    "COMPARISONS",
    "NAN",
    "XPath",
    "alike",
    "equal",
    "of_answer",
    "to_boolean",
    "to_number",
    "to_string",
]

XPath = str | float | bool
NAN = math.nan
_LOST = 1e-12

_NUMBER = re.compile(r"[ \t\r\n]*(-?(?:\d+(?:\.\d*)?|\.\d+))[ \t\r\n]*", re.ASCII)


def of_answer(value: Value | bool) -> XPath:
    """The XPath value of an answer or of a calculation's value."""
    if isinstance(value, str | bool | float):
        return value
    if isinstance(value, tuple):
        return " ".join(value)
    return _float(value)


def _float(value: int) -> float:
    try:
        return float(value)
    except OverflowError:
        return math.inf if value > 0 else -math.inf


def to_number(value: XPath) -> float:
    """XPath's `number()`, with ISO dates worth their day number and times their part of one."""
    if isinstance(value, str):
        match = _NUMBER.fullmatch(value)
        return _moment(value) if match is None else float(match[1])
    return float(value)


def _moment(text: str) -> float:
    days = day_number(text)
    return clock_part(text) if math.isnan(days) else days


def to_string(value: XPath) -> str:
    """XPath's `string()`: whole numbers without a point, never an exponent."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return _decimal(value)


def _decimal(value: float) -> str:
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    if value.is_integer():
        return str(int(value))
    text = repr(value)
    return format(Decimal(text), "f") if "e" in text else text


def equal(left: XPath, right: XPath) -> bool:
    """XPath's `=` between two values."""
    if isinstance(left, bool) or isinstance(right, bool):
        return to_boolean(left) == to_boolean(right)
    if isinstance(left, float) or isinstance(right, float):
        return alike(to_number(left), to_number(right))
    return left == right


def alike(left: float, right: float) -> bool:
    """Whether two numbers are equal but for what arithmetic loses."""
    return left == right or abs(left - right) < _LOST


def _divide(left: float, right: float) -> float:
    if right != 0:
        return left / right
    if left == 0 or math.isnan(left):
        return NAN
    return math.copysign(math.inf, left) * math.copysign(1.0, right)


def _modulo(left: float, right: float) -> float:
    """XPath's remainder: it has the sign of the dividend."""
    if right == 0 or math.isinf(left):
        return NAN
    return math.fmod(left, right)


COMPARISONS: Mapping[str, Callable[[XPath, XPath], bool]] = MappingProxyType(
    {
        "=": equal,
        "!=": lambda left, right: not equal(left, right),
        "<": lambda left, right: to_number(left) < to_number(right),
        "<=": lambda left, right: to_number(left) <= to_number(right),
        ">": lambda left, right: to_number(left) > to_number(right),
        ">=": lambda left, right: to_number(left) >= to_number(right),
    }
)
"""The comparison operators by their sign."""

ARITHMETIC: Mapping[str, Callable[[float, float], float]] = MappingProxyType(
    {
        "+": lambda left, right: left + right,
        "-": lambda left, right: left - right,
        "*": lambda left, right: left * right,
        "div": _divide,
        "mod": _modulo,
    }
)
"""The arithmetic operators by their sign, between numbers (IEEE 754, nothing raises)."""

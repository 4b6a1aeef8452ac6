"""Functions on numbers. What has no value is NaN, and what is too large is infinite."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from decimal import ROUND_FLOOR, Decimal
from types import MappingProxyType

from dialogs.expressions.functions.entry import Function, Plain, Sort
from dialogs.expressions.values import NAN, XPath, to_number

__all__ = ["NUMBERS"]


def _round(value: XPath, places: XPath = 0.0) -> float:
    """XPath's `round`: half goes up; with places as in ODK, where what is no number is 0."""
    number, digits = to_number(value), to_number(places)
    digits = 0.0 if math.isnan(digits) else digits
    if not math.isfinite(number) or not -300 < digits < 15:  # noqa: PLR2004  a float has no more
        return number
    step = Decimal(1).scaleb(-int(digits))
    exact = Decimal(repr(number)) / step + Decimal("0.5")
    return float(exact.to_integral_value(ROUND_FLOOR) * step)


def _int(value: XPath) -> float:
    number = to_number(value)
    return float(math.trunc(number)) if math.isfinite(number) else number


def _floor(number: float) -> float:
    return float(math.floor(number)) if math.isfinite(number) else number


def _ceiling(number: float) -> float:
    return -_floor(-number)


def _safely(compute: Callable[..., float]) -> Callable[..., float]:
    """A function of Python's `math` as IEEE 754 has it: it gives a value whatever it is given."""

    def apply(*values: XPath) -> float:
        numbers = tuple(map(to_number, values))
        if any(map(math.isnan, numbers)):
            return NAN
        try:
            return compute(*numbers)
        except OverflowError:
            return math.inf
        except ValueError:
            return NAN

    return apply


def _logarithm(compute: Callable[[float], float]) -> Callable[..., float]:
    return _safely(lambda number: -math.inf if number == 0 else compute(number))


def _pow(base: float, exponent: float) -> float:
    if base == 0 and exponent < 0:
        return math.inf
    negative = base < 0 and math.isfinite(exponent) and exponent % 2 == 1
    try:
        return math.pow(base, exponent)
    except OverflowError:
        return -math.inf if negative else math.inf


def _power(base: XPath, exponent: XPath) -> float:
    """Whatever is raised to 0 is 1, even what is no number (IEEE 754, and so ODK)."""
    return 1.0 if to_number(exponent) == 0 else _safely(_pow)(base, exponent)


def _of_one(about: str, compute: Callable[..., float]) -> Plain:
    return Plain(1, 1, Sort.NUMBER, about, compute)


NUMBERS: Mapping[str, Function] = MappingProxyType(
    {
        "number": _of_one("the number of a text, or of a date in days", to_number),
        "int": _of_one("the whole part", _int),
        "floor": _of_one("the whole number at or below", _safely(_floor)),
        "ceiling": _of_one("the whole number at or above", _safely(_ceiling)),
        "round": Plain(1, 2, Sort.NUMBER, "the nearest whole number, or with places", _round),
        "abs": _of_one("the number without its sign", _safely(abs)),
        "pow": Plain(2, 2, Sort.NUMBER, "the first to the power of the second", _power),
        "exp": _of_one("e to the power of a number", _safely(math.exp)),
        "exp10": _of_one("10 to the power of a number", _safely(lambda x: _pow(10.0, x))),
        "log": _of_one("the natural logarithm", _logarithm(math.log)),
        "log10": _of_one("the logarithm to base 10", _logarithm(math.log10)),
        "sqrt": _of_one("the square root", _safely(math.sqrt)),
        "sin": _of_one("the sine of an angle in radians", _safely(math.sin)),
        "cos": _of_one("the cosine of an angle in radians", _safely(math.cos)),
        "tan": _of_one("the tangent of an angle in radians", _safely(math.tan)),
        "asin": _of_one("the angle with this sine", _safely(math.asin)),
        "acos": _of_one("the angle with this cosine", _safely(math.acos)),
        "atan": _of_one("the angle with this tangent", _safely(math.atan)),
        "atan2": Plain(2, 2, Sort.NUMBER, "the angle of a point, y before x", _safely(math.atan2)),
        "pi": Plain(0, 0, Sort.NUMBER, "3.14159…", lambda: math.pi),
    }
)
"""The functions of this kind by name."""

"""What shapes are worth as numbers, texts and truths, and how they compare and add up.

Known values are handed to the language's own functions. What has no meaning here is guessed: a
truth or a value that may be anything, the same one for the same question.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Mapping
from datetime import timedelta
from types import MappingProxyType

from dialogs.expressions.dates import EPOCH, parse_date
from dialogs.expressions.values import (
    ARITHMETIC,
    COMPARISONS,
    NAN,
    to_boolean,
    to_number,
)
from dialogs.proving import calendar
from dialogs.proving.shapes import (
    Case,
    Cases,
    Day,
    Figure,
    Numeral,
    Shape,
    Ticks,
    Unknown,
    combined,
    key_of,
    known,
    merged,
)
from dialogs.proving.terms import (
    Number,
    Truth,
    alike,
    choose,
    contrary,
    every,
    exact,
    is_whole,
    quotient,
    some,
    truth_named,
)

__all__ = ["Algebra", "is_known"]

_ISO_DATE = 10
_TURNED: Mapping[str, str] = MappingProxyType({"<": ">", "<=": ">=", ">": "<", ">=": "<="})
_ORDER: Mapping[str, Callable[[Number, Number], Truth]] = MappingProxyType(
    {
        "<": lambda left, right: left < right,
        "<=": lambda left, right: left <= right,
        ">": lambda left, right: left > right,
        ">=": lambda left, right: left >= right,
    }
)
_SUMS: Mapping[str, Callable[[Number, Number], Number]] = MappingProxyType(
    {
        "+": lambda left, right: left + right,
        "-": lambda left, right: left - right,
        "*": lambda left, right: left * right,
    }
)


def is_known(shape: Shape) -> bool:
    """Whether a shape is a plain value of the language."""
    return isinstance(shape, str | float | bool)


class Algebra:
    """The operations, with the guesses made so far."""

    def __init__(self) -> None:
        self._guesses: dict[Hashable, Truth] = {}

    @property
    def guesses(self) -> int:
        """How many truths were guessed so far."""
        return len(self._guesses)

    def guess(self, *key: Hashable) -> Truth:
        """A truth that may be either; the same key is the same truth."""
        if key not in self._guesses:
            self._guesses[key] = truth_named(f"guess:{len(self._guesses)}")
        return self._guesses[key]

    # -- what a value is worth --------------------------------------------------------------------

    def truth(self, cases: Cases) -> Truth:
        """A value as a condition."""
        return some(every((when, self._true(shape))) for when, shape in cases)

    def _true(self, shape: Shape) -> Truth:
        match shape:
            case Figure(term=term):
                return term != 0
            case Day() | Numeral():
                return True
            case Ticks(ticked=ticked):
                return some(ticked)
            case Unknown(text=text):
                return True if text else self.guess("true", key_of(shape))
            case _:
                return to_boolean(shape)

    def blank(self, cases: Cases) -> Truth:
        """Whether a value is ''."""
        return some(every((when, self._blank(shape))) for when, shape in cases)

    def _blank(self, shape: Shape) -> Truth:
        match shape:
            case Ticks(ticked=ticked):
                return contrary(some(ticked))
            case Unknown(text=text):
                return False if text else self.guess("blank", key_of(shape))
            case _:
                return shape == "" if isinstance(shape, str) else False

    def number(self, shape: Shape) -> Cases:
        """A shape as a number: known, a term, or unknown."""
        match shape:
            case Figure():
                return known(shape)
            case Day(code=code):
                return known(Figure(calendar.day_count(code)))
            case Numeral(term=term):
                return known(Figure(term))
            case Ticks(names=names, ticked=ticked):
                return self._number_of_ticks(shape, names, ticked)
            case Unknown():
                return known(Unknown(("number", shape.key)))
            case _:
                return known(to_number(shape))

    def _number_of_ticks(
        self, shape: Shape, names: tuple[str, ...], ticked: tuple[Truth, ...]
    ) -> Cases:
        """Names of choices are seldom numbers; several names with spaces between never are."""
        if all(math.isnan(to_number(name)) for name in names):
            return known(NAN)
        nothing = contrary(some(ticked))
        guessed = Unknown(("number", key_of(shape)))
        return merged((Case(nothing, NAN), Case(some(ticked), guessed)))

    # -- comparing --------------------------------------------------------------------------------

    def compare(self, operator: str, left: Cases, right: Cases) -> Cases:
        """A comparison of two values."""
        negative = operator == "!="
        sign = "=" if negative else operator

        def apply(one: Shape, other: Shape) -> Cases:
            holds = self._compared(sign, one, other)
            return _of_truth(contrary(holds) if negative else holds)

        return combined((left, right), apply, ("compare", operator))

    def _compared(self, sign: str, left: Shape, right: Shape) -> Truth:
        if isinstance(left, str | float | bool) and isinstance(right, str | float | bool):
            return COMPARISONS[sign](left, right)
        return self._equal(left, right) if sign == "=" else self._ordered(sign, left, right)

    def _equal(self, left: Shape, right: Shape) -> Truth:
        for one, other in ((left, right), (right, left)):
            if isinstance(one, bool):
                return self._true(other) if one else contrary(self._true(other))
        if key_of(left) == key_of(right) and not isinstance(left, Unknown):
            return True
        if isinstance(left, Figure | float) or isinstance(right, Figure | float):
            return self._equal_numbers(left, right)
        if isinstance(left, Unknown) or isinstance(right, Unknown):
            return self._equal_unknown(left, right)
        return self._equal_texts(left, right)

    def _equal_numbers(self, left: Shape, right: Shape) -> Truth:
        def apply(one: Shape, other: Shape) -> Cases:
            terms = _terms(one, other)
            if terms is not None:
                return _of_truth(alike(*terms))
            if isinstance(one, Unknown) or isinstance(other, Unknown):
                return _of_truth(self._guess_of_two("=", one, other))
            return known(False)  # NaN or infinite beside a term

        return self.truth(combined((self.number(left), self.number(right)), apply, "="))

    def _equal_unknown(self, left: Shape, right: Shape) -> Truth:
        for one, other in ((left, right), (right, left)):
            if isinstance(one, Unknown) and isinstance(other, str):
                if other in one.apart or (one.text and other == ""):
                    return False
                if other == "":
                    return self._blank(one)
        # What is no text may be no number, which equals nothing, not even itself.
        if isinstance(left, Unknown) and isinstance(right, Unknown) and left.text:
            return left.key == right.key or self._guess_of_two("=", left, right)
        return self._guess_of_two("=", left, right)

    def _guess_of_two(self, sign: str, left: Shape, right: Shape) -> Truth:
        return self.guess(sign, *sorted((key_of(left), key_of(right)), key=repr))

    def _equal_texts(self, left: Shape, right: Shape) -> Truth:
        match left, right:
            case Day(code=one), Day(code=other):
                return one == other
            case (Day(code=code), str(text)) | (str(text), Day(code=code)):
                return _is_day(code, text)
            case Numeral(term=one, width=width), Numeral(term=other, width=wide) if width == wide:
                return one == other
            case (Numeral() as numeral, str(text)) | (str(text), Numeral() as numeral):
                return _is_numeral(numeral, text)
            case (Ticks() as ticks, str(text)) | (str(text), Ticks() as ticks):
                return self._are_ticks(ticks, text)
            case _:
                return self._guess_of_two("=", left, right)

    def _are_ticks(self, ticks: Ticks, text: str) -> Truth:
        """Several names have an order that is not known here; none and one have not."""
        wanted = text.split()
        if not set(wanted) <= set(ticks.names) or " ".join(wanted) != text:
            return False
        same = every(
            tick if name in wanted else contrary(tick)
            for name, tick in zip(ticks.names, ticks.ticked, strict=True)
        )
        return same if len(wanted) < 2 else every((same, self.guess("=", key_of(ticks), text)))  # noqa: PLR2004

    def _ordered(self, sign: str, left: Shape, right: Shape) -> Truth:
        match left, right:
            case Day(code=one), Day(code=other):
                return _ORDER[sign](one, other)
            case Day(code=code), str() | float():
                return _day_against(sign, code, to_number(right))
            case str() | float(), Day(code=code):
                return _day_against(_TURNED[sign], code, to_number(left))
            case _:
                return self._ordered_numbers(sign, left, right)

    def _ordered_numbers(self, sign: str, left: Shape, right: Shape) -> Truth:
        def apply(one: Shape, other: Shape) -> Cases:
            terms = _terms(one, other)
            if terms is not None:
                return _of_truth(_ORDER[sign](*terms))
            if isinstance(one, Unknown) or isinstance(other, Unknown):
                return _of_truth(self._guess_of_order(sign, one, other))
            return known(_beyond(sign, one, other))

        return self.truth(combined((self.number(left), self.number(right)), apply, sign))

    def _guess_of_order(self, sign: str, left: Shape, right: Shape) -> Truth:
        for shape in (left, right):
            if isinstance(shape, float) and math.isnan(shape):
                return False
        return self.guess(sign, key_of(left), key_of(right))

    # -- reckoning --------------------------------------------------------------------------------

    def reckon(self, operator: str, left: Cases, right: Cases) -> Cases:
        """A sum of two values."""

        def apply(one: Shape, other: Shape) -> Cases:
            numbers = (self.number(one), self.number(other))
            return combined(numbers, lambda a, b: self._reckoned(operator, a, b), operator)

        return combined((left, right), apply, ("reckon", operator))

    def _reckoned(self, operator: str, left: Shape, right: Shape) -> Cases:
        if isinstance(left, float) and isinstance(right, float):
            return known(ARITHMETIC[operator](left, right))
        if any(isinstance(each, float) and math.isnan(each) for each in (left, right)):
            return known(NAN)
        terms = _terms(left, right)
        unknown = known(Unknown((operator, key_of(left), key_of(right))))
        if terms is None:
            return unknown
        if operator in _SUMS:
            return known(Figure(_SUMS[operator](*terms)))
        if isinstance(right, float) and right != 0:
            return _divided(operator, terms[0], right) or unknown
        return unknown

    def negated(self, cases: Cases) -> Cases:
        """The negative of a number."""
        return self.reckon("-", known(0.0), cases)

    def condition(self, truth: Truth) -> Cases:
        """A truth as a value."""
        return _of_truth(truth)


def _of_truth(truth: Truth) -> Cases:
    if isinstance(truth, bool):
        return known(truth)
    return (Case(truth, True), Case(contrary(truth), False))


def _term(shape: Shape) -> Number | None:
    match shape:
        case Figure(term=term):
            return term
        case float() if math.isfinite(shape):
            return exact(shape)
        case _:
            return None


def _terms(left: Shape, right: Shape) -> tuple[Number, Number] | None:
    """Both as terms, unless one is unknown, infinite or no number."""
    one, other = _term(left), _term(right)
    return None if one is None or other is None else (one, other)


def _beyond(sign: str, left: Shape, right: Shape) -> bool:
    """An order with one side infinite or no number, the other one being finite."""
    numbers = tuple(each if isinstance(each, float) else 0.0 for each in (left, right))
    return COMPARISONS[sign](*numbers)


def _divided(operator: str, term: Number, divisor: float) -> Cases | None:
    if operator == "div":
        return known(Figure(quotient(term, divisor)))
    if not divisor.is_integer() or not is_whole(term):
        return None
    size = exact(abs(divisor))
    return known(Figure(choose(term >= 0, term % size, -((-term) % size))))


def _is_day(code: Number, text: str) -> Truth:
    day = parse_date(text) if len(text) == _ISO_DATE else None
    return False if day is None else code == calendar.code_of(day)


def _day_against(sign: str, code: Number, days: float) -> Truth:
    """A date against a number of days, which is a date as well where it lies among them."""
    if math.isnan(days):
        return False
    lower = math.floor(days) if math.isfinite(days) else days
    try:
        day = (EPOCH + timedelta(days=lower)).date()
    except (OverflowError, ValueError):
        return COMPARISONS[sign](0.0, days)
    # Between two days (a moment) the day before is below, and nothing is equal.
    if days != lower:
        sign = "<=" if sign in ("<", "<=") else ">"
    return _ORDER[sign](code, calendar.code_of(day))


def _is_numeral(numeral: Numeral, text: str) -> Truth:
    if not (text.isascii() and text.isdigit()) or str(int(text)).zfill(numeral.width) != text:
        return False
    return numeral.term == int(text)

"""What a value can be while the answers are not known: known, or a term with a meaning.

A `Cases` says of each possible shape of a value when it has that shape; the conditions exclude each
other and one of them always holds. So whatever is finite is computed by the language's own
functions, value by value, and only numbers and dates become terms.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from dialogs.expressions.values import XPath
from dialogs.proving.terms import Number, Truth, contrary, every, mark, some

__all__ = [
    "Case",
    "Cases",
    "Day",
    "Figure",
    "Numeral",
    "Shape",
    "Ticks",
    "Unknown",
    "combined",
    "key_of",
    "known",
    "merged",
    "within",
]


@dataclass(frozen=True, slots=True, eq=False)
class Figure:
    """A number; never NaN, never infinite."""

    term: Number


@dataclass(frozen=True, slots=True, eq=False)
class Day:
    """The ISO text of a calendar date, by its code (see `calendar`)."""

    code: Number


@dataclass(frozen=True, slots=True, eq=False)
class Numeral:
    """The text of a whole number that is not negative, with zeros before it up to a width."""

    term: Number
    width: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Ticks:
    """The names of several choices as one text, each ticked or not."""

    names: tuple[str, ...]
    ticked: tuple[Truth, ...]


@dataclass(frozen=True, slots=True)
class Unknown:
    """Any value at all: what the proof cannot express. The same key is the same value.

    `text`: a text that is not ''. `apart`: texts that it is known to differ from.
    """

    key: Hashable
    text: bool = False
    apart: frozenset[str] = frozenset()


Shape = str | float | bool | Figure | Day | Numeral | Ticks | Unknown


class Case(NamedTuple):
    """A shape and when the value has it."""

    when: Truth
    shape: Shape


Cases = tuple[Case, ...]

_MOST = 4000
"""Combinations of cases that are looked at one by one; more are one unknown value."""


def known(shape: Shape) -> Cases:
    """The value that has this shape in any case."""
    return (Case(True, shape),)


def within(condition: Truth, cases: Cases, otherwise: XPath = "") -> Cases:
    """The value where a condition holds, and another one elsewhere."""
    inside = (Case(every((condition, each.when)), each.shape) for each in cases)
    return merged((*inside, Case(contrary(condition), otherwise)))


def merged(cases: Iterable[Case]) -> Cases:
    """The same with impossible cases left out and equal shapes put together."""
    found: dict[Hashable, tuple[list[Truth], Shape]] = {}
    for when, shape in cases:
        if when is not False:
            found.setdefault(key_of(shape), ([], shape))[0].append(when)
    return tuple(Case(some(whens), shape) for whens, shape in found.values())


def combined(parts: tuple[Cases, ...], apply: Callable[..., Cases], key: Hashable) -> Cases:
    """What a function gives for every combination of shapes; one unknown value for too many."""
    size = 1
    for cases in parts:
        size *= len(cases)
    if size > _MOST:
        return known(Unknown((key, *(key_of_cases(cases) for cases in parts))))
    found: list[Case] = []
    _combine(parts, (), True, apply, found)
    return merged(found)


def _combine(
    parts: tuple[Cases, ...],
    shapes: tuple[Shape, ...],
    when: Truth,
    apply: Callable[..., Cases],
    found: list[Case],
) -> None:
    if when is False:
        return
    if not parts:
        found += (Case(every((when, each.when)), each.shape) for each in apply(*shapes))
        return
    for each in parts[0]:
        _combine(parts[1:], (*shapes, each.shape), every((when, each.when)), apply, found)


def key_of_cases(cases: Cases) -> Hashable:
    """What tells a value from others."""
    return tuple((_mark(when), key_of(shape)) for when, shape in cases)


def _mark(when: Truth) -> Hashable:
    return when if isinstance(when, bool) else ("term", mark(when))


def key_of(shape: Shape) -> Hashable:
    """What tells a shape from others: equal keys are equal values."""
    match shape:
        case Figure(term=term):
            return ("figure", mark(term))
        case Day(code=code):
            return ("day", mark(code))
        case Numeral(term=term, width=width):
            return ("numeral", mark(term), width)
        case Ticks(names=names, ticked=ticked):
            return ("ticks", names, tuple(map(_mark, ticked)))
        case Unknown():
            return ("unknown", shape.key)
        case bool():
            return ("bool", shape)
        case float():
            return ("float", repr(shape))
        case _:
            return ("text", shape)

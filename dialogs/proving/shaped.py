"""Functions that are exact beyond known values: for numbers, dates and several choices."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from dialogs.expressions.dates import parse_date
from dialogs.expressions.values import NAN, to_string
from dialogs.proving import calendar
from dialogs.proving.algebra import is_known
from dialogs.proving.shapes import (
    Case,
    Cases,
    Day,
    Figure,
    Numeral,
    Shape,
    Ticks,
    Unknown,
    known,
    merged,
)
from dialogs.proving.terms import (
    Number,
    choose,
    contrary,
    exact,
    floor,
    is_whole,
    some,
    total,
)

if TYPE_CHECKING:
    from dialogs.proving.world import World

__all__ = ["SHAPED"]


def _selected(world: World, answer: Shape, choice: Shape) -> Cases | None:
    if not isinstance(answer, Ticks) or not is_known(choice):
        return None
    name = to_string(choice).strip() if isinstance(choice, str | float | bool) else ""
    if name == "":
        return world.algebra.condition(contrary(some(answer.ticked)))
    if " " in name:
        return None
    ticks = dict(zip(answer.names, answer.ticked, strict=True))
    return world.algebra.condition(ticks.get(name, False))


def _count_selected(_world: World, answer: Shape) -> Cases | None:
    match answer:
        case Ticks(ticked=ticked):
            return known(Figure(total(ticked)))
        case Day() | Numeral():
            return known(1.0)
        case _:
            return None


def _number(world: World, value: Shape) -> Cases | None:
    return world.algebra.number(value)


def _int(world: World, value: Shape) -> Cases | None:
    return _of_number(world, value, _truncated)


def _truncated(term: Number) -> Number:
    return choose(term >= 0, floor(term), -floor(-term))


def _round(world: World, value: Shape, places: Shape = 0.0) -> Cases | None:
    if places != 0.0:
        return None
    half = exact(0.5)
    return _of_number(world, value, lambda t: t if is_whole(t) else floor(t + half))


def _abs(world: World, value: Shape) -> Cases | None:
    return _of_number(world, value, lambda term: choose(term >= 0, term, -term))


def _of_number(world: World, value: Shape, compute: Callable[[Number], Number]) -> Cases | None:
    found: list[Case] = []
    for when, shape in world.algebra.number(value):
        if not isinstance(shape, Figure):
            return None
        found.append(Case(when, Figure(compute(shape.term))))
    return merged(found)


def _string(_world: World, value: Shape) -> Cases | None:
    return known(value) if isinstance(value, Day | Numeral | Ticks) else None


def _date(_world: World, value: Shape) -> Cases | None:
    return known(value) if isinstance(value, Day) else None


def _string_length(_world: World, value: Shape) -> Cases | None:
    return known(10.0) if isinstance(value, Day) else None


_PARTS: Mapping[tuple[float, float], Callable[[Number], Shape]] = MappingProxyType(
    {
        (0.0, 4.0): lambda code: Numeral(calendar.year_of(code), 4),
        (5.0, 7.0): lambda code: Numeral(calendar.month_of(code), 2),
        (8.0, 10.0): lambda code: Numeral(calendar.day_of(code), 2),
        (0.0, 10.0): Day,
    }
)
"""The parts of the text of a date, from a place to before another."""


def _substr(_world: World, text: Shape, start: Shape, end: Shape = 10.0) -> Cases | None:
    if not isinstance(text, Day) or not isinstance(start, float) or not isinstance(end, float):
        return None
    part = _PARTS.get((start, min(end, 10.0)))
    return None if part is None else known(part(text.code))


def _age(_world: World, birth: Shape, at: Shape) -> Cases | None:
    codes = (_code(birth), _code(at))
    if any(code is NAN for code in codes):
        return known(NAN)
    if any(code is None for code in codes):
        return None
    return known(Figure(calendar.full_years(*codes)))


def _code(shape: Shape) -> Number | None:
    """The code of a date; NaN for what is certainly none, None for what may be one."""
    match shape:
        case Day(code=code):
            return code
        case Unknown():
            return None
        case str():
            day = parse_date(shape)
            return NAN if day is None else exact(float(calendar.code_of(day)))
        case _:
            return NAN


SHAPED: Mapping[str, Callable[..., Cases | None]] = MappingProxyType(
    {
        "selected": _selected,
        "count-selected": _count_selected,
        "number": _number,
        "decimal-date-time": _number,
        "int": _int,
        "round": _round,
        "abs": _abs,
        "string": _string,
        "date": _date,
        "string-length": _string_length,
        "substr": _substr,
        "age": _age,
    }
)
"""Functions that are exact beyond known values; None where they are not."""

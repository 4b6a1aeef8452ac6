"""The functions of the language over shapes; those without an entry are guessed.

A function of plain values is applied to every known combination of its arguments by its own code.
Only what is to be exact for numbers, dates and several choices, or looks at items, has an entry.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from dialogs.expressions.dates import parse_date
from dialogs.expressions.functions import FUNCTIONS, MOMENT, Sort
from dialogs.expressions.placement import Kind
from dialogs.expressions.syntax import Call, Literal, Node, Reference
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
    combined,
    key_of,
    key_of_cases,
    known,
    merged,
    within,
)
from dialogs.proving.terms import (
    Number,
    Truth,
    choose,
    contrary,
    every,
    exact,
    floor,
    is_whole,
    some,
    total,
    whole,
)
from dialogs.proving.trees import Spot

if TYPE_CHECKING:
    from dialogs.proving.world import World

__all__ = ["PLAYED_AT", "TODAY", "call"]

PLAYED_AT = "2021-09-20T10:00:00+06:00"
"""The time at which a transcript is played unless it says another."""

TODAY = "today"

_Form = Callable[["World", Call, int, Cases], Cases]


def call(world: World, node: Call, item: int, dot: Cases) -> Cases:
    """The value of a call for an item."""
    loosely = _LOOSE.get(node.name) if world.loose else None
    form = loosely or _FORMS.get(node.name)
    if form is not None:
        return form(world, node, item, dot)
    arguments = tuple(world.code(each, item, dot) for each in node.arguments)
    return combined(arguments, lambda *shapes: _applied(world, node, item, shapes), node.name)


def _applied(world: World, node: Call, item: int, shapes: tuple[Shape, ...]) -> Cases:
    """One combination of arguments: computed, or reckoned with, or guessed."""
    function = FUNCTIONS[node.name]
    values = [shape for shape in shapes if isinstance(shape, str | float | bool)]
    if function.apply is not None and len(values) == len(shapes):
        return known(function.apply(*values))
    special = _SHAPED.get(node.name)
    found = special(world, *shapes) if special is not None else None
    if found is not None:
        return found
    depends = () if function.apply is not None else (node, item)
    return _guessed(world, node.name, (*depends, *map(key_of, shapes)))


def _guessed(world: World, name: str, key: Hashable) -> Cases:
    """Any value of the sort that a function gives."""
    if FUNCTIONS[name].sort is Sort.BOOLEAN:
        return world.algebra.condition(world.algebra.guess(name, key))
    return known(Unknown((name, key)))


# -- functions of shapes --------------------------------------------------------------------------


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


_SHAPED: Mapping[str, Callable[..., Cases | None]] = MappingProxyType(
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


# -- functions that decide, or look at the interview ----------------------------------------------


def _if(world: World, node: Call, item: int, dot: Cases) -> Cases:
    condition, then, otherwise = (world.code(each, item, dot) for each in node.arguments)
    return _either(world.algebra.truth(condition), then, otherwise)


def _either(condition: Truth, then: Cases, otherwise: Cases) -> Cases:
    first = (Case(every((condition, each.when)), each.shape) for each in then)
    second = (Case(every((contrary(condition), each.when)), each.shape) for each in otherwise)
    return merged((*first, *second))


def _coalesce(world: World, node: Call, item: int, dot: Cases) -> Cases:
    values = [world.code(each, item, dot) for each in node.arguments]
    found = known("")
    for value in reversed(values):
        found = _either(world.algebra.blank(value), found, value)
    return found


def _not(world: World, node: Call, item: int, dot: Cases) -> Cases:
    value = world.algebra.truth(world.code(node.arguments[0], item, dot))
    return world.algebra.condition(contrary(value))


def _boolean(world: World, node: Call, item: int, dot: Cases) -> Cases:
    return world.algebra.condition(world.algebra.truth(world.code(node.arguments[0], item, dot)))


def _today(world: World, _node: Call, _item: int, _dot: Cases) -> Cases:
    """The day of a transcript where the answers are to be typed, else any day."""
    code = whole(TODAY)
    world.fact(calendar.is_date(code))
    return merged((Case(world.concrete, PLAYED_AT[:10]), Case(contrary(world.concrete), Day(code))))


def _now(world: World, _node: Call, _item: int, _dot: Cases) -> Cases:
    unknown = Unknown("now", text=True)
    return merged((Case(world.concrete, PLAYED_AT), Case(contrary(world.concrete), unknown)))


def _census_moment(world: World, _node: Call, _item: int, _dot: Cases) -> Cases:
    return known(world.content.questionnaire.constants.get(MOMENT, ""))


def _regex(world: World, node: Call, item: int, dot: Cases) -> Cases:
    text, pattern = node.arguments
    source = to_string(pattern.value) if isinstance(pattern, Literal) else ""
    matches = re.compile(source).fullmatch

    def apply(shape: Shape) -> Cases:
        if isinstance(shape, str | float | bool):
            return known(matches(to_string(shape)) is not None)
        return _guessed(world, "regex", (source, key_of(shape)))

    return combined((world.code(text, item, dot),), apply, ("regex", source))


def _position(world: World, node: Call, item: int, _dot: Cases) -> Cases:
    tree = world.tree
    if node.arguments and isinstance(node.arguments[0], Reference):
        item = tree.climb(item, node.arguments[0].name)
    return known(float(tree.items[item].place))


def _count(world: World, node: Call, item: int, _dot: Cases) -> Cases:
    named = node.arguments[0]
    assert isinstance(named, Reference)  # noqa: S101  the compiler refuses anything else
    declared = world.content.declared[named.name]
    if declared.kind is Kind.QUESTION:
        spots = _spots(world, named.name, item)
        return known(Figure(total(world.relevant(spot) for spot in spots)))
    items = _items(world, named.name, item)
    for each in items:
        world.saw_item(each)
    return known(float(len(items)))


def _items(world: World, roster: str, item: int) -> tuple[int, ...]:
    """The items that are counted: those below, beside the one around, or of the nearest shared."""
    tree, parents = world.tree, world.content.parents
    chain = [tree.items[item].roster]
    while chain[-1]:
        chain.append(parents[chain[-1]])
    if roster in chain:
        around = tree.items[tree.climb(item, roster)].parent
        return tree.children(around, roster)
    shared = parents[roster]
    while shared not in chain:
        shared = parents[shared]
    return tree.descend(tree.climb(item, shared), roster)


def _spots(world: World, question: str, item: int) -> list[Spot]:
    """A question for every item at or below the asking one."""
    level = world.content.declared[question].level
    items = world.tree.descend(item, level)
    for each in items:
        world.saw_item(each)
    return [Spot(question, each) for each in items]


def _instances(world: World, node: Node, item: int) -> list[Cases]:
    """The values of a question for every item below the asking one."""
    assert isinstance(node, Reference)  # noqa: S101  the compiler refuses anything else
    return [world.value(spot.question, spot.item) for spot in _spots(world, node.name, item)]


def _count_non_empty(world: World, node: Call, item: int, _dot: Cases) -> Cases:
    values = _instances(world, node.arguments[0], item)
    return known(Figure(total(contrary(world.algebra.blank(value)) for value in values)))


def _distinct(world: World, node: Call, item: int, _dot: Cases) -> Cases:
    algebra, values = world.algebra, _instances(world, node.arguments[0], item)
    twice = some(
        every((contrary(algebra.blank(value)), algebra.truth(algebra.compare("=", value, other))))
        for place, value in enumerate(values)
        for other in values[:place]
    )
    return algebra.condition(contrary(twice))


def _sum(world: World, node: Call, item: int, _dot: Cases) -> Cases:
    found: Number = exact(0.0)
    for present, term in _numbers(world, _instances(world, node.arguments[0], item)):
        if term is None:
            return known(Unknown(("sum", node, item)))
        found = found + choose(present, term, exact(0.0))
    return known(Figure(found))


def _numbers(world: World, values: list[Cases]) -> Iterator[tuple[Truth, Number | None]]:
    """When each value is a number, and which; None where that is not known."""
    for value in values:
        numbers = merged(
            Case(every((when, inner.when)), inner.shape)
            for when, shape in value
            for inner in world.algebra.number(shape)
        )
        yield _one_number(numbers)


def _one_number(numbers: Cases) -> tuple[Truth, Number | None]:
    present: list[Truth] = []
    found: Number = exact(0.0)
    for when, shape in numbers:
        match shape:
            case float() if shape != shape:  # noqa: PLR0124  NaN differs from itself
                continue
            case Figure(term=term):
                found = choose(when, term, found)
            case float() if abs(shape) != float("inf"):
                found = choose(when, exact(shape), found)
            case _:
                return True, None
        present.append(when)
    return some(present), found


def _extreme(least: bool) -> _Form:
    def form(world: World, node: Call, item: int, dot: Cases) -> Cases:
        if _is_of_roster(world, node, item):
            values = _instances(world, node.arguments[0], item)
        else:
            values = [world.code(each, item, dot) for each in node.arguments]
        return _best(world, values, (node, item, *map(key_of_cases, values)), least=least)

    return form


def _is_of_roster(world: World, node: Call, item: int) -> bool:
    """Whether the only argument is a question of items below."""
    only = node.arguments[0]
    if len(node.arguments) != 1 or not isinstance(only, Reference):
        return False
    level = world.content.declared[only.name].level
    while world.tree.items[item].roster != level and item:
        item = world.tree.items[item].parent
    return world.tree.items[item].roster != level


def _best(world: World, values: list[Cases], key: Hashable, *, least: bool) -> Cases:
    some_number: Truth = False
    best: Number = exact(0.0)
    for present, term in _numbers(world, values):
        if term is None:
            return known(Unknown(("extreme", key)))
        better = term < best if least else term > best
        best = choose(
            every((some_number, contrary(every((present, better))))),
            best,
            choose(present, term, best),
        )
        some_number = some((some_number, present))
    return within(some_number, known(Figure(best)), NAN)


def _indexed_repeat(world: World, node: Call, item: int, dot: Cases) -> Cases:
    question, *steps = node.arguments
    assert isinstance(question, Reference)  # noqa: S101  the compiler refuses anything else
    rosters = [each.name for each in steps[::2] if isinstance(each, Reference)]
    places = [world.code(each, item, dot) for each in steps[1::2]]
    start = world.tree.climb(item, world.content.parents[rosters[0]])
    return _picked(world, question.name, start, list(zip(rosters, places, strict=True)))


def _picked(world: World, question: str, at: int, steps: list[tuple[str, Cases]]) -> Cases:
    if not steps:
        return world.value(question, at)
    (roster, place), *rest = steps
    found = known("")
    for number, child in enumerate(world.tree.children(at, roster), 1):
        world.saw_item(child)
        here = world.algebra.truth(_at_place(world, place, number))
        found = _either(here, _picked(world, question, child, rest), found)
    return found


def _at_place(world: World, place: Cases, number: int) -> Cases:
    """Whether a number, its fraction dropped, is that of an item."""
    low = world.algebra.compare(">=", place, known(float(number)))
    high = world.algebra.compare("<", place, known(float(number + 1)))
    return world.algebra.condition(every((world.algebra.truth(low), world.algebra.truth(high))))


def _opaque(world: World, node: Call, item: int, dot: Cases) -> Cases:
    """A value that may be anything, though the same whenever the same is asked."""
    return _guessed(world, node.name, (node, item, key_of_cases(dot)))


_FORMS: Mapping[str, _Form] = MappingProxyType(
    {
        "if": _if,
        "coalesce": _coalesce,
        "not": _not,
        "boolean": _boolean,
        "today": _today,
        "now": _now,
        "census-moment": _census_moment,
        "regex": _regex,
        "position": _position,
        "count": _count,
        "count-non-empty": _count_non_empty,
        "distinct": _distinct,
        "sum": _sum,
        "min": _extreme(least=True),
        "max": _extreme(least=False),
        "indexed-repeat": _indexed_repeat,
        "join": _opaque,
        "jr:choice-name": _opaque,
    }
)
"""Functions that look at the items, at the time, or at how they are written."""


def _place_among_many(world: World, node: Call, item: int, _dot: Cases) -> Cases:
    return _some_number(world, node, item, least=1)


def _count_of_many(world: World, node: Call, item: int, _dot: Cases) -> Cases:
    _see_lists(world, node, item)
    return _some_number(world, node, item, least=0)


def _value_of_many(world: World, node: Call, item: int, dot: Cases) -> Cases:
    if node.name in ("min", "max") and not _is_of_roster(world, node, item):
        return _FORMS[node.name](world, node, item, dot)
    _see_lists(world, node, item)
    named = tuple(each.name for each in node.arguments if isinstance(each, Reference))
    if len(named) < len(node.arguments):
        return _opaque(world, node, item, dot)
    return _guessed(world, node.name, (item, named))


def _see_lists(world: World, node: Call, item: int) -> None:
    """What looks at a list changes until the list is complete."""
    for each in node.arguments:
        if isinstance(each, Reference):
            roster = world.content.declared[each.name].level
            while roster and roster != world.tree.items[item].roster:
                world.saw_list(roster)
                roster = world.content.parents[roster]


def _some_number(world: World, node: Call, item: int, *, least: int) -> Cases:
    """A whole number, the same whenever the same is asked."""
    level = world.tree.items[item].roster
    named = [each.name for each in node.arguments if isinstance(each, Reference)]
    number = whole("/".join((node.name, level, *named)))
    most = _most(world, node, named[0] if named else level)
    world.fact(every((number >= least, number <= most)))
    return known(Figure(number))


def _most(world: World, node: Call, named: str) -> int:
    """How large a place or a count can be, as far as `max` says."""
    roster, most = world.content.declared[named].level, 1
    while roster:
        most *= world.content.rosters[roster].max
        roster = "" if node.name == "position" else world.content.parents[roster]
    return most


_LOOSE: Mapping[str, _Form] = MappingProxyType(
    {
        "position": _place_among_many,
        "count": _count_of_many,
        "count-non-empty": _count_of_many,
        "distinct": _value_of_many,
        "sum": _value_of_many,
        "min": _value_of_many,
        "max": _value_of_many,
        "indexed-repeat": _value_of_many,
    }
)
"""The same where an item stands among any number of others."""

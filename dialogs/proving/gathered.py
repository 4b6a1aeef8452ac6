"""Functions that look at the items of rosters, in a tree where all of them are known."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from dialogs.expressions.placement import Kind
from dialogs.expressions.syntax import Call, Node, Reference
from dialogs.expressions.values import NAN
from dialogs.proving.shapes import (
    Case,
    Cases,
    Figure,
    Unknown,
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
    some,
    total,
)
from dialogs.proving.trees import Spot

if TYPE_CHECKING:
    from dialogs.proving.world import World
from dialogs.proving.guessing import Form, either, opaque

__all__ = ["GATHERED", "is_of_roster"]


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


def _extreme(least: bool) -> Form:
    def form(world: World, node: Call, item: int, dot: Cases) -> Cases:
        if is_of_roster(world, node, item):
            values = _instances(world, node.arguments[0], item)
        else:
            values = [world.code(each, item, dot) for each in node.arguments]
        return _best(world, values, (node, item, *map(key_of_cases, values)), least=least)

    return form


def is_of_roster(world: World, node: Call, item: int) -> bool:
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
        found = either(here, _picked(world, question, child, rest), found)
    return found


def _at_place(world: World, place: Cases, number: int) -> Cases:
    """Whether a number, its fraction dropped, is that of an item."""
    low = world.algebra.compare(">=", place, known(float(number)))
    high = world.algebra.compare("<", place, known(float(number + 1)))
    return world.algebra.condition(every((world.algebra.truth(low), world.algebra.truth(high))))


def _answer_of(world: World, node: Call, item: int, dot: Cases) -> Cases:
    question, chosen = node.arguments
    assert isinstance(question, Reference)  # noqa: S101  the compiler refuses anything else
    found = known("")
    for when, shape in world.code(chosen, item, dot):
        match shape:
            case Unknown(key=("item", int(each))):
                found = either(when, world.value(question.name, each), found)
            case "":
                pass
            case _:
                return opaque(world, node, item, dot)
    return found


GATHERED: Mapping[str, Form] = MappingProxyType(
    {
        "position": _position,
        "count": _count,
        "count-non-empty": _count_non_empty,
        "distinct": _distinct,
        "sum": _sum,
        "min": _extreme(least=True),
        "max": _extreme(least=False),
        "indexed-repeat": _indexed_repeat,
        "answer-of": _answer_of,
        "join": opaque,
    }
)
"""The functions of this kind by name."""

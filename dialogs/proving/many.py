"""Functions that look at items, where an item stands among any number of others."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from dialogs.expressions.syntax import Call, Reference
from dialogs.proving.shapes import (
    Cases,
    Figure,
    known,
)
from dialogs.proving.terms import (
    every,
    whole,
)

if TYPE_CHECKING:
    from dialogs.proving.world import World
from dialogs.proving.gathered import GATHERED, is_of_roster
from dialogs.proving.guessing import Form, guessed, opaque

__all__ = ["MANY"]


def _place_among_many(world: World, node: Call, item: int, _dot: Cases) -> Cases:
    return _some_number(world, node, item, least=1)


def _count_of_many(world: World, node: Call, item: int, _dot: Cases) -> Cases:
    _see_lists(world, node, item)
    return _some_number(world, node, item, least=0)


def _value_of_many(world: World, node: Call, item: int, dot: Cases) -> Cases:
    if node.name in ("min", "max") and not is_of_roster(world, node, item):
        return GATHERED[node.name](world, node, item, dot)
    _see_lists(world, node, item)
    named = tuple(each.name for each in node.arguments if isinstance(each, Reference))
    if len(named) < len(node.arguments):
        return opaque(world, node, item, dot)
    return guessed(world, node.name, (item, named))


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


MANY: Mapping[str, Form] = MappingProxyType(
    {
        "position": _place_among_many,
        "count": _count_of_many,
        "count-non-empty": _count_of_many,
        "distinct": _value_of_many,
        "sum": _value_of_many,
        "min": _value_of_many,
        "max": _value_of_many,
        "indexed-repeat": _value_of_many,
        "answer-of": _value_of_many,
    }
)
"""The functions of this kind by name."""

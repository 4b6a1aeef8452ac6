"""Values that may be anything, and what the functions over shapes have in common."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING

from dialogs.expressions.functions import FUNCTIONS, Sort
from dialogs.expressions.syntax import Call
from dialogs.proving.shapes import (
    Case,
    Cases,
    Unknown,
    key_of_cases,
    known,
    merged,
)
from dialogs.proving.terms import (
    Truth,
    contrary,
    every,
)

if TYPE_CHECKING:
    from dialogs.proving.world import World

__all__ = ["Form", "either", "guessed", "opaque"]

Form = Callable[["World", Call, int, Cases], Cases]
"""The value of a call, for an item and with an answer under test."""


def guessed(world: World, name: str, key: Hashable) -> Cases:
    """Any value of the sort that a function gives."""
    if FUNCTIONS[name].sort is Sort.BOOLEAN:
        return world.algebra.condition(world.algebra.guess(name, key))
    return known(Unknown((name, key)))


def opaque(world: World, node: Call, item: int, dot: Cases) -> Cases:
    """A value that may be anything, though the same whenever the same is asked."""
    return guessed(world, node.name, (node, item, key_of_cases(dot)))


def either(condition: Truth, then: Cases, otherwise: Cases) -> Cases:
    """One value or another."""
    first = (Case(every((condition, each.when)), each.shape) for each in then)
    second = (Case(every((contrary(condition), each.when)), each.shape) for each in otherwise)
    return merged((*first, *second))

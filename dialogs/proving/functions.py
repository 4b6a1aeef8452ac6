"""The functions of the language over shapes; those without an entry are guessed.

A function of plain values is applied to every known combination of its arguments by its own code.
Only what is to be exact for numbers, dates and several choices, or looks at items, has an entry.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogs.expressions.functions import FUNCTIONS
from dialogs.expressions.syntax import Call
from dialogs.proving.shapes import (
    Cases,
    Shape,
    combined,
    key_of,
    known,
)

if TYPE_CHECKING:
    from dialogs.proving.world import World
from dialogs.proving.deciding import DECIDING
from dialogs.proving.gathered import GATHERED
from dialogs.proving.guessing import guessed
from dialogs.proving.many import MANY
from dialogs.proving.shaped import SHAPED

__all__ = ["call"]


def call(world: World, node: Call, item: int, dot: Cases) -> Cases:
    """The value of a call for an item."""
    loosely = MANY.get(node.name) if world.loose else None
    form = loosely or GATHERED.get(node.name) or DECIDING.get(node.name)
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
    special = SHAPED.get(node.name)
    found = special(world, *shapes) if special is not None else None
    if found is not None:
        return found
    depends = () if function.apply is not None else (node, item)
    return guessed(world, node.name, (*depends, *map(key_of, shapes)))

"""Functions that decide, or that look at the time of an interview."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from dialogs.expressions.functions import MOMENT
from dialogs.expressions.syntax import Call, Literal
from dialogs.expressions.values import to_string
from dialogs.proving import calendar
from dialogs.proving.shapes import (
    Case,
    Cases,
    Day,
    Shape,
    Unknown,
    combined,
    key_of,
    known,
    merged,
)
from dialogs.proving.terms import (
    contrary,
    whole,
)

if TYPE_CHECKING:
    from dialogs.proving.world import World
from dialogs.proving.guessing import Form, either, guessed, opaque

__all__ = ["DECIDING", "PLAYED_AT"]

PLAYED_AT = "2021-09-20T10:00:00+06:00"
"""The time at which a transcript is played unless it says another."""

TODAY = "today"


def _if(world: World, node: Call, item: int, dot: Cases) -> Cases:
    condition, then, otherwise = (world.code(each, item, dot) for each in node.arguments)
    return either(world.algebra.truth(condition), then, otherwise)


def _coalesce(world: World, node: Call, item: int, dot: Cases) -> Cases:
    values = [world.code(each, item, dot) for each in node.arguments]
    found = known("")
    for value in reversed(values):
        found = either(world.algebra.blank(value), found, value)
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
        return guessed(world, "regex", (source, key_of(shape)))

    return combined((world.code(text, item, dot),), apply, ("regex", source))


DECIDING: Mapping[str, Form] = MappingProxyType(
    {
        "if": _if,
        "coalesce": _coalesce,
        "not": _not,
        "boolean": _boolean,
        "today": _today,
        "now": _now,
        "census-moment": _census_moment,
        "regex": _regex,
        "jr:choice-name": opaque,
    }
)
"""The functions of this kind by name."""

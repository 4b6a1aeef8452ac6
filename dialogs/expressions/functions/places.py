"""Functions on places on the map. What is no place has no distance: NaN."""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import pairwise
from types import MappingProxyType

from dialogs.expressions.functions.entry import ENDLESS, Function, Plain, Sort
from dialogs.expressions.values import NAN, XPath, to_string
from state_machine.geopoint import Geopoint, geopoint_of

__all__ = ["PLACES"]

_RADIUS = 6_378_100.0
"""Metres: the radius of the earth as JavaRosa has it, so that distances agree with ODK's."""


def _distance(*values: XPath) -> float:
    """Along the places in their order, by haversines on a sphere; altitude counts for nothing."""
    places = [geopoint_of(to_string(value)) for value in values]
    known = [place for place in places if place is not None]
    if len(known) < len(places):
        return NAN
    return math.fsum(_between(one, other) for one, other in pairwise(known))


def _between(one: Geopoint, other: Geopoint) -> float:
    north, south = math.radians(one.latitude), math.radians(other.latitude)
    east = math.radians(other.longitude - one.longitude)
    half = math.sin((south - north) / 2) ** 2
    half += math.cos(north) * math.cos(south) * math.sin(east / 2) ** 2
    return 2 * _RADIUS * math.asin(min(1.0, math.sqrt(half)))


PLACES: Mapping[str, Function] = MappingProxyType(
    {
        "distance": Plain(
            2, ENDLESS, Sort.NUMBER, "metres from a place to the next, and so on", _distance
        )
    }
)
"""The functions of this kind by name."""

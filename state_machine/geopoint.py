"""A place on the map as an answer: in degrees and metres, written as ODK writes it."""

from __future__ import annotations

import math
from typing import NamedTuple

__all__ = ["Geopoint", "geopoint_of"]

_PLACES = 7
"""Decimals of a degree that are kept: about a centimetre."""

_MOST_LATITUDE, _MOST_LONGITUDE = 90.0, 180.0
_FEWEST = 2
_FARTHEST = 100_000.0
"""Metres: nobody lives higher or deeper, and no device is less certain."""


class Geopoint(NamedTuple):
    """Degrees north and east, metres above the sea, and how many metres it may be off; 0: unknown.

    Source of the text form: the geopoint of ODK XForms, "latitude longitude altitude accuracy".
    """

    latitude: float
    longitude: float
    altitude: float = 0.0
    accuracy: float = 0.0

    @property
    def is_on_earth(self) -> bool:
        """Whether there is such a place; what is no number is in no range."""
        return (
            abs(self.latitude) <= _MOST_LATITUDE
            and abs(self.longitude) <= _MOST_LONGITUDE
            and abs(self.altitude) <= _FARTHEST
            and 0 <= self.accuracy <= _FARTHEST
        )

    def __str__(self) -> str:
        return " ".join(map(_written, self))


def geopoint_of(text: str) -> Geopoint | None:
    """The place that a text names in ODK's way, with two to four numbers; None when it is none."""
    try:
        numbers = tuple(map(float, text.split()))
    except ValueError:
        return None
    if not _FEWEST <= len(numbers) <= len(Geopoint._fields):
        return None
    found = Geopoint(*numbers)
    return found if found.is_on_earth else None


def _written(number: float) -> str:
    if not math.isfinite(number):
        return "0"
    text = f"{number:.{_PLACES}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text

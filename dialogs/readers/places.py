"""Places on the map as people type them: "51.16, 71.43", "51°10′N 71°26′E", "51,16 с. ш. …"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from dialogs.readers.folding import LONGEST, digits, fold
from state_machine.geopoint import Geopoint
from state_machine.pending import Problem

if TYPE_CHECKING:
    from state_machine.scope import Scope

__all__ = ["read_geopoint"]

# The signs for degrees, minutes and seconds, however a keyboard or a map writes them. They go
# first, since NFKC would make letters and pairs of some.
_SIGNS = str.maketrans(
    {"º": "°", "˚": "°"}
    | dict.fromkeys("′’‘ʹʼ`´", "'")
    | dict.fromkeys("″”“„ʺ«»", '"')
    | dict.fromkeys("−–—", "-")
)


class _Side(NamedTuple):
    """Half of the earth: whether it is about latitude, and the sign of its degrees."""

    latitude: bool
    sign: int


_NORTH, _SOUTH, _EAST, _WEST = _Side(True, 1), _Side(True, -1), _Side(False, 1), _Side(False, -1)  # noqa: FBT003  both parts have names
_SIDES: Mapping[str, _Side] = MappingProxyType(
    dict.fromkeys(("n", "с", "сш", "се"), _NORTH)
    | dict.fromkeys(("s", "ю", "юш", "ое"), _SOUTH)
    | dict.fromkeys(("e", "в", "вд", "шб"), _EAST)
    | dict.fromkeys(("w", "з", "зд", "бб"), _WEST)
)
"""The halves by their letters: English, Russian (с. ш.), Kazakh (с. е., о. е., ш. б., б. б.)."""

_NUMBER = r"\d{1,6}(?:[.,]\d{1,15})?"
_SIDE = r"(?:[nsew]|[сю]\.? ?ш\.?|[вз]\.? ?д\.?|[со]\.? ?е\.?|[шб]\.? ?б\.?|[сювз])"


def _coordinate(place: str, before: str, after: str) -> str:
    """Degrees with or without minutes and seconds, with what may stand before and after them."""
    return (
        rf"{before}(?P<sign{place}>[+-]?) ?(?P<degrees{place}>{_NUMBER}) ?°?"
        rf"(?: ?(?P<minutes{place}>{_NUMBER}) ?'"
        rf"(?: ?(?P<seconds{place}>{_NUMBER}) ?(?:\"|''))?)?{after}"
    )


_BETWEEN = r"(?: ?[,;/] ?| )"
_METRES = r"-?\d{1,6}(?:\.\d{1,15})?"


def _pattern(before: str, after: str) -> re.Pattern[str]:
    """Two coordinates whose letters stand all before or all after them, and what is in metres."""
    first, second = (
        _coordinate(place, before.format(place=place), after.format(place=place)) for place in "12"
    )
    return re.compile(
        rf"(?:geo:)?{first}{_BETWEEN}{second}"
        rf"(?:{_BETWEEN}(?P<altitude>{_METRES}))?(?:{_BETWEEN}(?P<accuracy>{_METRES}))?[.!;)]*"
    )


_PATTERNS = (
    _pattern("", rf"(?: ?(?P<side{{place}}>{_SIDE}))?"),
    _pattern(rf"(?:(?P<side{{place}}>{_SIDE}) ?)?", ""),
)
# "51,71" may be half of a place as well as both of its numbers.
_UNCLEAR = re.compile(r"[+-]?\d+,\d+")


def read_geopoint(text: str, scope: Scope, item: int) -> str | Problem:  # noqa: ARG001
    """The place in ODK's form. Never raises: not_a_place, or no_such_place beyond the poles."""
    if len(text) > LONGEST:
        return Problem("not_a_place")
    folded = fold(digits(text.translate(_SIGNS)))
    found = next(filter(None, (each.fullmatch(folded) for each in _PATTERNS)), None)
    if found is None or _UNCLEAR.fullmatch(folded):
        return Problem("not_a_place")
    halves = _halves(found)
    if halves is None:
        return Problem("not_a_place")
    metres = (float(found[name] or 0) for name in ("altitude", "accuracy"))
    place = Geopoint(*halves, *metres)
    whole = all(float(part) < 60 for part in _sixtieths(found))  # noqa: PLR2004  a minute has as many
    return str(place) if place.is_on_earth and whole else Problem("no_such_place")


def _halves(found: re.Match[str]) -> tuple[float, float] | None:
    """Latitude and longitude; None when both are the same, or a sign stands beside a letter."""
    first, second = _side(found, "1"), _side(found, "2")
    turned = (first is not None and not first.latitude) or (second is not None and second.latitude)
    if first is not None and second is not None and first.latitude is second.latitude:
        return None
    numbers = [_degrees(found, place) for place in "12"]
    for place, side in (("1", first), ("2", second)):
        if side is not None and found[f"sign{place}"]:
            return None
        numbers[int(place) - 1] *= 1 if side is None else side.sign
    return (numbers[1], numbers[0]) if turned else (numbers[0], numbers[1])


def _side(found: re.Match[str], place: str) -> _Side | None:
    letters = found[f"side{place}"]
    return _SIDES[re.sub(r"[. ]", "", letters)] if letters else None


def _degrees(found: re.Match[str], place: str) -> float:
    parts = (found[f"{name}{place}"] or "0" for name in ("degrees", "minutes", "seconds"))
    whole, minutes, seconds = (float(part.replace(",", ".")) for part in parts)
    degrees = whole + minutes / 60 + seconds / 3600
    return -degrees if found[f"sign{place}"] == "-" else degrees


def _sixtieths(found: re.Match[str]) -> Iterator[str]:
    for name in ("minutes1", "seconds1", "minutes2", "seconds2"):
        yield (found[name] or "0").replace(",", ".")

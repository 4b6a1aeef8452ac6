"""Dates as people write them, in figures and in words of three languages.

Figures without a name of the month are day, month, year, as the country writes them, unless the
year comes first. `09/25/2008` is therefore no date: guessing the American order would also turn
`03/04/2008` into something that its writer did not mean. A year of two digits is asked again.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from dialogs.readers.folding import LONGEST, bare, digits, fold, skeleton
from dialogs.spelling import distance, forgiven
from state_machine.pending import Candidates, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from state_machine.scope import Scope

__all__ = ["read_date"]

# Per month: the stems of its names in Russian, in Kazakh as `skeleton` leaves it, in English.
_STEMS = (
    ("январ", "кантар", "january"),
    ("феврал", "акпан", "february"),
    ("март", "наурыз", "march"),
    ("апрел", "сауир", "april"),
    ("май", "мамыр", "may"),
    ("июн", "маусым", "june"),
    ("июл", "шилде", "july"),
    ("август", "тамыз", "august"),
    ("сентябр", "кыркуйе", "september"),
    ("октябр", "казан", "october"),
    ("ноябр", "караша", "november"),
    ("декабр", "желтоксан", "december"),
)
_SHORTEST = 3
_LONGEST_ENDING = 5
_MAY = frozenset({"май", "мая", "мае", "маю", "маем", "may"})

_NOISE = frozenset(
    re.split(" ", "г год года году жылы жыл жылгы жылдын ж куни кун число числа the of year on y")
)
_WORDS = re.compile(r"\d+|[^\W\d_]+")
_FIGURES = re.compile(r"(\d{1,4})\s*[./\\,\-\s]\s*(\d{1,2})\s*[./\\,\-\s]\s*(\d{1,4})")
_EIGHT = re.compile(r"\d{8}")
_ENDINGS = re.compile(r"(?<=\d)\s*-?(?:st|nd|rd|th|го|ое|ші|шi|шы|е)\b")
_MAX_CHARS = 60
_YEAR_DIGITS = 4
_FIRST_YEAR, _LAST_YEAR = 1800, 2200


def read_date(
    text: str,
    scope: Scope,  # noqa: ARG001
    item: int,  # noqa: ARG001
) -> str | Candidates | Problem:
    """A date as "YYYY-MM-DD"; else not_a_date, no_such_date (31.02), date_ambiguous (1.9.08).

    A date whose month is misspelt ("1 сентебря 2008") is only one that may be meant.
    """
    if len(text) > LONGEST:
        return Problem("not_a_date")
    plain = bare(fold(digits(text)))
    if len(plain) > _MAX_CHARS:
        return Problem("not_a_date")
    plain = _ENDINGS.sub("", plain)
    return _figures(_without_year_word(plain)) or _eight(plain) or _words(plain)


def _without_year_word(plain: str) -> str:
    return bare(re.sub(r"\s*(?:года|год|г|жылы|жыл|ж)$", "", plain))


def _figures(plain: str) -> str | Problem | None:
    found = _FIGURES.fullmatch(plain)
    if found is None:
        return None
    first, month, last = found.groups()
    if len(first) == _YEAR_DIGITS:
        return _date(first, int(month), last)
    return _date(last, int(month), first)


def _eight(plain: str) -> str | Problem | None:
    """Day, month and year without anything between; year first when only that is possible."""
    if _EIGHT.fullmatch(plain) is None:
        return None
    if _FIRST_YEAR <= int(plain[4:]) <= _LAST_YEAR:
        return _date(plain[4:], int(plain[2:4]), plain[:2])
    if _FIRST_YEAR <= int(plain[:4]) <= _LAST_YEAR:
        return _date(plain[:4], int(plain[4:6]), plain[6:])
    return Problem("not_a_date")


def _words(plain: str) -> str | Candidates | Problem:
    every = _WORDS.findall(plain)
    numbers = [word for word in every if word.isdecimal()]
    spelt = map(skeleton, (word for word in every if not word.isdecimal()))
    months = [word for word in spelt if word not in _NOISE]
    if len(months) != 1 or len(numbers) != len(("day", "year")):
        return Problem("not_a_date")
    known = _months().get(months[0]) or _declined(months[0])
    found = _day_of(numbers, known or _misspelt(months[0]))
    return Candidates((found,)) if not known and isinstance(found, str) else found


def _day_of(numbers: list[str], month: int | None) -> str | Problem:
    """The date of a day and a year in either order, in a month that is known."""
    if month is None:
        return Problem("not_a_date")
    day, year = numbers
    return _date(day, month, year) if len(day) == _YEAR_DIGITS else _date(year, month, day)


def _date(year: str, month: int, day: str) -> str | Problem:
    """An ISO date, or what is wrong with these figures."""
    if len(year) != _YEAR_DIGITS:
        return Problem("date_ambiguous" if len(year) == len("08") else "not_a_date")
    if len(day) > len("31"):
        return Problem("not_a_date")
    try:
        return date(int(year), month, int(day)).isoformat()
    except ValueError:
        return Problem("no_such_date")


@cache
def _months() -> Mapping[str, int]:
    """The number of a month by every shortening of its names, down to three letters."""
    found = dict.fromkeys(_MAY, 5)
    for number, stems in enumerate(_STEMS, 1):
        for stem in stems:
            found.update({stem[:end]: number for end in range(_SHORTEST, len(stem) + 1)})
    found["sept"] = 9
    return MappingProxyType(found)


def _declined(word: str) -> int | None:
    """The month of a name with an ending: сентября, қыркүйектің."""
    for number, stems in enumerate(_STEMS, 1):
        for stem in stems:
            if len(stem) >= _SHORTEST and word.startswith(stem):
                return number if len(word) - len(stem) <= _LONGEST_ENDING else None
    return None


def _misspelt(word: str) -> int | None:
    """The only month whose name, with an ending perhaps, is one slip away."""
    near = {
        number
        for number, stems in enumerate(_STEMS, 1)
        if any(_begins_like(word, stem) for stem in stems if forgiven(len(stem)))
    }
    return near.pop() if len(near) == 1 else None


def _begins_like(word: str, stem: str) -> bool:
    """Whether a word begins with a stem that has one slip in it."""
    ends = range(len(stem) - 1, len(stem) + 2)
    short = len(word) - len(stem) <= _LONGEST_ENDING
    return short and any(distance(word[:end], stem, 1) <= 1 for end in ends)

"""Times of the day, and days with a time, as people write them in figures and words.

Between hours and minutes stands almost anything; minutes without a word have two digits, so that
"5-6" is no time. Words for the part of the day make twelve hours twenty-four.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from dialogs.readers.dates import read_date
from dialogs.readers.folding import LONGEST, bare, digits, fold, skeleton
from state_machine.pending import Candidates, Problem

if TYPE_CHECKING:
    from state_machine.scope import Scope

__all__ = ["read_datetime", "read_time"]

_MAX_CHARS = 60
_TOKENS = re.compile(r"\d+|[^\W\d_]+|[^\w\s]+")
_CLOSED = re.compile(r"(\d{1,2})(\d{2})")
_BETWEEN = frozenset({":", ".", "-", ",", ";", "'"})
_ISO = re.compile(r"(?<=\d)t(?=\d\d:)")
_SMALL_HOURS = re.compile(r"\b([ap])\.? ?m\b\.?")

_HALF, _LAST_HOUR, _LAST_MINUTE = 12, 23, 59
_LATEST_NIGHT, _LATEST_DAY = 5, 7


def _words(text: str) -> frozenset[str]:
    return frozenset(skeleton(word) for word in text.split())


_NOISE = _words(
    "в на с к at о около примерно ровно шамамен about де да та те дан ден тан тен clock"
)
_UNITS = _words(
    "ч час часа часов часу час сағат сағатта мин м минут минута минуты минуту минутта "
    "h hr hour hours o min minute minutes"
)
_PARTS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "morning": _words("утра таңғы таңертең таңертеңгі am morning"),
        "day": _words("дня түскі күндізгі"),
        "evening": _words("вечера кешкі кешқұрым pm evening afternoon"),
        "night": _words("ночи түнгі night"),
    }
)
_WHOLE: Mapping[str, str] = MappingProxyType(
    {skeleton(words): "12:00" for words in ("полдень", "тал түс", "noon", "midday")}
    | {skeleton(words): "00:00" for words in ("полночь", "түн ортасы", "midnight")}
)


def read_time(text: str, scope: Scope, item: int) -> str | Problem:  # noqa: ARG001
    """A time as "HH:MM", seconds dropped; else not_a_time, or no_such_time (25:00)."""
    plain = _plain(text)
    return Problem("not_a_time") if plain is None else _time(plain)


def read_datetime(text: str, scope: Scope, item: int) -> str | Problem:
    """A day and a time as "YYYY-MM-DDTHH:MM", in either order; else why not.

    The problems are not_a_datetime and those of the day and of the time.
    """
    plain = _plain(text)
    if plain is None:
        return Problem("not_a_datetime")
    found = Problem("not_a_datetime")
    for day_said, time_said in _splits(plain.split()):
        day, time = read_date(day_said, scope, item), _time(time_said)
        if isinstance(day, str) and isinstance(time, str):
            return f"{day}T{time}"
        if not isinstance(day, Candidates):
            found = _nearer(found, day, time)
    return found


def _splits(words: list[str]) -> Iterator[tuple[str, str]]:
    """Every way to part some words into a day and a time, a short time first."""
    for place in range(len(words) - 1, 0, -1):
        yield " ".join(words[:place]), " ".join(words[place:])
    for place in range(1, len(words)):
        yield " ".join(words[place:]), " ".join(words[:place])


def _nearer(found: Problem, day: str | Problem, time: str | Problem) -> Problem:
    """What to say: that one half is nearly right, where the other one is right."""
    if isinstance(time, str) and isinstance(day, Problem) and day.code in _NEARLY:
        return day
    if isinstance(day, str) and isinstance(time, Problem) and time.code in _NEARLY:
        return time
    return found


_NEARLY = frozenset({"no_such_date", "date_ambiguous", "no_such_time"})


def _plain(text: str) -> str | None:
    """The text as it is compared; None for one that is too long."""
    if len(text) > LONGEST:
        return None
    plain = _ISO.sub(" ", _SMALL_HOURS.sub(r"\1m", fold(digits(text))))
    return plain if len(plain) <= _MAX_CHARS else None


def _time(plain: str) -> str | Problem:
    whole = _WHOLE.get(skeleton(bare(plain)))
    if whole is not None:
        return whole
    numbers: list[str] = []
    part, unit = "", False
    for token in _TOKENS.findall(bare(plain)):
        word = skeleton(token)
        named = next((name for name, words in _PARTS.items() if word in words), "")
        if token.isdecimal():
            numbers.append(token)
        elif named and not part:
            part = named
        elif word in _UNITS:
            unit = True
        elif word not in _NOISE and token not in _BETWEEN:
            return Problem("not_a_time")
    return _clock(numbers, part, unit=unit)


def _clock(numbers: list[str], part: str, *, unit: bool) -> str | Problem:
    """The time of one to three numbers: hours, minutes, seconds; or of all in one number."""
    closed = _CLOSED.fullmatch(numbers[0]) if len(numbers) == 1 else None
    if closed is not None:
        numbers = [closed[1], closed[2]]
    if not 1 <= len(numbers) <= len(("hour", "minute", "second")):
        return Problem("not_a_time")
    wide = all(len(number) == len("05") for number in numbers[1:])
    if len(numbers[0]) > len("23") or not (wide or (unit and max(map(len, numbers)) <= len("05"))):
        return Problem("not_a_time")
    hour, minute, second = (*map(int, numbers), 0, 0)[:3]
    if hour > _LAST_HOUR or minute > _LAST_MINUTE or second > _LAST_MINUTE:
        return Problem("no_such_time")
    return f"{_in_full(hour, part):02}:{minute:02}"


def _in_full(hour: int, part: str) -> int:
    """The hour of twenty-four; what is past noon already stays as it is."""
    if hour > _HALF:
        return hour
    match part:
        case "morning":
            return hour % _HALF
        case "evening":
            return hour % _HALF + _HALF
        case "day":
            return hour + _HALF if hour < _LATEST_DAY else hour
        case "night":
            return hour % _HALF if hour % _HALF <= _LATEST_NIGHT else hour + _HALF
        case _:
            return hour

"""Calendar dates inside expressions: ISO texts, day numbers and full years.

A date is a text, `YYYY-MM-DD`, or with a clock time after `T`. As a number it is the count of days
since 1970-01-01, as in ODK, a clock time being the fraction of its day. The zone of a clock time is
not looked at: every time in a questionnaire is in the census's own zone.
"""

from __future__ import annotations

import math
import re
from datetime import date, datetime, timedelta

__all__ = [
    "clock_part",
    "day_number",
    "full_years",
    "iso_date",
    "iso_moment",
    "moment_of",
    "parse_date",
]

EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001  no time here has a zone
NAN = math.nan

_CLOCK = (
    r"(?P<h>\d{2}):(?P<m>\d{2})(?::(?P<s>\d{2})(?:\.(?P<f>\d+))?)?(?P<zone>Z|[+-]\d{2}:?\d{2})?"
)
_ISO = re.compile(rf"(?P<Y>\d{{4}})-(?P<M>\d{{2}})-(?P<D>\d{{2}})(?:T{_CLOCK})?", re.ASCII)
_TIME = re.compile(_CLOCK, re.ASCII)
_SECONDS = 86400


def parse_date(text: str) -> date | None:
    """The calendar date of an ISO date or date and time; None for any other text."""
    moment = _parse(text)
    return None if moment is None else moment.date()


def moment_of(value: str | float) -> datetime | None:
    """The moment of an ISO text or of a day number; None for what is neither."""
    if isinstance(value, str):
        return _parse(value)
    return _moment(value)


def _parse(text: str) -> datetime | None:
    match = _ISO.fullmatch(text)
    if match is None:
        return None
    try:
        day = datetime(int(match["Y"]), int(match["M"]), int(match["D"]))  # noqa: DTZ001  as above
    except ValueError:
        return None
    seconds = _seconds(match)
    return None if math.isnan(seconds) else day + timedelta(seconds=seconds)


def _seconds(match: re.Match[str]) -> float:
    """Seconds since midnight of a clock time, 0 where there is none; NaN for no such time."""
    hour, minute, second = (int(match[part] or 0) for part in "hms")
    if hour > 23 or minute > 59 or second > 59:  # noqa: PLR2004  a clock
        return NAN
    return hour * 3600 + minute * 60 + second + float(f"0.{match['f'] or 0}")


def _moment(days: float) -> datetime | None:
    """The moment of a day number, to the millisecond."""
    if not math.isfinite(days):
        return None
    try:
        return EPOCH + timedelta(milliseconds=round(days * _SECONDS * 1000))
    except OverflowError:
        return None


def clock_part(text: str) -> float:
    """The part of the day of a clock time alone, `12:30` or `12:30:05`; NaN for other texts."""
    match = _TIME.fullmatch(text)
    return NAN if match is None else _seconds(match) / _SECONDS


def day_number(text: str) -> float:
    """Days since 1970-01-01 of an ISO date, with its clock time; NaN for any other text."""
    moment = _parse(text)
    if moment is None:
        return NAN
    passed = moment - EPOCH
    return passed.days + (passed.seconds + passed.microseconds / 1_000_000) / _SECONDS


def iso_date(days: float) -> str:
    """The ISO date of a day number, its clock time dropped; '' when there is no such date."""
    if not math.isfinite(days):
        return ""
    try:
        return (EPOCH + timedelta(days=math.floor(days))).date().isoformat()
    except OverflowError:
        return ""


def iso_moment(value: str | float) -> str:
    """The ISO date and time of a text, whose zone stays, or of a day number; '' for neither."""
    moment = moment_of(value)
    if moment is None:
        return ""
    match = _ISO.fullmatch(value) if isinstance(value, str) else None
    zone = (match["zone"] or "") if match else ""
    return f"{moment.isoformat(timespec='seconds')}{zone}"


def full_years(birth: str, at: str) -> float:
    """Birthdays between two ISO dates (negative before birth, NaN when one is no date).

    Somebody born on 29 February has the birthday of a common year on 1 March.
    """
    born, moment = parse_date(birth), parse_date(at)
    if born is None or moment is None:
        return NAN
    before_birthday = (moment.month, moment.day) < (born.month, born.day)
    return float(moment.year - born.year - before_birthday)

"""Calendar dates inside expressions: ISO texts, day numbers and full years.

A date is a text, `YYYY-MM-DD`, or with a clock time after `T`. As a number it is the count of days
since 1970-01-01, as in ODK, a clock time being the fraction of its day. The zone of a clock time is
not looked at: every time in a questionnaire is in the census's own zone.
"""

from __future__ import annotations

import math
import re
from datetime import date, timedelta

__all__ = ["day_number", "full_years", "iso_date", "parse_date"]

EPOCH = date(1970, 1, 1)
NAN = math.nan

_ISO = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})"
    r"(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?",
    re.ASCII,
)


def parse_date(text: str) -> date | None:
    """The calendar date of an ISO date or date and time; None for any other text."""
    match = _ISO.fullmatch(text)
    return None if match is None else _calendar(match)


def _calendar(match: re.Match[str]) -> date | None:
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def day_number(text: str) -> float:
    """Days since 1970-01-01 of an ISO date, with its clock time; NaN for any other text."""
    match = _ISO.fullmatch(text)
    day = None if match is None else _calendar(match)
    if match is None or day is None:
        return NAN
    whole = float((day - EPOCH).days)
    if match[4] is None:
        return whole
    seconds = int(match[4]) * 3600 + int(match[5]) * 60 + int(match[6] or 0)
    return whole + seconds / 86400


def iso_date(days: float) -> str:
    """The ISO date of a day number, its clock time dropped; '' when there is no such date."""
    if not math.isfinite(days):
        return ""
    try:
        return (EPOCH + timedelta(days=math.floor(days))).isoformat()
    except OverflowError:
        return ""


def full_years(birth: str, at: str) -> float:
    """Birthdays between two ISO dates (negative before birth, NaN when one is no date).

    Somebody born on 29 February has the birthday of a common year on 1 March.
    """
    born, moment = parse_date(birth), parse_date(at)
    if born is None or moment is None:
        return NAN
    before_birthday = (moment.month, moment.day) < (born.month, born.day)
    return float(moment.year - born.year - before_birthday)

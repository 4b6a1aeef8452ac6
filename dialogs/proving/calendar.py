"""Calendar dates as whole numbers that a solver can count with.

The code of a date is `372 * year + 31 * (month - 1) + day - 1`. Codes have the order of the dates,
and the full years from one date to another are the difference of their codes divided by 372,
rounded down: so ages are linear. Only the count of days between dates needs the calendar itself.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from dialogs.proving.terms import Number, Truth, choose, every, some

__all__ = [
    "FIRST_YEAR",
    "LAST_YEAR",
    "code_of",
    "date_of",
    "day_count",
    "day_of",
    "full_years",
    "is_date",
    "month_of",
    "year_of",
]

FIRST_YEAR, LAST_YEAR = 1900, 2100
"""The years of the dates that are tried."""

_YEAR, _MONTH = 372, 31
_SHORT_MONTHS = (4, 6, 9, 11)
_FEBRUARY, _DAYS_OF_FEBRUARY = 2, 28
_EPOCH = 719468
"""Days from 1 March of the year 0 to 1 January 1970."""


def code_of(day: date) -> int:
    """The code of a known date."""
    return _YEAR * day.year + _MONTH * (day.month - 1) + day.day - 1


def date_of(code: Fraction) -> date:
    """The date of a known code."""
    year, rest = divmod(int(code), _YEAR)
    month, day = divmod(rest, _MONTH)
    return date(year, month + 1, day + 1)


def year_of(code: Number) -> Number:
    """The year of a code."""
    return code / _YEAR


def month_of(code: Number) -> Number:
    """The month of a code, from 1."""
    return (code % _YEAR) / _MONTH + 1


def day_of(code: Number) -> Number:
    """The day of the month of a code, from 1."""
    return (code % _YEAR) % _MONTH + 1


def is_date(code: Number) -> Truth:
    """Whether a code is that of a date between the first and the last year."""
    year, month, day = year_of(code), month_of(code), day_of(code)
    within_february = some((day <= _DAYS_OF_FEBRUARY, every((day == 29, _is_leap(year)))))  # noqa: PLR2004
    return every(
        (
            code >= _YEAR * FIRST_YEAR,
            code < _YEAR * (LAST_YEAR + 1),
            some((day <= 30, every(month != each for each in _SHORT_MONTHS))),  # noqa: PLR2004
            some((month != _FEBRUARY, within_february)),
        )
    )


def _is_leap(year: Number) -> Truth:
    """Between 1900 and 2100, which are common years themselves."""
    return every((year % 4 == 0, year != FIRST_YEAR, year != LAST_YEAR))


def day_count(code: Number) -> Any:  # noqa: ANN401  a term
    """Days since 1970-01-01, as the language counts them; the year is taken to begin in March."""
    year, month, day = year_of(code), month_of(code), day_of(code)
    early = month <= _FEBRUARY
    shifted = choose(early, year - 1, year)
    months = choose(early, month + 9, month - 3)
    before = shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400
    return before + (153 * months + 2) / 5 + day - 1 - _EPOCH


def full_years(born: Number, at: Number) -> Number:
    """Birthdays from one code to another: that of 29 February falls on 1 March."""
    return (at - born) / _YEAR

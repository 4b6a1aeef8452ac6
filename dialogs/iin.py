"""The individual identification number of Kazakhstan (ЖСН, ИИН): its check digit and what it tells.

Twelve digits: date of birth `YYMMDD`, a digit for century and sex (1/2 male/female of the 19th
century, 3/4 of the 20th, 5/6 of the 21st, 0 not said), four serial digits and a check digit. Since
2013 date and sex need not match the person, so they are a proposal and never a proof.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

__all__ = ["birth_date", "check_digit", "sex", "valid"]

_LENGTH = 12
_FIRST = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)
_SECOND = (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)
_UNUSABLE = 10
_CENTURIES: Mapping[str, int] = MappingProxyType(
    {"1": 1800, "2": 1800, "3": 1900, "4": 1900, "5": 2000, "6": 2000}
)


def valid(iin: str) -> bool:
    """Whether a text is twelve digits of which the last is the check digit."""
    return _digits(iin) and check_digit(iin[:-1]) == int(iin[-1])


def check_digit(first_eleven: str) -> int | None:
    """The check digit of eleven digits; None when no number with these digits is given out."""
    digits = [int(digit) for digit in first_eleven]
    remainder = _weighted(digits, _FIRST)
    if remainder == _UNUSABLE:
        remainder = _weighted(digits, _SECOND)
    return None if remainder == _UNUSABLE else remainder


def birth_date(iin: str) -> str:
    """The date of birth in a number as `YYYY-MM-DD`; '' when it tells none."""
    century = _CENTURIES.get(iin[6]) if _digits(iin) else None
    if century is None:
        return ""
    try:
        return date(century + int(iin[:2]), int(iin[2:4]), int(iin[4:6])).isoformat()
    except ValueError:
        return ""


def sex(iin: str) -> str:
    """`male` or `female` as the number tells; '' when it tells neither."""
    if not _digits(iin) or iin[6] not in _CENTURIES:
        return ""
    return "male" if iin[6] in "135" else "female"


def _digits(iin: str) -> bool:
    return len(iin) == _LENGTH and iin.isascii() and iin.isdigit()


def _weighted(digits: Sequence[int], weights: Sequence[int]) -> int:
    return sum(digit * weight for digit, weight in zip(digits, weights, strict=True)) % 11

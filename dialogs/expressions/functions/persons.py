"""Functions on persons: ages, and what an individual identification number tells."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from dialogs import iin
from dialogs.expressions.dates import full_years
from dialogs.expressions.functions.entry import Function, Plain, Sort
from dialogs.expressions.values import XPath, to_string

__all__ = ["PERSONS"]


def _age(birth: XPath, at: XPath) -> float:
    return full_years(to_string(birth), to_string(at))


PERSONS: Mapping[str, Function] = MappingProxyType(
    {
        "age": Plain(2, 2, Sort.NUMBER, "full years from a date to another", _age),
        "valid-iin": Plain(
            1, 1, Sort.BOOLEAN, "the check digit of an IIN", lambda text: iin.valid(to_string(text))
        ),
        "iin-birth-date": Plain(
            1,
            1,
            Sort.DATE,
            "the date in an IIN, or ''",
            lambda text: iin.birth_date(to_string(text)),
        ),
        "iin-sex": Plain(
            1, 1, Sort.TEXT, "'male', 'female' or ''", lambda text: iin.sex(to_string(text))
        ),
    }
)
"""The functions of this kind by name."""

"""The functions of the language: one table of those that there are, one of those refused."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from dialogs.expressions.functions.choices import CHOICES
from dialogs.expressions.functions.coding import CODING
from dialogs.expressions.functions.entry import ENDLESS, Form, Function, Plain, Sort
from dialogs.expressions.functions.keeping import KEEPING
from dialogs.expressions.functions.logic import LOGIC
from dialogs.expressions.functions.lookups import LOOKUPS
from dialogs.expressions.functions.moments import MOMENT, MOMENTS
from dialogs.expressions.functions.numbers import NUMBERS
from dialogs.expressions.functions.persons import PERSONS
from dialogs.expressions.functions.places import PLACES
from dialogs.expressions.functions.reading import LANGUAGE
from dialogs.expressions.functions.rosters import ROSTERS
from dialogs.expressions.functions.texts import TEXTS

__all__ = [
    "ENDLESS",
    "FUNCTIONS",
    "LANGUAGE",
    "MOMENT",
    "REFUSED",
    "Form",
    "Function",
    "Plain",
    "Sort",
]

FUNCTIONS: Mapping[str, Function] = MappingProxyType(
    {
        **LOGIC,
        **NUMBERS,
        **TEXTS,
        **CODING,
        **CHOICES,
        **MOMENTS,
        **ROSTERS,
        **LOOKUPS,
        **PERSONS,
        **PLACES,
        **KEEPING,
    }
)
"""Every function by its name."""

_SHAPES = "no question gives the shape on the map that it measures"
_PLACES = "every answer has a name: write ${name}"

REFUSED: Mapping[str, str] = MappingProxyType(
    {
        "randomize": "an expression gives one value and no list",
        "instance": "take pulldata() for a list or a file, jr:choice-name() for a label",
        "area": _SHAPES,
        "geofence": _SHAPES,
        "intersects": _SHAPES,
        "current": _PLACES,
        "last": "take count(${roster})",
        "substring": "take substr(), which counts from 0",
        "extract-signed": "no answer is signed",
        "property": "nothing is known about the device of a respondent",
        "version": "an interview stays with the content that it began with",
    }
)
"""Functions of ODK and XPath that do not exist here, by name, each with the reason."""

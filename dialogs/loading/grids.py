"""Reads `start`, `end` and `step` of a range into its grid of numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from dialogs.loading.fields import Fields
from dialogs.loading.nodes import Scalar
from state_machine.questionnaire import Grid

__all__ = ["BOUNDS", "bounds_of", "grid_of"]

BOUNDS: Mapping[str, str] = MappingProxyType({"start": "1", "end": "10", "step": "1"})
"""The keys of a range with what they are when not given, as in XLSForm."""

_NUMBER = re.compile(r"-?\d{1,12}(?:\.\d{1,6})?", re.ASCII)
_MOST = 1_000_000
"""Numbers of a range: with more of them any number would do."""


def bounds_of(fields: Fields) -> Mapping[str, Scalar]:
    """The keys that an author gave."""
    return {key: found for key in BOUNDS if (found := fields.text(key)) is not None}


def grid_of(bounds: Mapping[str, Scalar], fields: Fields) -> Grid | None:
    """The grid of a range; None with the fault noted."""
    texts = {**BOUNDS, **{key: found.text for key, found in bounds.items()}}
    for key, text in texts.items():
        if _NUMBER.fullmatch(text) is None:
            fields.notebook.note("E641", fields.at(key), f"{key} is a number such as 0.5")
            return None
    grid = Grid(*(float(texts[key]) for key in BOUNDS))
    why = _objection(grid)
    if why:
        fields.notebook.note("E641", next(iter(bounds.values()), fields.at("type")), why)
    return None if why else grid


def _objection(grid: Grid) -> str:
    """Why there are no such numbers; '' when there are."""
    if grid.step <= 0:
        return "a range goes up: its step is above 0"
    if grid.end <= grid.start:
        return "a range ends above its start"
    if grid.count > _MOST:
        return f"a range has at most {_MOST} numbers"
    return "" if grid.has(grid.end) else "no step of the range meets its end"

"""The columns of an XLSForm: what their heads mean, and rows whose cells are found by it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from msgspec import Struct

from dialogs.loading.nodes import Scalar
from dialogs.loading.xlsform.sheets import Sheet

__all__ = ["Head", "Row", "heads", "rows"]

_ALIASES: Mapping[str, str] = MappingProxyType(
    {
        "caption": "label",
        "command": "type",
        "tag": "name",
        "value": "name",
        "relevance": "relevant",
        "readonly": "read_only",
        "constraining_message": "constraint_message",
        "constraintmsg": "constraint_message",
        "requiredmsg": "required_message",
        "calculate": "calculation",
        "count": "repeat_count",
        "photo": "image",
        "set_form_title": "form_title",
        "title": "form_title",
        "set_form_id": "form_id",
        "id_string": "form_id",
        "noapperrorstring": "no_app_error_string",
    }
)
"""Other names that columns have, in old forms or as they are written to the XForm."""

_AROUND = frozenset({"bind", "body", "control", "media", "jr"})
"""What may stand before the name of a column, and says where it goes in the XForm."""

_SPOKEN = frozenset(
    [
        "label",
        "hint",
        "guidance_hint",
        "constraint_message",
        "required_message",
        "image",
        "big-image",
        "audio",
        "video",
    ]
)
"""Columns that there are in several languages."""

_INSTANCE = "instance"


class Head(Struct, frozen=True):
    """What the head of a column means: the column, and the language as the author writes it."""

    column: str
    language: str
    at: Scalar


class Row(Struct, frozen=True):
    """A row: its cells by column and language, '' where no language is named."""

    cells: Mapping[str, Mapping[str, Scalar]]
    line: int
    column: int = 1

    def cell(self, column: str) -> Scalar | None:
        """The one cell of a column."""
        found = self.cells.get(column)
        return next(iter(found.values())) if found else None

    def word(self, column: str) -> str:
        """Its text, '' for none."""
        found = self.cell(column)
        return found.text if found else ""

    def spoken(self, column: str) -> Mapping[str, Scalar]:
        """The cells of a column by language."""
        return self.cells.get(column, {})


def heads(sheet: Sheet) -> tuple[Head, ...]:
    """The columns of a sheet, in order."""
    return tuple(map(_head, sheet.heads))


def rows(sheet: Sheet) -> Iterator[Row]:
    """The rows of a sheet that have anything in them."""
    meant = {head.at.text: head for head in heads(sheet)}
    for cells in sheet.rows:
        found: dict[str, dict[str, Scalar]] = {}
        for head, cell in cells.items():
            found.setdefault(meant[head].column, {})[meant[head].language] = cell
        yield Row(found, next(iter(cells.values())).line)


def _head(at: Scalar) -> Head:
    parts = [part.strip() for part in at.text.split("::" if "::" in at.text else ":")]
    while len(parts) > 1 and parts[0].lower() in _AROUND:
        parts = parts[1:]
    if ":" in parts[0]:  # bind::jr:constraintMsg
        parts[0] = parts[0].rpartition(":")[2]
    name = re.sub(r"\s+", "_", parts[0]).lower()
    column = _ALIASES.get(name, name)
    if column in _SPOKEN and len(parts) > 1:
        return Head(column, "::".join(parts[1:]), at)
    if len(parts) > 1 and column == _INSTANCE:
        return Head(_INSTANCE, parts[1], at)
    return Head(column if len(parts) == 1 else at.text, "", at)

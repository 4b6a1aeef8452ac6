"""The lists of choices of a form: of its sheets, and those that are files beside it."""

from __future__ import annotations

from collections.abc import Mapping

from dialogs.loading.nodes import Node, Scalar, Table
from dialogs.loading.notebook import Notebook
from dialogs.loading.xlsform.columns import Row
from dialogs.loading.xlsform.making import listing, scalar, table
from dialogs.loading.xlsform.speech import Speech

__all__ = ["Lists"]

_OWN = frozenset({"list_name", "name", "label"})
_NOT_COLUMNS = frozenset({"image", "big-image", "audio", "video"})


class Lists:
    """Gathers the lists that questions use; `tables` are those so far, by name."""

    def __init__(
        self, sheets: Mapping[str, tuple[Row, ...]], speech: Speech, notebook: Notebook
    ) -> None:
        self.speech = speech
        self.notebook = notebook
        self._choices = self._by_name(sheets.get("choices", ()))
        self._external = self._by_name(sheets.get("external_choices", ()))
        self.tables: dict[str, Node] = {
            name: listing(rows, rows[0]) for name, rows in self._choices.items()
        }

    def external(self, name: str) -> str:
        """The name here of a list on the sheet of external choices."""
        rows = self._external.get(name)
        ours = f"{name}_external" if name in self._choices else name
        if rows:
            self.tables[ours] = listing(rows, rows[0])
        return ours

    def file(self, name: str, parameters: Mapping[str, str], at: Scalar) -> str:
        """The name here of a list in a file."""
        stem, _, ending = name.rpartition(".")
        ours = f"{stem}_{ending}" if stem in self._choices else stem
        named = {
            key: scalar(parameters[key], at) for key in ("value", "label") if key in parameters
        }
        self.tables[ours] = table({"file": scalar(name, at), **named}, at)
        return ours

    def _by_name(self, rows: tuple[Row, ...]) -> dict[str, list[Table]]:
        found: dict[str, list[Table]] = {}
        for row in rows:
            name, list_ = row.cell("name"), row.word("list_name")
            if not list_:
                if name:
                    self.notebook.note("E118", row, "list_name is missing")
            elif name is None:
                self.notebook.note("E118", row, "the name is missing")
            else:
                found.setdefault(list_, []).append(self._choice(row, name))
        return found

    def _choice(self, row: Row, name: Scalar) -> Table:
        label = self.speech.plain(row, "label")
        if label is None:  # ODK shows the name
            label = table(dict.fromkeys(self.speech.languages, name), name)
        columns: dict[str, Node | None] = {
            column: next(iter(cells.values()))
            for column, cells in row.cells.items()
            if column not in _OWN | _NOT_COLUMNS
        }
        extra = table(columns, row) if columns else None
        return table({"name": name, "label": label, "columns": extra}, row)

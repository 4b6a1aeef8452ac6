"""Reads lists of choices: written out, or the name of a CSV file that has them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dialogs.loading.datafiles import DataFiles
from dialogs.loading.fields import Fields, table_of
from dialogs.loading.nodes import WHOLE, Listing, Node, Scalar, Table
from dialogs.loading.notebook import Notebook
from dialogs.loading.outline import ChoiceOutline, Wording
from dialogs.tabular import DataTable, TableError

__all__ = ["ListReader", "table_of_choices"]

_CHOICE = ("name", "label", "refuses", "relevant", "columns")
_FILE = ("file", "value", "label")
_VALUE, _LABEL = "name", "label"
"""The columns of a file that are read when its author names no others."""
_OF_FEATURES = ("id", "title")
"""Those of GeoJSON."""


def table_of_choices(choices: tuple[ChoiceOutline, ...]) -> DataTable:
    """A list as a table: its names, its columns, and its labels where they are in one language."""
    rows = [(choice.name.line, dict(_cells(choice))) for choice in choices]
    columns = dict.fromkeys(column for _, row in rows for column in row)
    whole = tuple((line, dict.fromkeys(columns, "") | row) for line, row in rows)
    return DataTable(tuple(columns), whole)


def _cells(choice: ChoiceOutline) -> Iterator[tuple[str, str]]:
    texts = choice.label.texts if choice.label else {}
    yield _VALUE, choice.name.text
    if len({text.text for text in texts.values()}) == 1:
        yield _LABEL, next(iter(texts.values())).text
    yield from choice.columns.items()


class ListReader:
    """Reads the lists of one questionnaire."""

    def __init__(
        self, languages: tuple[str, ...], data_files: DataFiles, notebook: Notebook
    ) -> None:
        self.languages = languages
        self.data_files = data_files
        self.notebook = notebook

    def choices(self, name: str, node: Node) -> tuple[ChoiceOutline, ...]:
        """The choices of a list; every fault of it is noted."""
        if isinstance(node, Table):
            return tuple(self._file(self._reading(node, _FILE)))
        if not isinstance(node, Listing):
            message = f"{name} is a list, each entry with a dash, or names a file"
            self.notebook.note("E104", node, message)
            return ()
        tables = (table_of(row, "a choice", self.notebook) for row in node.items)
        return tuple(choice for table in tables if table and (choice := self._choice(table)))

    def _reading(self, table: Table, allowed: tuple[str, ...]) -> Fields:
        return Fields(table, allowed, self.notebook, self.languages)

    def _choice(self, table: Table) -> ChoiceOutline | None:
        fields = self._reading(table, _CHOICE)
        name, label = fields.text("name", required=True), fields.wording("label", required=True)
        refuses, relevant = fields.flag("refuses"), fields.text("relevant")
        columns = {
            column: value.text
            for column, node in fields.named("columns").items()
            if (value := self._cell(node, column))
        }
        return ChoiceOutline(name, label, refuses, relevant, columns) if name else None

    def _cell(self, node: Node, column: str) -> Scalar | None:
        if isinstance(node, Scalar):
            return node
        self.notebook.note("E104", node, f"{column} is a text")
        return None

    def _file(self, fields: Fields) -> Iterator[ChoiceOutline]:
        file = fields.text("file", required=True)
        if file is None:
            return
        try:
            table = self.data_files.table(file.text)
        except TableError as error:
            self.notebook.note("E680", file, str(error))
            return
        named = _OF_FEATURES if file.text.lower().endswith(".geojson") else (_VALUE, _LABEL)
        value = fields.word("value") or named[0]
        labels = dict(self._labels(table, fields.word("label") or named[1]))
        missing = [name for name in (value, *labels.values()) if name not in table.columns]
        for name in dict.fromkeys(missing):
            message = f"{file.text} has no column {name}, but {', '.join(table.columns)}"
            self.notebook.note("E681", file, message)
        if not missing:
            yield from self._rows(table, value, labels, self.notebook.page(file.text))

    def _labels(self, table: DataTable, stem: str) -> Iterator[tuple[str, str]]:
        """The column with the labels in each language: `label::kk`, else `label`."""
        for language in self.languages:
            own = f"{stem}::{language}"
            yield language, own if own in table.columns else stem

    def _rows(
        self, table: DataTable, value: str, labels: Mapping[str, str], first: int
    ) -> Iterator[ChoiceOutline]:
        places = {name: number for number, name in enumerate(table.columns, 1)}
        for line, row in table.rows:
            texts = {
                language: Scalar(row[column], first + line, places[column], style=WHOLE)
                for language, column in labels.items()
            }
            name = Scalar(row[value], first + line, places[value], style=WHOLE)
            label = Wording(texts, first + line, 1)
            yield ChoiceOutline(name, label, refuses=False, relevant=None, columns=row)

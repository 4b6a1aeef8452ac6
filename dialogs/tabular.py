"""A table of texts with named columns, as a CSV file has it, and looking things up in it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

__all__ = ["DataTable", "TableError", "no_tables"]


class TableError(Exception):
    """Why there is no such table, in a few words."""


class DataTable:
    """Rows by column, each with its line in the file. Immutable."""

    def __init__(
        self, columns: tuple[str, ...], rows: tuple[tuple[int, Mapping[str, str]], ...]
    ) -> None:
        self.columns = columns
        self.rows = rows
        self.finder = cache(self._finder)

    def _finder(self, wanted: str, key: str) -> Mapping[str, str]:
        """What a column holds by what another one holds; of rows that are alike the first."""
        found: dict[str, str] = {}
        for _, row in self.rows:
            found.setdefault(row[key], row[wanted])
        return found


def no_tables(name: str) -> DataTable:
    """Where nothing can be looked up. Raises TableError."""
    raise TableError(f"there is no file {name} here")

"""The data files that a questionnaire names, read once within bounds, and kept with it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from dialogs.loading.listfiles import read_geojson, read_xml
from dialogs.tabular import DataTable, TableError

__all__ = ["NO_FILES", "DataFiles", "beside", "given"]

LARGEST = 4_000_000
"""Bytes that one file may have."""

MOST_ROWS = 100_000
"""Rows that one file may have."""

_ENDING = ".csv"
_READERS = {".xml": read_xml, ".geojson": read_geojson}


class DataFiles:
    """Files by their names; `texts` are those that were read so far."""

    def __init__(self, find: Callable[[str], bytes | None]) -> None:
        self._find = find
        self._tables: dict[str, DataTable] = {}
        self.texts: dict[str, str] = {}

    def table(self, name: str) -> DataTable:
        """The table of a file: CSV but for `.xml` and `.geojson`. Raises TableError."""
        if name not in self._tables:
            text = self._text(name)
            self._tables[name] = _READERS.get(Path(name).suffix.lower(), _table)(
                name, text, MOST_ROWS
            )
            self.texts[name] = text
        return self._tables[name]

    def named(self, name: str) -> DataTable:
        """As `table`; `.csv` at the end of the name may be left out. Raises TableError."""
        return self.table(name if name.endswith(_ENDING) else f"{name}{_ENDING}")

    def _text(self, name: str) -> str:
        if Path(name).name != name or name.startswith("."):
            raise TableError(f"{name!r} is no name of a file beside the questionnaire")
        data = self._find(name)
        if data is None:
            raise TableError(f"there is no file {name} beside the questionnaire")
        if len(data) > LARGEST:
            raise TableError(f"{name} has more than {LARGEST} bytes")
        try:
            return data.decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError as error:
            raise TableError(f"{name} is not UTF-8: byte {error.start}") from error


def beside(path: Path) -> DataFiles:
    """The files in the folder of a questionnaire, or in its media folder as ODK calls it."""
    folders = (path.parent, path.parent / f"{path.stem}-media")

    def find(name: str) -> bytes | None:
        for folder in folders:
            try:
                with (folder / name).open("rb") as file:
                    return file.read(LARGEST + 1)
            except (OSError, ValueError):  # not there, not ours to read, or no name of a file
                continue
        return None

    return DataFiles(find)


def given(texts: Mapping[str, str]) -> DataFiles:
    """Files whose texts are known, as those kept with a questionnaire."""

    def find(name: str) -> bytes | None:
        text = texts.get(name)
        return None if text is None else text.encode()

    return DataFiles(find)


def _table(name: str, text: str, most: int) -> DataTable:
    try:
        rows = list(_bounded(name, text, most))
    except csv.Error as error:
        raise TableError(f"{name} is no CSV: {error}") from error
    if not rows:
        raise TableError(f"{name} is empty")
    (_, columns), *others = rows
    names = tuple(column.strip() for column in columns)
    if len(set(names)) < len(names):
        raise TableError(f"{name} has two columns of one name")
    return DataTable(names, tuple((line, _row(names, cells)) for line, cells in others))


def _row(names: tuple[str, ...], cells: list[str]) -> Mapping[str, str]:
    """A row that is too short ends in empty cells; what is beyond the columns has no name."""
    padded = cells + [""] * (len(names) - len(cells))
    return {name: cell.strip() for name, cell in zip(names, padded, strict=False)}


def _bounded(name: str, text: str, most: int) -> Iterator[tuple[int, list[str]]]:
    """The rows with anything in them, each with its line."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    for number, row in enumerate(reader, 1):
        if number > most:
            raise TableError(f"{name} has more than {most} rows")
        if any(cell.strip() for cell in row):
            yield reader.line_num, row


NO_FILES = given({})
"""Nothing is beside the questionnaire."""

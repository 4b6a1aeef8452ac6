"""Opens a workbook within bounds, and gives the cells of its sheets as texts with their places.

openpyxl reads the file, the one that pyxform has, and pyxform's functions make of its cells what
ODK makes of them. A workbook comes from anywhere: its size is known before anything of it is
unpacked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, time
from io import BytesIO
from itertools import islice
from typing import Any
from zipfile import BadZipFile, ZipFile

from msgspec import Struct
from pyxform.xls2json_backends import ExcelReader, get_excel_rows, is_empty, xlsx_value_to_str

from dialogs.loading.nodes import WHOLE, Scalar
from dialogs.loading.notebook import Notebook

__all__ = ["SHEETS", "Sheet", "sheets"]

SHEETS = ("survey", "choices", "external_choices", "settings")
"""The sheets that are read, in the order of their faults."""

MOST_BYTES = 40_000_000
"""Bytes that all parts of a workbook may have when they are unpacked."""

MOST_PARTS = 2000
MOST_ROWS = 20_000
MOST_COLUMNS = 500
MOST_CELLS = 150_000
"""Cells with something in them, in one sheet."""

_FORMULA = re.compile(rb"<f[ >/]")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD = (
    "this is an .xls of before 2007, or it has a password: open it in a program for tables and "
    "save it as .xlsx, without a password"
)
_SHEET_PARTS = "xl/worksheets/"


class Sheet(Struct, frozen=True):
    """A sheet: the heads of its columns, and each row by the text of its heads.

    `first` is what was added to the numbers of its rows.
    """

    name: str
    heads: tuple[Scalar, ...]
    rows: tuple[Mapping[str, Scalar], ...]
    first: int


def sheets(data: bytes, notebook: Notebook) -> Mapping[str, Sheet] | None:
    """The sheets of an XLSForm by name; None with the fault noted."""
    try:
        if not _is_bounded(data, notebook):
            return None
        return _Workbook(data, notebook).sheets()
    except _TooLargeError as error:
        notebook.note_at("E115", error.line, 1, str(error))
    except BadZipFile:
        _refuse(notebook, _OLD if data.startswith(_OLE) else "this is no .xlsx file")
    except Exception as error:  # noqa: BLE001  whatever its reader raises: a stranger made the file
        _refuse(notebook, f"the reader of workbooks stops at it: {type(error).__name__}")
    return None


def _refuse(notebook: Notebook, message: str) -> None:
    notebook.note_at("E114", 1, 1, message)


def _is_bounded(data: bytes, notebook: Notebook) -> bool:
    """By its own list of parts, which zipfile does not read beyond."""
    with ZipFile(BytesIO(data)) as archive:
        parts = archive.infolist()
    if len(parts) <= MOST_PARTS and sum(part.file_size for part in parts) <= MOST_BYTES:
        return True
    notebook.note_at("E115", 1, 1, f"unpacked it has more than {MOST_BYTES} bytes")
    return False


class _TooLargeError(Exception):
    """A sheet goes on beyond all bounds, at a line."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


class _Workbook:
    """One workbook that is open."""

    def __init__(self, data: bytes, notebook: Notebook) -> None:
        self.data = data
        self.notebook = notebook

    def sheets(self) -> Mapping[str, Sheet]:
        values = self.opened(data_only=True)
        firsts = {name: self.notebook.page(f"{self.notebook.file}[{name}]") for name in SHEETS}
        found = {
            name: self.sheet(name, values[name], firsts[name]) for name in SHEETS if name in values
        }
        if self.has_formulas():
            self.find_empty_formulas(values, firsts)
        return found

    def opened(self, *, data_only: bool) -> dict[str, Any]:
        """The worksheets by their names in small letters; a single one is the survey."""
        reader = ExcelReader(
            BytesIO(self.data), read_only=True, data_only=data_only, keep_links=False
        )
        reader.read()
        found = {sheet.title.lower().strip(): sheet for sheet in reader.wb.worksheets}
        if len(found) == 1 and not set(SHEETS) & set(found):
            return {SHEETS[0]: next(iter(found.values()))}
        return found

    def sheet(self, name: str, worksheet: Any, first: int) -> Sheet:  # noqa: ANN401  openpyxl has no types
        # A sheet may claim to be a million columns wide, or not say how large it is.
        top = worksheet.iter_rows(max_row=1, max_col=MOST_COLUMNS)
        heads = tuple(self.heads(next(top, ()), first))
        width = max((head.column for head in heads), default=1)
        rows = worksheet.iter_rows(min_row=2, max_row=MOST_ROWS + 2, max_col=width)
        columns: list[str | None] = [None] * width
        for head in heads:
            columns[head.column - 1] = head.text
        cells = get_excel_rows(
            columns, self.counted(rows, first), lambda cell, _row, _column: _scalar(cell, first)
        )
        return Sheet(name, heads, tuple(row for row in cells if row), first)

    def heads(self, row: Iterable[Any], first: int) -> Iterator[Scalar]:
        seen: set[str] = set()
        for cell in row:
            if is_empty(cell.value):
                continue
            head = _scalar(cell, first)
            if head.text in seen:
                self.notebook.note("E117", head, f"there is a column {head.text} already")
            else:
                seen.add(head.text)
                yield head

    def counted(self, rows: Iterator[Any], first: int) -> Iterator[Any]:
        """The rows. Raises _TooLargeError when they are too many."""
        cells = 0
        for number, row in enumerate(rows, 2):
            filled = sum(not is_empty(cell.value) for cell in row)
            cells += filled
            if (number > MOST_ROWS and filled) or cells > MOST_CELLS:
                message = f"a sheet has at most {MOST_ROWS} rows and {MOST_CELLS} filled cells"
                raise _TooLargeError(first + number, message)
            yield row

    def has_formulas(self) -> bool:
        with ZipFile(BytesIO(self.data)) as archive:
            parts = [name for name in archive.namelist() if name.startswith(_SHEET_PARTS)]
            return any(_FORMULA.search(archive.read(part)) for part in parts)

    def find_empty_formulas(self, values: Mapping[str, Any], firsts: Mapping[str, int]) -> None:
        """A formula of which the file does not know what it gives would be lost in silence."""
        for name, worksheet in self.opened(data_only=False).items():
            if name not in firsts:
                continue
            computed = values[name].iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS)
            authored = worksheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS)
            for cell, value in _pairs(islice(authored, MOST_ROWS), computed):
                if getattr(cell, "data_type", "") == "f" and is_empty(value.value):
                    message = "the file does not say what this formula gives"
                    self.notebook.note("E119", _scalar(cell, firsts[name]), message)


def _pairs(some: Iterable[Any], others: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
    for one, other in zip(some, others, strict=False):
        yield from zip(one, other, strict=False)


def _scalar(cell: Any, first: int) -> Scalar:  # noqa: ANN401  as above
    return Scalar(_text(cell.value), first + cell.row, cell.column, style=WHOLE)


def _text(value: Any) -> str:  # noqa: ANN401  as above
    """What ODK makes of a value; of a day without a time, the day."""
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, datetime):
        return value.isoformat()
    return str(xlsx_value_to_str(value)).strip()

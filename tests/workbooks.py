"""Makes workbooks for tests: of cells, or of tables in Markdown as those of pyxform."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO

from openpyxl import Workbook

__all__ = ["cells_of", "workbook"]

Cells = Sequence[Sequence[object]]


def workbook(sheets: Mapping[str, Cells]) -> bytes:
    """A workbook with these rows in these sheets; what is '' is an empty cell."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append([None if value == "" else value for value in row])
    data = BytesIO()
    book.save(data)
    return data.getvalue()


def cells_of(table: str) -> Mapping[str, Cells]:
    """The sheets of a text: `| survey |` begins one, and each line after it is a row."""
    sheets: dict[str, list[list[object]]] = {}
    rows: list[list[object]] = []
    for line in table.strip().splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if cells[0]:
            rows = sheets.setdefault(cells[0], [])
        else:
            rows.append([*cells[1:]])
    return sheets

"""The workbooks among the small questionnaires are what their script writes."""

from __future__ import annotations

import pytest
from openpyxl import load_workbook
from pyxform.xls2xform import convert

from dialogs.loading import check
from tools.forms import FOLDER, FORMS


@pytest.mark.parametrize("name", FORMS)
def test_a_workbook_has_the_cells_that_are_written_down(name: str) -> None:
    book = load_workbook(FOLDER / f"{name}.xlsx")
    assert book.sheetnames == list(FORMS[name])
    for sheet, rows in FORMS[name].items():
        found = [_filled(row) for row in book[sheet].iter_rows(values_only=True)]
        assert found == [_filled(row) for row in rows]


def _filled(row: object) -> list[object]:
    """A row without the empty cells at its end."""
    cells = [cell or None for cell in row] if isinstance(row, list | tuple) else []
    while cells and cells[-1] is None:
        cells.pop()
    return cells


def test_every_workbook_of_the_folder_is_written_by_the_script() -> None:
    assert {path.stem for path in FOLDER.glob("*.xlsx")} == set(FORMS)


@pytest.mark.parametrize("name", FORMS)
def test_a_workbook_is_a_form_for_pyxform_and_has_no_error(name: str) -> None:
    path = FOLDER / f"{name}.xlsx"
    assert convert(path).xform
    assert all(fault.code.startswith("W") for fault in check(path))

"""Forms written as tables, one row for a question, and what both engines make of them.

A table has the columns type, name, relevant, constraint and calculation, as a sheet of XLSForm.
pyxform makes an XForm of its workbook, and `dialogs.loading` a questionnaire.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from pyxform.xls2xform import convert

from dialogs.loading import load
from state_machine.questionnaire import Questionnaire
from tests.workbooks import workbook

__all__ = ["CHOICES", "Form", "Row", "forms", "questionnaire_of", "workbook_of", "xform_of"]

CHOICES = {
    "yes_no": ("yes", "no"),
    "sexes": ("male", "female"),
    "colours": ("red", "green", "blue", "other"),
}
"""The lists that the forms use: names of choices, whose labels are these in capitals.

A column `letters` says how many a name has.
"""

_FOLDER = Path(__file__).with_name("forms")


class Row(NamedTuple):
    """A row of a form."""

    type: str
    name: str
    relevant: str = ""
    constraint: str = ""
    calculation: str = ""

    @property
    def word(self) -> str:
        """The type without the name of its list."""
        return self.type.split()[0]


class Form(NamedTuple):
    """A form: its name, what it is about, its rows."""

    name: str
    about: str
    rows: tuple[Row, ...]


@cache
def forms() -> tuple[Form, ...]:
    """Every form of the folder."""
    pages = sorted(_FOLDER.glob("*.md"))
    return tuple(form for page in pages for form in _read(page.read_text(encoding="utf-8")))


def _read(page: str) -> Iterator[Form]:
    """The forms of a page: a heading `## name: what it is about`, then the table."""
    for part in page.split("\n## ")[1:]:
        heading, _, body = part.partition("\n")
        name, _, about = heading.partition(": ")
        lines = [line for line in body.split("\n") if line.startswith("|")]
        yield Form(name, about, tuple(_row(line) for line in lines[2:]))


def _row(line: str) -> Row:
    return Row(*(cell.strip() for cell in line.strip("|").split("|")))


@cache
def xform_of(form: Form) -> str:
    """The XForm that pyxform makes."""
    return str(convert(workbook_of(form), file_type=".xlsx").xform)


@cache
def questionnaire_of(form: Form) -> Questionnaire:
    """The questionnaire that is read from the same workbook."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{form.name}.xlsx"
        path.write_bytes(workbook_of(form))
        return load(path)


@cache
def workbook_of(form: Form) -> bytes:
    """The form as an XLSForm."""
    survey = [["label::en", *Row._fields]]
    survey += [["" if row.type.startswith("end") else "x", *row] for row in form.rows]
    choices = [["list_name", "name", "label::en", "letters"]]
    choices += [
        [list_, name, name.upper(), str(len(name))]
        for list_, names in CHOICES.items()
        if any(list_ in row.type.split() for row in form.rows)
        for name in names
    ]
    return workbook({"survey": survey, "choices": choices, "settings": [["form_id"], [form.name]]})

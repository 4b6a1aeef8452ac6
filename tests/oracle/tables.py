"""Forms written as tables, one row for a question, and what both engines make of them.

A table has the columns type, name, relevant, constraint and calculation, as a sheet of XLSForm.
pyxform makes an XForm of it, and `dialogs.loading` a questionnaire.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from pyxform.xls2xform import convert

from dialogs.loading import load_source
from state_machine.questionnaire import Questionnaire

__all__ = ["CHOICES", "Form", "Row", "forms", "questionnaire_of", "xform_of"]

CHOICES = {
    "yes_no": ("yes", "no"),
    "sexes": ("male", "female"),
    "colours": ("red", "green", "blue", "other"),
}
"""The lists that the forms use: names of choices, whose labels are these in capitals."""

_FOLDER = Path(__file__).with_name("forms")
_BEGINNINGS = ("begin group", "begin repeat")


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
    survey = [
        {key: value for key, value in {**row._asdict(), "label": "x"}.items() if value}
        for row in form.rows
    ]
    choices = [
        {"list_name": list_, "name": name, "label": name.upper()}
        for list_, names in CHOICES.items()
        for name in names
        if any(list_ in row.type.split() for row in form.rows)
    ]
    settings = [{"form_id": form.name}]
    return str(convert({"survey": survey, "choices": choices, "settings": settings}).xform)


@cache
def questionnaire_of(form: Form) -> Questionnaire:
    """The questionnaire that is read from the same rows, written as JSON, which YAML contains."""
    blocks, _ = _blocks(form.rows, form.name)
    content = {
        "name": form.name,
        "title": _text("x"),
        "languages": ["en"],
        "choices": {
            list_: [{"name": name, "label": _text(name.upper())} for name in names]
            for list_, names in CHOICES.items()
        },
        "blocks": blocks,
    }
    return load_source(json.dumps(content, ensure_ascii=False), name=form.name)


Part = dict[str, object]


def _text(text: str) -> Part:
    return {"en": text}


def _blocks(rows: Sequence[Row], around: str) -> tuple[list[Part], int]:
    """The blocks up to the end of a repeat, and how many rows they take."""
    blocks: list[Part] = []
    at = 0
    while at < len(rows) and rows[at].type != "end repeat":
        if rows[at].type == "begin repeat":
            inner, length = _blocks(rows[at + 1 :], rows[at].name)
            blocks.append(_roster(rows[at].name, inner))
            at += length + 2
        else:
            questions, length = _questions(rows[at:])
            name = f"{around}_{len(blocks) + 1}"
            blocks.append({"section": name, "title": _text("x"), "questions": questions})
            at += length
    return blocks, at


def _questions(rows: Sequence[Row]) -> tuple[list[Part], int]:
    """The questions and groups up to a repeat or to the end of what is around."""
    found: list[Part] = []
    at = 0
    while at < len(rows) and rows[at].type not in ("begin repeat", "end repeat", "end group"):
        row = rows[at]
        if row.type == "begin group":
            inner, length = _questions(rows[at + 1 :])
            found.append(_filled({"group": row.name, "relevant": row.relevant, "questions": inner}))
            at += length + 2
        else:
            found.append(_question(row))
            at += 1
    return found, at


def _question(row: Row) -> Part:
    label = None if row.type == "calculate" else _text("x")
    return _filled({**row._asdict(), "label": label})


def _filled(part: Part) -> Part:
    return {key: value for key, value in part.items() if value}


def _roster(name: str, blocks: list[Part]) -> Part:
    gate = {"label": _text("x"), "add": _text("more"), "done": _text("done")}
    parts = {"title": _text("x"), "noun": _text("x"), "max": "9", "gate": gate, "blocks": blocks}
    return {"roster": name, **parts}

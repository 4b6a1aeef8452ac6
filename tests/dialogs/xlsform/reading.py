"""Reads forms that are written as tables inside tests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import Any

import yaml

from dialogs.faults import Fault
from dialogs.loading import check, load, translate
from state_machine.questionnaire import Questionnaire
from tests.workbooks import cells_of, workbook

__all__ = ["codes", "faults", "question", "questionnaire", "said", "stored", "translated"]

_NO_FILES: Mapping[str, str] = MappingProxyType({})


@contextmanager
def stored(form: str | bytes, files: Mapping[str, str] = _NO_FILES) -> Iterator[Path]:
    """The file of a form, with other files beside it."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "form.xlsx"
        path.write_bytes(form if isinstance(form, bytes) else workbook(cells_of(form)))
        for name, text in files.items():
            (path.parent / name).write_text(text, encoding="utf-8")
        yield path


def questionnaire(form: str | bytes, files: Mapping[str, str] = _NO_FILES) -> Questionnaire:
    with stored(form, files) as path:
        return load(path)


def faults(form: str | bytes, files: Mapping[str, str] = _NO_FILES) -> list[Fault]:
    with stored(form, files) as path:
        return check(path)


def codes(form: str | bytes, files: Mapping[str, str] = _NO_FILES) -> set[str]:
    return {fault.code for fault in faults(form, files)}


def translated(form: str) -> Any:  # noqa: ANN401  whatever YAML holds
    """The form as the mapping that it is translated into."""
    with stored(form) as path:
        return yaml.load(translate(path), Loader=yaml.BaseLoader)  # noqa: S506  it makes texts alone


def question(row: str, head: str = "| | type | name | label |") -> Any:  # noqa: ANN401  as above
    """The mapping of the question in a row."""
    (block,) = translated(f"| survey |\n{head}\n{row}\n")["blocks"]
    (found,) = block["questions"]
    return found


def said(form: str | bytes, files: Mapping[str, str] = _NO_FILES) -> set[tuple[str, str, int, int]]:
    """The faults as code, sheet ('' for the whole file), row and column."""
    return {
        (fault.code, fault.file.partition("[")[2].rstrip("]"), fault.line, fault.column)
        for fault in faults(form, files)
    }

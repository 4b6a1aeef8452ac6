"""Reads questionnaires: a file in, a compiled questionnaire or every fault of it out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from dialogs.codelists import Shelf
from dialogs.faults import ContentErrors, Fault
from dialogs.loading.building import Built, build, finish
from dialogs.loading.checks import review
from dialogs.loading.files import content_of, source_of
from dialogs.loading.nodes import read
from dialogs.loading.notebook import Notebook
from dialogs.loading.outlining import outline
from state_machine.questionnaire import Questionnaire

__all__ = ["check", "check_source", "load", "load_source", "parts", "parts_of_source"]

_T = TypeVar("_T")
_NONE: Mapping[str, str] = MappingProxyType({})
_SHIPPED = Shelf()


def load(
    path: Path | str, *, constants: Mapping[str, str] = _NONE, codelists: Shelf = _SHIPPED
) -> Questionnaire:
    """The questionnaire of a YAML file.

    `constants` override those of the file; `codelists` are those that it can name. Raises
    ContentErrors with every error found.
    """
    notebook = Notebook(str(path))
    source = source_of(Path(path), notebook)
    if source is None:
        return _loaded(None, notebook)
    return _loaded(_whole(source, constants, codelists, notebook), notebook)


def load_source(
    text: str,
    *,
    name: str = "questionnaire",
    constants: Mapping[str, str] = _NONE,
    codelists: Shelf = _SHIPPED,
) -> Questionnaire:
    """The questionnaire of a YAML text; `name` is the file in faults. Raises ContentErrors."""
    notebook = Notebook(name)
    return _loaded(_whole(text, constants, codelists, notebook), notebook)


def parts(
    path: Path | str, *, constants: Mapping[str, str] = _NONE, codelists: Shelf = _SHIPPED
) -> tuple[Built, Questionnaire]:
    """The questionnaire of a YAML file and what it was built from. Raises ContentErrors."""
    notebook = Notebook(str(path))
    source = source_of(Path(path), notebook)
    found = None if source is None else _examine(source, constants, codelists, notebook)
    return _loaded(found, notebook)


def parts_of_source(
    text: str,
    *,
    name: str = "questionnaire",
    constants: Mapping[str, str] = _NONE,
    codelists: Shelf = _SHIPPED,
) -> tuple[Built, Questionnaire]:
    """As `parts`, of a YAML text."""
    notebook = Notebook(name)
    return _loaded(_examine(text, constants, codelists, notebook), notebook)


def check(
    path: Path | str, *, constants: Mapping[str, str] = _NONE, codelists: Shelf = _SHIPPED
) -> list[Fault]:
    """Every fault of a YAML file, errors and warnings, in the order of the file."""
    notebook = Notebook(str(path))
    source = source_of(Path(path), notebook)
    if source is not None:
        _examine(source, constants, codelists, notebook)
    return notebook.faults


def check_source(
    text: str,
    *,
    name: str = "questionnaire",
    constants: Mapping[str, str] = _NONE,
    codelists: Shelf = _SHIPPED,
) -> list[Fault]:
    """Every fault of a YAML text, errors and warnings, in its order."""
    notebook = Notebook(name)
    _examine(text, constants, codelists, notebook)
    return notebook.faults


def _loaded(found: _T | None, notebook: Notebook) -> _T:
    if found is None:
        raise ContentErrors(notebook.errors)
    return found


def _whole(
    source: str, constants: Mapping[str, str], codelists: Shelf, notebook: Notebook
) -> Questionnaire | None:
    found = _examine(source, constants, codelists, notebook)
    return None if found is None else found[1]


def _examine(
    source: str, constants: Mapping[str, str], codelists: Shelf, notebook: Notebook
) -> tuple[Built, Questionnaire] | None:
    """Notes every fault; the questionnaire and its parts when none of them is an error."""
    root = read(source, notebook)
    outlined = None if root is None else outline(root, constants, notebook)
    if root is None or outlined is None:
        return None
    built = build(outlined, source, notebook, codelists)
    review(built, notebook)
    if notebook.errors:
        return None
    return built, finish(built, content_of(root, outlined.constants))

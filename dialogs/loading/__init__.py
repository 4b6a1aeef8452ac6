"""Reads questionnaires: a file in, a compiled questionnaire or every fault of it out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from dialogs.codelists import Shelf, Table
from dialogs.faults import ContentErrors, Fault
from dialogs.loading.building import Built, build, finish
from dialogs.loading.checks import review
from dialogs.loading.files import content_of, source_of
from dialogs.loading.nodes import read
from dialogs.loading.notebook import Notebook
from dialogs.loading.outlining import outline
from state_machine.questionnaire import Questionnaire

__all__ = ["check", "check_source", "load", "load_source"]

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
    return _loaded(_examine(source, constants, codelists, notebook), notebook)


def load_source(
    text: str,
    *,
    name: str = "questionnaire",
    constants: Mapping[str, str] = _NONE,
    codelists: Shelf = _SHIPPED,
) -> Questionnaire:
    """The questionnaire of a YAML text; `name` is the file in faults. Raises ContentErrors."""
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


def _loaded(questionnaire: Questionnaire | None, notebook: Notebook) -> Questionnaire:
    if questionnaire is None:
        raise ContentErrors(notebook.errors)
    return questionnaire


def _examine(
    source: str, constants: Mapping[str, str], codelists: Shelf, notebook: Notebook
) -> Questionnaire | None:
    """Notes every fault; the questionnaire when none of them is an error."""
    root = read(source, notebook)
    outlined = None if root is None else outline(root, constants, notebook)
    if root is None or outlined is None:
        return None
    built = build(outlined, source, notebook, codelists)
    review(built, notebook)
    if notebook.errors:
        return None
    return finish(built, content_of(root, outlined.constants, _digests(built, codelists)))


def _digests(built: Built, codelists: Shelf) -> dict[str, str]:
    """The codelists in use that do not come with the product: another one is other content."""
    tables = (question.codelist for _, question in built.questions)
    return {
        name: table.digest
        for table in tables
        if isinstance(table, Table) and (name := codelists.given(table))
    }

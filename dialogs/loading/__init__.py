"""Reads questionnaires: a file in, a compiled questionnaire or every fault of it out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from msgspec import Struct

from dialogs.codelists import Shelf, Table
from dialogs.faults import ContentErrors, Fault
from dialogs.loading.building import Built, build, finish
from dialogs.loading.checks import review
from dialogs.loading.datafiles import NO_FILES, DataFiles, beside, given
from dialogs.loading.files import content_of, data_of, source_of
from dialogs.loading.filtering import filtered
from dialogs.loading.nodes import Node, read
from dialogs.loading.notebook import Notebook
from dialogs.loading.outlining import outline
from dialogs.loading.writing import written
from state_machine.questionnaire import Questionnaire

__all__ = [
    "WORKBOOKS",
    "Loaded",
    "check",
    "check_source",
    "load",
    "load_source",
    "load_whole",
    "parts",
    "parts_of_source",
    "translate",
]

WORKBOOKS = (".xlsx", ".xlsm", ".xls")
"""How the names of files end that are read as XLSForms."""

LARGEST_WORKBOOK = 16_000_000
"""Bytes that a workbook may have, with pictures that nobody reads."""

_NONE: Mapping[str, str] = MappingProxyType({})
_SHIPPED = Shelf()


class Loaded(Struct, frozen=True, eq=False):
    """A questionnaire with all that it was read from: YAML, and the texts of its CSV files.

    The YAML of a workbook is what it was translated into. `load_source` makes the same
    questionnaire of both again.
    """

    questionnaire: Questionnaire
    text: str
    files: Mapping[str, str]


def load(
    path: Path | str, *, constants: Mapping[str, str] = _NONE, codelists: Shelf = _SHIPPED
) -> Questionnaire:
    """The questionnaire of a YAML file or an XLSForm.

    `constants` override those of the file; `codelists` are those that it can name. Raises
    ContentErrors with every error found.
    """
    return load_whole(path, constants=constants, codelists=codelists).questionnaire


def load_whole(
    path: Path | str, *, constants: Mapping[str, str] = _NONE, codelists: Shelf = _SHIPPED
) -> Loaded:
    """As `load`, with what is to be kept so that the same can be loaded again."""
    notebook = Notebook(str(path))
    source = _read(Path(path), notebook)
    if source is None:
        raise ContentErrors(notebook.errors)
    _, found = _demanded(source, constants, codelists, notebook)
    return Loaded(found, source.text or written(source.root), source.data_files.texts)


def load_source(
    text: str,
    *,
    name: str = "questionnaire",
    constants: Mapping[str, str] = _NONE,
    codelists: Shelf = _SHIPPED,
    files: Mapping[str, str] = _NONE,
) -> Questionnaire:
    """The questionnaire of a YAML text and of the CSV texts that it names.

    `name` is the file in faults. Raises ContentErrors.
    """
    notebook = Notebook(name)
    source = _source(text, given(files), notebook)
    return _demanded(source, constants, codelists, notebook)[1]


def parts(
    path: Path | str, *, constants: Mapping[str, str] = _NONE, codelists: Shelf = _SHIPPED
) -> tuple[Built, Questionnaire]:
    """The questionnaire of a YAML file or an XLSForm, and what it was built from.

    Raises ContentErrors.
    """
    notebook = Notebook(str(path))
    return _demanded(_read(Path(path), notebook), constants, codelists, notebook)


def parts_of_source(
    text: str,
    *,
    name: str = "questionnaire",
    constants: Mapping[str, str] = _NONE,
    codelists: Shelf = _SHIPPED,
) -> tuple[Built, Questionnaire]:
    """As `parts`, of a YAML text."""
    notebook = Notebook(name)
    return _demanded(_source(text, NO_FILES, notebook), constants, codelists, notebook)


def check(
    path: Path | str, *, constants: Mapping[str, str] = _NONE, codelists: Shelf = _SHIPPED
) -> list[Fault]:
    """Every fault of a YAML file or an XLSForm, errors and warnings, in the order of the file."""
    notebook = Notebook(str(path))
    source = _read(Path(path), notebook)
    if source is not None:
        _examine(source, constants, codelists, notebook)
    return notebook.faults


def check_source(
    text: str,
    *,
    name: str = "questionnaire",
    constants: Mapping[str, str] = _NONE,
    codelists: Shelf = _SHIPPED,
    files: Mapping[str, str] = _NONE,
) -> list[Fault]:
    """Every fault of a YAML text, errors and warnings, in its order."""
    notebook = Notebook(name)
    source = _source(text, given(files), notebook)
    if source is not None:
        _examine(source, constants, codelists, notebook)
    return notebook.faults


def translate(path: Path | str) -> str:
    """An XLSForm as YAML, whatever faults the questionnaire has; a YAML file anew.

    Raises ContentErrors for a file that cannot be read.
    """
    notebook = Notebook(str(path))
    source = _read(Path(path), notebook)
    if source is None:
        raise ContentErrors(notebook.errors)
    return written(source.root)


class _Source(Struct, frozen=True):
    """What a questionnaire is read from; `text` is '' when it is no text."""

    root: Node
    text: str
    data_files: DataFiles


def _read(path: Path, notebook: Notebook) -> _Source | None:
    """The nodes of a file, whatever it is; None with the fault noted."""
    if path.suffix.lower() not in WORKBOOKS:
        text = source_of(path, notebook)
        return None if text is None else _source(text, beside(path), notebook)
    # Who writes YAML needs no reader of workbooks, which takes a while to load.
    from dialogs.loading.xlsform import form  # noqa: PLC0415

    data = data_of(path, LARGEST_WORKBOOK, notebook)
    root = None if data is None else form(data, path.stem, notebook)
    return None if root is None else _Source(root, "", beside(path))


def _source(text: str, data_files: DataFiles, notebook: Notebook) -> _Source | None:
    root = read(text, notebook)
    return None if root is None else _Source(root, text, data_files)


def _demanded(
    source: _Source | None,
    constants: Mapping[str, str],
    codelists: Shelf,
    notebook: Notebook,
) -> tuple[Built, Questionnaire]:
    found = None if source is None else _examine(source, constants, codelists, notebook)
    if found is None:
        raise ContentErrors(notebook.errors)
    return found


def _examine(
    source: _Source, constants: Mapping[str, str], codelists: Shelf, notebook: Notebook
) -> tuple[Built, Questionnaire] | None:
    """Notes every fault; the questionnaire and its parts when none of them is an error."""
    data_files = source.data_files
    outlined = outline(source.root, constants, data_files, notebook)
    if outlined is None:
        return None
    outlined = filtered(outlined, source.text, notebook)
    built = build(outlined, source.text, notebook, codelists, data_files)
    review(built, notebook)
    if notebook.errors:
        return None
    lists = _digests(built, codelists)
    content = content_of(source.root, outlined.constants, data_files.texts, lists)
    return built, finish(built, content)


def _digests(built: Built, codelists: Shelf) -> dict[str, str]:
    """The codelists in use that do not come with the product: another one is other content."""
    tables = (question.codelist for _, question in built.questions)
    return {
        name: table.digest
        for table in tables
        if isinstance(table, Table) and (name := codelists.given(table))
    }

"""Which questionnaires and codelists there are, and what the settings say about them."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from bot.refusal import StartRefused
from bot.settings import Settings
from dialogs.codelists import KatoError, Shelf, Table, as_of_2021, read_kato, shipped
from dialogs.loading import Loaded, load, load_whole
from state_machine.questionnaire import Questionnaire

__all__ = [
    "codelists",
    "constants",
    "import_kato",
    "imported",
    "load_named",
    "path_of",
    "read",
    "read_whole",
    "shelf_of",
]

_PRODUCT = Path(__file__).parents[1]
_FOLDERS = tuple(
    root / folder
    for root in (Path(), _PRODUCT)
    for folder in ("questionnaires", "questionnaires/features")
)
"""Where questionnaires are that have a name: those here first, then those of the product."""

_ENDINGS = (".yaml", ".xlsx")
_KATO = Path("codelists/kato.csv")
"""Where under SANAQ_VAR the classifier of territories lies once it was imported."""


def constants(settings: Settings) -> Mapping[str, str]:
    """What the content may ask of the settings: the moment of the census, ISO 8601."""
    return {"census_moment": settings.census_moment.isoformat()}


def codelists(settings: Settings) -> Shelf:
    """The lists that come with the product, and KATO as it was imported. Raises StartRefused."""
    path = settings.var / _KATO
    return _shelf(settings, _kato(path, path.stat().st_mtime_ns) if path.exists() else None)


def imported(settings: Settings, questionnaire: Questionnaire) -> dict[str, str]:
    """The files of the imported codelists that a questionnaire uses, as texts by name."""
    path, shelf = settings.var / _KATO, codelists(settings)
    used = {shelf.given(question.codelist) for question in questionnaire.by_index} - {""}
    return {name: path.read_text(encoding="utf-8") for name in used if path.exists()}


def shelf_of(settings: Settings, texts: Mapping[str, str]) -> Shelf:
    """The codelists with the imported ones as they were; without those that were not there yet."""
    text = texts.get("kato")
    return _shelf(settings, None if text is None else read_kato(text.splitlines()))


def _shelf(settings: Settings, kato: Table | None) -> Shelf:
    if settings.kato_year == "2021":
        return Shelf({"kato": _of_2021(kato or shipped("kato"))})
    return Shelf({} if kato is None else {"kato": kato})


@lru_cache(maxsize=4)
def _of_2021(table: Table) -> Table:
    return as_of_2021(table)


@lru_cache(maxsize=2)
def _kato(path: Path, _changed: int) -> Table:
    try:
        return read_kato(path.read_text(encoding="utf-8").splitlines())
    except (KatoError, OSError, UnicodeDecodeError) as error:
        raise StartRefused(f"{path} is no KATO ({error}): import it again.") from error


def import_kato(settings: Settings, source: Path) -> int:
    """Takes over a KATO file whole or not at all; how many entries it has. Raises StartRefused."""
    try:
        text = source.read_text(encoding="utf-8-sig")
        count = len(read_kato(text.splitlines()))
        target = settings.var / _KATO
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(
            "w", dir=target.parent, delete=False, encoding="utf-8"
        ) as f:
            f.write(text)
        os.replace(f.name, target)  # noqa: PTH105  the same in fewer words
    except KatoError as error:
        raise StartRefused(f"{source}: {error}.") from error
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "save it as CSV in UTF-8"
        raise StartRefused(f"{source} cannot be imported: {reason}.") from error
    return count


def read(settings: Settings, path: Path | str) -> Questionnaire:
    """The questionnaire of a file, with what the settings say. Raises ContentErrors."""
    return load(path, constants=constants(settings), codelists=codelists(settings))


def read_whole(settings: Settings, path: Path | str) -> Loaded:
    """As `read`, with what is to be kept of it. Raises ContentErrors."""
    return load_whole(path, constants=constants(settings), codelists=codelists(settings))


def load_named(settings: Settings, name: str) -> Questionnaire:
    """A questionnaire by its file, or by its name among those that come with the product.

    Raises ContentErrors.
    """
    return read(settings, path_of(name))


def path_of(name: str) -> Path:
    """The file of a questionnaire, also of one that comes with the product and is named."""
    found = (folder / f"{name}{ending}" for folder in _FOLDERS for ending in _ENDINGS)
    return next((path for path in found if path.exists()), Path(name))

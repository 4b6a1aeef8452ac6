"""Proves a questionnaire with what the settings say, and keeps its witnesses in a folder."""

from __future__ import annotations

from pathlib import Path

from bot.content import codelists, constants, path_of
from bot.refusal import StartRefused
from bot.settings import Settings
from dialogs.loading import parts
from dialogs.proving import Content, Proof, prove

__all__ = ["proved", "written"]


def proved(settings: Settings, path: Path, language: str = "") -> Proof:
    """What is proved of the questionnaire of a file. Raises ContentErrors."""
    built, questionnaire = parts(path, constants=constants(settings), codelists=codelists(settings))
    return prove(Content(built, questionnaire), file=str(path), language=language)


def written(proof: Proof, folder: Path, path: Path) -> None:
    """Writes each witness as `QUESTION.chat`, with what it is of. Raises StartRefused."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for question, text in proof.witnesses.items():
            (folder / f"{question}.chat").write_text(_of(path, text), encoding="utf-8")
    except OSError as error:
        raise StartRefused(f"{folder} cannot be written: {error.strerror}.") from error


def _of(path: Path, witness: str) -> str:
    """A witness that names the file where its questionnaire is found by no name."""
    head, _, rest = witness.partition("\n")
    name = head.removeprefix(_HEAD)
    return witness if path_of(name).absolute() == path.absolute() else f"{_HEAD}{path}\n{rest}"


_HEAD = "@ questionnaire "

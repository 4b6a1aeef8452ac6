"""The versions of questionnaires: in files, and kept in the database for those who began with them.

`name@hash` names one that is kept. What is listed tells which versions interviews stand on.
"""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from bot.content import load_named, path_of
from bot.refusal import StartRefused
from bot.serving import kept_content, registry
from bot.settings import Settings
from dialogs.diff import Side, lines_of
from state_machine.questionnaire import Questionnaire
from storage.versions import Version

__all__ = ["Found", "find", "listing"]

_NONE = "No version is kept yet: `sanaq run` keeps the one that it starts with."


class Found(Struct, frozen=True):
    """A version: what is compiled of it, and its side in a report."""

    questionnaire: Questionnaire
    side: Side


async def find(settings: Settings, name: str) -> Found:
    """A version by its file, or by its identity among those kept. Raises as `load_named` does."""
    path = path_of(name)
    if "@" in name and not path.exists():
        return await _kept(settings, name)
    questionnaire = load_named(settings, name)
    return Found(questionnaire, Side(str(path), _lines(path)))


async def _kept(settings: Settings, identity: str) -> Found:
    async with registry(settings) as open_:
        found = await kept_content(open_, settings, identity)
    if found is None:
        raise StartRefused(f"{identity} is not kept here: `sanaq versions` lists what is.")
    text, questionnaire = found
    return Found(questionnaire, Side(identity, lines_of(text)))


def _lines(path: Path) -> dict[str, int]:
    """The lines of a file's parts; none where it is no text."""
    try:
        return dict(lines_of(path.read_text(encoding="utf-8-sig")))
    except (OSError, UnicodeDecodeError):
        return {}


async def listing(settings: Settings) -> str:
    """A line for each version kept: its identity, its first interview, how many stand on it."""
    async with registry(settings) as open_:
        versions = await open_.versions()
    return "\n".join(map(_line, versions)) or _NONE


def _line(version: Version) -> str:
    began = f"{version.first:%Y-%m-%d}" if version.first else "not used yet"
    counts = ", ".join(f"{count} {status}" for status, count in sorted(version.by_status.items()))
    return f"{version.identity}  {began}  {counts or 'no interviews'}"

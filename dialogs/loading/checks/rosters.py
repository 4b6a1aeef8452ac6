"""Rosters: those that ask nothing of an item, and those that can grow past any household."""

from __future__ import annotations

from dialogs.loading.building import Built
from dialogs.loading.names import Names
from dialogs.loading.notebook import Notebook
from dialogs.loading.outline import LoopOutline, RosterOutline, SectionOutline

__all__ = ["review_rosters"]

MOST_TOGETHER = 100_000
"""Items of all levels together that one interview is made for."""


def review_rosters(built: Built, notebook: Notebook) -> None:
    """Notes E710, W708 and the missing hint of a gate, W409."""
    for block in built.outline.walk():
        if isinstance(block, LoopOutline) and block.gathers is not None:
            _review_roster(block, block.gathers, built.names, notebook)


def _review_roster(
    block: LoopOutline, roster: RosterOutline, names: Names, notebook: Notebook
) -> None:
    name = roster.name.text
    if not any(isinstance(inner, SectionOutline) for inner in block.blocks):
        notebook.note("E710", roster.name, f"nothing is asked of a {name}")
    if roster.label is not None and roster.hint is None:
        notebook.note("W409", roster.label, f"the gate of {name} has no hint")
    most = _most(name, names)
    if most > MOST_TOGETHER:
        notebook.note("W708", roster.name, f"there can be {most} of {name} in one interview")


def _most(name: str, names: Names) -> int:
    """The items of a roster that all the rosters around allow together."""
    most = 1
    for level in names.place(name).chain(name):
        roster = names.rosters.get(level)
        most *= roster.max if roster else 1
    return most

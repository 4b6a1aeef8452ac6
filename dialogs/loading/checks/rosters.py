"""Rosters: those that ask nothing of an item, and those that can grow past any household."""

from __future__ import annotations

from dialogs.expressions.folding import fold
from dialogs.expressions.functions import Sort
from dialogs.expressions.parser import parse
from dialogs.expressions.sorts import sort_of
from dialogs.expressions.syntax import Literal
from dialogs.expressions.values import to_number
from dialogs.loading.building import Built
from dialogs.loading.names import Names
from dialogs.loading.nodes import Scalar
from dialogs.loading.notebook import Notebook
from dialogs.loading.outline import LoopOutline, RosterOutline, SectionOutline

__all__ = ["review_rosters"]

MOST_TOGETHER = 100_000
"""Items of all levels together that one interview is made for."""


def review_rosters(built: Built, notebook: Notebook) -> None:
    """Notes E710, W708, E713, E714, E715 and the missing hint of a gate, W409."""
    asked: set[str] = set()
    for block in built.outline.walk():
        if isinstance(block, SectionOutline):
            asked |= {question.name.text for question in block.questions}
        elif block.gathers is not None:
            _review_roster(block, block.gathers, built.names, notebook)
            if block.gathers.count is not None:
                _review_count(block.gathers, block.gathers.count, asked, built, notebook)


def _review_count(
    roster: RosterOutline, count: Scalar, asked: set[str], built: Built, notebook: Notebook
) -> None:
    """The rule that counts the items: a number, known before the first of them is asked."""
    name = roster.name.text
    compiled = built.rules.expression(count, roster.parent)
    if compiled is None:
        return
    later = compiled.reads.keys() & {*built.names.questions, name} - asked
    for each in sorted(later):
        notebook.note("E713", count, f"{name} is counted by {each}, which is asked after")
    node = fold(parse(count.text))
    if sort_of(node, built.names.place(roster.parent)) in _NO_NUMBERS:
        notebook.note("E714", count, f"{count.text} is no number of {name}")
    elif isinstance(node, Literal) and to_number(node.value) > roster.max:
        notebook.note("E715", count, f"{name} has room for {roster.max}")


_NO_NUMBERS = (Sort.BOOLEAN, Sort.TEXT, Sort.DATE, Sort.CHOICE, Sort.CHOICES)


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

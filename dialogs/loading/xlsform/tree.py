"""The rows of the survey as a tree: questions, and groups and repeats around them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import Enum

from msgspec import Struct

from dialogs.loading.notebook import Notebook
from dialogs.loading.xlsform.columns import Row

__all__ = ["Kind", "Part", "tree"]

DEEPEST = 16
"""Groups and repeats within each other."""

_EDGE = re.compile(r"(begin|end)[\s_]+(group|repeat|looped group|lgroup)", re.IGNORECASE)
_SKIPPED = ("yes", "true", "true()")


class Kind(Enum):
    """What a part is."""

    QUESTION = "question"
    GROUP = "group"
    REPEAT = "repeat"


class Part(Struct):
    """A row, with the parts up to its end if it begins something."""

    kind: Kind
    row: Row
    parts: list[Part] = []

    def walk(self) -> Iterator[Part]:
        """The part, and all within it."""
        yield self
        for part in self.parts:
            yield from part.walk()


def tree(rows: Iterable[Row], notebook: Notebook) -> list[Part]:
    """The parts of a survey; ends that do not match are noted."""
    return _Tree(notebook).grown(rows)


class _Tree:
    def __init__(self, notebook: Notebook) -> None:
        self.notebook = notebook
        self.parts: list[Part] = []
        self.open: list[Part] = []

    def grown(self, rows: Iterable[Row]) -> list[Part]:
        for row in rows:
            if row.word("disabled").lower() not in _SKIPPED:
                self.take(row)
        for part in self.open:
            message = f"the {part.kind.value} that begins here has no end"
            self.notebook.note("E120", part.row, message)
        return self.parts

    def take(self, row: Row) -> None:
        word = " ".join(row.word("type").split())
        edge = _EDGE.fullmatch(word)
        if not word:
            self.note_silent(row)
        elif edge is None:
            self.add(Part(Kind.QUESTION, row))
        elif edge[1].lower() == "begin":
            self.begin(row, _kind(edge[2]))
        else:
            self.end(row, _kind(edge[2]))

    def note_silent(self, row: Row) -> None:
        """A row of remarks has neither name nor label."""
        if row.cell("name") or row.cell("label"):
            self.notebook.note("E118", row, "the type is missing")

    def add(self, part: Part) -> None:
        (self.open[-1].parts if self.open else self.parts).append(part)

    def begin(self, row: Row, kind: Kind) -> None:
        part = Part(kind, row)
        if len(self.open) == DEEPEST:
            message = f"at most {DEEPEST} groups and repeats lie within each other"
            self.notebook.note("E107", row, message)
        if len(self.open) < DEEPEST:
            self.add(part)
        self.open.append(part)

    def end(self, row: Row, kind: Kind) -> None:
        if not self.open:
            self.notebook.note("E120", row, f"no {kind.value} begins before this end")
            return
        begun = self.open.pop()
        if begun.kind is not kind:
            message = f"what ends here is the {begun.kind.value} {begun.row.word('name')}"
            self.notebook.note("E120", row, message)


def _kind(word: str) -> Kind:
    return Kind.GROUP if word.lower() == "group" else Kind.REPEAT

"""Reads YAML into nodes that know their place; every scalar is a text, whatever it looks like.

Built from PyYAML's events, which come without recursion, so depth and size are bounded here. A tag,
a second document and a key given twice are faults; an alias repeats a node that is complete.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml
from msgspec import Struct

from dialogs.loading.notebook import Notebook

__all__ = ["MOST", "OF_ROWS", "WHOLE", "Listing", "Node", "Scalar", "Table", "read"]

DEEPEST = 60
"""Levels of lists and mappings within each other."""

MOST = 400_000
"""Nodes of a document, aliases counted with all that they repeat."""

WHOLE = "whole"
"""The style of a text that is not in the source as it is: a cell of a workbook, a computed rule."""

OF_ROWS = "of rows"
"""The style of a filter in which the names of columns are what the rows of a list have there."""


class Scalar(Struct, frozen=True):
    """A text. `start` and `end` are its offsets in the source with quotes.

    `style` is YAML's, or WHOLE or OF_ROWS for a text of which only the beginning can be pointed at.
    """

    text: str
    line: int
    column: int
    start: int = 0
    end: int = 0
    style: str = ""
    weight: int = 1


class Listing(Struct, frozen=True):
    """A list of nodes."""

    items: tuple[Node, ...]
    line: int
    column: int
    weight: int


class Table(Struct, frozen=True):
    """A mapping: its keys in order, each with its node."""

    entries: dict[str, Node]
    keys: dict[str, Scalar]
    line: int
    column: int
    weight: int


Node = Scalar | Listing | Table


class _Open(Struct):
    """A list or mapping whose end has not come yet."""

    is_table: bool
    line: int
    column: int
    anchor: str | None
    children: list[Node] = []


def read(text: str, notebook: Notebook) -> Node | None:
    """The one document of a text, or None with the fault noted."""
    try:
        return _Builder(notebook).build(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        notebook.note_at("E101", line, column, error.problem or "this is not YAML")
    except yaml.reader.ReaderError as error:
        _note_character(text, error.position, notebook)
    except UnicodeEncodeError as error:  # the parser in C is given bytes; half a character has none
        _note_character(text, error.start, notebook)
    return None


def _note_character(text: str, position: int, notebook: Notebook) -> None:
    line = text.count("\n", 0, position) + 1
    notebook.note_at("E101", line, 1, "a character that YAML does not allow")


class _Builder:
    """Turns events into nodes."""

    def __init__(self, notebook: Notebook) -> None:
        self.notebook = notebook
        self.open: list[_Open] = []
        self.anchors: dict[str, Node] = {}
        self.root: Node | None = None
        self.weight = 0

    def build(self, text: str) -> Node | None:
        for event in _events(text):
            self.take(event)
            if len(self.open) > DEEPEST or self.weight > MOST:
                self.note("E107", event, f"at most {DEEPEST} levels and {MOST} values")
                return None
        if self.root is None:
            self.notebook.note_at("E113", 1, 1, "the file is empty")
        return self.root

    def take(self, event: Any) -> None:  # noqa: ANN401  PyYAML's events have no types
        if getattr(event, "tag", None) not in (None, "!"):
            self.note("E106", event, f"the tag {event.tag} is not used here")
        match event:
            case yaml.ScalarEvent():
                self.add(_scalar(event), event.anchor)
            case yaml.AliasEvent():
                self.alias(event)
            case yaml.SequenceStartEvent() | yaml.MappingStartEvent():
                self.start(event)
            case yaml.SequenceEndEvent() | yaml.MappingEndEvent():
                done = self.open.pop()
                self.add(self.table(done) if done.is_table else _listing(done), done.anchor)
            case yaml.DocumentStartEvent() if self.root is not None:
                self.note("E106", event, "a second document is not read")

    def start(self, event: Any) -> None:  # noqa: ANN401  as above
        mark = event.start_mark
        is_table = isinstance(event, yaml.MappingStartEvent)
        self.open.append(_Open(is_table, mark.line + 1, mark.column + 1, event.anchor))

    def alias(self, event: Any) -> None:  # noqa: ANN401  as above
        found = self.anchors.get(event.anchor)
        if found is None:
            self.note("E106", event, f"*{event.anchor} repeats nothing that is complete")
            found = Scalar("", event.start_mark.line + 1, event.start_mark.column + 1)
        self.add(found, None)

    def add(self, node: Node, anchor: str | None) -> None:
        self.weight += node.weight
        if anchor is not None:
            self.anchors[anchor] = node
        if self.open:
            self.open[-1].children.append(node)
        elif self.root is None:
            self.root = node

    def table(self, done: _Open) -> Table:
        entries: dict[str, Node] = {}
        keys: dict[str, Scalar] = {}
        for key, value in zip(done.children[::2], done.children[1::2], strict=True):
            if not isinstance(key, Scalar):
                self.notebook.note("E104", key, "a key is a text")
            elif key.text in entries:
                self.notebook.note("E105", key, f"{key.text} is here already")
            else:
                entries[key.text], keys[key.text] = value, key
        return Table(entries, keys, done.line, done.column, _weight(done))

    def note(self, code: str, event: Any, message: str) -> None:  # noqa: ANN401  as above
        mark = event.start_mark
        self.notebook.note_at(code, mark.line + 1, mark.column + 1, message)


def _events(text: str) -> Iterator[Any]:
    """The events of a text, by the parser in C where PyYAML has it."""
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    return iter(yaml.parse(text, Loader=loader))


def _scalar(event: Any) -> Scalar:  # noqa: ANN401  as above
    start, end = event.start_mark, event.end_mark
    return Scalar(
        event.value, start.line + 1, start.column + 1, start.index, end.index, event.style or ""
    )


def _listing(done: _Open) -> Listing:
    return Listing(tuple(done.children), done.line, done.column, _weight(done))


def _weight(done: _Open) -> int:
    return 1 + sum(child.weight for child in done.children)

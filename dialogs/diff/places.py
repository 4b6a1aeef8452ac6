"""Finds the lines of a YAML questionnaire where its parts begin, by their names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dialogs.loading.nodes import Listing, Node, Scalar, Table, read
from dialogs.loading.notebook import Notebook

__all__ = ["lines_of"]

_NAMING = ("roster", "section", "name")
"""The keys that name a part; `name` is a question's, and that of the whole beside no type."""

_NAMED = ("constants",)


def lines_of(source: str) -> Mapping[str, int]:
    """The line of each question, roster, section and constant; {} for what is no YAML."""
    root = read(source, Notebook(""))
    found: dict[str, int] = {}
    for name, line in () if root is None else _named(root):
        found.setdefault(name, line)
    return found


def _named(node: Node) -> Iterator[tuple[str, int]]:
    match node:
        case Listing(items=items):
            for item in items:
                yield from _named(item)
        case Table(entries=entries):
            yield from _own(node)
            for key, value in entries.items():
                if key != "choices":
                    yield from _named(value)


def _own(table: Table) -> Iterator[tuple[str, int]]:
    for key in _NAMING:
        name = table.entries.get(key)
        if isinstance(name, Scalar) and (key != "name" or "type" in table.entries):
            yield name.text, name.line
    for key in _NAMED:
        named = table.entries.get(key)
        if isinstance(named, Table):
            yield from ((name, scalar.line) for name, scalar in named.keys.items())

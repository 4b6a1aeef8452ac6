"""A codelist as a table: entries by code, what is below each, an index by which they are found."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from functools import cached_property

import msgspec
from msgspec import Struct

from dialogs.codelists.index import Index
from state_machine.questionnaire import Template, Text

__all__ = ["Entry", "Table"]


class Entry(Struct, frozen=True):
    """One entry: its code, its words by language, the code above it ('' at the top).

    `also` are further words by which it is found and never shown.
    """

    code: str
    words: Mapping[str, str]
    above: str = ""
    also: tuple[str, ...] = ()


class Table:
    """A codelist: `state_machine.questionnaire.Codelist`, and found by typing. Immutable.

    `with_places`: a label also names where the entry lies, since villages share their names.
    """

    def __init__(self, name: str, entries: Iterable[Entry], *, with_places: bool = False) -> None:
        self.name = name
        self._with_places = with_places
        self.entries = {entry.code: entry for entry in entries}
        rows: dict[str, list[str]] = {}
        for entry in self.entries.values():
            rows.setdefault(entry.above, []).append(entry.code)
        self._below = {code: tuple(row) for code, row in rows.items()}

    def __len__(self) -> int:
        return len(self.entries)

    def label(self, code: str) -> Text | None:
        """The words of an entry; None for a code that is none."""
        if code not in self.entries:
            return None
        path = [self.entries[each].words for each in reversed(self.path(code))]
        shown = [path[0], *path[1:][-2:]] if self._with_places else path[:1]
        return {
            language: Template((", ".join(words[language] for words in shown),))
            for language in path[0]
        }

    def children(self, code: str) -> tuple[str, ...]:
        """The entries right below one, '' for the top."""
        return self._below.get(code, ())

    def path(self, code: str) -> tuple[str, ...]:
        """The codes from the top down to an entry, itself included. A cycle ends the way."""
        found: list[str] = []
        while code in self.entries and code not in found:
            found.append(code)
            code = self.entries[code].above
        return tuple(reversed(found))

    @cached_property
    def digest(self) -> str:
        """A hash of all that it says: two tables with the same one are the same."""
        said = msgspec.json.encode([self._with_places, *self.entries.values()], order="sorted")
        return hashlib.sha256(said).hexdigest()

    @cached_property
    def index(self) -> Index:
        """By which words entries are found; made at the first search, in about 30 µs an entry."""
        return Index(
            (entry.code, (*entry.words.values(), *entry.also), len(self.path(entry.code)))
            for entry in self.entries.values()
        )

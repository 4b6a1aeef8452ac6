"""A codelist as a table: entries by code, what is below each, an index by which they are found."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from types import MappingProxyType

import msgspec
from msgspec import Struct

from dialogs.codelists.index import Index, Key
from state_machine.questionnaire import Template, Text

__all__ = ["Entry", "Table"]

_MOST_KEPT = 128
"""Parts of one list that are kept as lists of their own: the districts that are asked about now."""


class Entry(Struct, frozen=True):
    """One entry: its code, its words by language, the code above it ('' at the top).

    `also` are further words by which it is found and never shown; `remark` is shown after its words
    and never looked for; `kind` is what kind of place it is, where its words do not say so.
    """

    code: str
    words: Mapping[str, str]
    above: str = ""
    also: tuple[str, ...] = ()
    remark: Mapping[str, str] = MappingProxyType({})
    kind: str = ""

    def said(self, language: str) -> str:
        """The words in a language, with what is remarked about the entry."""
        remark = self.remark.get(language, "")
        return f"{self.words[language]} ({remark})" if remark else self.words[language]


class Table:
    """A codelist: `state_machine.questionnaire.Codelist`, and found by typing. Immutable.

    `with_places`: a label also names where the entry lies, since villages share their names.
    `parts` are the codes of each part, of a list that is offered in parts.
    """

    def __init__(
        self,
        name: str,
        entries: Iterable[Entry],
        *,
        with_places: bool = False,
        parts: tuple[tuple[str, ...], ...] = (),
    ) -> None:
        self.name = name
        self.parts = parts
        self.only = lru_cache(_MOST_KEPT)(self._only)
        self._with_places = with_places
        self.entries = {entry.code: entry for entry in entries}
        rows: dict[str, list[str]] = {}
        for entry in self.entries.values():
            rows.setdefault(entry.above, []).append(entry.code)
        self._below = {code: tuple(row) for code, row in rows.items()}

    def __len__(self) -> int:
        return len(self.entries)

    def _only(self, parts: tuple[int, ...]) -> Table:
        """The parts that have these numbers, as a list of their own; its entries keep their order.

        The lists that were wanted lately are kept, with the indexes that were made of them.
        """
        codes = dict.fromkeys(code for part in parts for code in self.parts[part])
        ordered = codes if len(parts) == 1 else filter(codes.__contains__, self.entries)
        return Table(self.name, [self.entries[code] for code in ordered])

    def label(self, code: str) -> Text | None:
        """The words of an entry; None for a code that is none."""
        if code not in self.entries:
            return None
        return {language: Template((said,)) for language, said in self._labels(code).items()}

    def said(self, code: str) -> tuple[str, ...]:
        """The label of an entry in every language."""
        return tuple(self._labels(code).values())

    def _labels(self, code: str) -> dict[str, str]:
        path = [self.entries[each] for each in reversed(self.path(code))]
        shown = [path[0], *path[1:][-2:]] if self._with_places else path[:1]
        return {
            language: ", ".join(entry.said(language) for entry in shown)
            for language in path[0].words
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
        """A hash of what its codes stand for: answers mean the same by two tables with the same."""
        rows = [(each.code, dict(each.words), each.above) for each in self.entries.values()]
        said = msgspec.json.encode([rows, self.parts] if self.parts else rows, order="sorted")
        return hashlib.sha256(said).hexdigest()

    @cached_property
    def index(self) -> Index:
        """By which words entries are found; made at the first search, in about 50 µs an entry."""
        return Index(
            Key(
                code=entry.code,
                above=entry.above,
                names=tuple(entry.words.values()),
                also=entry.also,
                depth=len(self.path(entry.code)),
                kind=entry.kind,
            )
            for entry in self.entries.values()
        )

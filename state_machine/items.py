"""Items and their answers: what an interview holds, by item, as frozen values.

None of these values can be part of a cycle, so the garbage collector is told to pass them over.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from enum import IntEnum, StrEnum

from msgspec import Struct

__all__ = [
    "ROOT",
    "Answer",
    "Item",
    "Items",
    "Missing",
    "Provenance",
    "Standing",
    "Value",
    "place_in",
]

Value = str | int | float | tuple[str, ...]
"""An answer: text, choice name or ISO date; a number; the names of several choices; '' skipped."""


ROOT = 0
"""The id of the item that belongs to the interview as a whole."""


class Standing(IntEnum):
    """How far a section is for an item; a section with nothing relevant in it is `ABSENT`."""

    ABSENT = 0
    UNFILLED = 1
    BEGUN = 2
    FILLED = 3
    CONTRADICTED = 4


class Provenance(IntEnum):
    """How an answer came about."""

    SELF = 0
    PROXY = 1
    AGENT_PHONE = 2
    AGENT_CHAT = 3
    CARRIED = 4
    DERIVED = 5
    TOGETHER = 6


class Missing(StrEnum):
    """Why there is no answer, where that counts as one: item non-response is a value of its own."""

    UNKNOWN = "unknown"
    WITHHELD = "withheld"


class Answer(Struct, frozen=True, gc=False, array_like=True):
    """A value and how it came about; with a value of '' perhaps why there is none."""

    value: Value
    by: Provenance = Provenance.SELF
    missing: Missing | None = None


class Item(Struct, frozen=True, gc=False, omit_defaults=True):
    """One instance of a roster, or the root: its answers, and its children by roster in order.

    `apart` names the questions that are asked one by one for the items below, though they could be
    asked together. `standing` is a cache by section, always equal to a computation from scratch.
    """

    id: int
    roster: str = ""
    parent: int = ROOT
    answers: dict[str, Answer] = {}
    children: dict[str, tuple[int, ...]] = {}
    apart: tuple[str, ...] = ()
    standing: dict[str, Standing] = {}


def place_in(row: tuple[int, ...], item: int) -> int:
    """The place of an item among its siblings, from 0. New ones come last: their ids ascend."""
    return bisect_left(row, item)


_MANY_CHANGED = 32


class Items(Mapping[int, Item]):
    """All items by id, immutable; those not yet needed are decoded on first use.

    `touched` holds the ids put or dropped since `settled()`: what a commit has to store. What was
    put lies apart from the others until there is much of it, so that a change costs as much among
    a thousand items as among ten: a copy of them all would touch each of them.
    """

    __slots__ = ("_changed", "_ids", "_load", "_loaded", "touched")

    def __init__(
        self,
        loaded: dict[int, Item],
        *,
        ids: frozenset[int] | None = None,
        load: Callable[[int], Item] | None = None,
    ) -> None:
        self._loaded = loaded
        self._changed: dict[int, Item] = {}
        self._ids = frozenset(loaded) if ids is None else ids
        self._load = load
        self.touched: frozenset[int] = frozenset()

    def __getitem__(self, item: int) -> Item:
        found = self._changed.get(item)
        if found is None:
            found = self._loaded.get(item)
        if found is not None:
            return found
        if self._load is None or item not in self._ids:
            raise KeyError(item)
        found = self._loaded[item] = self._load(item)
        return found

    def __contains__(self, item: object) -> bool:
        return item in self._ids

    def __iter__(self) -> Iterator[int]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)

    def put(self, item: Item) -> Items:
        """The same items with this one added or replaced."""
        id_, changed = item.id, {**self._changed, item.id: item}
        ids = self._ids if id_ in self._ids else self._ids | {id_}
        if len(changed) > _MANY_CHANGED:
            return self._with({**self._loaded, **changed}, {}, ids, self.touched | {id_})
        return self._with(self._loaded, changed, ids, self.touched | {id_})

    def drop(self, gone: frozenset[int]) -> Items:
        """The same items without these."""
        kept = {**self._loaded, **self._changed}
        for id_ in gone:
            kept.pop(id_, None)
        return self._with(kept, {}, self._ids - gone, self.touched | gone)

    def settled(self) -> Items:
        """The same items with nothing marked as touched."""
        return self._with(self._loaded, self._changed, self._ids, frozenset())

    def _with(
        self,
        loaded: dict[int, Item],
        changed: dict[int, Item],
        ids: frozenset[int],
        touched: frozenset[int],
    ) -> Items:
        items = Items(loaded, ids=ids, load=self._load)
        items._changed = changed
        items.touched = touched
        return items

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


class Items(Mapping[int, Item]):
    """All items by id, immutable; those not yet needed are decoded on first use.

    `touched` holds the ids put or dropped since `settled()`: what a commit has to store.
    """

    __slots__ = ("_ids", "_load", "_loaded", "touched")

    def __init__(
        self,
        loaded: dict[int, Item],
        *,
        ids: frozenset[int] | None = None,
        load: Callable[[int], Item] | None = None,
        touched: frozenset[int] = frozenset(),
    ) -> None:
        self._loaded = loaded
        self._ids = ids
        self._load = load
        self.touched = touched

    def __getitem__(self, item: int) -> Item:
        found = self._loaded.get(item)
        if found is not None:
            return found
        if self._load is None or self._ids is None or item not in self._ids:
            raise KeyError(item)
        found = self._loaded[item] = self._load(item)
        return found

    def __contains__(self, item: object) -> bool:
        return item in self._loaded if self._ids is None else item in self._ids

    def __iter__(self) -> Iterator[int]:
        return iter(self._loaded if self._ids is None else self._ids)

    def __len__(self) -> int:
        return len(self._loaded if self._ids is None else self._ids)

    def put(self, item: Item) -> Items:
        """The same items with this one added or replaced."""
        loaded = self._loaded.copy()
        loaded[item.id] = item
        ids = self._ids if self._ids is None or item.id in self._ids else self._ids | {item.id}
        return Items(loaded, ids=ids, load=self._load, touched=self.touched | {item.id})

    def drop(self, gone: frozenset[int]) -> Items:
        """The same items without these."""
        loaded = {id_: item for id_, item in self._loaded.items() if id_ not in gone}
        ids = None if self._ids is None else self._ids - gone
        return Items(loaded, ids=ids, load=self._load, touched=self.touched | gone)

    def settled(self) -> Items:
        """The same items with nothing marked as touched."""
        return Items(self._loaded, ids=self._ids, load=self._load)

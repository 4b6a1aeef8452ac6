"""The interview: one household's dialogue with one questionnaire, as a frozen value.

None of its values can be part of a cycle, so the garbage collector is told to pass them over.
Answers live by item. The head is small and every turn stores it; of the items a turn stores only
those that it changed.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Mapping
from enum import IntEnum, StrEnum
from typing import NamedTuple

import msgspec
from msgspec import Struct

__all__ = [
    "FINISH",
    "LANGUAGE",
    "ROOT",
    "Answer",
    "Browsing",
    "Candidates",
    "Change",
    "Confirming",
    "Consequences",
    "Control",
    "Draft",
    "Editing",
    "Head",
    "Hinting",
    "Informing",
    "Intent",
    "Interview",
    "Item",
    "Items",
    "LanguageAsked",
    "Listing",
    "Location",
    "Missing",
    "Pending",
    "Problem",
    "Provenance",
    "Receipt",
    "Refusal",
    "Rejected",
    "Removal",
    "Restart",
    "Returned",
    "Reviewing",
    "Several",
    "Shared",
    "Sharing",
    "Standing",
    "Status",
    "Suggesting",
    "Told",
    "Topics",
    "Value",
]

Value = str | int | float | tuple[str, ...]
"""An answer: text, choice name or ISO date; a number; the names of several choices; '' skipped."""

ROOT = 0
"""The id of the item that belongs to the interview as a whole."""


class Location(NamedTuple):
    """(question, item): where the dialogue stands, and the key of an answer."""

    question: str
    item: int


LANGUAGE = Location("@language", ROOT)
FINISH = Location("@finish", ROOT)


class Status(StrEnum):
    """The interview's place in its lifecycle."""

    OPEN = "open"
    PAUSED = "paused"
    REFUSED = "refused"
    FINISHING = "finishing"
    FINISHED = "finished"


class Control(StrEnum):
    """Who answers now. While help is awaited the respondent goes on answering."""

    RESPONDENT = "respondent"
    AWAITING = "awaiting"
    AGENT = "agent"


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


class Problem(Struct, frozen=True, gc=False, array_like=True, tag=True):
    """Why an input was not taken: a code of the wording catalogue and its arguments."""

    code: str
    args: dict[str, str] = {}


class Consequences(Struct, frozen=True, gc=False, array_like=True):
    """What a change would do, in numbers of questions, before it is taken."""

    lost: int = 0
    added: int = 0
    contradicted: int = 0


class Several(Struct, frozen=True, gc=False):
    """One typed text that answers several questions of an item, by name in their order."""

    values: dict[str, Value]


class Candidates(Struct, frozen=True, gc=False):
    """What a typed text may mean, the likeliest first: choices, people by id, codes of entries.

    For a question with several answers these are all meant together.
    """

    names: tuple[str, ...]


class Change(Struct, frozen=True, gc=False, array_like=True, tag=True):
    """A value for a question that has another one already, or that looks odd beside others.

    `company` are the others for whom it is taken as well.
    """

    question: str
    item: int
    value: Value
    missing: Missing | None = None
    company: tuple[int, ...] = ()


class Removal(Struct, frozen=True, gc=False, array_like=True, tag=True):
    """An item and everything that hangs on it."""

    item: int


class Restart(Struct, frozen=True, gc=False, array_like=True, tag=True):
    """Everything from the beginning."""


class Refusal(Struct, frozen=True, gc=False, array_like=True, tag=True):
    """No part in the census."""


Intent = Change | Removal | Restart | Refusal


class Rejected(Struct, frozen=True, gc=False, array_like=True, tag=True):
    """The last typed answer was not taken, for the nth time in a row at this location."""

    problem: Problem
    attempts: int


class Confirming(Struct, frozen=True, gc=False, array_like=True, tag=True):
    """Something waits for a yes or a no; `repeated`: the last reply was neither.

    `doubts` are the places of the soft edits, among those of the question, that the value fails.
    """

    intent: Intent
    consequences: Consequences = Consequences()
    repeated: bool = False
    doubts: tuple[int, ...] = ()

    @property
    def mark(self) -> str:
        """Keeps a yes to one intent from being taken for a yes to another."""
        return f"{zlib.crc32(msgspec.msgpack.encode(self.intent)):08x}"


class Hinting(Struct, frozen=True, gc=False, array_like=True, tag=True):
    """The hint of the question is open."""


class Told(Struct, frozen=True, gc=False, array_like=True, tag=True):
    """A sentence of the catalogue stands before the question."""

    code: str


class Returned(Struct, frozen=True, gc=False, array_like=True, tag=True):
    """The person came back after a while: one line says what is done and what is next."""


class LanguageAsked(Struct, frozen=True, gc=False, array_like=True, tag=True):
    """The choice of language is open, in the middle of an interview."""


class Listing(Struct, frozen=True, gc=False, array_like=True, tag=True):
    """The list of sheets is open at a page (from 0)."""

    page: int = 0


class Editing(Struct, frozen=True, gc=False, array_like=True, tag=True):
    """One item of a roster is open: change its data or remove it."""

    item: int


class Sharing(Struct, frozen=True, gc=False, array_like=True, tag=True):
    """Asked for whom a value holds, which nothing does any more.

    Interviews stored at that moment are read; what is shown is the question, which is still open.
    """

    value: Value
    company: tuple[int, ...]
    chosen: tuple[int, ...]


class Shared(Struct, frozen=True, gc=False, array_like=True, tag=True):
    """Answers to a question were just taken for several items: one line says which for whom."""

    question: str
    items: tuple[int, ...]


class Suggesting(Struct, frozen=True, gc=False, array_like=True, tag=True):
    """Answers to choose from, those that a typed text may mean: choices, people, entries."""

    names: tuple[str, ...]


class Browsing(Struct, frozen=True, gc=False, array_like=True, tag=True):
    """The question's codelist is open below an entry, at a page (from 0)."""

    code: str = ""
    page: int = 0


class Reviewing(Struct, frozen=True, gc=False, array_like=True, tag=True):
    """The answers of the whole interview are open at a page (from 0), five rows a page."""

    page: int = 0


class Informing(Struct, frozen=True, gc=False, array_like=True, tag=True):
    """Somebody asked Salamat something: the topic that answers it, '' when none does."""

    topic: str


class Topics(Struct, frozen=True, gc=False, array_like=True, tag=True):
    """The list of what Salamat can answer is open at a page (from 0)."""

    page: int = 0


Pending = (
    Rejected
    | Confirming
    | Hinting
    | Told
    | Returned
    | LanguageAsked
    | Listing
    | Editing
    | Reviewing
    | Sharing
    | Suggesting
    | Browsing
    | Informing
    | Topics
    | Shared
)


class Draft(Struct, frozen=True, gc=False, array_like=True):
    """The choices ticked so far for a question with several answers, not yet confirmed.

    `left` are those of the company whom the answer is not meant for; None: nobody was asked whom.
    """

    location: Location
    chosen: tuple[str, ...] = ()
    left: tuple[int, ...] | None = None


class Receipt(Struct, frozen=True, gc=False, array_like=True):
    """The notification number of one person of the interview."""

    item: int
    number: str


class Head(Struct, frozen=True, gc=False, omit_defaults=True):
    """All of an interview but its items.

    `as_of` is the time of the last input and `opened_at` that of the first one, '' where nobody
    noted it, ISO 8601 in the census's time zone; `generation` counts starts over; `next_item` is
    the id that the next item will get, so that ids are never used twice.
    """

    id: str
    questionnaire: str
    status: Status = Status.OPEN
    control: Control = Control.RESPONDENT
    language: str = ""
    location: Location = LANGUAGE
    pending: Pending | None = None
    draft: Draft | None = None
    as_of: str = ""
    revision: int = 0
    generation: int = 0
    next_item: int = 1
    addresses: tuple[str, ...] = ()
    receipts: tuple[Receipt, ...] = ()
    opened_at: str = ""


class Interview(Struct, frozen=True, gc=False):
    """One household's dialogue: the head and the items. Changed only by `evolve`."""

    head: Head
    items: Items

    @property
    def tag(self) -> str:
        """Six letters that keep buttons of another interview, start or content from this one."""
        head = self.head
        return f"{zlib.crc32(f'{head.id}/{head.generation}/{head.questionnaire}'.encode()):08x}"[:6]

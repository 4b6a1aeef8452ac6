"""What is pending: whatever stands before the question, or waits for a word, as frozen values.

Together with the answers it is all that a prompt depends on. The tags of these values are stored:
one that is no longer made still has to be read.
"""

from __future__ import annotations

import zlib

import msgspec
from msgspec import Struct

from state_machine.items import Missing, Value

__all__ = [
    "Browsing",
    "Candidates",
    "Change",
    "Confirming",
    "Consequences",
    "Editing",
    "Hinting",
    "Informing",
    "Intent",
    "LanguageAsked",
    "Listing",
    "Pending",
    "Problem",
    "Reading",
    "Refusal",
    "Rejected",
    "Removal",
    "Restart",
    "Returned",
    "Reviewing",
    "Several",
    "Shared",
    "Sharing",
    "Suggesting",
    "Told",
    "Topics",
]


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


Reading = Value | Problem | Several | Candidates
"""What a typed text is to a question: a value, several, what to choose from, or why it is none."""


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

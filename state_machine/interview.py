"""The interview: one household's dialogue with one questionnaire, as a frozen value.

The head is small and every turn stores it; of the items a turn stores only those that it changed.
"""

from __future__ import annotations

import zlib
from enum import StrEnum
from typing import NamedTuple

from msgspec import Struct

from state_machine.items import ROOT, Items
from state_machine.pending import Pending

__all__ = [
    "FINISH",
    "LANGUAGE",
    "Control",
    "Draft",
    "Head",
    "Interview",
    "Location",
    "Receipt",
    "Status",
]


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

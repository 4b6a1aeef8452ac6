"""What became true: the facts that a turn adds, from which alone an interview can be rebuilt."""

from __future__ import annotations

from msgspec import Struct

from state_machine.interview import Control, Draft, Location, Receipt, Status
from state_machine.items import Answer
from state_machine.pending import Pending

__all__ = [
    "Answered",
    "ControlPassed",
    "Drafted",
    "Event",
    "HeadEvent",
    "Heard",
    "ItemAdded",
    "ItemRemoved",
    "LanguageChosen",
    "Moved",
    "Opened",
    "Parted",
    "Pended",
    "ReceiptsGiven",
    "StartedOver",
    "StatusChanged",
]


class Opened(Struct, frozen=True, gc=False, tag="opened", array_like=True):
    """An interview began with a questionnaire, from an address."""

    id: str
    questionnaire: str
    address: str
    at: str


class Heard(Struct, frozen=True, gc=False, tag="heard", array_like=True):
    """Somebody said something at this time; first event of every later turn."""

    at: str


class LanguageChosen(Struct, frozen=True, gc=False, tag="language", array_like=True):
    """The dialogue goes on in this language."""

    language: str


class Answered(Struct, frozen=True, gc=False, tag="answered", array_like=True):
    """A question got a value for an item; '' when it was skipped."""

    question: str
    item: int
    answer: Answer


class Drafted(Struct, frozen=True, gc=False, tag="drafted", array_like=True):
    """Choices were ticked but not yet confirmed; None when there are none any more."""

    draft: Draft | None


class ItemAdded(Struct, frozen=True, gc=False, tag="added", array_like=True):
    """A roster got one more item under a parent."""

    item: int
    roster: str
    parent: int


class ItemRemoved(Struct, frozen=True, gc=False, tag="removed", array_like=True):
    """An item left its roster, and all that hung on it with it."""

    item: int


class Parted(Struct, frozen=True, gc=False, tag="parted", array_like=True):
    """A question will be asked one by one for the items below one."""

    question: str
    item: int


class Moved(Struct, frozen=True, gc=False, tag="moved", array_like=True):
    """The dialogue stands at another location."""

    location: Location


class Pended(Struct, frozen=True, gc=False, tag="pended", array_like=True):
    """Something stands before the question now; None: nothing does."""

    pending: Pending | None


class StatusChanged(Struct, frozen=True, gc=False, tag="status", array_like=True):
    """The lifecycle moved to a status."""

    status: Status


class ControlPassed(Struct, frozen=True, gc=False, tag="control", array_like=True):
    """Somebody else answers now."""

    control: Control


class StartedOver(Struct, frozen=True, gc=False, tag="restarted", array_like=True):
    """Every answer and item was let go; the interview begins anew under the same id."""


class ReceiptsGiven(Struct, frozen=True, gc=False, tag="receipts", array_like=True):
    """The finished interview carries its notification numbers."""

    receipts: tuple[Receipt, ...]


HeadEvent = (
    LanguageChosen | Drafted | Moved | Pended | StatusChanged | ControlPassed | ReceiptsGiven
)
"""Events that change the head alone and leave every answer and item as it was."""

Event = Opened | Heard | Answered | Parted | ItemAdded | ItemRemoved | StartedOver | HeadEvent

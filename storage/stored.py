"""What the store of interviews gives: an interview as Redis holds it, and how a commit ended."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from state_machine.interview import Interview
from storage.outline import Outline, decode_outline
from storage.parts import HEAD, open_parts
from storage.sealing import DataKey, KeyRing, stamp

__all__ = [
    "KEY",
    "OUTLINE",
    "REVISION",
    "AddressRefused",
    "Committed",
    "Conflict",
    "Duplicate",
    "Reserved",
    "State",
    "Stored",
    "open_state",
]

State = Mapping[bytes, bytes]
"""The fields of an interview as Redis gives them."""

REVISION, OUTLINE, KEY = b"r", b"p", b"k"
"""The plain fields: revision, outline, wrapped key; others are sealed parts and addresses."""


class AddressRefused(Exception):  # noqa: N818 - it names what happened
    """The address does not speak for this interview. Attribute: `interview_id`."""

    def __init__(self, interview_id: str) -> None:
        super().__init__(f"an address that does not speak for interview {interview_id}")
        self.interview_id = interview_id


class Reserved(Struct, frozen=True, eq=False, gc=False):
    """An id that an address holds, and under which nothing was stored yet: an empty interview."""

    id: str
    key: DataKey


class Stored(Struct, frozen=True, eq=False, gc=False):
    """An interview as Redis held it when read or committed; items are opened on first use.

    `stamp` tells this very state from another that got the same revision after a failover.
    """

    interview: Interview
    outline: Outline
    key: DataKey
    stamp: bytes

    @property
    def id(self) -> str:
        """The interview's id."""
        return self.interview.head.id

    @property
    def revision(self) -> int:
        """The interview's revision."""
        return self.interview.head.revision


class Committed(Struct, frozen=True, eq=False):
    """The turn is on the disk."""

    stored: Stored


class Duplicate(Struct, frozen=True, eq=False):
    """This message was taken before; `newest`: it is the last one of its address."""

    stored: Stored
    newest: bool


class Conflict(Struct, frozen=True, eq=False):
    """The interview moved on meanwhile: take the turn again from `stored` (None: it is gone)."""

    stored: Stored | None


def open_state(interview_id: str, state: State, keyring: KeyRing) -> Stored:
    """Open an interview as Redis gave it; of its items none yet. Raises SealBroken."""
    key = keyring.unwrap(interview_id, state[KEY])
    plain = decode_outline(state[OUTLINE])
    return Stored(open_parts(state, key), plain, key, stamp(state[HEAD.encode()]))

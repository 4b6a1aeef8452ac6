"""The journal as it leaves Redis: one entry for each turn, in the stream of its shard."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from storage.outline import Outline, decode_outline

__all__ = ["Entry", "read_entry"]

INTERVIEW, EPOCH, REVISION, OUTLINE, EVENTS, KEY = b"i", b"n", b"r", b"p", b"e", b"k"


class Entry(Struct, frozen=True):
    """A turn that was taken; its events are sealed.

    `wrapped_key` comes with the first turn of an interview and is empty later.
    """

    interview: str
    epoch: int
    revision: int
    outline: Outline
    events: bytes
    wrapped_key: bytes = b""

    @property
    def order(self) -> tuple[int, int]:
        """What tells which of two turns of an interview came later."""
        return self.epoch, self.revision


def read_entry(fields: Mapping[bytes, bytes]) -> Entry:
    """Read an entry as `lua/commit.lua` wrote it."""
    return Entry(
        interview=fields[INTERVIEW].decode(),
        epoch=int(fields[EPOCH]),
        revision=int(fields[REVISION]),
        outline=decode_outline(fields[OUTLINE]),
        events=fields[EVENTS],
        wrapped_key=fields.get(KEY, b""),
    )

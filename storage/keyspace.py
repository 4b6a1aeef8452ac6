"""Where things lie in Redis: a fixed number of shards, each one hash slot of a cluster.

Everything of one interview is in one shard, and the shard is chosen by the keyed hash of the
address that began it, so that the link, the interview, the window of seen messages and the journal
share a slot and one script can change them together. No key has a time to live, and none names a
person.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass

__all__ = [
    "META",
    "MOST_SHARDS",
    "OF_ADDRESS",
    "Shard",
    "new_interview_id",
    "shard_of_address",
    "shard_of_interview",
]

META = "sanaq:{s0}:meta"
"""What every process must agree on: the number of shards, the check value of the master key."""

MOST_SHARDS = 256
"""As many as the two hexadecimal digits can tell with which an interview's id begins."""

OF_ADDRESS = "@"
"""A field of this and a keyed hash, in an interview's hash, lets that address speak for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """One hash tag and the keys under it."""

    number: int
    prefix: str
    interviews: str
    journal: str
    finishing: str
    epoch: str

    @classmethod
    def numbered(cls, number: int) -> Shard:
        """Give shard `number`, from 0."""
        prefix = f"sanaq:{{s{number}}}:"
        return cls(
            number=number,
            prefix=prefix,
            interviews=f"{prefix}i:",
            journal=f"{prefix}journal",
            finishing=f"{prefix}finishing",
            epoch=f"{prefix}epoch",
        )

    def interview(self, interview_id: str) -> str:
        """Name the hash that holds an interview in sealed parts."""
        return self.interviews + interview_id

    def link(self, address: str) -> str:
        """Name the string that leads from an address (its keyed hash) to its current interview."""
        return f"{self.prefix}a:{address}"

    def seen(self, address: str) -> str:
        """Name the window of the last messages of an address (its keyed hash)."""
        return f"{self.prefix}w:{address}"


def shard_of_address(address: str, shards: int) -> int:
    """Give the shard of an address, from the first 32 bits of its keyed hash (hexadecimal)."""
    return int(address[:8], 16) % shards


def shard_of_interview(interview_id: str) -> int:
    """Read the shard from an interview's id: its first two hexadecimal digits."""
    return int(interview_id[:2], 16)


def new_interview_id(shard: int) -> str:
    """Make an id: two hexadecimal digits for the shard and 80 random bits."""
    return f"{shard:02x}{secrets.token_hex(10)}"

"""The store of interviews under way: found by address, changed by one whole turn at a time."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import AsyncIterator, Sequence
from typing import Literal

from state_machine.questionnaire import Questionnaire
from state_machine.turn import Turn
from storage.cache import Recent
from storage.keyspace import Shard, new_interview_id, shard_of_address, shard_of_interview
from storage.scripts import Scripts
from storage.sealing import KeyRing
from storage.server import Call, Client, calling, check_durability, connected, failures
from storage.stored import (
    REVISION,
    AddressRefused,
    Committed,
    Conflict,
    Duplicate,
    Reserved,
    State,
    Stored,
    open_state,
)
from storage.unlocking import agree
from storage.writing import Speaker, writing

__all__ = ["InterviewStore"]

log = logging.getLogger(__name__)

SHARDS = 16
CACHED = 10_000  # interviews
ADDRESS = "address"  # the kind of blind index


class InterviewStore:
    """Interviews in Redis, those used last kept decoded in this process. Made by `connect`.

    Its methods raise StoreUnavailable while Redis cannot be reached, and SealBroken for what
    another key sealed.
    """

    def __init__(
        self, client: Client, call: Call, keyring: KeyRing, *, shards: int, cache_size: int
    ) -> None:
        self.client = client
        self.keyring = keyring
        self.shards = tuple(Shard.numbered(number) for number in range(shards))
        self._scripts = Scripts(call, self.shards)
        self._interviews: Recent[str, Stored] = Recent(cache_size)
        self._links: Recent[str, str] = Recent(cache_size)
        self._blinds: Recent[str, str] = Recent(cache_size)

    @classmethod
    @contextlib.asynccontextmanager
    async def connect(
        cls,
        redis_url: str,
        keyring: KeyRing,
        *,
        shards: int = SHARDS,
        durable: bool | Literal["trusted"] = True,
        cache_size: int = CACHED,
    ) -> AsyncIterator[InterviewStore]:
        """Open the store. `durable` True checks that Redis keeps what it acknowledges.

        Raises StoreUnavailable, DurabilityError, and MasterKeyError when other keys sealed the
        data.
        """
        async with connected(redis_url) as client, calling(client, redis_url) as call:
            if durable is True:
                await check_durability(client)
            await agree(client, keyring, shards)
            store = cls(client, call, keyring, shards=shards, cache_size=cache_size)
            await store._scripts.raise_epochs()
            yield store

    async def find(self, address: str, *, fresh: bool = False) -> Stored | None:
        """Give the interview of an address, None if nothing was stored for it yet.

        What this process holds is given without asking Redis, since a commit finds out whether it
        still stands; with `fresh` Redis is asked, for those who only look.
        """
        held = self._held(address)
        if held is not None and not fresh:
            return held
        return (await self._find(address, ""))[1]

    async def reserve(self, address: str) -> Stored | Reserved:
        """Give the interview of an address, or an id for its first turn; the id is kept for it."""
        number = shard_of_address(self._blind(address), len(self.shards))
        id_, stored = await self._find(address, new_interview_id(number))
        return stored or Reserved(id_, self.keyring.new_data_key(id_))

    async def load(self, interview_id: str, *, fresh: bool = False) -> Stored | None:
        """Give an interview by its id, None if there is none; `fresh` as in `find`."""
        held = self._interviews.get(interview_id)
        if held is not None and not fresh:
            return held
        key = self._shard(interview_id).interview(interview_id)
        with failures():
            state = await self.client.execute_command("HGETALL", key)
        return self._open(interview_id, state)

    async def ping(self) -> None:
        """Find out whether Redis answers."""
        with failures():
            await self.client.execute_command("PING")

    async def finishing(self) -> list[str]:
        """Give the ids of the interviews that wait to be finalised."""
        with failures():
            sets = [
                await self.client.execute_command("SMEMBERS", shard.finishing)
                for shard in self.shards
            ]
        return [id_.decode() for members in sets for id_ in members]

    async def commit(
        self,
        stored: Stored | Reserved,
        turn: Turn,
        *,
        questionnaire: Questionnaire,
        address: str,
        message: str | None,
        channel: str,
    ) -> Committed | Duplicate | Conflict:
        """Put a turn on the disk, whole or not at all; `message` is its id on the channel.

        Raises AddressRefused when the address does not speak for the interview.
        """
        speaker = Speaker(self._blind(address), channel, message)
        call = writing(stored, turn, questionnaire, self._shard(stored.id), speaker)
        why, state = await self._run_commit(call.keys, call.arguments)
        if why == b"taken":
            self._links.put(address, stored.id)
            self._remember(call.then)
            return Committed(call.then)
        if why == b"stranger":
            self._links.drop(address)
            raise AddressRefused(stored.id)
        return self._refusal(stored, why, state)

    def _refusal(
        self, before: Stored | Reserved, why: bytes, state: Sequence[bytes]
    ) -> Duplicate | Conflict:
        """Say why nothing was stored, with what Redis holds instead."""
        if why == b"lost" and isinstance(before, Stored):
            self._alarm(before, _paired(state))
        current = self._open(before.id, _paired(state))
        if current is None or why in {b"conflict", b"lost"}:
            return Conflict(current)
        return Duplicate(current, newest=why == b"newest")

    def _alarm(self, before: Stored, state: State) -> None:
        """Redis lost what it had acknowledged: say so, and believe Redis."""
        held = int(state.get(REVISION, -1))
        keys = {"interview": before.id, "held": before.revision, "redis": held}
        log.error("cache_ahead_of_redis", extra=keys)
        self._interviews.drop(before.id)

    async def _run_commit(
        self, keys: Sequence[str], arguments: Sequence[str | bytes]
    ) -> tuple[bytes, Sequence[bytes]]:
        reply = await self._scripts.run("commit", keys, *arguments)
        if reply[0] == b"no epoch":  # Redis was emptied under its feet
            await self._scripts.raise_epochs()
            reply = await self._scripts.run("commit", keys, *arguments)
        return reply[0], reply[1] if len(reply) > 1 else ()

    async def _find(self, address: str, fresh_id: str) -> tuple[str, Stored | None]:
        """Give what the link of an address leads to: an id ('' for none), what lies there."""
        blind, held = self._blind(address), self._held(address)
        shard = self.shards[shard_of_address(blind, len(self.shards))]
        known = held.stamp if held else b""
        reply = await self._scripts.run(
            "find", (shard.link(blind),), shard.interviews, fresh_id, known
        )
        id_ = reply[0].decode()
        if len(reply) == 1:
            return id_, None
        self._links.put(address, id_)
        if reply[1] == b"same":
            return id_, held
        return id_, self._open(id_, _paired(reply[1]))

    def _open(self, interview_id: str, state: State) -> Stored | None:
        if not state:
            return None
        stored = open_state(interview_id, state, self.keyring)
        self._remember(stored)
        return stored

    def _remember(self, stored: Stored) -> None:
        """Hold an interview, unless a later revision is held: answers may arrive out of order."""
        held = self._interviews.get(stored.id)
        if held is None or held.revision <= stored.revision:
            self._interviews.put(stored.id, stored)

    def _held(self, address: str) -> Stored | None:
        id_ = self._links.get(address)
        return self._interviews.get(id_) if id_ else None

    def _shard(self, interview_id: str) -> Shard:
        return self.shards[shard_of_interview(interview_id)]

    def _blind(self, address: str) -> str:
        blind = self._blinds.get(address)
        if blind is None:
            blind = self.keyring.blind_index(ADDRESS, address)
            self._blinds.put(address, blind)
        return blind


def _paired(flat: Sequence[bytes]) -> State:
    """Read fields and values in turn, as a script gives a hash."""
    return dict(zip(flat[::2], flat[1::2], strict=True))

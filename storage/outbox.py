"""The outbox: letters owed, stored with the fact that owes them, leased to couriers."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Collection
from enum import StrEnum

import msgspec
from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Row, Select, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import Database
from storage.schema import deliveries, interview_keys, submissions
from storage.sealing import KeyRing, SealBroken
from storage.stored import Stored

__all__ = ["RECEIPT", "Delivery", "DeliveryState", "Letter", "Outbox", "owe"]

log = logging.getLogger(__name__)

RECEIPT = "receipt"
"""The kind of letter that carries the notification numbers."""


class DeliveryState(StrEnum):
    """`OWED` until it ends: sent, refused by the channel, or deferred after many attempts."""

    OWED = "owed"
    SENT = "sent"
    DEFERRED = "deferred"
    REFUSED = "refused"


class Letter(Struct, frozen=True, array_like=True):
    """What is owed to whom: `receipts` are pairs of a person's name and notification number."""

    kind: str
    address: str
    language: str
    receipts: tuple[tuple[str, str], ...] = ()


class Delivery(Struct, frozen=True):
    """A letter in the hands of one courier: which attempt this is (from 1), under which lease."""

    id: int
    interview: str
    channel: str
    attempt: int
    lease: str
    letter: Letter


NOTHING = Letter("", "", "")

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Letter).decode


async def owe(connection: AsyncConnection, submission: int, stored: Stored, letter: Letter) -> None:
    """Put a letter into the outbox, in the transaction of the fact that owes it; due at once."""
    channel = letter.address.partition(":")[0]
    part = _part(letter.kind, channel)
    row = {
        "submission": submission,
        "kind": letter.kind,
        "channel": channel,
        "sealed": stored.key.seal(part, stored.revision, _encode(letter)),
        "state": DeliveryState.OWED,
        "attempts": 0,
        "due_ms": 0,
        "lease": "",
        "reason": "",
    }
    await connection.execute(deliveries.insert(), row)


class Outbox:
    """The couriers' side of the outbox. Times are milliseconds since 1970, given by the caller."""

    def __init__(self, database: Database, keyring: KeyRing) -> None:
        self._database = database
        self._keyring = keyring

    async def lease(
        self, channels: Collection[str], *, now_ms: int, lease_ms: int, limit: int = 20
    ) -> tuple[Delivery, ...]:
        """Take letters that are due; nobody else gets them until the lease is over.

        A courier that dies lets its lease run out, and the letter is due again.
        """
        token = secrets.token_hex(16)
        due = self._due(channels, now_ms, limit)
        take = (
            update(deliveries)
            .where(deliveries.c.id.in_(due))
            .values(lease=token, due_ms=now_ms + lease_ms, attempts=deliveries.c.attempts + 1)
        )
        async with self._database.writing() as connection:
            await connection.execute(take)
            rows = (await connection.execute(_leased(token))).all()
        return tuple([delivery for row in rows if (delivery := await self._opened(row))])

    async def sent(self, delivery: Delivery) -> bool:
        """Record that the channel took the letter; False when the lease was over."""
        return await self._settle(delivery, state=DeliveryState.SENT)

    async def refused(self, delivery: Delivery, reason: str) -> bool:
        """Record that the channel will never take it, with a code for why; False as in `sent`."""
        return await self._settle(delivery, state=DeliveryState.REFUSED, reason=reason)

    async def deferred(self, delivery: Delivery, reason: str) -> bool:
        """Give up after many attempts, until somebody looks into it; False as in `sent`."""
        return await self._settle(delivery, state=DeliveryState.DEFERRED, reason=reason)

    async def postponed(self, delivery: Delivery, *, due_ms: int) -> bool:
        """Have the letter due again at a later time; False as in `sent`."""
        return await self._settle(delivery, due_ms=due_ms)

    async def _settle(self, delivery: Delivery, **values: object) -> bool:
        mine = (deliveries.c.id == delivery.id) & (deliveries.c.lease == delivery.lease)
        change = update(deliveries).where(mine).values(lease="", **values)
        async with self._database.writing() as connection:
            return (await connection.execute(change)).rowcount == 1

    def _due(self, channels: Collection[str], now_ms: int, limit: int) -> Select[tuple[int]]:
        due = (
            select(deliveries.c.id)
            .where(deliveries.c.state == DeliveryState.OWED)
            .where(deliveries.c.due_ms <= now_ms)
            .where(deliveries.c.channel.in_(channels))
            .order_by(deliveries.c.due_ms, deliveries.c.id)
            .limit(limit)
        )
        # On PostgreSQL couriers pass over what another has in hand; SQLite has one writer.
        return due.with_for_update(skip_locked=True)

    async def _opened(self, row: Row[tuple[object, ...]]) -> Delivery | None:
        """Open a letter; one that no key opens is refused, so that it does not stop the others."""
        taken = Delivery(row.id, row.interview, row.channel, row.attempts, row.lease, NOTHING)
        try:
            key = self._keyring.unwrap(row.interview, row.wrapped)
            sealed = key.open(_part(row.kind, row.channel), row.sealed)
        except SealBroken as broken:
            log.error("seal_broken", extra={"interview": broken.owner, "part": broken.part})  # noqa: TRY400 - the trace would tell nothing more
            await self.refused(taken, "seal_broken")
            return None
        return replace(taken, letter=_decode(sealed))


def _leased(token: str) -> Select[tuple[object, ...]]:
    owed = deliveries.join(submissions, deliveries.c.submission == submissions.c.id)
    keyed = owed.join(interview_keys, interview_keys.c.interview == submissions.c.interview)
    return (
        select(deliveries, submissions.c.interview, interview_keys.c.wrapped)
        .select_from(keyed)
        .where(deliveries.c.lease == token)
        .order_by(deliveries.c.id)
    )


def _part(kind: str, channel: str) -> str:
    return f"delivery/{kind}/{channel}"

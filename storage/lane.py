"""One connection for the calls of many coroutines: what waits goes out together, in one write.

With every write on the disk before it is answered, Redis puts what arrives together on the disk at
once; and a driver's cost for each command is paid once for each batch. Under load that makes a turn
several times cheaper than a pooled connection for each call, and alone it costs no more.
"""

from __future__ import annotations

import asyncio
import contextlib
import math
from collections.abc import AsyncIterator, Sequence
from typing import Any, NamedTuple

from hiredis import pack_command
from redis.asyncio import Redis
from redis.asyncio.connection import AbstractConnection
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import ReadOnlyError, ResponseError
from redis.exceptions import TimeoutError as RedisTimeoutError

__all__ = ["Lane"]

READ_ONLY = "READONLY"
"""What a replica answers to a write; Redis 6.2 wraps it into an error of the script."""

PATIENCE = 5.0
"""Seconds, as the driver's own for one reply."""


class _Call(NamedTuple):
    packed: bytes
    reply: asyncio.Future[Any]


class Lane:
    """Carries calls that may be sent twice: after a lost connection a batch is sent again."""

    def __init__(self, client: Redis, retry: Retry, patience: float) -> None:
        self._connection: AbstractConnection = client.connection_pool.make_connection()  # type: ignore[no-untyped-call] # the driver
        self._retry = retry
        self._patience = patience
        self._waiting: list[_Call] = []
        self._carrier: asyncio.Task[None] | None = None

    @classmethod
    @contextlib.asynccontextmanager
    async def open(
        cls, url: str, retry: Retry, *, patience: float = PATIENCE
    ) -> AsyncIterator[Lane]:
        """Open a lane to a server; whoever still waits when it is left is cancelled.

        A batch that has no answer after `patience` seconds counts as lost.
        """
        # The connection itself does not try again: the waits would multiply.
        client = Redis.from_url(url, retry=Retry(NoBackoff(), 0), protocol=2)
        lane = cls(client, retry, patience)
        try:
            yield lane
        finally:
            await lane._close()
            await client.aclose()

    async def call(self, *words: Any) -> Any:  # noqa: ANN401 - on the wire anything is bytes
        """Send a command and give its reply. Raises RedisError and OSError, as the driver does."""
        packed = pack_command(words)
        reply: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting.append(_Call(packed, reply))
        if self._carrier is None or self._carrier.done():
            self._carrier = asyncio.create_task(self._carry())
        return await reply

    async def _carry(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting, []
            try:
                await self._carried(batch)
            except Exception as error:  # noqa: BLE001 - whatever it is, nobody may wait for ever
                for call in batch:
                    _end(call, error)

    async def _carried(self, batch: Sequence[_Call]) -> None:
        try:
            await self._retry.call_with_retry(lambda: self._exchange(batch), self._lost)
        except asyncio.CancelledError:
            for call in batch:
                call.reply.cancel()
            raise

    async def _exchange(self, batch: Sequence[_Call]) -> None:
        """Send what of a batch has no reply yet, and read the replies in order."""
        calls = [call for call in batch if not call.reply.done()]
        await self._connection.send_packed_command(b"".join([call.packed for call in calls]))
        try:
            async with asyncio.timeout(self._patience):
                await self._read(calls)
        except TimeoutError as error:
            raise RedisTimeoutError from error

    async def _read(self, calls: Sequence[_Call]) -> None:
        """Read the replies; the driver's own time limit for each of them costs more than it."""
        for call in calls:
            try:
                _end(call, await self._connection.read_response(timeout=math.inf))
            except ResponseError as error:
                if isinstance(error, ReadOnlyError) or READ_ONLY in str(error):
                    # Another server took its place: connect anew, and send it there.
                    raise ReadOnlyError(READ_ONLY) from error
                _end(call, error)

    async def _lost(self, _error: Exception) -> None:
        await self._connection.disconnect()

    async def _close(self) -> None:
        if self._carrier is not None:
            self._carrier.cancel()
            await asyncio.wait([self._carrier])
        for call in self._waiting:
            call.reply.cancel()
        await self._connection.disconnect()


def _end(call: _Call, reply: object) -> None:
    """Give a call its reply, unless whoever asked has gone away."""
    if call.reply.done():
        return
    if isinstance(reply, Exception):
        call.reply.set_exception(reply)
    else:
        call.reply.set_result(reply)

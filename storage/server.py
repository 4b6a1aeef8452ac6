"""The Redis we stand on, one server or a cluster: connecting, and whether it keeps its word."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from types import TracebackType
from typing import Any

from redis.asyncio import Redis, RedisCluster
from redis.asyncio.retry import Retry
from redis.backoff import EqualJitterBackoff
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import ReadOnlyError, RedisError, ResponseError
from redis.exceptions import TimeoutError as RedisTimeoutError

from storage.lane import Lane

__all__ = [
    "Call",
    "Client",
    "DurabilityError",
    "StoreUnavailable",
    "calling",
    "check_durability",
    "connected",
    "failures",
]

Client = Redis | RedisCluster

Call = Callable[..., Awaitable[Any]]
"""Sends one command to the server that has its keys, and gives the reply."""

OLDEST = (6, 2)
RETRIES = 8
PASSING = (RedisConnectionError, RedisTimeoutError, ReadOnlyError)
NEEDED = {"appendonly": "yes", "appendfsync": "always", "maxmemory-policy": "noeviction"}


class StoreUnavailable(Exception):  # noqa: N818 - it names the state
    """Redis cannot be used; the message is one line with the remedy, and never what was stored."""

    @classmethod
    def because(cls, error: Exception) -> StoreUnavailable:
        """Say what kind of failure it was; a driver's own message could repeat what was sent."""
        kind = type(error).__name__
        if isinstance(error, ResponseError):
            return cls(f"Redis refuses ({kind}): see its log, its memory and its disk.")
        return cls(f"Redis cannot be reached ({kind}): start it, or correct SANAQ_REDIS_URL.")


class DurabilityError(Exception):
    """Redis may lose what it acknowledged; the message is one line with the remedy."""


class failures:  # noqa: N801 - it is read as a function; a generator costs more than it does
    """Raise what the driver raises as StoreUnavailable, for the length of a `with`."""

    __slots__ = ()

    def __enter__(self) -> None:
        """Nothing has failed yet."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Say what failed."""
        if isinstance(error, RedisError | OSError):
            raise StoreUnavailable.because(error) from error


@contextlib.asynccontextmanager
async def connected(url: str) -> AsyncIterator[Client]:
    """Connect to a server, or to the cluster that it belongs to. Raises StoreUnavailable."""
    with failures():
        client = await _connect(url)
    try:
        yield client
    finally:
        await client.aclose()


async def _connect(url: str) -> Client:
    client = Redis.from_url(url, retry=_retry(), protocol=2)
    try:
        info = await client.info("server")
        _check_version(info)
    except BaseException:
        await client.aclose()
        raise
    if info.get("redis_mode") != "cluster":
        return client
    await client.aclose()
    # Many coroutines at a first use would each try to learn the cluster's layout, and fail.
    return await RedisCluster.from_url(url, retry=_retry(), protocol=2).initialize()


@contextlib.asynccontextmanager
async def calling(client: Client, url: str) -> AsyncIterator[Call]:
    """Give the way to call scripts: a lane to one server, the driver's own in a cluster."""
    if isinstance(client, RedisCluster):
        yield client.execute_command
        return
    async with Lane.open(url, _retry()) as lane:
        yield lane.call


def _retry() -> Retry:
    """Try again for two or three seconds: a server that was killed is back by then.

    A commit that is sent again is recognised by its sealed head, so nothing is taken twice.
    """
    return Retry(EqualJitterBackoff(cap=0.5, base=0.05), RETRIES, PASSING)


def _check_version(info: Mapping[str, Any]) -> None:
    version = str(info.get("redis_version", "0.0"))
    major, minor = (int(number) for number in version.split(".")[:2])
    if (major, minor) < OLDEST:
        raise StoreUnavailable(f"Redis {version} is too old: 6.2 or newer is needed.")


async def check_durability(client: Client) -> None:
    """Refuse a Redis that may lose acknowledged answers. Raises DurabilityError."""
    for name, needed in NEEDED.items():
        for found in await _configured(client, name):
            if found != needed:
                raise DurabilityError(
                    f"Redis runs with {name} {found}, which may lose answers: "
                    f"CONFIG SET {name} {needed}, and the same in redis.conf."
                )


async def _configured(client: Client, name: str) -> list[str]:
    """Give the value of a setting on every primary."""
    nodes = client.get_primaries() if isinstance(client, RedisCluster) else [client]
    try:
        replies = [await node.execute_command("CONFIG", "GET", name) for node in nodes]
    except ResponseError as error:
        raise DurabilityError(
            "Redis does not show its configuration: see that it runs with appendonly yes, "
            "appendfsync always and maxmemory-policy noeviction, then set "
            "SANAQ_REDIS_DURABLE=trusted."
        ) from error
    return [bytes(reply[1]).decode() if reply else "unknown" for reply in replies]

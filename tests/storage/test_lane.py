"""Calls that share a connection get their own replies, and survive the loss of it."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import ResponseError
from redis.exceptions import TimeoutError as RedisTimeoutError

from storage.interviews import InterviewStore
from storage.lane import Lane
from storage.sealing import KeyRing
from storage.stored import Committed
from tests.storage.household import ADDRESS
from tests.storage.servers import server
from tests.storage.talking import commit, opened

RETRY = Retry(NoBackoff(), 3)


class Wire:
    """The wire between us and Redis, which can lose the replies to what it has carried."""

    def __init__(self, redis_path: str) -> None:
        self._redis = redis_path
        self._connections: set[asyncio.Task[None]] = set()
        self.losing = 0
        self.carried = 0

    def connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Carry a new connection, beside the others."""
        self._connections.add(asyncio.create_task(self._carry(reader, writer)))

    async def end(self) -> None:
        """Wait until every connection is ended."""
        await asyncio.gather(*self._connections)

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Carry one connection both ways until either side ends it, or a reply is to be lost."""
        to_redis = await asyncio.open_unix_connection(self._redis)
        there = asyncio.create_task(self._pump(reader, to_redis[1]))
        back = asyncio.create_task(self._pump_replies(to_redis[0], writer))
        await asyncio.wait([there, back], return_when=asyncio.FIRST_COMPLETED)
        for task in (there, back):
            task.cancel()
        await asyncio.wait([there, back])
        for end in (to_redis[1], writer):
            end.close()
            with contextlib.suppress(OSError):
                await end.wait_closed()

    async def _pump(self, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        while data := await source.read(65536):
            target.write(data)
            await target.drain()

    async def _pump_replies(
        self, source: asyncio.StreamReader, target: asyncio.StreamWriter
    ) -> None:
        while data := await source.read(65536):
            self.carried += 1
            if self.losing:
                self.losing -= 1
                return
            target.write(data)
            await target.drain()


@contextlib.asynccontextmanager
async def wire(redis_url: str, path: Path) -> AsyncIterator[tuple[Wire, str]]:
    """Give a wire to Redis, and the URL of our end of it."""
    line = Wire(redis_url.removeprefix("unix://"))
    listening = await asyncio.start_unix_server(line.connect, path)
    async with listening:
        yield line, f"unix://{path}"
        listening.close()
        await line.end()


async def test_many_calls_at_once_each_get_their_own_reply(redis_url: str) -> None:
    async with Lane.open(redis_url, RETRY) as lane:
        replies = await asyncio.gather(*(lane.call("ECHO", str(n)) for n in range(500)))
    assert replies == [str(n).encode() for n in range(500)]


async def test_one_wrong_call_does_not_disturb_the_others(redis_url: str) -> None:
    async with Lane.open(redis_url, RETRY) as lane:
        calls = [lane.call("ECHO", "a"), lane.call("NONSENSE"), lane.call("ECHO", "b")]
        first, wrong, last = await asyncio.gather(*calls, return_exceptions=True)
        assert (first, last) == (b"a", b"b")
        assert isinstance(wrong, ResponseError)
        with pytest.raises(UnicodeEncodeError):
            await lane.call("ECHO", "\ud800")
        assert await lane.call("ECHO", "c") == b"c"


async def test_whoever_goes_away_does_not_shift_the_replies(redis_url: str) -> None:
    async with Lane.open(redis_url, RETRY) as lane:
        calls = [asyncio.create_task(lane.call("ECHO", str(n))) for n in range(20)]
        await asyncio.sleep(0)
        for call in calls[::2]:
            call.cancel()
        replies = await asyncio.gather(*calls, return_exceptions=True)
        assert replies[1::2] == [str(n).encode() for n in range(1, 20, 2)]
        assert all(isinstance(reply, asyncio.CancelledError) for reply in replies[::2])


async def test_a_server_that_never_comes_back_is_an_error_for_everybody(tmp_path: Path) -> None:
    with server(tmp_path) as process:
        async with Lane.open(process.url, RETRY) as lane:
            assert await lane.call("ECHO", "a") == b"a"
            process.kill()
            calls = (lane.call("ECHO", "b") for _ in range(3))
            replies = await asyncio.gather(*calls, return_exceptions=True)
            assert all(isinstance(reply, RedisConnectionError) for reply in replies)
            await asyncio.to_thread(process.start)
            assert await lane.call("ECHO", "c") == b"c"


async def test_a_server_that_does_not_answer_in_time_is_an_error_and_is_asked_anew(
    redis_url: str,
) -> None:
    async with Lane.open(redis_url, RETRY, patience=0.05) as lane:
        with pytest.raises(RedisTimeoutError):
            await lane.call("BLPOP", "a list that nobody fills", "0")
        assert await lane.call("ECHO", "a") == b"a"


async def test_a_turn_whose_acknowledgement_is_lost_is_no_second_turn(
    redis_url: str, tmp_path: Path, keyring: KeyRing
) -> None:
    """Without a message id as well: the turn is sent again, and known by its seal."""
    async with (
        wire(redis_url, tmp_path / "wire") as (line, url),
        InterviewStore.connect(url, keyring) as store,
    ):
        stored = await opened(store)
        for message in (None, "bot:1"):
            line.losing = 1
            done = await commit(store, stored, "750000000", message=message)
            assert isinstance(done, Committed)
            assert line.losing == 0
            stored = done.stored
        found = await store.find(ADDRESS, fresh=True)
    assert found is not None
    assert found.revision == stored.revision == 3


async def test_whoever_waits_when_the_lane_is_left_is_cancelled(redis_url: str) -> None:
    async with Lane.open(redis_url, RETRY) as lane:
        waiting = asyncio.create_task(lane.call("XREAD", "BLOCK", 0, "STREAMS", "never", "$"))
        await asyncio.sleep(0)
    with pytest.raises(asyncio.CancelledError):
        await waiting


async def test_a_warm_turn_takes_one_round_trip_and_a_cold_one_two(
    redis_url: str, tmp_path: Path, keyring: KeyRing
) -> None:
    """Counted on the wire. A new interview is begun in two as well."""
    async with (
        wire(redis_url, tmp_path / "wire") as (line, url),
        InterviewStore.connect(url, keyring) as store,
    ):
        before = line.carried
        stored = await opened(store)
        assert line.carried - before == 2
        warm = await store.find(ADDRESS)
        assert warm is not None
        await commit(store, warm, "750000000", message="bot:1")
        assert line.carried - before == 3
        async with InterviewStore.connect(url, keyring) as elsewhere:
            before = line.carried
            cold = await elsewhere.find(ADDRESS)
            assert cold is not None
            done = await commit(elsewhere, cold, "Abai 1", message="bot:2")
            assert line.carried - before == 2
    assert isinstance(done, Committed)
    assert done.stored.revision == stored.revision + 2

"""What was acknowledged survives the server, alone or a cluster; a weaker one is refused."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
import redis

from state_machine.interview import Status
from storage.interviews import InterviewStore
from storage.keyspace import Shard
from storage.projector import PAUSE, RECOVERY, Projector
from storage.registry import Registry
from storage.sealing import KeyRing
from storage.server import DurabilityError, StoreUnavailable
from storage.stored import Committed
from tests.storage.household import ADDRESS, family
from tests.storage.servers import RedisProcess, cluster, server, wait
from tests.storage.talking import commit, opened, talk

IINS = ("850101300001", "900202400002")


async def test_kill_9_between_turns_loses_nothing_and_doubles_nothing(
    tmp_path: Path, keyring: KeyRing
) -> None:
    """The server dies after every turn of a family; the store goes on over the same connection."""
    with server(tmp_path) as process:
        async with InterviewStore.connect(process.url, keyring) as store:
            stored = await opened(store)
            for number, said in enumerate(family(*IINS), start=1):
                process.kill()
                await asyncio.to_thread(process.start)
                done = await commit(store, stored, said, message=f"bot:{number}")
                assert isinstance(done, Committed)
                stored = done.stored
            found = await store.find(ADDRESS, fresh=True)
        async with InterviewStore.connect(process.url, keyring) as later:
            reread = await later.find(ADDRESS)
            assert await later.finishing() == [stored.id]
    assert found is not None
    assert reread is not None
    assert reread.interview.head == stored.interview.head
    assert dict(reread.interview.items) == dict(stored.interview.items)


async def test_many_conversations_survive_a_kill_in_their_midst(
    tmp_path: Path, keyring: KeyRing
) -> None:
    """While eight talk, the server is killed again and again; each turn counts exactly once."""
    with server(tmp_path) as process:
        async with InterviewStore.connect(process.url, keyring) as store:
            talks = asyncio.gather(
                *(talk(store, family(*IINS), f"web:{number}") for number in range(8))
            )
            for _ in range(3):
                process.kill()
                await asyncio.to_thread(process.start)
            for stored in await talks:
                held = await store.load(stored.id, fresh=True)
                assert held is not None
                assert held.revision == stored.revision == 1 + len(family(*IINS))
                assert held.interview.head.status is Status.FINISHING
    with server(tmp_path) as process:
        assert _journal_length(process) == 8 * (1 + len(family(*IINS)))


async def test_each_start_of_the_server_raises_the_epoch(tmp_path: Path, keyring: KeyRing) -> None:
    with server(tmp_path) as process:
        async with InterviewStore.connect(process.url, keyring) as store:
            stored = await opened(store)
            process.kill()
            await asyncio.to_thread(process.start)
            await commit(store, stored, "750000000")
        epochs = _epochs(process, stored.id)
        assert epochs[0] < epochs[1]
        async with InterviewStore.connect(process.url, keyring) as store:
            again = await store.find(ADDRESS)
            assert again is not None
            await commit(store, again, "Abai 1")
        assert _epochs(process, stored.id)[2] == epochs[1]


async def test_a_server_that_is_away_is_said_to_be_away(tmp_path: Path, keyring: KeyRing) -> None:
    with server(tmp_path) as process:
        async with InterviewStore.connect(process.url, keyring) as store:
            stored = await opened(store)
            process.kill()
            errors = await asyncio.gather(
                commit(store, stored, "750000000"),
                store.find(ADDRESS, fresh=True),
                store.load(stored.id, fresh=True),
                store.finishing(),
                store.ping(),
                return_exceptions=True,
            )
    assert {type(error) for error in errors} == {StoreUnavailable}
    assert all("Redis cannot be reached" in str(error) for error in errors)


async def test_a_server_that_became_a_replica_is_left_for_the_one_that_replaced_it(
    tmp_path: Path, keyring: KeyRing
) -> None:
    """As after a failover behind one name: a new connection finds a server that takes writes.

    Here it is the same server, given its role back when its refusal was heard.
    """
    with server(tmp_path) as process:
        async with InterviewStore.connect(process.url, keyring) as store:
            stored = await opened(store)
            with redis.Redis.from_url(process.url) as client:
                client.replicaof("127.0.0.1", "1")
                refusals = _refusals(client)
                committing = asyncio.create_task(commit(store, stored, "750000000"))
                await asyncio.to_thread(wait, lambda: _refusals(client) > refusals)
                client.replicaof("NO", "ONE")
            assert isinstance(await committing, Committed)


async def test_a_server_without_memory_says_so(tmp_path: Path, keyring: KeyRing) -> None:
    with server(tmp_path) as process:
        async with InterviewStore.connect(process.url, keyring) as store:
            stored = await opened(store)
            with redis.Redis.from_url(process.url) as client:
                client.config_set("maxmemory", 1)
            with pytest.raises(StoreUnavailable, match="Redis refuses"):
                await commit(store, stored, "750000000")


async def test_a_cluster_takes_every_call_of_the_store_and_the_projector(
    tmp_path: Path, keyring: KeyRing, database_url: str
) -> None:
    """Redis itself refuses a script that touches two slots."""
    with cluster(tmp_path) as process:
        async with (
            InterviewStore.connect(process.url, keyring) as store,
            Registry.connect(database_url) as registry,
        ):
            families = await asyncio.gather(
                *(talk(store, family(*IINS), f"web:{number}") for number in range(6))
            )
            assert len({stored.id[:2] for stored in families}) > 1
            assert set(await store.finishing()) == {stored.id for stored in families}
            for stored in families:
                found = await store.load(stored.id, fresh=True)
                assert found is not None
                assert found.interview.head == stored.interview.head
            projector = Projector(store, registry)
            assert await projector.run_once() == sum(stored.revision for stored in families)
            assert (await registry.counts()).total == 6


async def test_a_running_projector_waits_for_what_is_away_and_goes_on(
    tmp_path: Path, keyring: KeyRing, database_url: str
) -> None:
    pauses: asyncio.Queue[float] = asyncio.Queue(1)
    with server(tmp_path) as process:
        async with (
            InterviewStore.connect(process.url, keyring) as store,
            Registry.connect(database_url) as registry,
        ):
            running = asyncio.create_task(Projector(store, registry).run(sleep=pauses.put))
            assert await pauses.get() == PAUSE
            stored = await opened(store)
            process.kill()
            while await pauses.get() != RECOVERY:
                pass
            await asyncio.to_thread(process.start)
            await commit(store, stored, "750000000")
            while (await registry.board()).total == 0:
                await pauses.get()
            (row,) = (await registry.board()).rows
            # A driver that is just connecting may swallow a cancellation.
            while not running.done():
                running.cancel()
                await asyncio.wait([running], timeout=1)
    assert row.id == stored.id


@pytest.mark.parametrize(
    ("setting", "value"),
    [("appendonly", "no"), ("appendfsync", "everysec"), ("maxmemory_policy", "allkeys-lru")],
)
async def test_a_redis_that_may_lose_answers_is_refused_with_the_remedy(
    setting: str, value: str, tmp_path: Path, keyring: KeyRing
) -> None:
    name = setting.replace("_", "-")
    with server(tmp_path, **{setting: value}) as process:
        with pytest.raises(DurabilityError, match=f"CONFIG SET {name}") as refused:
            async with InterviewStore.connect(process.url, keyring):
                pass
        assert "\n" not in str(refused.value)
        async with InterviewStore.connect(process.url, keyring, durable="trusted") as store:
            assert await store.find(ADDRESS) is None


async def test_a_redis_that_hides_its_configuration_must_be_trusted(
    tmp_path: Path, keyring: KeyRing
) -> None:
    with server(tmp_path, rename_command="CONFIG hidden") as process:
        with pytest.raises(DurabilityError, match="SANAQ_REDIS_DURABLE=trusted"):
            async with InterviewStore.connect(process.url, keyring):
                pass
        async with InterviewStore.connect(process.url, keyring, durable="trusted") as store:
            assert await store.find(ADDRESS) is None


async def test_another_number_of_shards_is_refused(redis_url: str, keyring: KeyRing) -> None:
    async with InterviewStore.connect(redis_url, keyring, shards=4):
        pass
    with pytest.raises(StoreUnavailable, match="4 shards"):
        async with InterviewStore.connect(redis_url, keyring):
            pass


async def test_where_nobody_listens_one_line_says_so(keyring: KeyRing) -> None:
    with pytest.raises(StoreUnavailable, match="SANAQ_REDIS_URL"):
        async with InterviewStore.connect("redis://127.0.0.1:1", keyring):
            pass


def _epochs(process: RedisProcess, interview_id: str) -> list[int]:
    shard = Shard.numbered(int(interview_id[:2], 16))
    with redis.Redis.from_url(process.url) as client:
        return [int(fields[b"n"]) for _, fields in client.xrange(shard.journal)]


def _refusals(client: redis.Redis) -> int:
    return int(client.info("stats")["total_error_replies"])


def _journal_length(process: RedisProcess) -> int:
    with redis.Redis.from_url(process.url) as client:
        return sum(client.xlen(key) for key in client.scan_iter("*:journal"))

"""A turn is stored whole or not at all, once, and only on top of what it was taken from."""

from __future__ import annotations

import logging

import pytest
import redis

from state_machine.inputs import Act, Action, Finalised
from state_machine.interview import FINISH, Receipt, Status
from storage.interviews import InterviewStore
from storage.keyspace import MOST_SHARDS, new_interview_id, shard_of_interview
from storage.outline import Outline
from storage.sealing import KeyRing
from storage.stored import AddressRefused, Committed, Conflict, Duplicate, Reserved
from tests.storage.household import ADDRESS, NOW, family
from tests.storage.talking import commit, opened, talk

IINS = ("850101300001", "900202400002")


async def test_an_address_without_an_interview_finds_nothing(store: InterviewStore) -> None:
    assert await store.find(ADDRESS) is None


async def test_a_reserved_id_stays_with_its_address(
    store: InterviewStore, other: InterviewStore
) -> None:
    first, second = await store.reserve(ADDRESS), await other.reserve(ADDRESS)
    assert isinstance(first, Reserved)
    assert first.id == second.id
    assert await store.find(ADDRESS) is None


async def test_of_two_that_begin_at_once_one_is_told_what_the_other_stored(
    store: InterviewStore, other: InterviewStore
) -> None:
    here, there = await store.reserve(ADDRESS), await other.reserve(ADDRESS)
    assert isinstance(await commit(store, here), Committed)
    refused = await commit(other, there)
    assert isinstance(refused, Conflict)
    assert refused.stored is not None
    assert refused.stored.id == here.id


async def test_another_process_reads_what_was_stored(
    store: InterviewStore, other: InterviewStore
) -> None:
    stored = await talk(store, family(*IINS))
    found = await other.find(ADDRESS)
    assert found is not None
    assert found.interview == stored.interview
    assert found.outline == stored.outline
    assert dict(found.interview.items) == dict(stored.interview.items)
    assert found.interview.head.status is Status.FINISHING


async def test_an_interview_is_loaded_by_its_id(
    store: InterviewStore, other: InterviewStore
) -> None:
    stored = await opened(store)
    loaded = await other.load(stored.id)
    assert loaded is not None
    assert loaded.interview.head == stored.interview.head
    assert await other.load("00" + "0" * 20) is None


async def test_items_are_opened_only_when_they_are_looked_at(
    store: InterviewStore, other: InterviewStore
) -> None:
    await talk(store, family(*IINS))
    found = await other.find(ADDRESS)
    assert found is not None
    assert found.interview.items._loaded == {}
    assert found.interview.items[2].answers["iin"].value == IINS[1]
    assert set(found.interview.items._loaded) == {2}


async def test_a_message_is_taken_once(store: InterviewStore) -> None:
    first = await commit(store, await opened(store), "750000000", message="bot:1")
    assert isinstance(first, Committed)
    again = await commit(store, first.stored, "Abai", message="bot:1")
    assert isinstance(again, Duplicate)
    assert again.newest
    assert again.stored.interview.head == first.stored.interview.head


async def test_an_older_message_is_known_as_older(store: InterviewStore) -> None:
    first = await commit(store, await opened(store), "750000000", message="bot:1")
    assert isinstance(first, Committed)
    second = await commit(store, first.stored, "Abai", message="bot:2")
    assert isinstance(second, Committed)
    again = await commit(store, second.stored, "750000000", message="bot:1")
    assert isinstance(again, Duplicate)
    assert not again.newest


async def test_the_last_64_messages_are_known(store: InterviewStore) -> None:
    stored = await opened(store)
    for number in range(65):
        done = await commit(store, stored, "750000000", message=f"bot:{number}")
        assert isinstance(done, Committed)
        stored = done.stored
    oldest = await commit(store, stored, "750000000", message="bot:1")
    assert isinstance(oldest, Duplicate)
    assert isinstance(await commit(store, stored, "750000000", message="bot:0"), Committed)


async def test_a_turn_taken_from_an_old_state_gives_the_new_one(
    store: InterviewStore, other: InterviewStore
) -> None:
    stored = await opened(store)
    theirs = await other.find(ADDRESS)
    assert theirs is not None
    ours = await commit(store, stored, "750000000")
    assert isinstance(ours, Committed)
    late = await commit(other, theirs, "110000000")
    assert isinstance(late, Conflict)
    assert late.stored is not None
    assert late.stored.interview == ours.stored.interview
    assert isinstance(await commit(other, late.stored, "Abai"), Committed)


async def test_a_strange_address_learns_and_changes_nothing(store: InterviewStore) -> None:
    stored = await opened(store)
    with pytest.raises(AddressRefused) as refused:
        await commit(store, stored, "750000000", address="web:somebody")
    assert refused.value.interview_id == stored.id
    found = await store.find(ADDRESS, fresh=True)
    assert found is not None
    assert found.revision == stored.revision


async def test_an_id_can_only_be_begun_by_the_address_that_holds_it(store: InterviewStore) -> None:
    reserved = await store.reserve(ADDRESS)
    with pytest.raises(AddressRefused):
        await commit(store, reserved, address="web:somebody")


async def test_a_cache_ahead_of_redis_is_an_alarm_and_never_a_commit(
    store: InterviewStore, redis_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    first = await opened(store)
    (key,) = _keys(redis_url, "*:i:*")
    with redis.Redis.from_url(redis_url) as client:
        lost = client.dump(key)
        done = await commit(store, first, "secret street")
        client.restore(key, 0, lost, replace=True)
    assert isinstance(done, Committed)
    with caplog.at_level(logging.ERROR):
        refused = await commit(store, done.stored, "Abai 150")
    assert isinstance(refused, Conflict)
    assert refused.stored is not None
    assert refused.stored.revision == first.revision
    (record,) = caplog.records
    assert record.message == "cache_ahead_of_redis"
    assert (record.interview, record.held, record.redis) == (first.id, 2, 1)  # type: ignore[attr-defined]
    assert "street" not in str(record.__dict__)
    found = await store.find(ADDRESS)
    assert found is not None
    assert found.revision == first.revision


async def test_a_turn_that_was_lost_is_no_ground_for_another_of_the_same_revision(
    store: InterviewStore, other: InterviewStore, redis_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    """After a failover that lost it, somebody else's turn got its revision."""
    first = await opened(store)
    (key,) = _keys(redis_url, "*:i:*")
    with redis.Redis.from_url(redis_url) as client:
        earlier = client.dump(key)
        lost = await commit(store, first, "750000000")
        client.restore(key, 0, earlier, replace=True)
    theirs = await other.find(ADDRESS)
    assert theirs is not None
    kept = await commit(other, theirs, "110000000")
    assert isinstance(lost, Committed)
    assert isinstance(kept, Committed)
    assert lost.stored.revision == kept.stored.revision
    refused = await commit(store, lost.stored, "Abai 150")
    assert isinstance(refused, Conflict)
    assert refused.stored is not None
    assert refused.stored.interview.items[0].answers["region"].value == "110000000"
    assert [record.message for record in caplog.records] == ["cache_ahead_of_redis"]
    looked = await store.find(ADDRESS, fresh=True)
    assert looked is not None
    assert looked.interview == kept.stored.interview


async def test_an_interview_that_is_gone_from_redis_is_not_made_of_the_cache(
    store: InterviewStore, redis_url: str
) -> None:
    stored = await opened(store)
    with redis.Redis.from_url(redis_url) as client:
        client.flushall()
    refused = await commit(store, stored, "750000000")
    assert isinstance(refused, Conflict)
    assert refused.stored is None
    assert await store.find(ADDRESS) is None
    assert (await opened(store)).id != stored.id


async def test_finishing_interviews_are_known_until_they_are_finished(
    store: InterviewStore,
) -> None:
    stored = await talk(store, family(*IINS))
    assert await store.finishing() == [stored.id]
    receipts = tuple(Receipt(item, f"KZ-{item}") for item in (1, 2))
    assert isinstance(await commit(store, stored, Finalised(receipts)), Committed)
    assert await store.finishing() == []


async def test_removed_items_leave_redis(store: InterviewStore, other: InterviewStore) -> None:
    stored = await talk(store, family(*IINS)[:-1])
    for said in (Act(Action.REMOVE, "1"), Act(Action.CONFIRM)):
        done = await commit(store, stored, said)
        assert isinstance(done, Committed)
        stored = done.stored
    found = await other.find(ADDRESS)
    assert found is not None
    assert set(found.interview.items) == {0, 2}
    assert found.outline.persons == 1


async def test_the_outline_says_where_an_interview_stands_and_no_answer(
    store: InterviewStore,
) -> None:
    stored = await talk(store, family(IINS[0])[:5])
    assert stored.outline == Outline(
        questionnaire="household@c0ffee",
        status="open",
        control="respondent",
        stage="interviewing",
        section="sheet",
        question="surname",
        region="75",
        language="en",
        channel="web",
        began=NOW,
        at=NOW,
        persons=1,
        answers=4,
    )


async def test_who_has_answered_everything_is_reviewing(store: InterviewStore) -> None:
    """Staff see the same step as the page of the respondent."""
    stored = await talk(store, family(*IINS)[:-1])
    assert stored.interview.head.location == FINISH
    assert (stored.outline.status, stored.outline.stage) == ("open", "reviewing")
    assert (stored.outline.section, stored.outline.question) == ("", "")


async def test_redis_holds_no_answer_and_no_address_in_the_clear(
    store: InterviewStore, redis_url: str
) -> None:
    await talk(store, family(*IINS))
    everything = _everything(redis_url)
    assert b"interviewing" in everything
    for secret in (*IINS, "Omarov", "Abai 1", ADDRESS, ADDRESS.partition(":")[2]):
        assert secret.encode() not in everything


async def test_nothing_has_a_time_to_live(store: InterviewStore, redis_url: str) -> None:
    await talk(store, family(*IINS))
    with redis.Redis.from_url(redis_url) as client:
        assert {client.ttl(key) for key in client.scan_iter()} == {-1}


def test_an_id_leads_back_to_the_shard_that_it_was_made_for() -> None:
    for shard in range(MOST_SHARDS):
        assert shard_of_interview(new_interview_id(shard)) == shard


async def test_everything_of_an_interview_is_in_one_slot(
    store: InterviewStore, redis_url: str
) -> None:
    stored = await talk(store, family(*IINS))
    tag = f"{{s{int(stored.id[:2], 16)}}}"
    of_shard = [key for key in _keys(redis_url, "*") if b"epoch" not in key and b"meta" not in key]
    assert len(of_shard) == 4
    assert all(tag.encode() in key for key in of_shard)


async def test_the_cache_is_bounded(redis_url: str, keyring: KeyRing) -> None:
    async with InterviewStore.connect(redis_url, keyring, cache_size=3) as small:
        for number in range(5):
            await opened(small, f"web:{number}")
        assert len(small._interviews) == 3
        first = await small.find("web:0")
        assert first is not None
        assert isinstance(await commit(small, first, "75", address="web:0"), Committed)


def _keys(redis_url: str, pattern: str) -> list[bytes]:
    with redis.Redis.from_url(redis_url) as client:
        return list(client.scan_iter(pattern))


def _everything(redis_url: str) -> bytes:
    """Give every key and value as Redis would write them to a file."""
    with redis.Redis.from_url(redis_url) as client:
        return b"".join(key + _plain(client, key) for key in client.scan_iter())


def _plain(client: redis.Redis, key: bytes) -> bytes:
    match client.type(key):
        case b"hash":
            return repr(client.hgetall(key)).encode()
        case b"stream":
            return repr(client.xrange(key)).encode()
        case b"list":
            return repr(client.lrange(key, 0, -1)).encode()
        case b"set":
            return repr(client.smembers(key)).encode()
    return repr(client.get(key)).encode()

"""What is sent and is no text: kept sealed and once, before its turn, final with its submission."""

from __future__ import annotations

import asyncio

import pytest
from msgspec.structs import replace
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from bot.receiving import Receiving
from state_machine.attachment import Reference, reference_of
from state_machine.inputs import Act, Action, Input
from state_machine.interview import Head, Interview
from state_machine.items import Answer, Item, Items
from state_machine.pending import Change, Confirming, Sharing
from storage import schema
from storage.attachments import GRACE, SPARE, TooManyAttachments, referred_to
from storage.interviews import InterviewStore
from storage.numbers import NumberMaker
from storage.registry import Registry
from storage.sealing import KeyRing, SealBroken
from storage.stored import Committed, Stored
from tests.storage.household import QUESTIONNAIRE, family
from tests.storage.talking import commit, opened

PHOTO = b"\xff\xd8\xff" + bytes(range(256)) * 40
NOW = 1_632_110_400
HEAD = Head(id="i", questionnaire="q@1")
IINS = ("850101300001",)


async def _count(registry: Registry) -> int:
    async with registry.database.reading() as connection:
        wanted = select(func.count()).select_from(schema.attachments)
        return int((await connection.execute(wanted)).scalar_one())


def _receiving(registry: Registry, now: int) -> Receiving:
    return Receiving(registry.attachments, most=10**6, clock=lambda: now)


async def _say(store: InterviewStore, stored: Stored, *inputs: Input | str) -> Stored:
    for said in inputs:
        done = await commit(store, stored, said)
        assert isinstance(done, Committed)
        stored = done.stored
    return stored


def _with_street(reference: Reference) -> list[Input | str]:
    """What a family says, with a reference in place of its street."""
    region, _, *rest = family(*IINS)
    return [region, str(reference), *rest]


async def test_what_is_kept_is_sealed_and_opens_with_its_interview_s_key(
    store: InterviewStore, registry: Registry, keyring: KeyRing
) -> None:
    stored = await opened(store)
    reference = await registry.attachments.put(stored, PHOTO, "jpg", now=NOW)
    assert reference_of(str(reference)) == (reference.digest, len(PHOTO), "jpg")
    assert await registry.attachments.get(stored.id, stored.key, reference) == PHOTO
    async with registry.database.reading() as connection:
        sealed = await connection.scalar(select(schema.attachments.c.sealed))
    assert sealed
    assert PHOTO[3:40] not in sealed
    with pytest.raises(SealBroken):
        await registry.attachments.get(stored.id, keyring.new_data_key("another"), reference)


async def test_the_same_bytes_are_kept_once_and_tell_nothing_to_another_interview(
    store: InterviewStore, registry: Registry
) -> None:
    stored, other = await opened(store), await opened(store, "web:other")
    puts = [registry.attachments.put(stored, PHOTO, "jpg", now=NOW + n) for n in range(6)]
    assert len(set(await asyncio.gather(*puts))) == 1
    theirs = await registry.attachments.put(other, PHOTO, "jpg", now=NOW)
    assert await _count(registry) == 2
    assert theirs.digest != (await registry.attachments.put(stored, PHOTO, "jpg", now=NOW)).digest
    assert await registry.attachments.get(other.id, other.key, theirs) == PHOTO


async def test_nobody_fills_the_database(store: InterviewStore, registry: Registry) -> None:
    """What is here already is taken again; something new has to wait for the sweeper."""
    stored = await opened(store)
    for number in range(SPARE):
        await registry.attachments.put(stored, b"%d" % number, "bin", now=NOW)
    with pytest.raises(TooManyAttachments):
        await registry.attachments.put(stored, PHOTO, "jpg", now=NOW)
    await registry.attachments.put(stored, b"3", "bin", now=NOW)
    assert await _count(registry) == SPARE


async def test_finishing_keeps_what_the_path_refers_to_and_nothing_else(
    store: InterviewStore, registry: Registry, keyring: KeyRing, numbers: NumberMaker
) -> None:
    begun = await opened(store)
    kept = await registry.attachments.put(begun, PHOTO, "jpg", now=NOW)
    dropped = await registry.attachments.put(begun, b"an earlier one", "bin", now=NOW)
    elsewhere = await opened(store, "web:other")
    theirs = await registry.attachments.put(elsewhere, PHOTO, "jpg", now=NOW)
    stored = await _say(store, begun, *_with_street(kept))
    for _ in range(2):
        await registry.finalise(QUESTIONNAIRE, stored, keyring=keyring, numbers=numbers)
    assert await registry.attachments.get(stored.id, stored.key, kept) == PHOTO
    assert await registry.attachments.get(stored.id, stored.key, dropped) is None
    assert await registry.attachments.get(elsewhere.id, elsewhere.key, theirs) == PHOTO


@pytest.mark.parametrize("change", ["UPDATE attachments SET size = 1", "DELETE FROM attachments"])
async def test_what_a_submission_refers_to_is_final(
    change: str, store: InterviewStore, registry: Registry, keyring: KeyRing, numbers: NumberMaker
) -> None:
    begun = await opened(store)
    kept = await registry.attachments.put(begun, PHOTO, "jpg", now=NOW)
    stored = await _say(store, begun, *_with_street(kept))
    await registry.finalise(QUESTIONNAIRE, stored, keyring=keyring, numbers=numbers)
    with pytest.raises(DBAPIError):
        async with registry.database.writing() as connection:
            await connection.execute(text(change))
    assert await registry.attachments.put(stored, PHOTO, "jpg", now=NOW + 1) == kept
    assert await registry.attachments.due(now=NOW + 9 * GRACE) == []


async def test_the_sweeper_lets_go_of_what_no_answer_refers_to(
    store: InterviewStore, registry: Registry
) -> None:
    """Such bytes are left by a crash before their turn, by another photo, by a start over."""
    begun = await opened(store)
    kept = await registry.attachments.put(begun, PHOTO, "jpg", now=NOW)
    orphan = await registry.attachments.put(begun, b"never referred to", "bin", now=NOW)
    stored = await _say(store, begun, "750000000", str(kept))
    assert await _receiving(registry, NOW + GRACE - 1).sweep(store) == 0
    assert await _receiving(registry, NOW + GRACE).sweep(store) == 2
    assert await _receiving(registry, NOW + GRACE).sweep(store) == 0
    assert await registry.attachments.get(stored.id, stored.key, kept) == PHOTO
    assert await registry.attachments.get(stored.id, stored.key, orphan) is None
    await _say(store, stored, Act(Action.RESTART), Act(Action.CONFIRM))
    assert await _receiving(registry, NOW + 2 * GRACE).sweep(store) == 1
    assert await _count(registry) == 0


async def test_what_is_sent_again_while_it_is_swept_stays(
    store: InterviewStore, registry: Registry
) -> None:
    stored = await opened(store)
    reference = await registry.attachments.put(stored, PHOTO, "jpg", now=NOW)
    [(interview, digest, look_at)] = await registry.attachments.due(now=NOW + GRACE)
    await registry.attachments.put(stored, PHOTO, "jpg", now=NOW + GRACE)
    later = NOW + GRACE
    await registry.attachments.settle(interview, digest, look_at, kept=False, now=later)
    assert await registry.attachments.get(stored.id, stored.key, reference) == PHOTO


async def test_what_belongs_to_an_interview_that_redis_lost_is_not_swept(
    store: InterviewStore, registry: Registry
) -> None:
    stored = await opened(store)
    await registry.attachments.put(stored, PHOTO, "jpg", now=NOW)
    await store.client.execute_command("FLUSHALL")
    assert await _receiving(registry, NOW + GRACE).sweep(store) == 1
    assert await _count(registry) == 1


def test_what_is_asked_about_now_is_referred_to_as_well() -> None:
    one, two = (Reference(digit * 32, 5, "jpg") for digit in "12")
    items = Items({0: Item(id=0, answers={"photo": Answer(str(one)), "name": Answer("Ann")})})
    interview = Interview(HEAD, items)
    assert referred_to(interview) == {one.digest}
    for pending in (
        Confirming(Change("photo", 0, str(two))),
        Sharing(str(two), (1, 2), (1, 2)),
    ):
        waiting = Interview(replace(HEAD, pending=pending), items)
        assert referred_to(waiting) == {one.digest, two.digest}

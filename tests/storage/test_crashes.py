"""A process that dies between any two steps loses and doubles nothing: another goes on."""

from __future__ import annotations

import asyncio
import signal
import sys
from pathlib import Path

import pytest
from sqlalchemy import func, select

from state_machine.interview import Status
from storage import schema
from storage.interviews import InterviewStore
from storage.registry import Registry
from tests.storage.finisher import IINS, POINTS, finish
from tests.storage.household import ADDRESS, family
from tests.storage.sender import PHOTO, send
from tests.storage.sender import POINTS as SENDING

ROOT = Path(__file__).resolve().parents[2]
EXPECTED = {
    "submissions": 1,
    "persons": len(IINS),
    "counted_persons": len(IINS),
    "items": 1 + len(IINS),
    "answers": 3 + 6 * len(IINS),
    "deliveries": 1,
}


@pytest.mark.parametrize("point", POINTS)
async def test_a_kill_between_any_two_steps_loses_and_doubles_nothing(
    point: str, redis_url: str, store: InterviewStore, database_url: str
) -> None:
    program = [sys.executable, "-m", "tests.storage.finisher", redis_url, database_url, point]
    died = await asyncio.create_subprocess_exec(*program, cwd=ROOT)
    assert await died.wait() == -signal.SIGKILL
    receipts = await finish(redis_url, database_url)
    assert await finish(redis_url, database_url) == receipts
    assert [receipt.item for receipt in receipts] == [1, 2]
    stored = await store.find(ADDRESS)
    assert stored is not None
    assert stored.interview.head.status is Status.FINISHED
    assert stored.interview.head.receipts == receipts
    assert stored.revision == 1 + len(family(*IINS)) + 1
    assert await store.finishing() == []
    assert await _rows(database_url) == EXPECTED


async def _rows(database_url: str) -> dict[str, int]:
    async with (
        Registry.connect(database_url) as registry,
        registry.database.reading() as connection,
    ):
        tables = [schema.METADATA.tables[name] for name in EXPECTED]
        counted = [select(func.count()).select_from(table) for table in tables]
        found = [(await connection.execute(each)).scalar_one() for each in counted]
    return dict(zip(EXPECTED, found, strict=True))


@pytest.mark.parametrize("point", SENDING)
async def test_a_kill_between_a_photo_and_its_turn_loses_and_doubles_nothing(
    point: str, redis_url: str, store: InterviewStore, database_url: str
) -> None:
    program = [sys.executable, "-m", "tests.storage.sender", redis_url, database_url, point]
    died = await asyncio.create_subprocess_exec(*program, cwd=ROOT)
    assert await died.wait() == -signal.SIGKILL
    reference = await send(redis_url, database_url)
    assert await send(redis_url, database_url) == reference
    stored = await store.find(ADDRESS)
    assert stored is not None
    answers = stored.interview.items[0].answers
    assert [answer.value for answer in answers.values()] == [str(reference)]
    async with Registry.connect(database_url) as registry:
        assert await registry.attachments.get(stored.id, stored.key, reference) == PHOTO
        assert len(await registry.attachments.due(now=2**40)) == 1

"""The journal reaches SQL whole and once, and a stream is trimmed only behind it."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from functools import reduce

import pytest
import redis
from msgspec.structs import replace
from sqlalchemy import Row, select, text
from sqlalchemy.exc import DBAPIError

from state_machine.events import Opened
from state_machine.evolution import evolve, opened
from state_machine.inputs import Act, Action, Input
from state_machine.interview import Interview
from storage import schema
from storage.board import BoardFilter
from storage.interviews import InterviewStore
from storage.parts import open_events
from storage.projector import Projector
from storage.registry import Registry
from storage.sealing import KeyRing
from tests.storage.household import ADDRESS, NOW, QUESTIONNAIRE, family
from tests.storage.talking import commit, talk

IINS = ("850101300001", "900202400002")
BREAK = {
    "sqlite": (
        (
            (
                "CREATE TRIGGER broken BEFORE INSERT ON interviews "
                "BEGIN SELECT RAISE(ABORT, 'the power went'); END"
            ),
        ),
        ("DROP TRIGGER broken",),
    ),
    "postgresql": (
        (
            (
                "CREATE FUNCTION break_it() RETURNS trigger LANGUAGE plpgsql AS "
                "$$ BEGIN RAISE EXCEPTION 'the power went'; END $$"
            ),
            (
                "CREATE TRIGGER broken BEFORE INSERT ON interviews "
                "FOR EACH ROW EXECUTE FUNCTION break_it()"
            ),
        ),
        ("DROP TRIGGER broken ON interviews",),
    ),
}
CHANGE_OF_MIND: list[Input | str] = [Act(Action.CHANGE, "street/0"), "a tent", Act(Action.CONFIRM)]


async def test_the_journal_alone_rebuilds_the_interview(
    store: InterviewStore, registry: Registry, keyring: KeyRing
) -> None:
    said = family(*IINS)
    stored = await talk(store, [*said[:-1], *CHANGE_OF_MIND, Act(Action.BACK), said[-1]])
    await Projector(store, registry).run_once()
    rebuilt = _rebuild(await _journal(registry), await _wrapped(registry), keyring)
    assert rebuilt.head == stored.interview.head
    assert dict(rebuilt.items) == dict(stored.interview.items)


async def test_what_is_projected_leaves_redis_and_comes_once(
    store: InterviewStore, registry: Registry, redis_url: str
) -> None:
    stored = await talk(store, family(*IINS))
    projector = Projector(store, registry)
    assert await projector.run_once() == stored.revision
    assert await projector.run_once() == 0
    assert _streams(redis_url) == [0]
    rows = await _journal(registry)
    assert [row.revision for row in rows] == list(range(1, stored.revision + 1))


async def test_a_crash_between_sql_and_the_trimming_doubles_nothing(
    store: InterviewStore, registry: Registry, redis_url: str
) -> None:
    stored = await talk(store, family(*IINS))
    streams = _dump(redis_url)
    await Projector(store, registry).run_once()
    _restore(redis_url, streams)
    assert await Projector(store, registry).run_once() == stored.revision
    assert len(await _journal(registry)) == stored.revision
    assert (await registry.board()).total == 1


async def test_a_crash_before_sql_has_it_loses_nothing(
    store: InterviewStore, database_url: str, redis_url: str
) -> None:
    stored = await talk(store, family(*IINS))
    async with Registry.connect(database_url) as registry:
        projector = Projector(store, registry)
        async with _breaking_the_last_statement(registry):
            with pytest.raises(DBAPIError, match="the power went"):
                await projector.run_once()
            assert _streams(redis_url) == [stored.revision]
            assert await _journal(registry) == []
        await projector.run_once()
        assert len(await _journal(registry)) == stored.revision


async def test_the_outline_of_an_older_turn_does_not_replace_a_newer_one(
    store: InterviewStore, registry: Registry, redis_url: str
) -> None:
    stored = await talk(store, family(*IINS)[:6])
    projector = Projector(store, registry)
    early = _dump(redis_url)
    done = await commit(store, stored, Act(Action.PAUSE))
    await projector.run_once()
    _restore(redis_url, early)
    await projector.run_once()
    (row,) = (await registry.board()).rows
    assert (row.revision, row.status) == (done.stored.revision, "paused")  # type: ignore[union-attr]


async def test_after_a_failover_the_same_revision_is_a_row_of_its_own(
    store: InterviewStore, registry: Registry, redis_url: str
) -> None:
    """A replica took over that had not seen the last turn: its next turn has the same revision."""
    stored = await talk(store, family(*IINS)[:4])
    lost = _dump(redis_url, "*:i:*")
    await commit(store, stored, "a name that is lost")
    await Projector(store, registry).run_once()
    _restore(redis_url, lost)
    _fail_over(redis_url)
    found = await store.find(ADDRESS, fresh=True)
    assert found is not None
    await commit(store, replace(found), "Omarov")
    await Projector(store, registry).run_once()
    rows = [row for row in await _journal(registry) if row.revision == stored.revision + 1]
    assert len(rows) == 2
    assert rows[1].epoch > rows[0].epoch


async def test_the_board_lists_and_counts_what_was_projected(
    store: InterviewStore, registry: Registry
) -> None:
    await talk(store, family(IINS[0])[:5], "web:one")
    await talk(store, family(*IINS), "telegram:two")
    await Projector(store, registry).run_once()
    counts = await registry.counts()
    assert counts.total == 2
    assert counts.by_status == {"open": 1, "finishing": 1}
    assert counts.by_stage == {"interviewing": 1}
    assert counts.by_section == {"sheet": 1}
    assert counts.by_channel == {"web": 1, "telegram": 1}
    assert counts.by_language == {"en": 2}
    for wanted in (
        BoardFilter(status="open"),
        BoardFilter(stage="interviewing"),
        BoardFilter(section="sheet"),
        BoardFilter(channel="web"),
    ):
        (row,) = (await registry.board(wanted)).rows
        assert (row.question, row.persons, row.answers, row.region) == ("surname", 1, 4, "75")
    assert (await registry.board(BoardFilter(language="kk"))).total == 0


async def test_the_board_is_bounded_by_last_activity_and_paged(
    store: InterviewStore, registry: Registry
) -> None:
    for number in range(5):
        await talk(store, [], f"web:{number}")
    await Projector(store, registry).run_once()
    moment = datetime.fromisoformat(NOW).astimezone(UTC)
    assert (await registry.board(BoardFilter(active_since=moment))).total == 5
    assert (await registry.board(BoardFilter(active_before=moment))).total == 0
    pages = [await registry.board(page=page, size=2) for page in range(3)]
    ids = [row.id for page in pages for row in page.rows]
    assert [len(page.rows) for page in pages] == [2, 2, 1]
    assert len(set(ids)) == 5
    assert all(row.active == moment for page in pages for row in page.rows)


def _rebuild(
    rows: Sequence[Row[tuple[object, ...]]], wrapped: bytes, keyring: KeyRing
) -> Interview:
    key = keyring.unwrap(rows[0].interview, wrapped)
    turns = [open_events(row.sealed, key) for row in rows]
    first, *events = [event for turn in turns for event in turn]
    assert isinstance(first, Opened)
    interview = reduce(evolve, events, opened(QUESTIONNAIRE, first)).interview
    revision = rows[-1].revision
    return Interview(replace(interview.head, revision=revision), interview.items)


async def _journal(registry: Registry) -> Sequence[Row[tuple[object, ...]]]:
    ordered = select(schema.journal).order_by(schema.journal.c.epoch, schema.journal.c.revision)
    async with registry.database.reading() as connection:
        return (await connection.execute(ordered)).all()


async def _wrapped(registry: Registry) -> bytes:
    async with registry.database.reading() as connection:
        return bytes(
            (await connection.execute(select(schema.interview_keys.c.wrapped))).scalar_one()
        )


@contextlib.asynccontextmanager
async def _breaking_the_last_statement(registry: Registry) -> AsyncIterator[None]:
    """Let every transaction of the projector fail at its end, inside the database."""
    make, unmake = BREAK[registry.database.dialect]
    for statements, follow in ((make, True), (unmake, False)):
        async with registry.database.writing() as connection:
            for statement in statements:
                await connection.execute(text(statement))
        if follow:
            yield


def _streams(redis_url: str) -> list[int]:
    with redis.Redis.from_url(redis_url) as client:
        return [client.xlen(key) for key in client.scan_iter("*:journal")]


def _dump(redis_url: str, pattern: str = "*:journal") -> dict[bytes, bytes]:
    with redis.Redis.from_url(redis_url) as client:
        return {key: client.dump(key) for key in client.scan_iter(pattern)}


def _restore(redis_url: str, dumped: dict[bytes, bytes]) -> None:
    with redis.Redis.from_url(redis_url) as client:
        for key, value in dumped.items():
            client.restore(key, 0, value, replace=True)


def _fail_over(redis_url: str) -> None:
    """Make this server look like another: scripts forgotten, another run id on record."""
    with redis.Redis.from_url(redis_url) as client:
        client.script_flush()
        for key in client.scan_iter("*:epoch"):
            client.hset(key, "run", "another")

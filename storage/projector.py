"""Carries the journal from Redis into SQL; a stream is trimmed only behind what SQL committed."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, or_

from storage import schema
from storage.database import Database, DatabaseUnavailable
from storage.interviews import InterviewStore
from storage.journal import Entry, read_entry
from storage.keyspace import Shard
from storage.registry import Registry
from storage.server import StoreUnavailable, failures

__all__ = ["Projector"]

log = logging.getLogger(__name__)

BATCH = 500  # entries of one shard in one transaction
PAUSE = 0.25  # seconds between two looks at empty streams
RECOVERY = 2.0  # seconds to wait while Redis or the database is away

Row = dict[str, Any]


class Projector:
    """Projects the journal; two at once do no harm, and neither does a crash at any point."""

    def __init__(self, store: InterviewStore, registry: Registry) -> None:
        self._store = store
        self._database = registry.database

    async def run(self, *, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        """Project until cancelled; what is away is waited for."""
        while True:
            try:
                projected = await self.run_once()
            except (StoreUnavailable, DatabaseUnavailable) as error:
                log.warning("projector_waits", extra={"reason": str(error)})
                await sleep(RECOVERY)
                continue
            if not projected:
                await sleep(PAUSE)

    async def run_once(self) -> int:
        """Project one batch of each shard, and give the number of entries that were waiting."""
        return sum([await self._project(shard) for shard in self._store.shards])

    async def _project(self, shard: Shard) -> int:
        waiting = await self._redis("XRANGE", shard.journal, "-", "+", "COUNT", BATCH)
        if not waiting:
            return 0
        await _store(self._database, [read_entry(fields) for _, fields in waiting])
        await self._redis("XTRIM", shard.journal, "MINID", _behind(waiting[-1][0]))
        return len(waiting)

    async def _redis(self, *words: str | int) -> Any:  # noqa: ANN401 - a reply off the wire
        with failures():
            return await self._store.client.execute_command(*words)


def _behind(position: bytes) -> str:
    """Give the first position after one: `milliseconds-count`."""
    moment, _, count = position.decode().partition("-")
    return f"{moment}-{int(count) + 1}"


async def _store(database: Database, entries: Sequence[Entry]) -> None:
    """Put entries into SQL in one transaction; those that are there already change nothing."""
    latest = {entry.interview: entry for entry in sorted(entries, key=lambda each: each.order)}
    keys = [
        {"interview": entry.interview, "wrapped": entry.wrapped_key}
        for entry in entries
        if entry.wrapped_key
    ]
    async with database.writing() as connection:
        journal = database.insert(schema.journal).on_conflict_do_nothing()
        await connection.execute(journal, [_journal_row(entry) for entry in entries])
        if keys:
            keep = database.insert(schema.interview_keys).on_conflict_do_nothing()
            await connection.execute(keep, keys)
        # In the order of their ids, so that two projectors cannot wait for each other.
        rows = [_outline_row(latest[id_]) for id_ in sorted(latest)]
        await connection.execute(_upsert(database, rows[0]), rows)


def _upsert(database: Database, row: Iterable[str]) -> Any:  # noqa: ANN401 - of either dialect
    """Give the statement that replaces an interview's outline by a later one."""
    known = schema.interviews.c
    insert = database.insert(schema.interviews)
    new = insert.excluded
    later = or_(
        new.epoch > known.epoch,
        and_(new.epoch == known.epoch, new.revision > known.revision),
    )
    changed = {name: new[name] for name in row if name != "id"}
    return insert.on_conflict_do_update(index_elements=["id"], set_=changed, where=later)


def _journal_row(entry: Entry) -> Row:
    return {
        "interview": entry.interview,
        "epoch": entry.epoch,
        "revision": entry.revision,
        "at": _seconds(entry.outline.at),
        "channel": entry.outline.channel,
        "sealed": entry.events,
    }


def _outline_row(entry: Entry) -> Row:
    plain = entry.outline
    return {
        "id": entry.interview,
        "epoch": entry.epoch,
        "revision": entry.revision,
        "questionnaire": plain.questionnaire,
        "status": plain.status,
        "control": plain.control,
        "stage": plain.stage,
        "section": plain.section,
        "question": plain.question,
        "region": plain.region,
        "language": plain.language,
        "channel": plain.channel,
        "began_at": _seconds(plain.began),
        "active_at": _seconds(plain.at),
        "persons": plain.persons,
        "answers": plain.answers,
    }


def _seconds(moment: str) -> int:
    return int(datetime.fromisoformat(moment).timestamp())

"""What staff look at: lists and live counts of interviews, from the projection alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import ColumnElement, func, select

from storage.database import Database
from storage.schema import interviews, persons, submissions

__all__ = ["BoardFilter", "BoardPage", "BoardRow", "Counts", "board", "counts"]

PAGE_ROWS = 50


class BoardFilter(Struct, frozen=True, kw_only=True):
    """Which interviews to list; '' and None leave a side open.

    `active_since` and `active_before` bound the last activity (aware datetimes).
    """

    status: str = ""
    stage: str = ""
    section: str = ""
    language: str = ""
    channel: str = ""
    control: str = ""
    active_since: datetime | None = None
    active_before: datetime | None = None


class BoardRow(Struct, frozen=True):
    """One interview as staff see it: where it stands and how much is in it. Times are UTC."""

    id: str
    revision: int
    questionnaire: str
    status: str
    control: str
    stage: str
    section: str
    question: str
    region: str
    language: str
    channel: str
    began: datetime
    active: datetime
    persons: int
    answers: int


class BoardPage(Struct, frozen=True):
    """One page (from 0) of a list, the latest activity first, and the length of the whole list."""

    rows: tuple[BoardRow, ...]
    total: int
    page: int
    size: int


class Counts(Struct, frozen=True):
    """Live counts. `by_stage` and `by_section` count open interviews, the others all of them.

    `submissions` and `persons` are what was finalised; a person counts once, whoever told of them.
    """

    total: int
    by_status: Mapping[str, int]
    by_stage: Mapping[str, int]
    by_section: Mapping[str, int]
    by_language: Mapping[str, int]
    by_channel: Mapping[str, int]
    submissions: int
    persons: int


async def board(
    database: Database, filters: BoardFilter, *, page: int = 0, size: int = PAGE_ROWS
) -> BoardPage:
    """List interviews by the filters given."""
    wanted = _conditions(filters)
    latest = (interviews.c.active_at.desc(), interviews.c.id)
    listed = select(interviews).where(*wanted).order_by(*latest)
    counted = select(func.count()).select_from(interviews).where(*wanted)
    async with database.reading() as connection:
        rows = await connection.execute(listed.offset(page * size).limit(size))
        found = tuple(_row(dict(row)) for row in rows.mappings())
        total = await connection.scalar(counted)
    return BoardPage(found, int(total or 0), page, size)


async def counts(database: Database) -> Counts:
    """Count the interviews now."""
    sides = ("status", "stage", "section", "language", "channel")
    columns = [interviews.c[side] for side in sides]
    grouped = select(*columns, func.count()).group_by(*columns)
    once = select(func.count()).select_from(persons).where(persons.c.counted)
    async with database.reading() as connection:
        rows = [tuple(row) for row in await connection.execute(grouped)]
        finished = await connection.scalar(select(func.count()).select_from(submissions))
        counted = await connection.scalar(once)
    still_open = [row for row in rows if row[0] == "open"]
    return Counts(
        total=sum(row[-1] for row in rows),
        by_status=_by(rows, 0),
        by_stage=_by(still_open, 1),
        by_section=_by(still_open, 2),
        by_language=_by(rows, 3),
        by_channel=_by(rows, 4),
        submissions=int(finished or 0),
        persons=int(counted or 0),
    )


def _conditions(filters: BoardFilter) -> list[ColumnElement[bool]]:
    same = ("status", "stage", "section", "language", "channel", "control")
    wanted = [interviews.c[side] == value for side in same if (value := getattr(filters, side))]
    if filters.active_since:
        wanted.append(interviews.c.active_at >= int(filters.active_since.timestamp()))
    if filters.active_before:
        wanted.append(interviews.c.active_at < int(filters.active_before.timestamp()))
    return wanted


def _row(row: Mapping[Any, Any]) -> BoardRow:
    plain = {str(name): value for name, value in row.items()}
    began = datetime.fromtimestamp(plain["began_at"], UTC)
    active = datetime.fromtimestamp(plain["active_at"], UTC)
    return msgspec.convert({**plain, "began": began, "active": active}, BoardRow)


def _by(rows: list[tuple[object, ...]], side: int) -> Mapping[str, int]:
    found: Counter[str] = Counter()
    for row in rows:
        found[str(row[side])] += int(str(row[-1]))
    return found

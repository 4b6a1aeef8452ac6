"""Which versions of questionnaires are kept, and how many interviews stand on each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from msgspec import Struct
from sqlalchemy import func, select

from storage.database import Database
from storage.schema import interviews, questionnaires

__all__ = ["Version", "versions"]


class Version(Struct, frozen=True):
    """One version: name@hash, when its first interview began (UTC), its interviews by status."""

    identity: str
    first: datetime | None
    by_status: Mapping[str, int]


async def versions(database: Database) -> tuple[Version, ...]:
    """Every version kept, those used first at the front and those without interviews last."""
    columns = (interviews.c.questionnaire, interviews.c.status)
    used = select(*columns, func.count(), func.min(interviews.c.began_at)).group_by(*columns)
    async with database.reading() as connection:
        kept = list(await connection.scalars(select(questionnaires.c.identity)))
        rows = [tuple(row) for row in await connection.execute(used)]
    found = [_version(identity, [row for row in rows if row[0] == identity]) for identity in kept]
    return tuple(sorted(found, key=_age))


def _version(identity: str, rows: list[tuple[str, str, int, int]]) -> Version:
    began = min((first for *_, first in rows), default=None)
    first = None if began is None else datetime.fromtimestamp(began, UTC)
    return Version(identity, first, {status: count for _, status, count, _ in rows})


def _age(version: Version) -> tuple[bool, str, str]:
    first = version.first
    return first is None, first.isoformat() if first else "", version.identity

"""What people sent that is no text: kept sealed in the database, before the turn that refers to it.

The bytes come first and the turn after them, so that an answer never refers to what is not there. A
crash in between leaves bytes that no answer refers to; whoever sends the same again gets the same
row, and what nobody refers to is swept away a day later.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, and_, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from state_machine.attachment import Reference, reference_of
from state_machine.interview import Interview
from state_machine.items import Answer
from state_machine.pending import Change, Confirming, Sharing
from storage.schema import attachments
from storage.sealing import DataKey

if TYPE_CHECKING:
    from storage.database import Database
    from storage.stored import Stored

__all__ = ["GRACE", "SPARE", "Attachments", "TooManyAttachments", "claim", "referred_to"]

GRACE = int(timedelta(days=1).total_seconds())
"""So long are bytes kept that no answer refers to: a turn may be on its way for a while."""

SPARE = 20
"""So many of one interview may wait for the sweeper; more are not taken."""

PART = "a"
"""An attachment's sealed part is named by this letter and its keyed hash."""

IN_ONE_SWEEP = 200
ROWS = 5_000  # named in one statement, well under the databases' bounds on parameters


class TooManyAttachments(Exception):  # noqa: N818 - it names what happened
    """Somebody sends one thing after the other, and answers with none of them."""


class Attachments:
    """What is kept. The methods raise DatabaseUnavailable while the database is away."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def put(self, stored: Stored, content: bytes, extension: str, *, now: int) -> Reference:
        """Seal and keep what was sent in an interview, once however often it comes.

        `now` in seconds since 1970. Raises TooManyAttachments.
        """
        digest = stored.key.digest(content)
        row = {
            "interview": stored.id,
            "digest": digest,
            "size": len(content),
            "look_at": now + GRACE,
            "sealed": stored.key.seal(_part(digest), stored.revision, content),
        }
        insert = self._database.insert(attachments).values(row)
        again = insert.on_conflict_do_update(
            index_elements=["interview", "digest"],
            set_={"look_at": now + GRACE},
            where=attachments.c.submission.is_(None),
        )
        async with self._database.writing() as connection:
            await _check_room(connection, stored, digest)
            await connection.execute(again)
        return Reference(digest, len(content), extension)

    async def get(self, interview_id: str, key: DataKey, reference: Reference) -> bytes | None:
        """Open what a reference stands for; None if it is not here. Raises SealBroken."""
        wanted = select(attachments.c.sealed).where(_is(interview_id, reference.digest))
        async with self._database.reading() as connection:
            sealed: bytes | None = await connection.scalar(wanted)
        return None if sealed is None else key.open(_part(reference.digest), sealed)

    async def due(self, *, now: int) -> list[tuple[str, str, int]]:
        """Give some of what has to be looked at: (interview, keyed hash, when it was due)."""
        columns = attachments.c.interview, attachments.c.digest, attachments.c.look_at
        wanted = (
            select(*columns)
            .where(attachments.c.submission.is_(None), attachments.c.look_at <= now)
            .order_by(attachments.c.look_at)
            .limit(IN_ONE_SWEEP)
        )
        async with self._database.reading() as connection:
            return [(id_, digest, at) for id_, digest, at in await connection.execute(wanted)]

    async def settle(
        self, interview_id: str, digest: str, look_at: int, *, kept: bool, now: int
    ) -> None:
        """Let go of what was due, or look at it again a day later; not if it was sent meanwhile."""
        same = and_(
            _is(interview_id, digest),
            attachments.c.look_at == look_at,
            attachments.c.submission.is_(None),
        )
        change = update(attachments).values(look_at=now + GRACE) if kept else delete(attachments)
        async with self._database.writing() as connection:
            await connection.execute(change.where(same))


async def claim(
    connection: AsyncConnection, submission: int, interview_id: str, answers: Iterable[Answer]
) -> None:
    """Make final what the answers of a submission refer to, and let go of the rest."""
    wanted = sorted({found.digest for answer in answers for found in _references(answer.value)})
    mine = attachments.c.interview == interview_id
    final = update(attachments).values(submission=submission)
    for start in range(0, len(wanted), ROWS):
        some = attachments.c.digest.in_(wanted[start : start + ROWS])
        await connection.execute(final.where(mine, some))
    await connection.execute(delete(attachments).where(mine, attachments.c.submission.is_(None)))


def referred_to(interview: Interview) -> set[str]:
    """The keyed hashes that an interview refers to: in any answer, or in what it asks about now."""
    values = [answer.value for item in interview.items.values() for answer in item.answers.values()]
    match interview.head.pending:
        case Confirming(intent=Change(value=value)) | Sharing(value=value):
            values.append(value)
    return {found.digest for value in values for found in _references(value)}


def _references(value: object) -> Iterator[Reference]:
    found = reference_of(value) if isinstance(value, str) else None
    if found is not None:
        yield found


async def _check_room(connection: AsyncConnection, stored: Stored, digest: str) -> None:
    """Have nobody fill the database; what is here already takes no more room."""
    known = referred_to(stored.interview) | {digest}
    spare = select(func.count()).where(
        attachments.c.interview == stored.id, attachments.c.digest.not_in(known)
    )
    if (await connection.scalar(spare) or 0) >= SPARE:
        raise TooManyAttachments


def _is(interview_id: str, digest: str) -> ColumnElement[bool]:
    return and_(attachments.c.interview == interview_id, attachments.c.digest == digest)


def _part(digest: str) -> str:
    return f"{PART}/{digest}"

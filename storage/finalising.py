"""The second step of finishing: one transaction that stores a submission for good, once."""

from __future__ import annotations

from datetime import datetime

import msgspec
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from state_machine.interview import Receipt
from state_machine.questionnaire import Questionnaire
from storage import schema
from storage.attachments import claim
from storage.database import Database
from storage.numbers import NumberMaker
from storage.outbox import RECEIPT, Letter, owe
from storage.sealing import KeyRing
from storage.stored import Stored
from storage.submission import FinalAnswer, Person, Submission, submission

__all__ = ["ANSWER", "finalise"]

ANSWER = "answer"
"""An answer's sealed part is named by this, the question and the item, with slashes between."""

COLLISIONS = 5  # two equal numbers out of 31^8 are unlikely once, five times is a broken generator
ROWS = 5_000  # rows in one statement, well under the databases' bounds on parameters
IIN = "iin"

_encode = msgspec.msgpack.Encoder().encode


async def finalise(
    database: Database,
    questionnaire: Questionnaire,
    stored: Stored,
    *,
    keyring: KeyRing,
    numbers: NumberMaker,
) -> tuple[Receipt, ...]:
    """Store exactly this revision, and give the notification numbers; a repeat gives the same ones.

    Raises NotFinishing, DatabaseUnavailable.
    """
    async with database.reading() as connection:
        known = await _receipts(connection, stored.id)
    if known:
        return known
    final = submission(questionnaire, stored.interview)
    for _ in range(COLLISIONS - 1):
        try:
            return await _store(database, stored, final, keyring=keyring, numbers=numbers)
        except IntegrityError:  # a number that somebody else has
            continue
    return await _store(database, stored, final, keyring=keyring, numbers=numbers)


async def _store(
    database: Database,
    stored: Stored,
    final: Submission,
    *,
    keyring: KeyRing,
    numbers: NumberMaker,
) -> tuple[Receipt, ...]:
    async with database.writing() as connection:
        id_ = await _begin(database, connection, stored)
        if id_ is None:  # another process finalised it at the same moment
            return await _receipts(connection, stored.id)
        made = {person.item: numbers.make(stored.outline.region) for person in final.persons}
        await _put_items(connection, id_, final)
        await _put_answers(connection, id_, final.answers, stored)
        await claim(connection, id_, stored.id, [each.answer for each in final.answers])
        counted = await _count(database, connection, id_, final.persons, keyring)
        await _put_persons(connection, id_, made, counted)
        await owe(connection, id_, stored, _letter(stored, final, made))
        return tuple(Receipt(item, number) for item, number in sorted(made.items()))


async def _begin(database: Database, connection: AsyncConnection, stored: Stored) -> int | None:
    """Claim the interview: give its submission's id, None when it has one already."""
    head, outline = stored.interview.head, stored.outline
    key = {"interview": head.id, "wrapped": stored.key.wrapped}
    keep = database.insert(schema.interview_keys).values(key).on_conflict_do_nothing()
    await connection.execute(keep)
    row = {
        "interview": head.id,
        "questionnaire": head.questionnaire,
        "revision": head.revision,
        "region": outline.region,
        "language": head.language,
        "channel": outline.channel,
        "finalised_at": int(datetime.fromisoformat(head.as_of).timestamp()),
    }
    claim = database.insert(schema.submissions).values(row).on_conflict_do_nothing()
    made: int | None = await connection.scalar(claim.returning(schema.submissions.c.id))
    return made


async def _put_items(connection: AsyncConnection, id_: int, final: Submission) -> None:
    places = {
        child: place
        for item in final.items
        for children in item.children.values()
        for place, child in enumerate(children, start=1)
    }
    rows = [
        {
            "submission": id_,
            "item": item.id,
            "roster": item.roster,
            "parent": item.parent,
            "position": places.get(item.id, 1),
        }
        for item in final.items
    ]
    await connection.execute(schema.items.insert(), rows)


async def _put_answers(
    connection: AsyncConnection, id_: int, answers: tuple[FinalAnswer, ...], stored: Stored
) -> None:
    rows = [
        {
            "submission": id_,
            "item": item,
            "question": question,
            "sealed": stored.key.seal(
                f"{ANSWER}/{question}/{item}", stored.revision, _encode(answer)
            ),
        }
        for question, item, answer in answers
    ]
    if rows:
        await connection.execute(schema.answers.insert(), rows)


async def _count(
    database: Database,
    connection: AsyncConnection,
    id_: int,
    persons: tuple[Person, ...],
    keyring: KeyRing,
) -> frozenset[int]:
    """Give the items of the persons who were not counted before, by their IIN.

    In the order of the hashes, so that two families with common members cannot wait for each other.
    """
    rows = sorted(
        (
            {"iin": keyring.blind_index(IIN, person.iin), "submission": id_, "item": person.item}
            for person in persons
            if person.iin
        ),
        key=lambda row: str(row["iin"]),
    )
    new = {person.item for person in persons if not person.iin}
    for start in range(0, len(rows), ROWS):
        insert = database.insert(schema.counted_persons).values(rows[start : start + ROWS])
        claim = insert.on_conflict_do_nothing().returning(schema.counted_persons.c.item)
        new.update(await connection.scalars(claim))
    return frozenset(new)


async def _put_persons(
    connection: AsyncConnection, id_: int, made: dict[int, str], counted: frozenset[int]
) -> None:
    rows = [
        {"submission": id_, "item": item, "number": number, "counted": item in counted}
        for item, number in made.items()
    ]
    if rows:
        await connection.execute(schema.persons.insert(), rows)


def _letter(stored: Stored, final: Submission, made: dict[int, str]) -> Letter:
    """Write what the respondent is owed: each person's name and number, on the channel in use."""
    head, channel = stored.interview.head, stored.outline.channel
    here = (address for address in head.addresses if address.partition(":")[0] == channel)
    return Letter(
        kind=RECEIPT,
        address=next(here, head.addresses[0]),
        language=head.language,
        receipts=tuple((person.name, made[person.item]) for person in final.persons),
    )


async def _receipts(connection: AsyncConnection, interview_id: str) -> tuple[Receipt, ...]:
    persons, submissions = schema.persons, schema.submissions
    joined = persons.join(submissions, persons.c.submission == submissions.c.id)
    rows = await connection.execute(
        select(persons.c.item, persons.c.number)
        .select_from(joined)
        .where(submissions.c.interview == interview_id)
        .order_by(persons.c.item)
    )
    return tuple(Receipt(item, number) for item, number in rows)

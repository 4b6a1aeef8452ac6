"""The registry: what is final, what is owed, what staff may see; one door to the SQL database."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from enum import StrEnum

from sqlalchemy import select

from state_machine.interview import Receipt
from state_machine.questionnaire import Questionnaire
from storage.attachments import Attachments
from storage.board import BoardFilter, BoardPage, Counts, board, counts
from storage.database import Database
from storage.finalising import finalise
from storage.numbers import NumberMaker
from storage.outbox import Outbox
from storage.schema import persons, questionnaires
from storage.sealing import KeyRing
from storage.staff import StaffRegister
from storage.stored import Stored
from storage.versions import Version, versions

__all__ = ["Registry", "Verdict"]


class Verdict(StrEnum):
    """What is told about a notification number, and all that is told."""

    GENUINE = "genuine"
    UNKNOWN = "unknown"
    MISTYPED = "mistyped"


class Registry:
    """Made by `connect`. Its methods raise DatabaseUnavailable while the database is away."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.staff = StaffRegister(database)
        self.attachments = Attachments(database)

    @classmethod
    @contextlib.asynccontextmanager
    async def connect(cls, database_url: str) -> AsyncIterator[Registry]:
        """Open the registry over a migrated database. Raises DatabaseUnavailable."""
        async with Database.open(database_url) as database:
            yield cls(database)

    def outbox(self, keyring: KeyRing) -> Outbox:
        """Give the couriers' side of what is owed."""
        return Outbox(self.database, keyring)

    async def finalise(
        self,
        questionnaire: Questionnaire,
        stored: Stored,
        *,
        keyring: KeyRing,
        numbers: NumberMaker,
    ) -> tuple[Receipt, ...]:
        """Store this revision for good and give its numbers; a repeat gives the same ones.

        Raises NotFinishing.
        """
        return await finalise(
            self.database, questionnaire, stored, keyring=keyring, numbers=numbers
        )

    async def verify(self, text: str, numbers: NumberMaker) -> Verdict:
        """Tell whether a number is genuine, however it is written."""
        number = numbers.read(text)
        if number is None:
            return Verdict.MISTYPED
        wanted = select(persons.c.item).where(persons.c.number == number)
        async with self.database.reading() as connection:
            found = await connection.scalar(wanted)
        return Verdict.UNKNOWN if found is None else Verdict.GENUINE

    async def board(
        self, filters: BoardFilter | None = None, *, page: int = 0, size: int = 50
    ) -> BoardPage:
        """List interviews for staff, the latest activity first; `page` counts from 0."""
        return await board(self.database, filters or BoardFilter(), page=page, size=size)

    async def counts(self) -> Counts:
        """Count interviews, submissions and persons."""
        return await counts(self.database)

    async def keep_questionnaire(self, identity: str, source: str) -> None:
        """Keep the text of a questionnaire for as long as interviews name it."""
        row = {"identity": identity, "source": source}
        insert = self.database.insert(questionnaires).values(row).on_conflict_do_nothing()
        async with self.database.writing() as connection:
            await connection.execute(insert)

    async def versions(self) -> tuple[Version, ...]:
        """Every questionnaire that is kept, with the interviews that stand on it."""
        return await versions(self.database)

    async def questionnaire_source(self, identity: str) -> str | None:
        """Give the text of a questionnaire, None if it was never kept."""
        wanted = select(questionnaires.c.source).where(questionnaires.c.identity == identity)
        async with self.database.reading() as connection:
            source: str | None = await connection.scalar(wanted)
        return source

"""The schema is made by its revisions alone; a database that cannot be used says why."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from storage.database import Database, DatabaseUnavailable, migrate
from storage.registry import Registry
from storage.schema import METADATA


async def test_the_revisions_make_exactly_the_tables_that_the_code_knows(database_url: str) -> None:
    def differences(connection: Connection) -> list[object]:
        return list(compare_metadata(MigrationContext.configure(connection), METADATA))

    async with Database.open(database_url) as database, database.reading() as connection:
        assert await connection.run_sync(differences) == []


async def test_many_processes_may_migrate_at_once_and_again(empty_database_url: str) -> None:
    await asyncio.gather(*(migrate(empty_database_url) for _ in range(8)))
    await migrate(empty_database_url)
    async with Registry.connect(empty_database_url) as registry:
        assert (await registry.counts()).total == 0


async def test_a_database_without_the_schema_is_refused_with_the_remedy(
    empty_database_url: str,
) -> None:
    with pytest.raises(DatabaseUnavailable, match="start `sanaq run` once"):
        async with Registry.connect(empty_database_url):
            pass


@pytest.mark.parametrize(
    "url",
    [
        "mysql://localhost/sanaq",
        "rubbish",
        "sqlite:////nowhere/at/all/sanaq.db",
        "postgresql://somebody:secret@127.0.0.1:1/sanaq",
    ],
)
async def test_a_database_that_cannot_be_used_says_so_in_one_line(url: str) -> None:
    with pytest.raises(DatabaseUnavailable, match="SANAQ_DATABASE_URL") as refused:
        await migrate(url)
    assert "\n" not in str(refused.value)
    assert "secret" not in str(refused.value)


async def test_a_file_that_is_no_database_says_so_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "sanaq.db").write_bytes(bytes(range(256)) * 16)
    with pytest.raises(DatabaseUnavailable, match="SANAQ_DATABASE_URL"):
        await migrate(f"sqlite+aiosqlite:///{tmp_path}/sanaq.db")


async def test_a_transaction_that_fails_leaves_nothing(registry: Registry) -> None:
    async def twice() -> None:
        async with registry.database.writing() as connection:
            for _ in range(2):
                await connection.execute(text("INSERT INTO questionnaires VALUES ('a@1', 'text')"))

    with pytest.raises(IntegrityError):
        await twice()
    assert await registry.questionnaire_source("a@1") is None


async def test_an_error_does_not_repeat_what_was_sent(registry: Registry) -> None:
    with pytest.raises((DBAPIError, DatabaseUnavailable)) as failed:
        async with registry.database.writing() as connection:
            await connection.execute(text("INSERT INTO nowhere VALUES (:it)"), {"it": "an answer"})
    for error in (failed.value, failed.value.__cause__):
        assert "an answer" not in str(error)


async def test_sqlite_keeps_what_it_acknowledged_and_lets_readers_read(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'sanaq.db'}"
    await migrate(url)
    async with Database.open(url) as database, database.reading() as connection:
        found = {
            name: (await connection.execute(text(f"PRAGMA {name}"))).scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}

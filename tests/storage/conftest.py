"""A key ring and a store over a real Redis, for every test of what is remembered."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from storage.database import migrate
from storage.interviews import InterviewStore
from storage.numbers import NumberMaker
from storage.registry import Registry
from storage.sealing import KEY_BYTES, KeyRing


@pytest.fixture
def keyring() -> KeyRing:
    """Give a ring of one fixed key."""
    return KeyRing({1: bytes(range(KEY_BYTES))})


@pytest_asyncio.fixture
async def store(redis_url: str, keyring: KeyRing) -> AsyncIterator[InterviewStore]:
    """Give a store over an empty Redis."""
    async with InterviewStore.connect(redis_url, keyring) as store:
        yield store


@pytest_asyncio.fixture
async def other(redis_url: str, keyring: KeyRing) -> AsyncIterator[InterviewStore]:
    """Give the store of another process over the same Redis."""
    async with InterviewStore.connect(redis_url, keyring) as store:
        yield store


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give an empty database: every test that uses it runs on both kinds."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'sanaq.db'}"
    return str(request.getfixturevalue("postgres_url"))


@pytest_asyncio.fixture
async def database_url(empty_database_url: str) -> str:
    """Give a migrated database of each kind."""
    await migrate(empty_database_url)
    return empty_database_url


@pytest_asyncio.fixture
async def registry(database_url: str) -> AsyncIterator[Registry]:
    """Give a registry over an empty database."""
    async with Registry.connect(database_url) as registry:
        yield registry


@pytest.fixture
def numbers() -> NumberMaker:
    """Give a maker of notification numbers."""
    return NumberMaker("KZ26")

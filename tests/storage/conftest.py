"""A key ring and a store over a real Redis, for every test of what is remembered."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from storage.interviews import InterviewStore
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

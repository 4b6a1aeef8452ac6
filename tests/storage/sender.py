"""A process that keeps a photo and answers with it, and may be killed on the way; for tests.

`python -m tests.storage.sender REDIS_URL DATABASE_URL POINT`: dies by SIGKILL at the point.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time

from state_machine.attachment import Reference
from storage.interviews import InterviewStore
from storage.registry import Registry
from storage.sealing import KEY_BYTES, KeyRing
from tests.storage.household import ADDRESS
from tests.storage.talking import commit, opened

__all__ = ["PHOTO", "POINTS", "send"]

PHOTO = b"\xff\xd8\xff" + bytes(range(256)) * 2_000
POINTS = ("before the bytes", "after the bytes", "after the turn")


async def send(redis_url: str, database_url: str, point: str = "") -> Reference:
    """Deliver the photo, as a messenger does that heard of no answer; its message has one id."""
    keyring = KeyRing({1: bytes(range(KEY_BYTES))})
    async with (
        InterviewStore.connect(redis_url, keyring) as store,
        Registry.connect(database_url) as registry,
    ):
        stored = await store.find(ADDRESS) or await opened(store)
        _die(point, "before the bytes")
        reference = await registry.attachments.put(stored, PHOTO, "jpg", now=int(time.time()))
        _die(point, "after the bytes")
        await commit(store, stored, str(reference), message="bot:1")
        _die(point, "after the turn")
    return reference


def _die(point: str, here: str) -> None:
    if point == here:
        os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    asyncio.run(send(*sys.argv[1:]))

"""A process that finishes a family's interview and may be killed on the way; a program for tests.

`python -m tests.storage.finisher REDIS_URL DATABASE_URL POINT`: dies by SIGKILL at the point.
"""

from __future__ import annotations

import asyncio
import os
import secrets
import signal
import sys

from state_machine.inputs import Finalised
from state_machine.interview import Receipt, Status
from storage.interviews import InterviewStore
from storage.numbers import NumberMaker
from storage.registry import Registry
from storage.sealing import KEY_BYTES, KeyRing
from tests.storage.household import ADDRESS, QUESTIONNAIRE, family
from tests.storage.talking import commit, opened

__all__ = ["IINS", "POINTS", "finish"]

IINS = ("850101300001", "900202400002")
POINTS = (
    "after the id was reserved",
    "after a turn was committed",
    "after the wish to finish",
    "within the transaction",
    "after the transaction",
    "after Redis was told",
)


async def finish(redis_url: str, database_url: str, point: str = "") -> tuple[Receipt, ...]:
    """Go on with the interview from wherever it stands, to its end; each message has its id."""
    keyring = KeyRing({1: bytes(range(KEY_BYTES))})
    async with (
        InterviewStore.connect(redis_url, keyring) as store,
        Registry.connect(database_url) as registry,
    ):
        await _talk(store, point)
        stored = await store.find(ADDRESS, fresh=True)
        assert stored is not None
        _die(point, "after the wish to finish")
        numbers = NumberMaker("KZ26", lambda below: _drawn(below, point))
        receipts = await registry.finalise(QUESTIONNAIRE, stored, keyring=keyring, numbers=numbers)
        _die(point, "after the transaction")
        if stored.interview.head.status is Status.FINISHING:
            await commit(store, stored, Finalised(receipts))
        _die(point, "after Redis was told")
    return receipts


async def _talk(store: InterviewStore, point: str) -> None:
    """Deliver every message, as a messenger does that heard of none: those known change nothing."""
    await store.reserve(ADDRESS)
    _die(point, "after the id was reserved")
    stored = await store.find(ADDRESS) or await opened(store)
    for number, said in enumerate(family(*IINS)):
        done = await commit(store, stored, said, message=f"bot:{number}")
        assert done.stored is not None
        stored = done.stored
        if number == len(IINS):
            _die(point, "after a turn was committed")


def _drawn(below: int, point: str) -> int:
    _die(point, "within the transaction")
    return secrets.randbelow(below)


def _die(point: str, here: str) -> None:
    if point == here:
        os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    asyncio.run(finish(*sys.argv[1:]))

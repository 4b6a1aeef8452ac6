"""A worker that kills itself, for real, at a named step of a turn or of finishing.

    python -m tests.product.crashing REDIS_URL DATABASE_URL KEY QUESTIONNAIRE STEP MESSAGE

It takes the messages that it reads from standard input, one `id<TAB>text` a line, prints `id` when
one is acknowledged, and gets kill -9 at STEP when it handles MESSAGE. All else is the product.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

from bot.library import Library
from bot.turns import Inbound, Turns
from dialogs.loading import load
from state_machine.inputs import Act, Action, Say
from state_machine.interview import Receipt
from state_machine.questionnaire import Questionnaire
from storage.interviews import InterviewStore
from storage.master_key import key_ring
from storage.numbers import NumberMaker
from storage.registry import Registry
from storage.stored import Stored

__all__ = ["ADDRESS", "NOW", "STEPS"]

ADDRESS = "web:crash"
NOW = "2021-09-20T12:00:00+06:00"
STEPS = (
    "before reading",
    "before the commit",
    "after the commit",
    "before finalising",
    "after finalising",
    "after telling Redis",
)


class Fuse:
    """Kills this process when its step comes while its message is handled."""

    def __init__(self, step: str, message: str) -> None:
        self.step = step
        self.message = message
        self.handling = ""

    def __call__(self, step: str) -> None:
        if step == self.step and self.handling == self.message:
            os.kill(os.getpid(), signal.SIGKILL)


class FusedStore:
    """The store with a fuse before and after what a turn does with it."""

    def __init__(self, store: InterviewStore, fuse: Fuse) -> None:
        self._store = store
        self._fuse = fuse

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  whatever the store has
        return getattr(self._store, name)

    async def find(self, address: str, *, fresh: bool = False) -> Stored | None:
        self._fuse("before reading")
        return await self._store.find(address, fresh=fresh)

    async def commit(self, *arguments: Any, **named: Any) -> Any:  # noqa: ANN401
        finished = named["message"] is None
        if not finished:
            self._fuse("before the commit")
        result = await self._store.commit(*arguments, **named)
        self._fuse("after telling Redis" if finished else "after the commit")
        return result


def finalising(registry: Registry, keys: str, fuse: Fuse) -> Callable[..., Any]:
    """The registry's finalising with a fuse before and after it."""

    async def finalise(questionnaire: Questionnaire, stored: Stored) -> tuple[Receipt, ...]:
        fuse("before finalising")
        receipts = await registry.finalise(
            questionnaire, stored, keyring=key_ring(keys), numbers=NumberMaker("KZ")
        )
        fuse("after finalising")
        return receipts

    return finalise


async def work(redis: str, database: str, keys: str, questionnaire: str, fuse: Fuse) -> None:
    content = load(Path(questionnaire))
    async with (
        InterviewStore.connect(redis, key_ring(keys), shards=2) as store,
        Registry.connect(database) as registry,
    ):

        async def fetch(_: str) -> None:
            return None

        turns = Turns(
            store=cast("InterviewStore", FusedStore(store, fuse)),
            library=Library(content, fetch),
            now=lambda: NOW,
            finalise=finalising(registry, keys, fuse),
        )
        for line in sys.stdin:
            fuse.handling, _, text = line.rstrip("\n").partition("\t")
            said = Act(Action.START) if text == "/start" else Say(text)
            await turns.take(Inbound(ADDRESS, fuse.handling, said, "web"))
            print(fuse.handling, flush=True)  # noqa: T201
            await turns.settle()
        await turns.sweep()


if __name__ == "__main__":
    redis_url, database_url, key, content, *fuse = sys.argv[1:]
    asyncio.run(work(redis_url, database_url, key, content, Fuse(*fuse)))

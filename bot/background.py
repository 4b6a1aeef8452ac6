"""What runs beside the turns: each job is kept going, and all end together."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable

__all__ = ["Keep", "keeping", "repeating"]

log = logging.getLogger(__name__)

Job = Callable[[], Awaitable[object]]
Keep = Callable[[str, Job], None]
"""Starts a job under a name; one that fails is logged and begun again after a pause."""

_PAUSE = 3.0
_INSIST = 1.0


@contextlib.asynccontextmanager
async def keeping(pause: float = _PAUSE) -> AsyncIterator[Keep]:
    """Gives a way to start jobs; on leaving, the last one started ends first."""
    tasks: list[asyncio.Task[None]] = []

    def keep(name: str, job: Job) -> None:
        tasks.append(asyncio.create_task(_kept(name, job, pause), name=name))

    try:
        yield keep
    finally:
        for task in reversed(tasks):
            await _end(task)


async def _end(task: asyncio.Task[None]) -> None:
    """Cancels until it is over: a driver that is just connecting may swallow a cancellation."""
    while not task.done():
        task.cancel()
        await asyncio.wait([task], timeout=_INSIST)


async def _kept(name: str, job: Job, pause: float) -> None:
    while True:
        try:
            await job()
        except Exception as error:  # noqa: BLE001  whatever it is, the others go on
            log.warning("job_failed", extra={"job": name, "error": type(error).__name__})
        else:
            return
        await asyncio.sleep(pause)


def repeating(job: Job, *, every: float) -> Job:
    """A job that runs at once, and then again and again with this many seconds between."""

    async def repeat() -> None:
        while True:
            await job()
            await asyncio.sleep(every)

    return repeat

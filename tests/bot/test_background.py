"""Jobs beside the turns: kept going, and ended whatever they do with a cancellation."""

from __future__ import annotations

import asyncio

from bot.background import keeping, repeating


async def test_a_job_that_fails_is_begun_again() -> None:
    begun = 0
    again = asyncio.Event()

    async def job() -> None:
        nonlocal begun
        begun += 1
        if begun == 1:
            raise ValueError
        again.set()

    async with keeping(pause=0) as keep:
        keep("job", job)
        await again.wait()
    assert begun == 2


async def test_a_job_that_swallows_a_cancellation_is_ended_all_the_same() -> None:
    """A driver did that while it was connecting, and Ctrl-C hung."""
    sleeping, swallowed = asyncio.Event(), asyncio.Event()

    async def job() -> None:
        sleeping.set()
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            swallowed.set()
        await asyncio.Event().wait()

    async with keeping() as keep:
        keep("job", job)
        await sleeping.wait()
    assert swallowed.is_set()


async def test_a_repeated_job_runs_again_and_again() -> None:
    runs: asyncio.Queue[int] = asyncio.Queue()

    async def job() -> None:
        runs.put_nowait(runs.qsize())

    async with keeping() as keep:
        keep("job", repeating(job, every=0))
        assert [await runs.get() for _ in range(3)]

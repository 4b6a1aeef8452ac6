"""A clock for tests: it moves when told to, and leaps over every wait."""

from __future__ import annotations

import asyncio

__all__ = ["LeapingClock"]


class LeapingClock:
    """Seconds from 1,000. `sleep` moves the time on instead of waiting, and notes for how long."""

    def __init__(self) -> None:
        self._now = 1_000.0
        self.slept: list[float] = []

    def now(self) -> float:
        return self._now

    def advance(self, seconds: float) -> None:
        """Let time pass."""
        self._now += seconds

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        until = self._now + seconds
        await asyncio.sleep(0)
        self._now = max(self._now, until)

"""One thing at a time for each person, side by side for different people."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

__all__ = ["Order"]


class Order:
    """First come, first served, by key. A key that nobody holds costs nothing."""

    def __init__(self) -> None:
        self._waiting: dict[int, deque[asyncio.Future[None]]] = {}

    @asynccontextmanager
    async def turn(self, key: int) -> AsyncIterator[None]:
        """Be alone with this key."""
        await self._enter(key)
        try:
            yield
        finally:
            self._leave(key)

    async def _enter(self, key: int) -> None:
        line = self._waiting.get(key)
        if line is None:
            self._waiting[key] = deque()
            return
        mine: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        line.append(mine)
        try:
            await mine
        except asyncio.CancelledError:
            # Given up after the turn had come, it is passed on; before, `_leave` skips the place.
            if not mine.cancelled():
                self._leave(key)
            raise

    def _leave(self, key: int) -> None:
        line = self._waiting[key]
        while line:
            following = line.popleft()
            if not following.done():
                following.set_result(None)
                return
        del self._waiting[key]

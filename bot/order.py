"""One thing at a time for each person, side by side for different people."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Hashable
from types import TracebackType

__all__ = ["Order"]


class Order:
    """First come, first served, by key. A key that nobody holds costs nothing."""

    def __init__(self) -> None:
        self._waiting: dict[Hashable, deque[asyncio.Future[None]]] = {}

    def turn(self, key: Hashable) -> _Turn:
        """Be alone with this key, for the length of an `async with`."""
        return _Turn(self, key)

    async def enter(self, key: Hashable) -> None:
        """Wait until nobody else is there."""
        line = self._waiting.get(key)
        if line is None:
            self._waiting[key] = deque()
            return
        mine: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        line.append(mine)
        try:
            await mine
        except asyncio.CancelledError:
            # Given up after the turn had come, it is passed on; before, `leave` skips the place.
            if not mine.cancelled():
                self.leave(key)
            raise

    def leave(self, key: Hashable) -> None:
        """Let the next one in."""
        line = self._waiting[key]
        while line:
            following = line.popleft()
            if not following.done():
                following.set_result(None)
                return
        del self._waiting[key]


class _Turn:
    """What `Order.turn` gives; a class of its own, since generators cost more than all the rest."""

    __slots__ = ("_key", "_order")

    def __init__(self, order: Order, key: Hashable) -> None:
        self._order = order
        self._key = key

    async def __aenter__(self) -> None:
        await self._order.enter(self._key)

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._order.leave(self._key)

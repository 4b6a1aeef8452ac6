"""How much a bot may send: thirty messages a second, one a second to a chat, or what it is told."""

from __future__ import annotations

import asyncio
import time
from typing import Protocol

__all__ = ["Budget", "Clock", "SystemClock"]


class Clock(Protocol):
    """Seconds that only grow, and waiting for them."""

    def now(self) -> float:
        """Give the seconds since some moment."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Return so many seconds later."""
        ...


class SystemClock:
    """The machine's own time."""

    def now(self) -> float:
        """Give the monotonic seconds."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Sleep so long."""
        await asyncio.sleep(seconds)


class Budget:
    """The sending budget of one bot.

    Each pace is a virtual schedule (GCRA): one number, the time at which it is paid off. A burst
    may run ahead of it by `burst - 1` messages, so that no second holds more than
    `burst + per_second`. An edit counts for the bot alone. Waiting times are in seconds.
    """

    def __init__(
        self,
        clock: Clock,
        *,
        per_second: float = 25.0,
        burst: int = 5,
        chat_per_second: float = 1.0,
        chat_burst: int = 4,
    ) -> None:
        self._clock = clock
        self._step = 1.0 / per_second
        self._slack = (burst - 1) * self._step
        self._chat_step = 1.0 / chat_per_second
        self._chat_slack = (chat_burst - 1) * self._chat_step
        self._due = 0.0
        self._chats: dict[int, float] = {}
        self._closed_until = 0.0
        self._refused: dict[int, float] = {}
        self._many = 10_000

    def wait(self, chat: int, *, new: bool = True) -> float:
        """How long until a message (`new`) or an edit may go to this chat; 0: now."""
        return max(self.wait_of_chat(chat, new=new), self._due - self._slack - self._clock.now())

    def wait_of_chat(self, chat: int, *, new: bool = True) -> float:
        """The same, as far as it lies in this chat or in what Telegram refused."""
        ready = max(self._closed_until, self._refused.get(chat, 0.0))
        if new:
            ready = max(ready, self._chats.get(chat, 0.0) - self._chat_slack)
        return max(0.0, ready - self._clock.now())

    def book(self, chat: int, *, new: bool = True) -> float:
        """Spend on the bot's next free place and on the chat; seconds until that place comes."""
        now = self._clock.now()
        wait = max(0.0, self._due - self._slack - now)
        self._due = max(self._due, now) + self._step
        if new:
            self._chats[chat] = max(self._chats.get(chat, 0.0), now + wait) + self._chat_step
            if len(self._chats) > self._many:
                self._forget(now)
        return wait

    def refused(self, chat: int, seconds: float) -> None:
        """Telegram said 429 for this chat: nothing goes there for so long.

        It does not say which limit was hit. When two chats are refused at once it is the bot's.
        """
        now = self._clock.now()
        self._refused = {one: until for one, until in self._refused.items() if until > now}
        if any(one != chat for one in self._refused):
            self._closed_until = max(self._closed_until, now + seconds)
        self._refused[chat] = now + seconds

    def _forget(self, now: float) -> None:
        """Drops the chats that owe nothing any more: memory follows the last seconds only."""
        self._chats = {chat: due for chat, due in self._chats.items() if due > now}
        self._many = max(self._many, 2 * len(self._chats))

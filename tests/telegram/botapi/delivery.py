"""How updates reach a bot: kept until an offset confirms them, or posted until it says 2xx."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from aiohttp import ClientConnectionError, ClientSession

from tests.telegram.botapi.clock import LeapingClock
from tests.telegram.botapi.rules import ApiError

__all__ = ["Delivery"]

_STALE = 150.0
_IN_USE = "Conflict: can't use getUpdates method while webhook is active"
_OTHER = "Conflict: terminated by other getUpdates request"

Execute = Callable[[str, dict[str, Any]], Awaitable[None]]


class Delivery:
    """The updates of one bot.

    `held` keeps updates back until `release`, which may repeat and reorder them. `sent` notes what
    was brought, `answers` the status of every webhook call.
    """

    def __init__(self, clock: LeapingClock, execute: Execute, first_update: int) -> None:
        self._clock = clock
        self._execute = execute
        self._next = first_update
        self._changed = asyncio.Condition()
        self._poller = 0
        self._listening = 0
        self._tasks: set[asyncio.Task[None]] = set()
        self.pending: list[tuple[float, dict[str, Any]]] = []
        self.held: list[dict[str, Any]] | None = None
        self.url = ""
        self.secret = ""
        self.allowed: list[str] = []
        self.connections = 40
        self.answers: list[int] = []
        self.sent: list[dict[str, Any]] = []
        self.dropped = 0

    async def add(self, update: dict[str, Any]) -> int:
        """A new update with the next id, on its way at once unless updates are held."""
        numbered = {"update_id": self._next, **update}
        self._next += 1
        if self.held is not None:
            self.held.append(numbered)
        else:
            await self.send([numbered])
        return int(numbered["update_id"])

    async def send(self, updates: Sequence[dict[str, Any]]) -> None:
        """Bring these updates now, in this order; the same one may be among them twice."""
        self.sent.extend(updates)
        async with self._changed:
            self.pending.extend((self._clock.now(), update) for update in updates)
            self._changed.notify_all()
        self._post_pending()

    def begin_anew(self, *, at: int) -> None:
        """Number the next update from here, as Telegram does after a quiet week."""
        self._next = at

    async def release(
        self, order: Callable[[list[dict[str, Any]]], Sequence[dict[str, Any]]]
    ) -> None:
        """Bring the held updates, reordered or repeated, and hold no longer."""
        held, self.held = self.held or [], None
        await self.send(order(held))

    async def idle(self) -> None:
        """Wait until every update is confirmed or answered with 2xx."""
        async with asyncio.timeout(20):
            async with self._changed:
                await self._changed.wait_for(lambda: not self.pending)
            await asyncio.gather(*self._tasks)

    async def asked(self) -> None:
        """Wait until somebody asks for updates and there are none."""
        async with asyncio.timeout(20), self._changed:
            await self._changed.wait_for(lambda: self._listening and not self.pending)

    async def poll(self, offset: int, limit: int, seconds: float) -> list[dict[str, Any]]:
        """getUpdates: confirms what lies before the offset, then waits for what comes after it."""
        if self.url:
            raise ApiError(409, _IN_USE)
        self._poller += 1
        me = self._poller
        async with self._changed:
            self.pending = [(at, one) for at, one in self.pending if one["update_id"] >= offset]
            self._listening += 1
            self._changed.notify_all()
            try:
                async with asyncio.timeout(seconds):
                    await self._changed.wait_for(lambda: self.pending or me != self._poller)
            except TimeoutError:
                return []
            finally:
                self._listening -= 1
        if me != self._poller:
            raise ApiError(409, _OTHER)
        return [one for _, one in self.pending][:limit]

    def hook(self, url: str, secret: str, allowed: list[str], connections: int) -> None:
        """Set or take away the webhook; what is pending goes to the new place."""
        self.url, self.secret, self.allowed, self.connections = url, secret, allowed, connections
        self._post_pending()

    async def close(self) -> None:
        """Give up what is still on its way."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _post_pending(self) -> None:
        if not self.url:
            return
        for at, update in list(self.pending):
            task = asyncio.create_task(self._post(at, update))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        self.pending.clear()

    async def _post(self, at: float, update: dict[str, Any]) -> None:
        """Post until it is accepted, too old, or the webhook is taken away."""
        async with ClientSession() as session:
            while not await self._accepted(session, update):
                if not self.url:
                    self.pending.append((at, update))
                    break
                if "callback_query" in update and self._clock.now() - at > _STALE:
                    self.dropped += 1
                    break
                await self._clock.sleep(1)
        async with self._changed:
            self._changed.notify_all()

    async def _accepted(self, session: ClientSession, update: dict[str, Any]) -> bool:
        if not self.url:
            return False
        headers = {"X-Telegram-Bot-Api-Secret-Token": self.secret} if self.secret else {}
        try:
            async with session.post(self.url, json=update, headers=headers) as answer:
                self.answers.append(answer.status)
                body = await answer.read()
        except ClientConnectionError:
            self.answers.append(0)
            return False
        if answer.status // 100 != 2:
            return False
        if body.strip():
            await self._inline(json.loads(body))
        return True

    async def _inline(self, method: dict[str, Any]) -> None:
        name = method.pop("method")
        await self._execute(name, method)

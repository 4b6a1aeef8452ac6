"""Tells every open tab of a person when the interview has moved: server-sent events."""

from __future__ import annotations

import asyncio
import logging
from http import HTTPStatus

import msgspec
from aiohttp import web

from bot.channels.web.chat import shown
from bot.channels.web.crowd import Crowd
from bot.channels.web.headers import put_headers
from bot.channels.web.identity import Identity
from bot.channels.web.peer import host_of
from bot.turns import Outcome, Turns

__all__ = ["Stream"]

# Shorter than the idle limit of any proxy that is likely to stand in between (60 s and more).
HEARTBEAT_SECONDS = 20.0
HEARTBEAT = b": still here\n\n"
# A page without a stream goes on: it sees what it sent itself, and the rest when it is loaded anew.
TABS = 24
TABS_OF_HOST = 1_000
RETRY_MILLISECONDS = 1000

_log = logging.getLogger("sanaq.web")


class Stream:
    """The streams of all tabs; `close` ends them, so that a stopping server need not wait."""

    def __init__(self, *, turns: Turns, identity: Identity, https: bool) -> None:
        self._turns = turns
        self._identity = identity
        self._https = https
        self._tabs = Crowd(each=TABS, host=TABS_OF_HOST)
        self._open: set[asyncio.Task[object]] = set()

    async def events(self, request: web.Request) -> web.StreamResponse:
        """GET: one event for each new state; 204 tells the browser not to come back."""
        visitor, host = self._identity.visitor(request), host_of(request)
        outcome = await self._turns.look(visitor.address) if visitor.known else None
        if outcome is None or not self._tabs.enter(visitor.address, host):
            return web.Response(status=HTTPStatus.NO_CONTENT)
        task = asyncio.current_task()
        assert task is not None, "aiohttp runs every handler in a task"  # noqa: S101 - for mypy
        self._open.add(task)
        try:
            return await self._follow(request, visitor.address, outcome)
        finally:
            self._open.discard(task)
            self._tabs.leave(visitor.address, host)

    async def close(self, _app: web.Application) -> None:
        """End every stream; the browsers come back by themselves."""
        for task in tuple(self._open):
            task.cancel()

    async def _follow(
        self, request: web.Request, address: str, outcome: Outcome
    ) -> web.StreamResponse:
        response = web.StreamResponse(
            headers={"Content-Type": "text/event-stream", "X-Accel-Buffering": "no"}
        )
        put_headers(response, https=self._https)
        await response.prepare(request)
        try:
            await self._write_states(response, address, outcome)
        except Exception as failure:  # noqa: BLE001 - the headers are gone: the browser dials again
            _log.info("stream ended: %s", type(failure).__name__)
        return response

    async def _write_states(
        self, response: web.StreamResponse, address: str, outcome: Outcome
    ) -> None:
        await response.write(f"retry: {RETRY_MILLISECONDS}\n\n".encode())
        latest: Outcome | None = outcome
        revision = -1
        while latest is not None:
            head = latest.interview.head
            moved = head.revision != revision
            await response.write(_event(latest) if moved else HEARTBEAT)
            revision = head.revision
            latest = await self._next(address, head.id, revision)

    async def _next(self, address: str, interview: str, revision: int) -> Outcome | None:
        """Look again, after having begun to wait: so nothing that comes in between is missed."""
        waiting = asyncio.create_task(
            self._turns.changed.wait(interview, revision, HEARTBEAT_SECONDS)
        )
        try:
            latest = await self._turns.look(address)
            if latest is not None and latest.interview.head.revision == revision:
                await waiting
                latest = await self._turns.look(address)
        finally:
            waiting.cancel()
        return latest


def _event(outcome: Outcome) -> bytes:
    return b"event: state\ndata: " + msgspec.json.encode(shown(outcome)) + b"\n\n"

"""Takes what a page says and shows it the chat: the handlers of `/api/v1/chat`."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable

from aiohttp import web

from bot.channels.web.headers import Handler
from bot.channels.web.identity import Identity, Visitor
from bot.channels.web.limits import Budget, Limits
from bot.channels.web.origin import from_own_page
from bot.channels.web.peer import host_of
from bot.channels.web.uploads import read_upload
from bot.channels.web.view import show
from bot.channels.web.wire import (
    RefusalCode,
    Refused,
    Said,
    Shown,
    json_response,
    read_said,
    refusal_response,
)
from bot.receiving import Fetch, Upload
from bot.turns import Inbound, Outcome, Pressed, Turns
from dialogs.readers.formats import claimed_medium
from state_machine.attachment import Medium
from state_machine.inputs import Act, Action, Input, Locate, Say

__all__ = ["CHANNEL", "Chat", "refusing"]

CHANNEL = "web"
# Somebody ticking quickly stays below the first; a school behind one address below the second.
PER_VISITOR = Budget(rate=5, burst=40)
PER_HOST = Budget(rate=50, burst=500)
# What is on its way lies in memory, so only so much of it at once; the others wait.
UPLOADS = 32

_log = logging.getLogger("sanaq.web")


class Chat:
    """The chat over the one service that takes turns."""

    def __init__(
        self,
        *,
        turns: Turns,
        identity: Identity,
        public_url: str,
        most: int,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._turns = turns
        self._identity = identity
        self._public_url = public_url
        self._most = most
        self._uploads = asyncio.Semaphore(UPLOADS)
        self._visitors = Limits(PER_VISITOR, clock=clock)
        self._hosts = Limits(PER_HOST, clock=clock)

    async def look(self, request: web.Request) -> web.Response:
        """GET: the chat as it stands, without making or changing anything."""
        _demand(self._hosts.wait(host_of(request)))
        visitor = self._identity.visitor(request)
        outcome = await self._turns.look(visitor.address) if visitor.known else None
        return json_response(shown(outcome))

    async def take(self, request: web.Request) -> web.Response:
        """POST: one input; answers with the chat as it stands after it."""
        visitor = self._admit(request)
        said = await read_said(request)
        outcome = await self._turns.take(
            Inbound(
                address=visitor.address,
                id=said.id,
                input=_input(said),
                channel=CHANNEL,
            )
        )
        return json_response(shown(outcome))

    async def upload(self, request: web.Request) -> web.Response:
        """POST: one file; answers with the chat as it stands after it."""
        visitor = self._admit(request)
        async with self._uploads:
            sent = await read_upload(request, self._most)
            claimed = claimed_medium(sent.mime)
            upload = Upload(
                kind="photo",
                medium=claimed or Medium.FILE,
                fetch=_fetching(sent.content),
                size=len(sent.content),
                claimed=claimed,
            )
            outcome = await self._turns.take(Inbound(visitor.address, sent.id, upload, CHANNEL))
        return json_response(shown(outcome))

    async def leave(self, request: web.Request) -> web.Response:
        """POST: this browser is nobody's any more; the interview stays as it is."""
        self._admit(request)
        response = json_response(Shown())
        self._identity.forget(response)
        return response

    def _admit(self, request: web.Request) -> Visitor:
        if not from_own_page(request, public_url=self._public_url):
            raise Refused(RefusalCode.FOREIGN_PAGE)
        visitor = self._identity.visitor(request)
        if not visitor.known:
            raise Refused(RefusalCode.NO_COOKIE)
        _demand(self._hosts.wait(host_of(request)))
        _demand(self._visitors.wait(visitor.address))
        return visitor


def shown(outcome: Outcome | None) -> Shown:
    """What a page shows of an outcome; an empty chat if there is no interview yet."""
    if outcome is None:
        return Shown()
    return show(outcome.questionnaire, outcome.interview, outcome.prompt)


def refusing(handler: Handler) -> Handler:
    """Wrap a handler so that a refusal, or a failure behind it, becomes JSON with a code.

    The log gets the kind of the failure alone: its text may hold what somebody wrote.
    """

    async def answer(request: web.Request) -> web.StreamResponse:
        try:
            return await handler(request)
        except Refused as refused:
            return refusal_response(refused)
        except web.HTTPException:
            raise
        except Exception as failure:  # noqa: BLE001 - whatever it is, the page asks again later
            _log.error("web_request_failed", extra={"error": type(failure).__name__})
            return refusal_response(Refused(RefusalCode.UNAVAILABLE, retry_after=1))

    return answer


def _demand(seconds: float) -> None:
    """Refuse whoever has to wait."""
    if seconds:
        raise Refused(RefusalCode.TOO_MANY, retry_after=seconds)


def _input(said: Said) -> Input | Pressed:
    if said.press:
        return Pressed(said.press)
    if said.place is not None:
        place = said.place
        return Locate(place.latitude, place.longitude, place.altitude, place.accuracy)
    if said.language:
        return Act(Action.LANGUAGE, said.language)
    return Say(said.text)


def _fetching(content: bytes) -> Fetch:
    async def fetch(_most: int) -> bytes:
        return content

    return fetch

"""Serves the page: GET shows the question, POST takes the answer and sends the reader back to GET.

The page is a function of the interview, as every prompt is: a reload shows what is true, and a form
that is sent twice counts once.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from types import MappingProxyType
from typing import Annotated
from urllib.parse import parse_qs

import msgspec
from aiohttp import web
from msgspec import Meta, Struct

from bot.channels.web.assets import Assets
from bot.channels.web.headers import Handler, secured
from bot.channels.web.limits import Budget, Limits
from bot.channels.web.origin import from_own_page
from bot.channels.web.page import chosen_language
from bot.channels.web.peer import host_of
from bot.channels.web.wire import TEXT_LIMIT, RefusalCode, Refused, read_body
from bot.private.asking import is_shown, meant
from bot.private.links import PATH, Link, Links
from bot.private.page import Page
from bot.settings import Settings
from bot.turns import ElsewhereError, Inbound, Kind, Outcome, Place, Turns
from state_machine.scope import Scope

__all__ = ["Push", "setup"]

Push = Callable[[Link, Outcome], Awaitable[None]]
"""Shows the interview in the messenger that showed the link, since it moved on without it."""

# One person fills in a form; a household that shares an address stays below the second.
PER_PERSON = Budget(rate=1, burst=20)
PER_HOST = Budget(rate=20, burst=200)

POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
# The browser says `Origin: null` with the form if it may send no referrer at all: other sites get
# none by `same-origin` either.
HEADERS = MappingProxyType(
    {
        "Content-Security-Policy": POLICY,
        "Referrer-Policy": "same-origin",
        "X-Robots-Tag": "noindex, nofollow",
    }
)

_log = logging.getLogger("sanaq.private")


def setup(
    app: web.Application,
    *,
    turns: Turns,
    links: Links,
    assets: Assets,
    settings: Settings,
    push: Push,
    clock: Callable[[], float] = time.monotonic,
) -> None:
    """Add the page to the application. `clock` gives the seconds by which floods are held back."""
    site = _Site(turns, links, Page(assets), settings.public_url, push, clock)
    https = settings.public_url.startswith("https:")
    for method, handler in (("GET", site.show), ("POST", site.take)):
        answering = secured(_with_headers(site.answering(handler)), https=https)
        app.router.add_route(method, PATH + "/{token}", answering)


def _with_headers(handler: Handler) -> Handler:
    async def answer(request: web.Request) -> web.StreamResponse:
        response = await handler(request)
        response.headers.update(HEADERS)
        return response

    return answer


class _Form(Struct, frozen=True):
    """What the form sends: its own id, and a text or a button, each of which counts once.

    Somebody who ticks faster than pages come sends two buttons of the same page.
    """

    form: Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{8,64}\Z")]
    text: Annotated[str, Meta(max_length=TEXT_LIMIT)] = ""
    press: Annotated[str, Meta(max_length=64)] = ""


class _Site:
    """The handlers."""

    def __init__(
        self,
        turns: Turns,
        links: Links,
        page: Page,
        public_url: str,
        push: Push,
        clock: Callable[[], float],
    ) -> None:
        self._turns = turns
        self._links = links
        self._page = page
        self._public_url = public_url
        self._push = push
        self._people = Limits(PER_PERSON, clock=clock)
        self._hosts = Limits(PER_HOST, clock=clock)

    def answering(self, handler: Callable[[web.Request], Awaitable[web.Response]]) -> Handler:
        """Wrap a handler so that a refusal or a failure is a page; the log gets its kind alone."""

        async def answer(request: web.Request) -> web.Response:
            try:
                return await handler(request)
            except Refused as refused:
                status = _STATUSES.get(refused.code, HTTPStatus.BAD_REQUEST)
                return self._notice(chosen_language(request), "unavailable", status)
            except Exception as failure:  # noqa: BLE001  whatever it is, it can be tried again
                _log.error("private_page_failed", extra={"error": type(failure).__name__})
                status = HTTPStatus.SERVICE_UNAVAILABLE
                return self._notice(chosen_language(request), "unavailable", status)

        return answer

    async def show(self, request: web.Request) -> web.Response:
        """GET: the question of the link, or why it cannot be answered now."""
        _admit(self._hosts, host_of(request))
        link = self._links.read(request.match_info["token"])
        outcome = None if link is None else await self._turns.look(link.address)
        if link is None or outcome is None:
            return self._notice(chosen_language(request), "unknown", HTTPStatus.NOT_FOUND)
        return self._shown(link, outcome)

    async def take(self, request: web.Request) -> web.Response:
        """POST: an answer; the reader is sent to where the page shows what became of it."""
        if not from_own_page(request, public_url=self._public_url):
            raise Refused(RefusalCode.FOREIGN_PAGE)
        _admit(self._hosts, host_of(request))
        form = await _read(request)
        link = self._links.read(request.match_info["token"])
        outcome = None if link is None else await self._turns.look(link.address)
        if link is None or outcome is None or not self._is_open(link, outcome):
            return _see(request.path)
        _admit(self._people, link.address)
        return await self._taken(request, link, outcome, form)

    async def _taken(
        self, request: web.Request, link: Link, before: Outcome, form: _Form
    ) -> web.Response:
        input = meant(before, text=form.text, press=form.press)
        if input is None:
            return _html(self._page.question(before, refused=True))
        inbound = Inbound(
            address=link.address,
            id=f"private:{form.form}:{form.press}",
            input=input,
            channel=link.address.partition(":")[0],
            at=link.place,
        )
        try:
            outcome = await self._turns.take(inbound)
        except ElsewhereError:
            return _see(request.path)
        if outcome.kind is not Kind.TAKEN or Place.of(outcome.interview) == link.place:
            return _see(request.path)
        further = self._links.path(outcome, link)
        if not further:
            await self._tell(link, outcome)
        return _see(further or request.path)

    async def _tell(self, link: Link, outcome: Outcome) -> None:
        """Push the next question, the first that the page does not ask.

        Those in between may follow from what was answered, and say so. The answer is safe even if
        the messenger cannot be told.
        """
        try:
            await self._push(link, outcome)
        except Exception as failure:  # noqa: BLE001  any input brings the question there as well
            _log.error("private_push_failed", extra={"error": type(failure).__name__})

    def _shown(self, link: Link, outcome: Outcome) -> web.Response:
        language = outcome.prompt.language
        if self._is_open(link, outcome):
            return _html(self._page.question(outcome))
        if _is_answered(link, outcome):
            return self._notice(language, "saved", HTTPStatus.OK)
        if self._links.has_expired(link):
            return self._notice(language, "expired", HTTPStatus.GONE)
        return self._notice(language, "elsewhere", HTTPStatus.OK)

    def _is_open(self, link: Link, outcome: Outcome) -> bool:
        here = Place.of(outcome.interview) == link.place
        return here and not self._links.has_expired(link) and is_shown(outcome)

    def _notice(self, language: str, kind: str, status: HTTPStatus) -> web.Response:
        return _html(self._page.notice(language, kind), status)


_STATUSES = MappingProxyType(
    {
        RefusalCode.FOREIGN_PAGE: HTTPStatus.FORBIDDEN,
        RefusalCode.TOO_LARGE: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        RefusalCode.TOO_MANY: HTTPStatus.TOO_MANY_REQUESTS,
    }
)


def _admit(limits: Limits, key: str) -> None:
    seconds = limits.wait(key)
    if seconds:
        raise Refused(RefusalCode.TOO_MANY, retry_after=seconds)


async def _read(request: web.Request) -> _Form:
    """The form of a request. Raises Refused for what no form of ours sends."""
    if request.content_type != "application/x-www-form-urlencoded":
        raise Refused(RefusalCode.MALFORMED)
    try:
        body = (await read_body(request)).decode("ascii")
        fields = parse_qs(body, errors="strict", max_num_fields=8)
        return msgspec.convert({name: values[-1] for name, values in fields.items()}, _Form)
    except (ValueError, msgspec.MsgspecError, web.RequestPayloadError):
        raise Refused(RefusalCode.MALFORMED) from None


def _is_answered(link: Link, outcome: Outcome) -> bool:
    """Whether this start of the interview has an answer to the link's question by now."""
    interview, head = outcome.interview, outcome.interview.head
    if (head.id, head.generation) != (link.interview, link.generation):
        return False
    if Place.of(interview) == link.place or link.item not in interview.items:
        return False
    question = outcome.questionnaire.questions.get(link.question)
    if question is None:
        return False
    return Scope(outcome.questionnaire, interview).answer(question, link.item) is not None


def _see(path: str) -> web.Response:
    return web.Response(status=HTTPStatus.SEE_OTHER, headers={"Location": path})


def _html(text: str, status: HTTPStatus = HTTPStatus.OK) -> web.Response:
    return web.Response(text=text, status=status, content_type="text/html")

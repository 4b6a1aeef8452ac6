"""Puts the console on an aiohttp application: signing in, and the list of interviews."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from aiohttp import web

from bot.channels.web.assets import Assets
from bot.channels.web.headers import secured
from bot.channels.web.limits import Budget, Limits
from bot.channels.web.origin import from_own_page
from bot.channels.web.page import chosen_language
from bot.channels.web.peer import host_of
from bot.console.filters import chosen, page_of
from bot.console.pages import Pages
from bot.console.sessions import LASTS, Sessions
from bot.settings import Settings
from storage.registry import Registry

__all__ = ["setup"]

STATIC = Path(__file__).parent / "static"
HOME = "/console"
# Ten guesses at once and six a minute from one address; of all together five times as many.
PER_HOST = Budget(rate=0.1, burst=10)
TOGETHER = Budget(rate=0.5, burst=50)
FORM_LIMIT = 4096


def setup(app: web.Application, *, registry: Registry, settings: Settings) -> None:
    """Add `/console` and its files to the application."""
    https = settings.public_url.startswith("https:")
    assets = Assets(STATIC, f"{HOME}/static")
    console = Console(
        registry=registry,
        pages=Pages(assets=assets, zone=settings.zone, linking=bool(settings.staff_telegram_token)),
        public_url=settings.public_url,
    )
    for method, path, handler in (
        ("GET", HOME, console.board),
        ("GET", assets.route, assets.serve),
        ("POST", f"{HOME}/login", console.sign_in),
        ("POST", f"{HOME}/logout", console.sign_out),
        ("POST", f"{HOME}/link", console.link),
    ):
        app.router.add_route(method, path, secured(handler, https=https))


class Console:
    """The handlers. A page without a session is the page that asks for the password."""

    def __init__(
        self,
        *,
        registry: Registry,
        pages: Pages,
        public_url: str,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._registry = registry
        self._pages = pages
        self._public_url = public_url
        self._now = now
        self._https = public_url.startswith("https:")
        self._sessions = Sessions()
        self._hosts = Limits(PER_HOST)
        self._together = Limits(TOGETHER)

    async def board(self, request: web.Request) -> web.Response:
        """GET: the list that the address asks for, or 401 with the page to sign in."""
        language = chosen_language(request)
        who = self._sessions.whose(self._token(request))
        if who is None:
            return _html(self._pages.sign_in(language), status=401)
        filters = chosen(request.query)
        return _html(
            self._pages.board(
                language,
                who=who,
                filters=filters,
                counts=await self._registry.counts(),
                page=await self._registry.board(filters, page=page_of(request.query)),
                now=self._now(),
            )
        )

    async def sign_in(self, request: web.Request) -> web.Response:
        """POST name and password: a session and the list, or the page again with what is wrong."""
        self._demand_own_page(request)
        language = chosen_language(request)
        if self._hosts.wait(host_of(request)) or self._together.wait(""):
            return _html(self._pages.sign_in(language, problem="too_many"), status=429)
        form = await _form(request)
        member = await self._registry.staff.sign_in(form.get("name", ""), form.get("password", ""))
        if member is None:
            return _html(self._pages.sign_in(language, problem="wrong"), status=401)
        response = _to_home()
        response.set_cookie(
            self._cookie,
            self._sessions.begin(member.name),
            max_age=LASTS,
            path="/",
            secure=self._https,
            httponly=True,
            samesite="Strict",
        )
        return response

    async def sign_out(self, request: web.Request) -> web.Response:
        """POST: the session ends here and now."""
        self._demand_own_page(request)
        self._sessions.end(self._token(request))
        response = _to_home()
        response.del_cookie(
            self._cookie, path="/", secure=self._https, httponly=True, samesite="Strict"
        )
        return response

    async def link(self, request: web.Request) -> web.Response:
        """POST: a code by which the staff's bot knows a chat of whoever is signed in."""
        self._demand_own_page(request)
        who = self._sessions.whose(self._token(request))
        if who is None:
            return _to_home()
        code = await self._registry.staff.link_code(who, now=int(self._now().timestamp()))
        return _html(self._pages.link(chosen_language(request), code=code))

    @property
    def _cookie(self) -> str:
        return "__Host-sanaq_staff" if self._https else "sanaq_staff"

    def _token(self, request: web.Request) -> str:
        return request.cookies.get(self._cookie, "")

    def _demand_own_page(self, request: web.Request) -> None:
        if not from_own_page(request, public_url=self._public_url):
            raise web.HTTPForbidden


async def _form(request: web.Request) -> dict[str, str]:
    """The fields of a small form; nothing of one that is too large or has files."""
    if (request.content_length or FORM_LIMIT + 1) > FORM_LIMIT:
        return {}
    return {name: value for name, value in (await request.post()).items() if isinstance(value, str)}


def _html(text: str, *, status: int = 200) -> web.Response:
    return web.Response(text=text, status=status, content_type="text/html")


def _to_home() -> web.Response:
    return web.Response(status=303, headers={"Location": HOME})

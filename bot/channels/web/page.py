"""Renders the public page in the visitor's language, with the chat in it."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlsplit

import msgspec
from aiohttp import web
from babel import negotiate_locale
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.channels.web.assets import Assets
from bot.channels.web.identity import Identity
from bot.channels.web.wire import TEXT_LIMIT
from bot.channels.web.wording import LANGUAGES, NAMES, words

__all__ = ["HOTLINE", "LANGUAGE_COOKIE", "VIEW_COOKIE", "Page"]

HOTLINE = "1446"
LANGUAGE_COOKIE, VIEW_COOKIE = "sanaq_language", "sanaq_view"
VIEWS = ("normal", "large")
TEMPLATES = Path(__file__).parent / "templates"


class Page:
    """The page: what this is, why it can be trusted, and the chat."""

    def __init__(self, *, assets: Assets, identity: Identity, public_url: str, most: int) -> None:
        """`most` is how many bytes a file may have."""
        self._most = most
        self._host = urlsplit(public_url).netloc
        self._assets = assets
        self._identity = identity
        environment = Environment(
            loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined
        )
        self._template = environment.get_template("page.html")
        self._words = {language: words(language) for language in LANGUAGES}
        self._all_words = msgspec.json.encode(self._words).decode().replace("<", "\\u003c")

    async def get(self, request: web.Request) -> web.Response:
        """GET: the page. It makes no interview, only a cookie that knows the browser again."""
        language = chosen_language(request)
        text = self._template.render(
            language=language,
            languages=NAMES,
            view=_view(request),
            words=SimpleNamespace(**self._words[language]),
            all_words=self._all_words,
            hotline=HOTLINE,
            most=self._most,
            longest=TEXT_LIMIT,
            host=self._host or request.host,
            asset=self._assets.url,
        )
        response = web.Response(text=text, content_type="text/html")
        response.headers["Vary"] = "Accept-Language, Cookie"
        self._identity.remember(response, self._identity.visitor(request))
        return response


def chosen_language(request: web.Request) -> str:
    """The language of the address, else of the cookie, else the browser's, else the first."""
    for named in (request.query.get("lang"), request.cookies.get(LANGUAGE_COOKIE)):
        if named in LANGUAGES:
            return named
    return negotiate_locale(_preferred(request), LANGUAGES, sep="-") or LANGUAGES[0]


def _preferred(request: web.Request) -> list[str]:
    """The languages of `Accept-Language` in order of their weights."""
    weighted = []
    for part in request.headers.get("Accept-Language", "").split(","):
        name, _, weight = part.partition(";q=")
        weighted.append((-_number(weight, default=1.0), name.strip()))
    return [name for _, name in sorted(weighted, key=lambda each: each[0]) if name]


def _number(text: str, *, default: float) -> float:
    try:
        return float(text) if text else default
    except ValueError:
        return 0.0


def _view(request: web.Request) -> str:
    for named in (request.query.get("view"), request.cookies.get(VIEW_COOKIE)):
        if named in VIEWS:
            return named
    return VIEWS[0]

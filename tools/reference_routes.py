"""The HTTP routes, read off an application that is put together and never started."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from aiohttp import web

from bot import console, health, private
from bot.channels import web as web_chat
from bot.channels.telegram import webhook
from bot.settings import read_settings

__all__ = ["MEANINGS", "routes"]

MEANINGS: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("GET", "/"): "the public page with the web chat",
        ("GET", "/static/{digest}/{name}"): "its files",
        ("GET", "/api/v1/chat"): "the chat of this browser as it stands; changes nothing",
        ("POST", "/api/v1/chat"): "one thing said or tapped; answers with the chat after it",
        ("POST", "/api/v1/chat/file"): "one photo, recording or file, as a form; answers so too",
        ("POST", "/api/v1/chat/leave"): "forgets this browser; the interview stays",
        ("GET", "/api/v1/chat/events"): "server-sent events: the chat whenever it has moved",
        (
            "GET",
            "/private/{token}",
        ): "the page of one sensitive question, or why it is not asked",
        ("POST", "/private/{token}"): "its answer, from the page's form; leads back to the page",
        ("GET", "/console"): "the staff's list of interviews; 401 with a form to sign in",
        ("GET", "/console/static/{digest}/{name}"): "its files",
        ("POST", "/console/login"): "signs in",
        ("POST", "/console/logout"): "signs out",
        ("POST", "/console/link"): "a code that links a chat with the staff's bot",
        ("GET", "/healthz"): "200 while the process answers",
        ("GET", "/readyz"): "200 while Redis and the database answer too, else 503",
        (
            "POST",
            webhook.PATH,
        ): "an update of Telegram, only with a public URL and the secret header",
    }
)


def routes() -> Iterator[tuple[str, str, str]]:
    """Method, path and meaning. Raises KeyError for a route that nobody has explained."""
    for route in _application().router.routes():
        resource = route.resource
        if resource is not None and route.method != "HEAD":
            path = resource.canonical
            yield route.method, f"`{path}`", MEANINGS[route.method, path]


def _application() -> web.Application:
    """The routes of `sanaq run`. They are looked at and never called, so nothing is behind them."""
    nothing: Any = None
    app, settings = web.Application(), read_settings({})
    assets = web_chat.setup(app, turns=nothing, settings=settings)
    private.setup(app, turns=nothing, links=nothing, assets=assets, settings=settings, push=nothing)
    console.setup(app, registry=nothing, settings=settings)
    health.setup(app, {})
    app.router.add_post(webhook.PATH, webhook.Webhook({}).handle)
    return app

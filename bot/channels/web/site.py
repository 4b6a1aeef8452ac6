"""Puts the web chat on an aiohttp application: its routes, headers and limits."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from aiohttp import web

from bot.channels.web.assets import Assets
from bot.channels.web.chat import Chat, refusing
from bot.channels.web.headers import secured
from bot.channels.web.identity import Identity
from bot.channels.web.page import Page
from bot.channels.web.stream import Stream
from bot.settings import Settings
from bot.turns import Turns

__all__ = ["setup"]

STATIC = Path(__file__).parent / "static"


def setup(
    app: web.Application,
    *,
    turns: Turns,
    settings: Settings,
    clock: Callable[[], float] = time.monotonic,
) -> Assets:
    """Add the page, its files and `/api/v1/chat` to the application; gives the files.

    `clock` gives the seconds by which whoever sends too fast is held back.

    Cookies are `Secure` and pages ask for https when the public address does.
    """
    https = settings.public_url.startswith("https:")
    identity = Identity(https=https)
    assets = Assets(STATIC, "/static")
    most, public_url = settings.attachment_max, settings.public_url
    page = Page(assets=assets, identity=identity, public_url=public_url, most=most)
    chat = Chat(turns=turns, identity=identity, public_url=public_url, most=most, clock=clock)
    stream = Stream(turns=turns, identity=identity, https=https)
    app.router.add_get("/", secured(page.get, https=https))
    app.router.add_get(assets.route, secured(assets.serve, https=https))
    for method, path, handler in (
        ("GET", "/api/v1/chat", chat.look),
        ("POST", "/api/v1/chat", chat.take),
        ("POST", "/api/v1/chat/file", chat.upload),
        ("POST", "/api/v1/chat/leave", chat.leave),
        ("GET", "/api/v1/chat/events", stream.events),
    ):
        app.router.add_route(method, path, secured(refusing(handler), https=https))
    app.on_shutdown.append(stream.close)
    return assets

"""The composition root: everything that `sanaq run` runs, taken down in the reverse order.

Around what a conversation stands on come the web, the bots, the projector, courier and sweeper.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import time
from collections.abc import AsyncIterator
from functools import partial

from aiohttp import web

from bot import console, health, private
from bot.announcement import announcement
from bot.background import Keep, keeping, repeating
from bot.channels import web as web_chat
from bot.channels.telegram import Telegram
from bot.descriptors import allow_many
from bot.memory import settle_down
from bot.refusal import StartRefused
from bot.serving import Service, serving
from bot.settings import Settings
from bot.staff_bot import StaffBot
from bot.turns import Outcome
from notifications.courier import Courier
from notifications.senders import OnThePage, Sender
from storage.projector import Projector
from storage.staff import SUPERVISOR

__all__ = ["run"]

_SWEEP_SECONDS = 15.0
_TIDY_SECONDS = 600.0
_FAREWELL = 5.0


async def run(settings: Settings) -> int:
    """Runs everything until SIGINT or SIGTERM. Raises StartRefused and ContentErrors."""
    stopped = _stop_signals()
    allow_many()
    async with (
        serving(settings, join=False) as service,
        keeping() as keep,
        _listening(service, keep) as port,
    ):
        password = await service.registry.staff.first_supervisor()
        link = await _link(service)
        print(announcement(settings, port=port, password=password, link=link), flush=True)  # noqa: T201
        settle_down()
        await stopped.wait()
        print("Ending: every answer is on the disk.", flush=True)  # noqa: T201
    return 0


def _stop_signals() -> asyncio.Event:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopped.set)
    return stopped


async def _link(service: Service) -> str | None:
    """A code for the first supervisor's chat with the staff bot."""
    if not service.settings.staff_telegram_token:
        return None
    return await service.registry.staff.link_code(SUPERVISOR, now=int(time.time()))


@contextlib.asynccontextmanager
async def _listening(service: Service, keep: Keep) -> AsyncIterator[int]:
    """Serves the web and starts the jobs; gives the port. Nothing new is taken once it is left."""
    settings, turns = service.settings, service.turns
    links = private.Links(
        service.keyring, public_url=settings.public_url, minutes=settings.private_link_minutes
    )
    telegram = Telegram(
        turns,
        tokens=settings.telegram_tokens,
        api=settings.telegram_api,
        public_url=settings.public_url,
        secret=settings.telegram_secret,
        link=links.url,
    )
    app = web.Application()
    assets = web_chat.setup(app, turns=turns, settings=settings)
    private.setup(
        app, turns=turns, links=links, assets=assets, settings=settings, push=_pushing(telegram)
    )
    console.setup(app, registry=service.registry, settings=settings)
    health.setup(app, {"redis": service.store.ping, "database": service.registry.counts})
    app.add_routes(telegram.routes())
    async with _bound(app, settings) as port:
        _start_jobs(service, telegram, keep)
        yield port
    await telegram.close()


def _pushing(telegram: Telegram) -> private.Push:
    """Shows the next question in the chat from which the link was opened."""

    async def push(link: private.Link, outcome: Outcome) -> None:
        await telegram.show(link.address, link.via, outcome)

    return push


def _start_jobs(service: Service, telegram: Telegram, keep: Keep) -> None:
    settings, registry = service.settings, service.registry
    keep("projector", Projector(service.store, registry).run)
    keep("sweeper", repeating(service.turns.sweep, every=_SWEEP_SECONDS))
    keep(
        "attachments",
        repeating(partial(service.receiving.sweep, service.store), every=_TIDY_SECONDS),
    )
    senders: dict[str, Sender] = {"web": OnThePage(), "terminal": OnThePage()}
    if settings.telegram_tokens:
        senders["telegram"] = telegram.sender()
        keep("telegram", telegram.run)
    keep("courier", Courier(registry.outbox(service.keyring), senders).run)
    if settings.staff_telegram_token:
        staff = StaffBot(registry, settings.staff_telegram_token, settings.telegram_api)
        keep("staff bot", staff.run)


@contextlib.asynccontextmanager
async def _bound(app: web.Application, settings: Settings) -> AsyncIterator[int]:
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=_FAREWELL)
    await runner.setup()
    try:
        site = web.TCPSite(runner, settings.host, settings.port)
        try:
            await site.start()
        except OSError as error:
            reason = os.strerror(error.errno or 0)
            raise StartRefused(
                f"{settings.host}:{settings.port} cannot be listened on ({reason}): "
                "end what listens there, or set SANAQ_PORT to another port."
            ) from error
        yield int(runner.addresses[0][1])
    finally:
        await runner.cleanup()

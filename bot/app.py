"""The composition root: settings in, everything running out; taken down in the reverse order.

serving   Redis, the database, the questionnaire and the turns: what a conversation needs
run       serving, and around it the web, the bots, the projector, the couriers and the sweeper
"""

from __future__ import annotations

import asyncio
import contextlib
import signal
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import msgspec
from aiohttp import web
from msgspec import Struct

from bot import console, health
from bot.announcement import announcement
from bot.background import Keep, keeping, repeating
from bot.channels import web as web_chat
from bot.channels.telegram import Telegram
from bot.clock import in_zone
from bot.content import constants
from bot.embedded import embedded_redis
from bot.library import Library
from bot.refusal import StartRefused
from bot.settings import Settings
from bot.staff_bot import StaffBot
from bot.turns import Finalise, Turns
from dialogs.loading import load, load_source
from notifications.courier import Courier
from notifications.senders import OnThePage, Sender
from state_machine.interview import Receipt
from state_machine.questionnaire import Questionnaire
from storage.database import DatabaseUnavailable, migrate
from storage.interviews import InterviewStore
from storage.master_key import MasterKeyError, key_ring, keys_at, make_key_file
from storage.numbers import NumberMaker
from storage.projector import Projector
from storage.registry import Registry, Verdict
from storage.sealing import KeyRing
from storage.server import DurabilityError, StoreUnavailable
from storage.staff import SUPERVISOR
from storage.stored import Stored

__all__ = ["Service", "run", "serving", "verify"]

_SWEEP_SECONDS = 15.0
_FAREWELL = 5.0
_GONE = (StoreUnavailable, DurabilityError, MasterKeyError, DatabaseUnavailable)
"""What a store says when it cannot be opened: one line with the remedy each."""


class Service(Struct, frozen=True, eq=False):
    """What a conversation needs, opened and ready."""

    settings: Settings
    questionnaire: Questionnaire
    keyring: KeyRing
    store: InterviewStore
    registry: Registry
    turns: Turns


class _Kept(Struct, frozen=True):
    """A questionnaire as the registry keeps it: its text, and the constants it was read with."""

    text: str
    constants: dict[str, str]


@contextlib.asynccontextmanager
async def serving(settings: Settings, *, join: bool = True) -> AsyncIterator[Service]:
    """Opens the stores and the questionnaire, and closes them at the end.

    With `join` the private Redis of a Sanaq that runs already is used. Raises StartRefused and
    ContentErrors.
    """
    questionnaire = load(settings.questionnaire, constants=constants(settings))
    async with contextlib.AsyncExitStack() as stack:
        try:
            service = await _opened(settings, questionnaire, stack, join=join)
        except _GONE as gone:
            raise StartRefused(str(gone)) from gone
        yield service
        await service.turns.settle()


async def _opened(
    settings: Settings,
    questionnaire: Questionnaire,
    stack: contextlib.AsyncExitStack,
    *,
    join: bool,
) -> Service:
    url = settings.redis_url or await stack.enter_async_context(
        embedded_redis(settings.var / "redis", join=join)
    )
    keyring = _keys(settings)
    store = await stack.enter_async_context(
        InterviewStore.connect(
            url,
            keyring,
            shards=settings.shards,
            durable="trusted" if settings.redis_durable == "trusted" else True,
            cache_size=settings.cache_size,
        )
    )
    await migrate(settings.database_url)
    registry = await stack.enter_async_context(Registry.connect(settings.database_url))
    await _keep(registry, settings, questionnaire)
    turns = Turns(
        store=store,
        library=Library(questionnaire, _fetching(registry)),
        now=in_zone(settings.zone),
        finalise=_finalising(registry, keyring, settings),
    )
    return Service(settings, questionnaire, keyring, store, registry, turns)


def _keys(settings: Settings) -> KeyRing:
    if settings.master_key:
        return key_ring(settings.master_key)
    path = settings.var / "master.key"
    return keys_at(path) or make_key_file(path)


async def _keep(registry: Registry, settings: Settings, questionnaire: Questionnaire) -> None:
    """Keeps the content, so that whoever begins with it can go on with it after it changed."""
    text = Path(settings.questionnaire).read_text(encoding="utf-8")
    kept = _Kept(text, dict(constants(settings)))
    await registry.keep_questionnaire(questionnaire.identity, msgspec.json.encode(kept).decode())


def _fetching(registry: Registry) -> Callable[[str], Awaitable[Questionnaire | None]]:
    async def fetch(identity: str) -> Questionnaire | None:
        source = await registry.questionnaire_source(identity)
        if source is None:
            return None
        kept = msgspec.json.decode(source, type=_Kept)
        return load_source(kept.text, name=identity, constants=kept.constants)

    return fetch


def _finalising(registry: Registry, keyring: KeyRing, settings: Settings) -> Finalise:
    numbers = NumberMaker(settings.number_prefix)

    async def finalise(questionnaire: Questionnaire, stored: Stored) -> tuple[Receipt, ...]:
        return await registry.finalise(questionnaire, stored, keyring=keyring, numbers=numbers)

    return finalise


async def verify(settings: Settings, number: str) -> Verdict:
    """Whether a notification number is genuine. Raises StartRefused."""
    try:
        await migrate(settings.database_url)
        async with Registry.connect(settings.database_url) as registry:
            return await registry.verify(number, NumberMaker(settings.number_prefix))
    except DatabaseUnavailable as gone:
        raise StartRefused(str(gone)) from gone


async def run(settings: Settings) -> int:
    """Runs everything until SIGINT or SIGTERM. Raises StartRefused and ContentErrors."""
    stopped = _stop_signals()
    async with serving(settings, join=False) as service, keeping() as keep:
        password = await service.registry.staff.first_supervisor()
        async with _listening(service, keep) as port:
            link = await _link(service)
            print(announcement(settings, port=port, password=password, link=link), flush=True)  # noqa: T201
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
    telegram = Telegram(
        turns,
        tokens=settings.telegram_tokens,
        api=settings.telegram_api,
        public_url=settings.public_url,
        secret=settings.telegram_secret,
    )
    app = web.Application()
    web_chat.setup(app, turns=turns, settings=settings)
    console.setup(app, registry=service.registry, settings=settings)
    health.setup(app, {"redis": service.store.ping, "database": service.registry.counts})
    app.add_routes(telegram.routes())
    _start_jobs(service, telegram, keep)
    async with _bound(app, settings) as port:
        yield port
    await telegram.close()


def _start_jobs(service: Service, telegram: Telegram, keep: Keep) -> None:
    settings, registry = service.settings, service.registry
    keep("projector", Projector(service.store, registry).run)
    keep("sweeper", repeating(service.turns.sweep, every=_SWEEP_SECONDS))
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
            raise StartRefused(
                f"{settings.host}:{settings.port} cannot be listened on ({error.strerror}): "
                "end what listens there, or set SANAQ_PORT to another port."
            ) from error
        yield int(runner.addresses[0][1])
    finally:
        await runner.cleanup()

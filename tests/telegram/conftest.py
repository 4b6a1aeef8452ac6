"""A household bot over the real service, with Telegram played by our own server."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest
import pytest_asyncio
from aiohttp import web

from bot.channels.telegram import Telegram
from bot.channels.telegram.conversation import TakesTurns
from bot.library import Library
from bot.receiving import Receiving
from bot.turns import Inbound, Outcome, Turns
from dialogs.loading import load_source
from state_machine.questionnaire import Questionnaire
from storage.database import migrate
from storage.interviews import InterviewStore
from storage.numbers import NumberMaker
from storage.outbox import RECEIPT, Delivery, Letter, Outbox
from storage.registry import Registry
from storage.sealing import KeyRing
from storage.server import StoreUnavailable
from tests.telegram.botapi import BotApi, LeapingClock

MOST = 1_000_000
"""Bytes of what is sent and is no text, that are taken here."""

BOT, OTHER_BOT = 5_000_001, 5_000_002

QUESTIONNAIRE = """
name: small
title: {ru: Малая перепись, en: A small census}
languages: [ru, en]
choices:
  yes_no:
    - {name: "yes", label: {ru: Да, en: "Yes"}}
    - {name: "no", label: {ru: Нет, en: "No"}}
  tongues:
    - {name: kk, label: {ru: казахский, en: Kazakh}}
    - {name: ru, label: {ru: русский, en: Russian}}
    - {name: ug, label: {ru: уйгурский, en: Uyghur}}
blocks:
  - section: person
    title: {ru: Вы, en: You}
    questions:
      - {type: text, name: name, label: {ru: Как вас зовут?, en: What is your name?}}
      - {type: integer, name: age, constraint: ". < 120",
         label: {ru: "Сколько вам лет, ${name}?", en: "How old are you, ${name}?"},
         hint: {ru: Полных лет, en: Full years}}
      - {type: select_multiple tongues, name: speaks,
         label: {ru: На каких языках вы говорите?, en: What do you speak?}}
      - {type: select_one yes_no, name: works, label: {ru: Вы работаете?, en: Do you work?}}
      - {type: text, name: job, label: {ru: Кем?, en: As what?}, relevant: "${works} = 'yes'"}
"""


@pytest.fixture
def questionnaire() -> Questionnaire:
    return load_source(QUESTIONNAIRE, name="small.yaml")


class Watched:
    """The service as the channel sees it: what was asked of it, and a store that can be away.

    `before` and `after` are awaited around each turn, so that a test can stop the world there.
    """

    def __init__(self, turns: Turns) -> None:
        self._turns = turns
        self.taken: list[Inbound] = []
        self.away = 0
        self.gone: Exception = StoreUnavailable("gone for a moment")
        self.broken: set[str] = set()
        self.after: Callable[[Outcome], Awaitable[None]] | None = None

    async def take(self, inbound: Inbound) -> Outcome:
        if self.away:
            self.away -= 1
            raise self.gone
        if inbound.id in self.broken:
            raise ZeroDivisionError
        outcome = await self._turns.take(inbound)
        self.taken.append(inbound)
        if self.after is not None:
            await self.after(outcome)
        return outcome


@dataclass
class House:
    """Everything of one test."""

    api: BotApi
    clock: LeapingClock
    turns: Watched
    outbox: Outbox
    registry: Registry
    store: InterviewStore
    settle: Callable[[], Awaitable[None]]
    telegram: Telegram | None = None
    tokens: list[str] = field(default_factory=list)

    def letter(self, user: int, *numbers: str) -> Delivery:
        """A letter to a person's chat."""
        receipts = tuple(("Айгерим", number) for number in numbers or ("KZ-75-ABCD-2345-X",))
        letter = Letter(RECEIPT, f"telegram:{user}", "ru", receipts)
        return Delivery(1, "i", "telegram", 1, "lease", letter)

    @asynccontextmanager
    async def polling(self) -> AsyncIterator[Telegram]:
        """The channel, asking for updates."""
        telegram = Telegram(
            self.turns, tokens=self.tokens, api=self.api.base, clock=self.clock, grace=0.2
        )
        self.telegram = telegram
        async with _running(telegram):
            yield telegram

    @asynccontextmanager
    async def webhook(self, turns: TakesTurns | None = None) -> AsyncIterator[Telegram]:
        """The channel on a real port, called by Telegram."""
        app = web.Application()
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        holder: list[Telegram] = []

        async def handle(request: web.Request) -> web.StreamResponse:
            return await holder[0].routes()[0].handler(request)

        app.router.add_post("/telegram/{bot}", handle)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        base = f"http://127.0.0.1:{runner.addresses[0][1]}"
        telegram = Telegram(
            turns or self.turns,
            tokens=self.tokens,
            api=self.api.base,
            public_url=base,
            clock=self.clock,
            grace=0.2,
        )
        holder.append(telegram)
        try:
            self.telegram = telegram
            async with _running(telegram):
                yield telegram
        finally:
            await runner.cleanup()


@asynccontextmanager
async def _running(telegram: Telegram) -> AsyncIterator[None]:
    task = asyncio.create_task(telegram.run())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await telegram.close()


@pytest_asyncio.fixture
async def registry(tmp_path: Path) -> AsyncIterator[Registry]:
    url = f"sqlite:///{tmp_path / 'sanaq.db'}"
    await migrate(url)
    async with Registry.connect(url) as registry:
        yield registry


@pytest_asyncio.fixture
async def house(
    redis_url: str, questionnaire: Questionnaire, registry: Registry
) -> AsyncIterator[House]:
    clock, keyring = LeapingClock(), KeyRing({1: bytes(32)})
    finalise = partial(registry.finalise, keyring=keyring, numbers=NumberMaker("KZ"))

    async def fetch(_identity: str) -> Questionnaire | None:
        return None

    async with InterviewStore.connect(redis_url, keyring) as store, BotApi(clock) as api:
        turns = Turns(
            store=store,
            library=Library(questionnaire, fetch),
            now=lambda: "2021-09-20T10:00:00+06:00",
            finalise=finalise,
            receiving=Receiving(registry.attachments, most=MOST),
        )
        yield House(
            api,
            clock,
            Watched(turns),
            registry.outbox(keyring),
            registry,
            store,
            turns.settle,
            tokens=[api.bot(BOT)],
        )
        await turns.settle()

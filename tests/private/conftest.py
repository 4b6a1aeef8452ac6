"""A household bot and the page, over the real service, with clocks that the tests move."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import pytest_asyncio
from aiohttp import ClientSession, web
from playwright.async_api import Browser, async_playwright

from bot import private
from bot.channels import web as web_chat
from bot.channels.telegram import Telegram
from bot.library import Library
from bot.settings import Settings, read_settings
from bot.turns import Outcome, Turns
from dialogs.loading import load_source
from state_machine.questionnaire import Questionnaire
from storage.interviews import InterviewStore
from storage.sealing import KeyRing
from storage.stored import Stored
from tests.ports import held_port
from tests.telegram.botapi import BotApi, LeapingClock
from tests.web.conftest import FLAGS

BOT = 5_000_001

QUESTIONNAIRE = """
name: secrets
title: {kk: Құпия, ru: Тайны, en: Secrets}
languages: [kk, ru, en]
hotline: "1446"
choices:
  faiths:
    - {name: islam, label: {kk: Ислам, ru: Мусульманство, en: Islam}}
    - {name: none, label: {kk: Сенбеймін, ru: Не верую, en: No religion}}
blocks:
  - section: person
    title: {kk: Сіз, ru: Вы, en: You}
    questions:
      - type: text
        name: iin
        sensitive: "yes"
        required: "yes"
        constraint: "valid-iin(.)"
        constraint_message: {kk: ЖСН емес., ru: Это не ИИН., en: This is no IIN.}
        checks:
          - rule: "substr(., 0, 2) != '55'"
            soft: "yes"
            message: {kk: Солай ма?, ru: Вам правда столько лет?, en: Are you really so old?}
        label: {kk: ЖСН-ыңызды жазыңыз, ru: Напишите Ваш ИИН, en: Write your IIN}
        hint: {kk: Он екі цифр., ru: Двенадцать цифр., en: Twelve digits.}
      - type: select_one faiths
        name: faith
        sensitive: "yes"
        label: {kk: Дініңіз қандай?, ru: Какая у Вас религия?, en: What is your religion?}
        hint: {kk: Өткізуге болады., ru: Можно пропустить., en: You may skip it.}
      - type: text
        name: street
        label: {kk: Көшеңіз?, ru: Какая у Вас улица?, en: What is your street?}
"""


@dataclass
class House:
    """Everything of one test; `clock` holds the seconds of the links and of the floods."""

    api: BotApi
    turns: Turns
    links: private.Links
    telegram: Telegram
    url: str
    pushed: list[Outcome]
    clock: list[float] = field(default_factory=list)

    def pass_minutes(self, minutes: int) -> None:
        """Let time pass for the links."""
        self.clock[0] += 60.0 * minutes


async def _finalise(_questionnaire: Questionnaire, _stored: Stored) -> tuple[()]:
    return ()


async def _fetch(_identity: str) -> Questionnaire | None:
    return None


@pytest.fixture
def questionnaire() -> Questionnaire:
    return load_source(QUESTIONNAIRE, name="secrets.yaml")


@pytest_asyncio.fixture
async def house(
    redis_url: str, tmp_path: Path, questionnaire: Questionnaire
) -> AsyncIterator[House]:
    runner = web.AppRunner(web.Application(), access_log=None, shutdown_timeout=0.1)
    app, keyring, leaping = runner.app, KeyRing({1: bytes(32)}), LeapingClock()
    async with (
        InterviewStore.connect(redis_url, keyring) as store,
        BotApi(leaping) as api,
        AsyncExitStack() as stack,
    ):
        turns = Turns(
            store=store,
            library=Library(questionnaire, _fetch),
            now=lambda: "2021-09-20T10:00:00+06:00",
            finalise=_finalise,
        )
        port, clock = stack.enter_context(held_port()), [1_600_000_000.0]
        url = f"http://127.0.0.1:{port}"
        links = private.Links(keyring, public_url=url, minutes=15, clock=lambda: clock[0])
        telegram = Telegram(
            turns,
            tokens=[api.bot(BOT)],
            api=api.base,
            public_url=url,
            link=links.url,
            clock=leaping,
            grace=0.2,
        )
        pushed: list[Outcome] = []

        async def push(link: private.Link, outcome: Outcome) -> None:
            pushed.append(outcome)
            await telegram.show(link.address, link.via, outcome)

        settings = _settings(url, tmp_path)
        assets = web_chat.setup(app, turns=turns, settings=settings)
        private.setup(
            app,
            turns=turns,
            links=links,
            assets=assets,
            settings=settings,
            push=push,
            clock=lambda: clock[0],
        )
        app.add_routes(telegram.routes())
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port, reuse_port=True).start()
        await telegram.run()
        yield House(api, turns, links, telegram, url, pushed, clock)
        await telegram.close()
        await runner.cleanup()
        await turns.settle()


def _settings(url: str, folder: Path) -> Settings:
    return read_settings({"SANAQ_PUBLIC_URL": url, "SANAQ_VAR": str(folder)})


@pytest_asyncio.fixture
async def client() -> AsyncIterator[ClientSession]:
    """A browser that is none: for what a real one would never send."""
    async with ClientSession() as session:
        yield session


@pytest_asyncio.fixture
async def browser(chromium_path: Path) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium_path, args=list(FLAGS))
        yield browser
        await browser.close()

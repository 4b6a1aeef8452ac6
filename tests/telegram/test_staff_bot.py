"""The staff's bot answers linked chats with the console's counts, and others with politeness."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest
import pytest_asyncio

from bot.staff_bot import StaffBot
from bot.staff_wording import language_of, reply, report
from storage.board import Counts
from storage.registry import Registry
from tests.telegram.botapi import ApiError, BotApi, Person

BOT = 5_000_009
NOW = 1_632_100_000


@dataclass
class Office:
    """The staff's bot over a real registry, and somebody with a code."""

    api: BotApi
    registry: Registry
    person: Person
    token: str
    code: str
    now: int = NOW

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        bot = StaffBot(self.registry, self.token, self.api.base, now=lambda: self.now)
        task = asyncio.create_task(bot.run())
        try:
            yield
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


@pytest_asyncio.fixture
async def office(registry: Registry) -> AsyncIterator[Office]:
    await registry.staff.first_supervisor()
    code = await registry.staff.link_code("supervisor", now=NOW)
    async with BotApi() as api:
        token = api.bot(BOT)
        yield Office(api, registry, api.person(BOT, 7), token, code)


@pytest.mark.parametrize("command", ["/start", "/link"])
async def test_a_code_links_a_chat_and_status_answers(office: Office, command: str) -> None:
    async with office.open():
        await office.person.types(f"{command} {office.code}")
        await office.person.sees("supervisor")
        await office.person.types("/status")
        await office.person.sees(report("ru", await office.registry.counts()))


@pytest.mark.parametrize("said", ["/start", "/link", "/status", "Добрый день", "/unknown"])
async def test_a_stranger_is_told_politely(office: Office, said: str) -> None:
    """And learns nothing about the census."""
    async with office.open():
        await office.person.types(said)
        await office.person.sees(reply("ru", "stranger"))


async def test_a_wrong_code_links_nothing(office: Office) -> None:
    async with office.open():
        await office.person.types("/link guess")
        await office.person.sees(reply("ru", "wrong_code"))
        await office.person.types("/status")
        await office.person.sees(reply("ru", "stranger"))


async def test_a_code_is_good_for_one_chat_and_for_a_while(office: Office) -> None:
    other = office.api.person(BOT, 8, language="kk")
    late = await office.registry.staff.link_code("supervisor", now=NOW)
    async with office.open():
        await office.person.types(f"/link {office.code}")
        await office.person.sees("supervisor")
        await other.types(f"/link {office.code}")
        await other.sees(reply("kk", "wrong_code"))
        office.now = NOW + 60 * 60
        await other.types(f"/link {late}")
        await other.sees(lambda one: len(one.seen) == 2)
    assert other.last.text == reply("kk", "wrong_code")


async def test_a_linked_chat_is_told_what_is_understood(office: Office) -> None:
    office.person.language = "en"
    async with office.open():
        await office.person.types(f"/link {office.code}")
        await office.person.sees("supervisor")
        await office.person.types("How many?")
        await office.person.sees(reply("en", "commands"))


async def test_groups_are_not_answered(office: Office) -> None:
    """The counts are for the one who was given the code."""
    group = {"id": -7, "type": "group", "title": "Office"}
    message = {"message_id": 1, "date": 1, "chat": group, "from": office.person.described_self()}
    async with office.open():
        await office.api.deliver(BOT, {"message": {**message, "text": "/status"}})
        await office.api.delivery(BOT).idle()
        await office.person.types("/status")
        await office.person.sees(reply("ru", "stranger"))
    assert len(office.api.of("sendMessage")) == 1


async def test_it_begins_again_when_telegram_is_away_at_first(office: Office) -> None:
    office.api.script("getMe", ApiError(502, "Bad Gateway"))
    bot = StaffBot(office.registry, office.token, office.api.base, now=lambda: NOW, pause=0.0)
    task = asyncio.create_task(bot.run())
    await office.person.types("/status")
    await office.person.sees(reply("ru", "stranger"))
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_a_refused_token_ends_it_and_is_not_logged(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    """The library's own message would hold the token."""
    wrong = "12:AAwrongwrongwrongwrongwrongwrong12"
    await StaffBot(office.registry, wrong, office.api.base).run()
    assert "staff_bot_token_refused" in [one.getMessage() for one in caplog.records]
    ours = [one for one in caplog.records if one.levelno >= logging.WARNING]
    assert wrong not in "".join(f"{one.getMessage()} {vars(one)}" for one in ours)


def test_the_report_says_each_side_in_the_language_of_the_reader() -> None:
    counts = Counts(
        total=12,
        by_status={"open": 5, "finished": 6, "paused": 1},
        by_stage={"listing": 2, "interviewing": 3},
        by_section={},
        by_language={"kk": 5, "ru": 7},
        by_channel={"telegram": 12},
        submissions=6,
        persons=14,
    )
    assert report("en", counts).splitlines()[0:2] == [
        "Interviews: 12",
        "By status: finished 6, open 5, paused 1",
    ]
    assert "kk 5" in report("kk", counts)
    assert report("ru", counts).splitlines()[-1] == "Учтено человек: 14"


def test_whoever_has_not_chosen_a_language_yet_is_counted_too() -> None:
    """Such an interview has neither a language nor a stage, and there is always one somewhere."""
    counts = Counts(
        total=3,
        by_status={"open": 3},
        by_stage={"": 1, "reviewing": 2},
        by_section={"": 3},
        by_language={"": 1, "kk": 2},
        by_channel={"web": 3},
        submissions=0,
        persons=0,
    )
    lines = report("en", counts).splitlines()
    assert "Open, by stage: Finish 2, — 1" in lines
    assert "Languages: kk 2, — 1" in lines


def test_somebody_whose_language_is_not_ours_is_spoken_to_in_russian() -> None:
    assert [language_of(code) for code in ("kk", "en-US", "uz", "", None)] == [
        "kk",
        "en",
        "ru",
        "ru",
        "ru",
    ]

"""One family, three ways in: terminal, web chat and Telegram give identical submissions."""

from __future__ import annotations

import asyncio
import contextlib
import io
import itertools
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import aiohttp
import msgspec
import pytest
from aiohttp import web
from sqlalchemy import select

from bot.channels import web as web_chat
from bot.channels.telegram import Telegram
from bot.conversation import ServiceConversation
from bot.serving import Service, serving
from bot.settings import read_settings
from bot.terminal import chat
from bot.turns import Inbound, Outcome
from dialogs.prompts import Button, Prompt
from dialogs.transcripts import parse
from state_machine.interview import Status
from storage import schema
from storage.finalising import ANSWER
from tests.telegram.botapi import BotApi, LeapingClock, Person

ROOT = Path(__file__).parents[2]
TRANSCRIPT = ROOT / "questionnaires/transcripts/family.ru.chat"
TICKS = "☐☑✓ "
BOT = 5_000_001


def said() -> list[str]:
    """What the family of the transcript says up to the last yes; a button in brackets."""
    lines = parse(TRANSCRIPT.read_text(encoding="utf-8")).lines
    told = [line.text for line in lines if line.mark == ">"]
    return told[: len(told) - told[::-1].index("[Да]")]


def button_for(prompt: Prompt, said: str) -> Button | None:
    """The button that a line of the transcript presses; None for a typed line."""
    if not said.startswith("["):
        return None
    label = said[1:-1].strip(TICKS)
    buttons = [button for row in prompt.rows for button in row]
    found = [button for button in buttons if button.label.strip(TICKS) == label]
    assert len(found) == 1, f"{said} among {[button.label for button in buttons]}"
    return found[0]


async def asked(service: Service, address: str) -> Prompt | None:
    outcome = await service.turns.look(address)
    return None if outcome is None else outcome.prompt


# -- the terminal -----------------------------------------------------------------------------


async def by_terminal(service: Service) -> str:
    """Types the number of each button, as somebody at a keyboard does."""
    address = "terminal:dias"

    async def lines() -> AsyncIterator[str]:
        for line in said()[1:]:
            prompt = await asked(service, address)
            assert prompt is not None
            button = button_for(prompt, line)
            buttons = [each for row in prompt.rows for each in row]
            yield line if button is None else f"/{buttons.index(button) + 1}"

    out = io.StringIO()
    await chat(ServiceConversation(service.turns, address, "terminal"), lines(), out)
    assert "KZ-71-" in out.getvalue()
    return address


# -- the web chat -----------------------------------------------------------------------------


@contextlib.asynccontextmanager
async def page(service: Service) -> AsyncIterator[tuple[aiohttp.ClientSession, str]]:
    app = web.Application()
    # Ten seconds between any two messages: nobody is held back.
    clock = map(float, itertools.count(step=10)).__next__
    web_chat.setup(app, turns=service.turns, settings=service.settings, clock=clock)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    jar = aiohttp.CookieJar(unsafe=True)
    try:
        async with (
            aiohttp.ClientSession(cookie_jar=jar, headers={"Origin": url}) as session,
            session.get(url),
        ):
            yield session, f"{url}/api/v1/chat"
    finally:
        await runner.cleanup()


async def by_web(service: Service) -> None:
    """Presses what the page shows, every message twice as after a lost answer."""
    async with page(service) as (session, url):
        shown: dict[str, dict[str, list[list[dict[str, str]]]]] = {}
        for number, line in enumerate(said()):
            body = {"id": f"message-{number:08}", "text": line}
            if line.startswith("["):
                label = line[1:-1].strip(TICKS)
                keys = [key for row in shown["prompt"]["rows"] for key in row]
                (press,) = [key["data"] for key in keys if key["label"].strip(TICKS) == label]
                body = {"id": body["id"], "press": press}
            for _ in range(2):
                async with session.post(url, json=body) as answer:
                    assert answer.status == 200, await answer.text()
                    shown = await answer.json()
        await service.turns.settle()
        async with session.get(url) as answer:
            assert len((await answer.json())["numbers"]) == 3


# -- Telegram ---------------------------------------------------------------------------------


class Heard:
    """The service, telling after each turn what is shown then."""

    def __init__(self, service: Service) -> None:
        self._turns = service.turns
        self.prompts: asyncio.Queue[Prompt] = asyncio.Queue()

    async def take(self, inbound: Inbound) -> Outcome:
        outcome = await self._turns.take(inbound)
        self.prompts.put_nowait(outcome.prompt)
        return outcome


def shows(prompt: Prompt) -> Callable[[Person], bool]:
    """Whether this prompt is the newest message of a chat; long labels stand in its text."""
    count = sum(len(row) for row in prompt.rows)
    words = prompt.text.splitlines()
    return lambda person: (
        bool(person.seen)
        and len(person.last.buttons) == count
        and all(line in person.last.text for line in words)
    )


async def by_telegram(service: Service) -> None:
    """Taps and types in a private chat with the bot."""
    clock = LeapingClock()
    async with BotApi(clock) as api:
        heard = Heard(service)
        telegram = Telegram(heard, tokens=[api.bot(BOT)], api=api.base, clock=clock)
        polling = asyncio.create_task(telegram.run())
        try:
            await _talk(api.person(BOT, 77), heard)
            await service.turns.settle()
        finally:
            polling.cancel()
            await asyncio.gather(polling, return_exceptions=True)
            await telegram.close()


async def _talk(person: Person, heard: Heard) -> None:
    prompt: Prompt | None = None
    for line in said():
        button = None if prompt is None else button_for(prompt, line)
        if prompt is None or button is None:
            await person.types(line)
        else:
            place = [each for row in prompt.rows for each in row].index(button)
            data = list(person.last.buttons.values())[place]
            await person.presses(data, message=person.last)
        prompt = await asyncio.wait_for(heard.prompts.get(), 20)
        await person.sees(shows(prompt))


# -- what is stored ---------------------------------------------------------------------------


async def submissions(service: Service) -> dict[str, dict[str, object]]:
    """What each channel's submission says, without ids, times and numbers."""
    found: dict[str, dict[str, object]] = {}
    async with service.registry.database.reading() as connection:
        for row in (await connection.execute(select(schema.submissions))).all():
            wrapped = await connection.scalar(
                select(schema.interview_keys.c.wrapped).where(
                    schema.interview_keys.c.interview == row.interview
                )
            )
            key = service.keyring.unwrap(row.interview, bytes(wrapped or b""))
            mine = (schema.answers.c.submission == row.id, schema.items.c.submission == row.id)
            answers = (await connection.execute(select(schema.answers).where(mine[0]))).all()
            items = (await connection.execute(select(schema.items).where(mine[1]))).all()
            found[row.channel] = {
                "plain": (row.questionnaire, row.region, row.language),
                "answers": {
                    (each.item, each.question): msgspec.msgpack.decode(
                        key.open(f"{ANSWER}/{each.question}/{each.item}", each.sealed)
                    )
                    for each in answers
                },
                "items": sorted(
                    (each.item, each.roster, each.parent, each.position) for each in items
                ),
            }
    return found


@pytest.fixture
async def service(redis_url: str, tmp_path: Path) -> AsyncIterator[Service]:
    settings = read_settings(
        {
            "SANAQ_REDIS_URL": redis_url,
            "SANAQ_VAR": str(tmp_path),
            "SANAQ_QUESTIONNAIRE": str(ROOT / "questionnaires/census.yaml"),
        }
    )
    async with serving(settings) as service:
        yield service


async def test_the_same_family_gives_identical_submissions_on_every_channel(
    service: Service,
) -> None:
    await by_terminal(service)
    await by_web(service)
    await by_telegram(service)
    found = await submissions(service)
    assert set(found) == {"terminal", "web", "telegram"}
    assert found["terminal"] == found["web"] == found["telegram"]
    assert len(found["web"]["answers"]) > 60  # type: ignore[arg-type]
    counts = await service.registry.counts()
    # Three submissions tell of the same three people: each is counted once.
    assert (counts.submissions, counts.persons) == (3, 3)
    outcome = await service.turns.look("terminal:dias")
    assert outcome is not None
    assert outcome.interview.head.status is Status.FINISHED

"""What waits for the budget waits in order, bounded, and only as long as it is worth something."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
import pytest_asyncio

from bot.channels.telegram.budget import Budget
from bot.channels.telegram.calling import Ended, Flooded, Forbidden, Refused, connect
from bot.channels.telegram.methods import AnswerCallbackQuery, EditText, Keyboard, SendMessage
from bot.channels.telegram.outgoing import Outgoing
from tests.telegram.botapi import ApiError, BotApi, Person

BOT = 5_000_001


@dataclass
class HeldClock:
    """Time that stands still until it is let go, then leaps over every wait."""

    seconds: float = 1_000.0
    going: asyncio.Event = field(default_factory=asyncio.Event)

    def now(self) -> float:
        return self.seconds

    async def sleep(self, seconds: float) -> None:
        if seconds > 0:
            await self.going.wait()
        self.seconds += seconds


@dataclass
class Desk:
    """One bot's sending side, and a person who has begun to talk to it."""

    api: BotApi
    clock: HeldClock
    outgoing: Outgoing
    person: Person

    async def send(self, *texts: str) -> None:
        await self.outgoing.send(7, [SendMessage(7, text) for text in texts])

    async def settled(self) -> None:
        """Let time go until nothing waits."""
        self.clock.going.set()
        await self.outgoing.close(seconds=10)

    @property
    def texts(self) -> list[str]:
        return [one.text for one in self.person.seen]


@pytest_asyncio.fixture
async def desk() -> AsyncIterator[Desk]:
    clock = HeldClock()
    async with BotApi() as api:
        bot, session = connect(api.bot(BOT), api.base)
        person = api.person(BOT, 7)
        person.started = True
        budget = Budget(clock, chat_burst=1)
        yield Desk(api, clock, Outgoing(bot, session, budget, clock, room=2), person)
        await session.close()


async def test_a_newer_prompt_replaces_one_that_waits(desk: Desk) -> None:
    """A prompt is a function of the interview: only the newest is worth sending."""
    await desk.send("first")
    for number in range(5):
        await desk.send(f"waiting {number}")
    assert desk.texts == ["first"]
    await desk.settled()
    assert desk.texts == ["first", "waiting 4"]
    assert desk.outgoing.counts["outdated"] == 4


async def test_the_pieces_of_one_prompt_stay_together(desk: Desk) -> None:
    await desk.send("first")
    await desk.send("old one", "old two")
    await desk.send("one", "two", "three")
    await desk.settled()
    assert desk.texts == ["first", "one", "two", "three"]


async def test_edits_are_not_replaced(desk: Desk) -> None:
    """They belong to messages of their own."""
    await desk.send("first")
    message = desk.person.last
    await desk.send("waiting")
    await desk.outgoing.send(7, [EditText(7, message.id, "edited")])
    await desk.send("newest")
    await desk.settled()
    assert desk.texts == ["edited", "newest"]


async def test_a_callback_is_answered_however_closed_the_budget(desk: Desk) -> None:
    """It is no message, and the person looks at a spinning button."""
    await desk.send("first")
    query = desk.api.open_query(BOT)
    await desk.outgoing.send(7, [AnswerCallbackQuery(query), SendMessage(7, "next")])
    assert desk.api.calls[-1].method == "answerCallbackQuery"
    await desk.settled()
    assert desk.texts == ["first", "next"]


async def test_a_callback_that_cannot_be_answered_holds_up_nothing(desk: Desk) -> None:
    """It was too old, or Telegram failed: the question comes all the same."""
    desk.api.script("answerCallbackQuery", ApiError(500, "Internal Server Error"))
    await desk.outgoing.send(7, [AnswerCallbackQuery("1"), SendMessage(7, "next")])
    assert desk.texts == ["next"]
    assert desk.outgoing.waiting == 0


async def test_beyond_the_room_replies_are_let_go(desk: Desk) -> None:
    """Memory is bounded; the person's next input brings the prompt."""
    for user in (7, 8, 9):
        desk.api.person(BOT, user).started = True
        await desk.outgoing.send(user, [SendMessage(user, "now")])
        await desk.outgoing.send(user, [SendMessage(user, "later")])
    assert desk.outgoing.waiting == 2
    assert desk.outgoing.counts["let_go"] == 1
    await desk.settled()


async def test_nothing_rides_inline_while_something_waits(desk: Desk) -> None:
    """An inline answer would overtake it."""
    prompt = SendMessage(7, "prompt")
    assert desk.outgoing.inline(7, prompt)
    assert not desk.outgoing.inline(7, prompt)
    assert desk.outgoing.inline(8, prompt)
    await desk.send("waits")
    assert not desk.outgoing.inline(7, EditText(7, 1, "edit"))
    await desk.settled()


@pytest.mark.parametrize("failures", [1, 4])
async def test_a_broken_connection_is_tried_again(desk: Desk, failures: int) -> None:
    desk.api.script("sendMessage", *[ApiError(502, "Bad Gateway")] * failures)
    desk.clock.going.set()
    await desk.send("prompt")
    await desk.settled()
    assert desk.texts == ["prompt"]


async def test_what_fails_again_and_again_is_let_go(desk: Desk) -> None:
    desk.api.script("sendMessage", *[ApiError(502, "Bad Gateway")] * 6)
    desk.clock.going.set()
    await desk.send("prompt")
    await desk.settled()
    assert desk.texts == []
    assert desk.outgoing.waiting == 0
    assert desk.outgoing.counts["let_go"] == 1


async def test_what_telegram_refuses_is_not_tried_again(desk: Desk) -> None:
    """The same call would meet the same refusal."""
    await desk.outgoing.send(7, [EditText(7, 999, "nothing to edit"), SendMessage(7, "next")])
    await desk.settled()
    assert [call.error for call in desk.api.calls] == [400, 0]


async def test_who_blocks_the_bot_while_something_waits_gets_nothing(desk: Desk) -> None:
    await desk.send("first")
    await desk.send("second")
    desk.outgoing.blocked(7, is_so=True)
    await desk.settled()
    await desk.send("third")
    assert desk.texts == ["first"]
    assert not desk.outgoing.inline(7, SendMessage(7, "fourth"))


async def test_at_the_end_what_cannot_be_sent_in_time_is_let_go(desk: Desk) -> None:
    await desk.send("first")
    await desk.send("second")
    await desk.outgoing.close(seconds=0)
    assert desk.texts == ["first"]


async def test_a_letter_waits_for_its_place_and_tells_how_it_ended(desk: Desk) -> None:
    """Several messages to one chat take a second each."""
    desk.clock.going.set()
    verdict = await desk.outgoing.deliver(7, [SendMessage(7, str(part)) for part in range(3)])
    assert isinstance(verdict, Ended)
    assert desk.texts == ["0", "1", "2"]
    assert desk.clock.seconds >= 1_002


async def test_a_letter_is_given_back_when_telegram_is_flooded(desk: Desk) -> None:
    desk.clock.going.set()
    desk.api.script("sendMessage", ApiError(429, "Too Many Requests", 40))
    assert await desk.outgoing.deliver(7, [SendMessage(7, "x")]) == Flooded(40)
    assert await desk.outgoing.deliver(7, [SendMessage(7, "x")]) == Flooded(40)
    assert len(desk.api.calls) == 1


async def test_a_letter_that_has_begun_is_insisted_on(desk: Desk) -> None:
    """Given back, it would begin from its first part again."""
    desk.clock.going.set()
    desk.api.script("sendMessage", None, ApiError(429, "Too Many Requests", 40))
    parts = [SendMessage(7, "one"), SendMessage(7, "two")]
    assert isinstance(await desk.outgoing.deliver(7, parts), Ended)
    assert desk.texts == ["one", "two"]


async def test_a_letter_to_nobody_is_refused(desk: Desk) -> None:
    desk.person.kicked = True
    assert await desk.outgoing.deliver(7, [SendMessage(7, "x")]) == Forbidden()
    assert await desk.outgoing.deliver(12, [SendMessage(12, "x")]) == Refused(400)


async def test_an_unknown_token_is_a_refusal() -> None:
    async with BotApi() as api:
        bot, session = connect("12:AAabcdefghijklmnopqrstuvwxyz0123456", api.base)
        assert await session.call(bot, SendMessage(7, "x", reply_markup=Keyboard())) == Refused(401)
        await session.close()

"""Outages, repeats, floods, blocks and crashes lose and double nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from aiohttp import ClientSession

from bot.channels.telegram.webhook import SECRET_HEADER
from bot.turns import Outcome
from dialogs.catalogues import say
from state_machine.inputs import Act, Say
from storage.database import DatabaseUnavailable
from storage.server import StoreUnavailable
from tests.telegram.botapi import ApiError
from tests.telegram.conftest import BOT, House
from tests.telegram.test_conversation import HOW, begin, reach_tongues, reach_work, running

Updates = list[dict[str, Any]]


def said(house: House) -> list[str]:
    """The texts whose turns were taken, in order."""
    return [one.input.text for one in house.turns.taken if isinstance(one.input, Say)]


@HOW
@pytest.mark.parametrize("gone", [StoreUnavailable("Redis"), DatabaseUnavailable("SQL")], ids=str)
async def test_an_update_is_taken_once_the_store_is_back(
    house: House, how: str, gone: Exception
) -> None:
    """Telegram hears no 200, and an offset does not move, before the commit.

    The database is asked for the questionnaire with which an older interview began.
    """
    person = house.api.person(BOT, 7)
    async with running(house, how):
        await begin(person)
        house.turns.away, house.turns.gone = 3, gone
        await person.types("Айгерим")
        await person.sees("Сколько вам лет, Айгерим?")
        await house.api.delivery(BOT).idle()
    assert said(house) == ["Айгерим"]
    if how == "webhook":
        assert house.api.delivery(BOT).answers[-4:] == [503, 503, 503, 200]


async def test_an_outage_does_not_turn_texts_around(house: House) -> None:
    """What was typed first is taken first, although the first try failed."""
    person = house.api.person(BOT, 7)
    async with house.polling():
        await begin(person)
        house.turns.away = 3
        house.api.delivery(BOT).held = []
        for text in ("Айгерим", "30", "казахский"):
            await person.types(text)
        await house.api.delivery(BOT).release(lambda held: held)
        await house.api.delivery(BOT).idle()
    assert said(house) == ["Айгерим", "30", "казахский"]


async def test_other_people_do_not_wait_for_one(house: House) -> None:
    """A turn that hangs holds up its own person alone."""
    slow, quick = house.api.person(BOT, 7), house.api.person(BOT, 8)
    async with house.polling():
        await begin(slow)
        await begin(quick)
        going_on = asyncio.Event()

        async def hang(outcome: Outcome) -> None:
            if "telegram:7" in outcome.interview.head.addresses:
                await going_on.wait()

        house.turns.after = hang
        await slow.types("Айгерим")
        await quick.types("Болат")
        await quick.sees("Сколько вам лет, Болат?")
        await quick.types("41")
        await quick.sees("На каких языках")
        assert "Как вас зовут?" in slow.last.text
        going_on.set()
        await slow.sees("Сколько вам лет, Айгерим?")


def twice(held: Updates) -> Sequence[dict[str, Any]]:
    return [*held, *held[-1:]]


@HOW
async def test_a_repeated_tap_is_taken_once_and_the_prompt_comes_again(
    house: House, how: str
) -> None:
    """The newest message may be repeated because its answer was lost."""
    person = house.api.person(BOT, 7)
    async with running(house, how):
        await reach_work(person)
        house.api.delivery(BOT).held = []
        await person.taps("Нет")
        await house.api.delivery(BOT).release(lambda held: held)
        await person.sees("Завершить")
        await house.api.delivery(BOT).idle()
        sent = len(person.seen)
        await house.api.delivery(BOT).send([last_update(house)])
        await person.sees(lambda one: len(one.seen) == sent + 1)
    assert person.seen[-1].text == person.seen[-2].text


def last_update(house: House) -> dict[str, Any]:
    """The newest update that was delivered, to be delivered again."""
    return house.api.delivery(BOT).sent[-1]


@HOW
async def test_an_older_repeat_is_acknowledged_in_silence(house: House, how: str) -> None:
    person = house.api.person(BOT, 7)
    async with running(house, how):
        await reach_tongues(person)
        await house.api.delivery(BOT).idle()
        chat = dict(person.chat)
        old = house.api.delivery(BOT).sent[2]
        await house.api.delivery(BOT).send([old])
        await house.api.delivery(BOT).idle()
    assert old["message"]["text"] == "Айгерим"
    assert person.chat == chat


ORDERS: dict[str, Callable[[Updates], Sequence[dict[str, Any]]]] = {
    "as they came": lambda held: held,
    "backwards": lambda held: held[::-1],
    "each twice": lambda held: [one for one in held for _ in range(2)],
    "all again": lambda held: [*held, *held],
    "all again backwards": lambda held: [*held, *held[::-1]],
}


@HOW
@pytest.mark.parametrize("order", ORDERS)
async def test_taps_in_any_order_change_what_they_name(house: House, how: str, order: str) -> None:
    """Two ticks end ticked, whatever the way they came, and however often."""
    person = house.api.person(BOT, 7)
    async with running(house, how):
        await reach_tongues(person)
        house.api.delivery(BOT).held = []
        await person.taps("казахский")
        await person.taps("уйгурский")
        await house.api.delivery(BOT).release(ORDERS[order])
        await house.api.delivery(BOT).idle()
        await person.types("/help")
        await person.sees(lambda one: "☑ казахский" in one.last.buttons)
    assert "☑ уйгурский" in person.last.buttons
    assert "☐ русский" in person.last.buttons


async def test_a_flood_is_waited_out_and_the_prompt_arrives(house: House) -> None:
    """429 names the seconds: nothing is sent before they are over, and nothing is lost."""
    person = house.api.person(BOT, 7)
    async with house.polling():
        await begin(person)
        house.api.script("sendMessage", ApiError(429, "Too Many Requests: retry after 17", 17))
        await person.types("Айгерим")
        await person.sees("Сколько вам лет, Айгерим?")
    assert 17 in house.clock.slept
    assert [call.error for call in house.api.of("sendMessage")[-2:]] == [429, 0]


async def test_a_prompt_that_never_arrived_comes_with_any_input(house: House) -> None:
    """Sends have no receipt in a webhook's response; the interview knows what to ask."""
    person = house.api.person(BOT, 7)
    async with house.webhook():
        await begin(person)
        house.api.script("sendMessage", ApiError(500, "Internal Server Error"))
        await person.types("Айгерим")
        await house.api.delivery(BOT).idle()
        assert "Как вас зовут?" in person.last.text
        await person.sends(sticker={"file_id": "x"})
        await person.sees("Сколько вам лет, Айгерим?")


@HOW
async def test_who_blocks_the_bot_is_left_alone_until_they_speak(house: House, how: str) -> None:
    person = house.api.person(BOT, 7)
    async with running(house, how):
        await begin(person)
        await person.blocks()
        await house.api.delivery(BOT).idle()
        calls = len(house.api.calls)
        assert house.telegram is not None
        await house.telegram.sender().send(house.letter(person.id))
        assert house.api.of("sendMessage") == house.api.of("sendMessage")[:calls]
        await person.unblocks()
        await person.types("Айгерим")
        await person.sees("Сколько вам лет, Айгерим?")


async def test_a_block_is_learned_from_a_refusal(house: House) -> None:
    """Blocked while the answer was on its way: 403, and no further call."""
    person = house.api.person(BOT, 7)
    async with house.polling():
        await begin(person)
        person.kicked = True
        await person.types("Айгерим")
        await house.api.delivery(BOT).idle()
        assert house.api.of("sendMessage")[-1].error == 403
        person.kicked = False
        await person.types("30")
        await person.sees("На каких языках")


@HOW
async def test_a_crash_between_commit_and_reply_costs_nothing(house: House, how: str) -> None:
    """The process dies with the turn committed and nothing said; the next one says it."""
    person = house.api.person(BOT, 7)
    committed = asyncio.Event()

    async def die(_: Outcome) -> None:
        committed.set()
        await asyncio.Event().wait()

    async with running(house, how):
        await begin(person)
        house.turns.after = die
        await person.types("Айгерим")
        await committed.wait()
    house.turns.after = None
    assert "Как вас зовут?" in person.last.text
    async with running(house, how):
        await person.sees("Сколько вам лет, Айгерим?")
        await person.types("30")
        await person.sees("На каких языках")


async def test_a_failing_update_does_not_stop_those_behind_it(house: House) -> None:
    """A fault of ours is tried three times, logged and acknowledged: the person can go on."""
    person = house.api.person(BOT, 7)
    async with house.polling():
        await begin(person)
        await house.api.delivery(BOT).idle()
        house.turns.broken.add(f"{BOT}:1002")
        assert await person.types("Айгерим") == 1002
        await house.api.delivery(BOT).idle()
        await person.types("Болат")
        await person.sees("Сколько вам лет, Болат?")


async def test_a_tap_during_a_long_outage_can_be_tapped_again(house: House) -> None:
    """Telegram gives up a tap after 150 seconds; nothing had been acknowledged."""
    person = house.api.person(BOT, 7)
    async with house.webhook():
        await reach_work(person)
        house.turns.away = 200
        await person.taps("Нет")
        await house.api.delivery(BOT).idle()
        assert house.api.delivery(BOT).dropped == 1
        house.turns.away = 0
        await person.taps("Нет")
        await person.sees("Завершить")
    assert len(house.turns.taken) == len({one.id for one in house.turns.taken})


async def test_ids_may_begin_anew_after_a_quiet_week(house: House) -> None:
    """A high-water mark would make the bot deaf."""
    person = house.api.person(BOT, 7)
    async with house.polling():
        await begin(person)
        await house.api.delivery(BOT).idle()
        house.api.delivery(BOT).begin_anew(at=10)
        await person.types("Айгерим")
        await person.sees("Сколько вам лет, Айгерим?")


async def test_another_poller_is_waited_for(house: House) -> None:
    """Two processes with one token: 409, and the bot goes on asking."""
    person = house.api.person(BOT, 7)
    async with house.polling():
        await begin(person)
        await house.api.delivery(BOT).asked()
        async with ClientSession() as session:
            url = f"{house.api.base}/bot{house.tokens[0]}/getUpdates"
            async with session.post(url, json={"timeout": 0}):
                pass
        await person.types("Айгерим")
        await person.sees("Сколько вам лет, Айгерим?")
    assert 409 in {call.error for call in house.api.of("getUpdates")}


async def test_a_long_poll_that_breaks_off_is_begun_again(house: House) -> None:
    person = house.api.person(BOT, 7)
    house.api.script("getUpdates", ApiError(502, "Bad Gateway"), ApiError(429, "Too Many", 5))
    async with house.polling():
        await begin(person)
    assert 5 in house.clock.slept


async def test_the_webhook_is_announced_with_all_that_it_needs(house: House) -> None:
    person = house.api.person(BOT, 7)
    away = [ApiError(500, "Internal Server Error"), ApiError(400, "Bad Request: bad webhook")]
    house.api.script("setWebhook", *away)
    async with house.webhook():
        await begin(person)
        delivery = house.api.delivery(BOT)
        assert delivery.url.endswith(f"/telegram/{BOT}")
        assert len(delivery.secret) == 64
        assert set(delivery.allowed) == {
            "message",
            "edited_message",
            "callback_query",
            "my_chat_member",
        }
    assert [call.error for call in house.api.of("setWebhook")] == [500, 400, 0]
    assert house.clock.slept[:2] == [3, 6]


@HOW
async def test_a_token_that_is_refused_does_not_stop_the_other_bots(house: House, how: str) -> None:
    house.tokens.insert(0, "12:AAwrongwrongwrongwrongwrongwrongwrong")
    person = house.api.person(BOT, 7)
    async with running(house, how):
        await begin(person)


async def test_polling_takes_over_from_a_webhook_and_loses_nothing(house: House) -> None:
    """What arrived meanwhile is still there."""
    person = house.api.person(BOT, 7)
    async with house.webhook():
        await begin(person)
    async with house.polling():
        await person.types("Айгерим")
        await person.sees("Сколько вам лет, Айгерим?")


@pytest.mark.parametrize(
    ("path", "secret", "status"),
    [
        (f"/telegram/{BOT}", None, 401),
        (f"/telegram/{BOT}", "guess", 401),
        (f"/telegram/{BOT}", "қате", 401),
        ("/telegram/12", "right", 404),
        (f"/telegram/{BOT}", "right", 200),
    ],
)
async def test_only_telegram_is_heard(
    house: House, path: str, secret: str | None, status: int
) -> None:
    person = house.api.person(BOT, 7)
    async with house.webhook():
        await begin(person)
        delivery = house.api.delivery(BOT)
        url = delivery.url.partition("/telegram")[0] + path
        given = delivery.secret if secret == "right" else secret
        headers = {SECRET_HEADER: given} if given is not None else {}
        update = {"update_id": 1, "message": person.described(person.last)}
        taken = len(house.turns.taken)
        async with (
            ClientSession() as session,
            session.post(url, json=update, headers=headers) as answer,
        ):
            assert answer.status == status
    assert len(house.turns.taken) == taken


@pytest.mark.parametrize("body", [b"", b"{", b"\xff" * 100, b"[" * 50_000, b'{"update_id":5}'])
async def test_hostile_bodies_with_the_right_secret_are_acknowledged(
    house: House, body: bytes
) -> None:
    person = house.api.person(BOT, 7)
    async with house.webhook():
        await begin(person)
        delivery = house.api.delivery(BOT)
        async with ClientSession() as session:
            headers = {SECRET_HEADER: delivery.secret}
            async with session.post(delivery.url, data=body, headers=headers) as answer:
                assert answer.status == 200


async def test_start_over_does_not_forget_what_was_taken(house: House) -> None:
    """An update of before a restart, delivered once more, does not restart twice."""
    person = house.api.person(BOT, 7)
    async with house.webhook():
        await begin(person)
        await person.types("Айгерим")
        await person.sees("Сколько вам лет")
        await person.types("/restart")
        await person.sees(say("ru", "confirm.restart"))
        await person.taps(say("ru", "confirm.restart_yes"))
        await person.sees("Как вас зовут?")
        confirmed = last_update(house)
        await person.types("Болат")
        await person.sees("Сколько вам лет, Болат?")
        await house.api.delivery(BOT).send([confirmed])
        await house.api.delivery(BOT).idle()
    assert "Сколько вам лет, Болат?" in person.last.text
    assert sum(isinstance(one.input, Act) for one in house.turns.taken) == 1


async def test_many_people_at_once_all_get_their_question(house: House) -> None:
    """Forty people who begin in the same second, with floods on the way."""
    people = [house.api.person(BOT, 100 + number) for number in range(40)]
    for person in people:
        person.pace = 0
    flood = ApiError(429, "Too Many Requests: retry after 3", 3)
    house.api.script("sendMessage", *[None, None, flood] * 10)
    async with house.polling():
        await asyncio.gather(*(begin(person) for person in people))
    assert len({one.address for one in house.turns.taken}) == 40

"""The notification numbers reach the chat, once the interview is finished."""

from __future__ import annotations

import pytest

from bot.channels.telegram.sender import letter_text
from notifications.courier import Courier
from notifications.senders import Deferred, Refused, Sent
from storage.outbox import RECEIPT, Letter
from tests.telegram.botapi import ApiError
from tests.telegram.conftest import BOT, OTHER_BOT, House
from tests.telegram.test_conversation import HOW, begin, end, reach_work, running


@HOW
async def test_a_finished_interview_is_told_its_number(house: House, how: str) -> None:
    """Turn, finalising, outbox, courier and chat, all of them real."""
    person = house.api.person(BOT, 7)
    async with running(house, how) as telegram:
        await reach_work(person)
        await end(person)
        await house.settle()
        courier = Courier(house.outbox, {"telegram": telegram.sender()})
        assert await courier.run_once() == 1
        await person.sees("KZ-")
        assert await courier.run_once() == 0
        await person.types("/start")
        await house.api.delivery(BOT).idle()
    assert "KZ-" in person.last.text
    assert [call for call in house.api.calls if call.error] == []


def test_every_person_of_the_household_has_a_line() -> None:
    receipts = (("Диас Ахметов", "KZ-75-AAAA-BBBB-C"), ("", "KZ-75-DDDD-EEEE-F"))
    text = letter_text(Letter(RECEIPT, "telegram:7", "ru", receipts))
    assert "Диас Ахметов — KZ-75-AAAA-BBBB-C\nKZ-75-DDDD-EEEE-F\n" in text


async def test_a_dormitorys_numbers_come_in_several_messages(house: House) -> None:
    """A thousand numbers, and not one is cut off."""
    numbers = [f"KZ-75-{number:08d}-X" for number in range(1_000)]
    person = house.api.person(BOT, 7)
    async with house.polling() as telegram:
        await begin(person)
        outcome = await telegram.sender().send(house.letter(7, *numbers))
    assert outcome == Sent()
    told = "\n".join(one.text for one in person.seen)
    assert all(number in told for number in numbers)


@pytest.mark.parametrize(
    ("failure", "outcome"),
    [
        (ApiError(429, "Too Many Requests: retry after 9", 9), Deferred("flooded", 9)),
        (ApiError(500, "Internal Server Error"), Deferred("unreachable")),
        (ApiError(401, "Unauthorized"), Deferred("refused_401")),
        (ApiError(403, "Forbidden: bot was blocked by the user"), Refused("blocked")),
        (ApiError(400, "Bad Request: chat not found"), Refused("blocked")),
    ],
)
async def test_how_it_ended_is_told_to_the_courier(
    house: House, failure: ApiError, outcome: object
) -> None:
    person = house.api.person(BOT, 7)
    async with house.polling() as telegram:
        await begin(person)
        house.api.script("sendMessage", failure)
        assert await telegram.sender().send(house.letter(7)) == outcome


@pytest.mark.parametrize("address", ["telegram:", "telegram:x7", "web:7", "telegram:-5", "7"])
async def test_an_address_of_nobody_is_refused(house: House, address: str) -> None:
    letter = house.letter(7)
    wrong = Letter(RECEIPT, address, "ru", letter.letter.receipts)
    async with house.polling() as telegram:
        delivery = type(letter)(1, "i", "telegram", 1, "lease", wrong)
        assert await telegram.sender().send(delivery) == Refused("address")


async def test_the_bot_that_the_person_spoke_to_carries_the_letter(house: House) -> None:
    """Another bot of ours may not write to them at all."""
    house.tokens.append(house.api.bot(OTHER_BOT))
    person = house.api.person(OTHER_BOT, 7)
    async with house.polling() as telegram:
        await begin(person)
        assert await telegram.sender().send(house.letter(7)) == Sent()
        await person.sees("KZ-75")
    assert {call.bot for call in house.api.of("sendMessage")} == {OTHER_BOT}


async def test_after_a_restart_any_bot_that_may_write_does(house: House) -> None:
    """Who spoke to which bot is not kept: the ones that may not are told so by Telegram."""
    house.tokens.append(house.api.bot(OTHER_BOT))
    person = house.api.person(OTHER_BOT, 7)
    person.started = True
    async with house.polling() as telegram:
        assert await telegram.sender().send(house.letter(7)) == Sent()
    assert [call.error for call in house.api.of("sendMessage")] == [400, 0]

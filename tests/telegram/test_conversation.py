"""Whole conversations, by polling and by webhook, over the real service."""

from __future__ import annotations

import logging
from contextlib import AbstractAsyncContextManager

import pytest

from bot.channels.telegram import Telegram
from dialogs.catalogues import say
from tests.telegram.botapi import Person
from tests.telegram.conftest import BOT, OTHER_BOT, House

HOW = pytest.mark.parametrize("how", ["polling", "webhook"])


def running(house: House, how: str) -> AbstractAsyncContextManager[Telegram]:
    """The channel, in one of its two ways."""
    return house.polling() if how == "polling" else house.webhook()


async def begin(person: Person) -> None:
    """Up to the first question."""
    await person.types("/start hello")
    await person.sees("Выберите язык")
    await person.taps("Русский")
    await person.sees("Как вас зовут?")


async def reach_tongues(person: Person) -> None:
    """Up to the question with several answers."""
    await begin(person)
    await person.types("Айгерим")
    await person.sees("Сколько вам лет, Айгерим?")
    await person.types("30")
    await person.sees("На каких языках вы говорите?")


async def reach_work(person: Person) -> None:
    """Up to the question with one answer."""
    await reach_tongues(person)
    await person.taps("казахский")
    await person.sees(lambda one: "☑ казахский" in one.last.buttons)
    await person.taps("уйгурский")
    await person.sees(lambda one: "☑ уйгурский" in one.last.buttons)
    await person.taps("Готово")
    await person.sees("Вы работаете?")


async def end(person: Person) -> None:
    """From the last question to the thanks."""
    await person.taps("Нет")
    await person.sees("Завершить")
    await person.taps("Да")
    await person.sees(lambda one: "Завершить" not in one.last.text)


@HOW
async def test_a_person_is_interviewed_to_the_end(house: House, how: str) -> None:
    """Every call that the bot made was one that Telegram takes, and the chat reads well."""
    person = house.api.person(BOT, 7)
    async with running(house, how):
        await reach_work(person)
        await end(person)
        await house.api.delivery(BOT).idle()
    assert [call for call in house.api.calls if call.error] == []
    asked = [one for one in person.seen if "✓" in one.text]
    shown = [one.text.partition("✓ ")[2] for one in asked]
    assert shown == ["Русский", "казахский, уйгурский", "Нет"]
    assert all(not one.keyboard for one in asked)
    assert len(person.seen) == 7


@HOW
async def test_an_answer_that_is_not_understood_is_asked_again(house: House, how: str) -> None:
    person = house.api.person(BOT, 7)
    async with running(house, how):
        await begin(person)
        await person.types("Айгерим")
        await person.sees("Сколько вам лет")
        await person.types("очень много")
        await person.sees(say("ru", "problem.not_a_number"))
    assert "Сколько вам лет, Айгерим?" in person.last.text


async def test_ticks_change_the_keyboard_of_the_same_message(house: House) -> None:
    """No message is sent for a tick, and the same tick twice is no error."""
    person = house.api.person(BOT, 7)
    async with house.webhook():
        await reach_tongues(person)
        before = len(person.seen)
        as_shown = person.last
        for _ in range(2):
            await person.taps("казахский", message=as_shown)
            await person.sees(lambda one: "☑ казахский" in one.last.buttons)
            await house.api.delivery(BOT).idle()
        assert len(person.seen) == before
        await person.taps("☑ казахский")
        await person.sees(lambda one: "☐ казахский" in one.last.buttons)
    edits = house.api.of("editMessageReplyMarkup")
    assert [call.inline for call in edits] == [True, True]


async def test_tapping_twice_brings_the_next_question_once(house: House) -> None:
    """A slow telephone makes people tap again; later the question is theirs to ask for."""
    person = house.api.person(BOT, 7)
    async with house.webhook():
        await reach_work(person)
        asked = person.last
        for _ in range(3):
            await person.presses(asked.buttons["Да"], message=asked)
            await house.api.delivery(BOT).idle()
            await person.sees("Кем?")
        assert [one.text for one in person.seen].count(person.last.text) == 1
        house.clock.advance(60)
        await person.presses(asked.buttons["Да"], message=asked)
        await house.api.delivery(BOT).idle()
        assert [one.text for one in person.seen].count(person.last.text) == 2
    assert [call for call in house.api.calls if call.error] == []


async def test_an_answer_after_a_step_back_brings_the_next_question_at_once(house: House) -> None:
    """Going back takes the place of the question that was shown a moment ago: it is sent anew."""
    person = house.api.person(BOT, 7)
    async with house.webhook():
        await reach_work(person)
        await person.taps("Да")
        await person.sees("Кем?")
        await person.taps(say("ru", "button.back"))
        await person.sees("Вы работаете?")
        await person.taps("Да")
        await person.sees("Кем?")


async def test_another_answer_to_an_earlier_question_asks_first(house: House) -> None:
    """Its message stays as it is until the change is confirmed."""
    person = house.api.person(BOT, 7)
    async with house.webhook():
        await reach_work(person)
        asked = person.last
        await person.taps("Да", message=asked)
        await person.sees("Кем?")
        await person.types("сварщик")
        await person.sees(say("ru", "finish.question").split("\n")[0])
        await person.presses(asked.buttons["Нет"], message=asked)
        await person.sees("Станет: Нет")
        assert "✓ Да" in person.chat[asked.id].text
        await person.taps(say("ru", "confirm.change_yes"))
        await person.sees(say("ru", "finish.question").split("\n")[0])
    assert [call for call in house.api.calls if call.error] == []


async def test_commands_turn_the_message_into_the_next_page(house: House) -> None:
    """Help opens in place, and so does the question before."""
    person = house.api.person(BOT, 7)
    async with house.webhook():
        await begin(person)
        await person.types("Айгерим")
        await person.sees("Сколько вам лет")
        before = len(person.seen)
        await person.taps(say("ru", "button.help"))
        await person.sees("Полных лет")
        await person.taps("Скрыть подсказку")
        await person.sees(lambda one: "Полных лет" not in one.last.text)
        await person.taps("Назад")
        await person.sees("Как вас зовут?")
        assert len(person.seen) == before
    assert [call for call in house.api.calls if call.error] == []


@pytest.mark.parametrize(
    ("content", "word"),
    [("sticker", "стикер"), ("voice", "Голосовые"), ("photo", "Фотографии")],
)
async def test_what_is_no_answer_gets_a_kind_sentence(
    house: House, content: str, word: str
) -> None:
    person = house.api.person(BOT, 7)
    async with house.webhook():
        await begin(person)
        await person.sends(**{content: {"file_id": "x"}})
        await person.sees(word)
    assert "Как вас зовут?" in person.last.text


async def test_an_edited_message_changes_nothing(house: House) -> None:
    person = house.api.person(BOT, 7)
    async with house.webhook():
        await begin(person)
        await person.types("Айгерим")
        await person.sees("Сколько вам лет")
        await person.edits("Айгуль")
        await person.sees("Исправленное")
    assert "Сколько вам лет, Айгерим?" in person.last.text


async def test_a_keyboard_of_an_earlier_start_is_taken_away(house: House) -> None:
    """A stale tap answers nothing; the person is told, and sees what is asked now."""
    person = house.api.person(BOT, 7)
    async with house.webhook():
        await reach_work(person)
        stale = person.last
        await person.types("/restart")
        await person.sees(say("ru", "confirm.restart"))
        await person.taps(say("ru", "confirm.restart_yes"))
        await person.sees("Как вас зовут?")
        await person.taps("Нет", message=stale)
        await person.sees("устарела")
    assert "Как вас зовут?" in person.last.text
    assert person.chat[stale.id].keyboard == ()
    assert "✓" not in person.chat[stale.id].text


async def test_a_tap_on_a_message_that_the_bot_may_not_see_is_taken(house: House) -> None:
    """Old messages come without their text: nothing can be edited, all else goes on."""
    person = house.api.person(BOT, 7)
    async with house.webhook():
        await reach_work(person)
        old = person.last
        await person.presses(old.buttons["Нет"], message=old, accessible=False)
        await person.sees("Завершить")
    assert person.chat[old.id] == old
    assert [call for call in house.api.calls if call.error] == []


async def test_data_that_nobody_wrote_is_answered_with_the_question(house: House) -> None:
    person = house.api.person(BOT, 7)
    async with house.webhook():
        await reach_work(person)
        for data in ("", "c", "c.x.y.z.!.?", "a.-.explode.", "к" * 32):
            await person.presses(data or "?", message=person.last)
            await person.sees("устарела")
            await house.api.delivery(BOT).idle()
    assert "Вы работаете?" in person.last.text


@HOW
async def test_two_bots_share_one_service(house: House, how: str) -> None:
    """Equal update ids of different bots are different messages; each answers in its own chat."""
    house.tokens.append(house.api.bot(OTHER_BOT))
    first, second = house.api.person(BOT, 7), house.api.person(OTHER_BOT, 8)
    async with running(house, how):
        await begin(first)
        await begin(second)
        await first.types("Айгерим")
        await second.types("Болат")
        await first.sees("Сколько вам лет, Айгерим?")
        await second.sees("Сколько вам лет, Болат?")
    ids = [inbound.id for inbound in house.turns.taken]
    assert f"{BOT}:1002" in ids
    assert f"{OTHER_BOT}:1002" in ids


async def test_one_person_goes_on_at_another_bot(house: House) -> None:
    """The address is the person; which bot carries it is only the route."""
    house.tokens.append(house.api.bot(OTHER_BOT))
    here, there = house.api.person(BOT, 7), house.api.person(OTHER_BOT, 7)
    async with house.webhook():
        await begin(here)
        await there.types("Айгерим")
        await there.sees("Сколько вам лет, Айгерим?")


async def test_the_bot_leaves_a_group_that_calls_it(house: House) -> None:
    """A census is a private conversation."""
    house.api.person(BOT, 7)
    message = {
        "message_id": 1,
        "date": 1,
        "chat": {"id": -100, "type": "group", "title": "Двор"},
        "from": {"id": 7, "is_bot": False, "first_name": "Aigerim"},
        "text": "/start@sanaq_bot",
    }
    async with house.webhook():
        await house.api.deliver(BOT, {"message": message})
        await house.api.delivery(BOT).idle()
    assert house.api.groups_left == [-100]
    assert house.turns.taken == []


async def test_nothing_personal_is_logged(house: House, caplog: pytest.LogCaptureFixture) -> None:
    """Neither what was said, nor by whom, nor a token, in whatever goes wrong."""
    caplog.set_level(logging.DEBUG)
    person = house.api.person(BOT, 770_077)
    async with house.webhook():
        await begin(person)
        house.turns.away = 1
        await person.types("Айгерим")
        await person.sees("Сколько вам лет, Айгерим?")
        await person.blocks()
        await person.types("тридцать")
        await house.api.delivery(BOT).idle()
    ours = [one for one in caplog.records if one.name.startswith(("bot.", "aiogram"))]
    assert {"telegram_postponed", "telegram_closed"} <= {one.getMessage() for one in ours}
    for record in ours:
        told = f"{record.getMessage()} {vars(record)}"
        assert "Айгерим" not in told
        assert "770077" not in told
        assert house.tokens[0] not in told

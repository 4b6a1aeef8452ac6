"""Nothing that was answered about somebody's health is left in the chat, in whatever way it was."""

from __future__ import annotations

from functools import partial

import pytest

from dialogs.catalogues import say
from dialogs.loading import load, load_source
from state_machine.questionnaire import Questionnaire
from tests.telegram.botapi import Person
from tests.telegram.conftest import BOT, House
from tests.telegram.health import BATTERY, FILE, listed

SAVED = "✓ записано, здесь не показываем"
CURES = "Что вам всем помогает?"
VISITS = "Сколько раз в году Вы были у врача?"
TOLD = ("трудностей нет", "некоторые", "большие", "отвечать", "Очки", "Трость", "видеть", "ходить")
"""What only somebody's answers, or a question that follows from them, would bring into a text."""


@pytest.fixture
def questionnaire() -> Questionnaire:
    return load(FILE)


async def ticked(person: Person, label: str) -> None:
    """Tick, and see the tick."""
    await person.taps(f"☐ {label}")
    await person.sees(partial(_has, f"☑ {label}"))


async def untick(person: Person, *labels: str) -> None:
    for label in labels:
        await person.taps(f"☑ {label}")
        await person.sees(partial(_has, f"☐ {label}"))


def _has(button: str, person: Person) -> bool:
    return button in person.last.buttons


async def cured(person: Person) -> None:
    """The last sensitive question, for all."""
    await person.sees(CURES)
    await ticked(person, "Трость")
    await ticked(person, "Очки")
    await person.taps("Готово")


async def left(house: House, person: Person) -> list[str]:
    """What the bot's messages about health say in the end, once all is sent."""
    await person.sees(VISITS)
    await house.api.delivery(BOT).idle()
    texts = [one.text for one in person.chat.values()]
    begin = next(place for place, text in enumerate(texts) if "3. Айша" in text)
    return texts[begin + 1 : -1]


async def assert_silent(house: House, person: Person) -> None:
    """No message says or shows an answer, and none that was sent or edited ever said one."""
    for one in person.chat.values():
        assert not any(told in one.text for told in TOLD), one.text
        assert not any("☑" in label for label in one.buttons), one.buttons
    said = [str(call.arguments.get("text", "")) for call in house.api.calls]
    assert not any(f"✓ {told}" in text for told in TOLD for text in said)
    assert [call for call in house.api.calls if call.error] == []


async def test_nobody_in_difficulty_is_one_tap_and_one_line(house: House) -> None:
    async with house.webhook():
        person = await listed(house.api.person(BOT, 7))
        await person.taps("Нет, ни у кого")
        await cured(person)
        assert await left(house, person) == [SAVED]
        await assert_silent(house, person)


async def test_somebody_in_difficulty_leaves_the_same_line(house: House) -> None:
    """How many questions followed a tick tells something, too: they share one message."""
    async with house.webhook():
        person = await listed(house.api.person(BOT, 7))
        await ticked(person, "Зрение")
        await ticked(person, "Ходьба")
        await person.taps("Готово, больше ничего")
        await person.sees("Трудно ли вам всем видеть?")
        await untick(person, "Дидар", "Диас")
        await person.taps("Да, большие")
        await person.sees("Трудно ли вам всем видеть?")
        await person.taps("Нет, трудностей нет")
        await person.sees("Трудно ли вам всем ходить?")
        await person.taps("Не хочу отвечать")
        await cured(person)
        assert await left(house, person) == [SAVED]
        await assert_silent(house, person)


async def test_what_is_typed_is_deleted_and_its_question_covered(house: House) -> None:
    async with house.webhook():
        person = await listed(house.api.person(BOT, 7))
        await person.types("Зрение")
        await person.sees(lambda one: "☑ Зрение" in one.last.buttons)
        await person.types("Готово, больше ничего")
        await person.sees("Трудно ли вам всем видеть?")
        await person.types("Да, некоторые")
        await person.sees(CURES)
        await person.types("Очки и Трость")
        assert set(await left(house, person)) == {SAVED}
        await assert_silent(house, person)


async def test_what_a_battery_cannot_read_is_deleted_as_well(house: House) -> None:
    async with house.webhook():
        person = await listed(house.api.person(BOT, 7))
        await person.types("Айша плохо видит, трудно ходить")
        await person.sees("Сейчас так сделать нельзя")
        await person.types("Айша плохо видит, трудно ходить")
        await person.sees("Сейчас так сделать нельзя")
        await person.taps("Нет, ни у кого")
        await cured(person)
        assert set(await left(house, person)) == {SAVED}
        await assert_silent(house, person)


async def test_ticks_of_a_message_that_was_left_behind_go_with_its_buttons(house: House) -> None:
    async with house.webhook():
        person = await listed(house.api.person(BOT, 7))
        await ticked(person, "Зрение")
        behind = person.last
        await person.types("/help")
        await person.sees(lambda one: one.last.id != behind.id and BATTERY in one.last.text)
        await house.api.delivery(BOT).idle()
        assert person.chat[behind.id].keyboard == ()
        assert "☑ Зрение" in person.last.buttons
        await person.taps("☑ Зрение")
        await person.sees(lambda one: "☐ Зрение" in one.last.buttons)
        await person.taps("Нет, ни у кого")
        await cured(person)
        assert {SAVED} == {text for text in await left(house, person) if not text.startswith("/")}
        await assert_silent(house, person)


async def test_typed_choices_that_wait_for_a_word_are_deleted(house: House) -> None:
    async with house.webhook():
        person = await listed(house.api.person(BOT, 7))
        await person.taps("Нет, ни у кого")
        await person.sees(CURES)
        await ticked(person, "Ничего")
        await person.types("Очки")
        await person.sees(lambda one: "☑ Очки" in one.last.buttons)
        await person.taps("Готово")
        assert set(await left(house, person)) == {SAVED}
        await assert_silent(house, person)


async def test_a_change_of_the_answer_leaves_nothing_either(house: House) -> None:
    async with house.webhook():
        person = await listed(house.api.person(BOT, 7))
        await person.taps("Нет, ни у кого")
        await cured(person)
        await person.sees(VISITS)
        await person.types("/back")
        await person.sees("Сейчас: записано, здесь не показываем")
        await ticked(person, "Ничего")
        await person.taps("Готово")
        assert {SAVED, "/back"} >= {
            text for text in await left(house, person) if VISITS not in text
        }
        await assert_silent(house, person)


async def test_an_old_button_answers_without_turning_into_the_question_of_today(
    house: House,
) -> None:
    async with house.polling():
        person = await listed(house.api.person(BOT, 7))
        old = person.last
        await person.types("?")
        await person.sees(lambda one: one.last.id != old.id)
        await house.api.delivery(BOT).idle()
        await person.presses(old.buttons["Нет, ни у кого"], message=old)
        await cured(person)
        assert set(await left(house, person)) - {"?"} == {SAVED}
        await assert_silent(house, person)


PLACES = """
name: places
title: {ru: Места, en: Places}
languages: [ru, en]
choices:
  shelters:
    - {name: home, label: {ru: Дома, en: At home}}
    - {name: shelter, label: {ru: В убежище, en: In a shelter}}
blocks:
  - section: night
    title: {ru: Ночь, en: Night}
    questions:
      - {type: select_one shelters, name: slept, sensitive: "yes", required: "yes",
         label: {ru: Где Вы спали?, en: Where did you sleep?}}
      - {type: geopoint, name: place, sensitive: "yes", label: {ru: Где это?, en: Where is it?}}
      - {type: integer, name: age, label: {ru: Сколько Вам лет?, en: How old are you?}}
"""


class TestPlaces:
    """A sensitive place is asked for with the telephone's button, and settled without a trace."""

    @pytest.fixture
    def questionnaire(self) -> Questionnaire:
        return load_source(PLACES)

    @pytest.mark.parametrize("skips", [False, True])
    async def test_the_telephones_button_comes_and_goes(self, house: House, skips: bool) -> None:
        async with house.webhook():
            person = house.api.person(BOT, 7)
            await person.types("/start")
            await person.sees("Выберите язык")
            await person.taps("Русский")
            await person.sees("Где Вы спали?")
            asked = person.last
            await person.taps("В убежище")
            await person.sees(lambda one: "Где это?" in one.chat[asked.id].text)
            await person.sees(lambda one: one.keyboard != ())
            if skips:
                await person.taps("Пропустить", message=person.chat[asked.id])
            else:
                await person.is_at(51.16, 71.43)
            await person.sees("Сколько Вам лет?")
            await house.api.delivery(BOT).idle()
            assert person.keyboard == ()
            texts = [one.text for one in person.chat.values()]
            assert not any(word in text for text in texts for word in ("убежище", "Где", "51"))
            assert say("ru", "place.how") in texts
            assert [call for call in house.api.calls if call.error] == []

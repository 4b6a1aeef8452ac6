"""Whole conversations, by polling and by webhook, over the real service."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager

import pytest

from bot.channels.telegram import Telegram
from tests.telegram.botapi import Person
from tests.telegram.conftest import BOT, House


def _mode(house: House, how: str) -> AbstractAsyncContextManager[Telegram]:
    return house.polling() if how == "polling" else house.webhook()


async def _tell_all(person: Person) -> None:
    """From the first word to the end."""
    await person.types("/start hello")
    await person.sees("Выберите язык")
    await person.taps("Русский")
    await person.sees("Как вас зовут?")
    await person.types("Айгерим")
    await person.sees("Сколько вам лет, Айгерим?")
    await person.types("тридцать")
    await person.sees("Сколько вам лет, Айгерим?")
    await person.types("30")
    await person.sees("На каких языках вы говорите?")
    await person.taps("казахский")
    await person.sees(lambda one: "☑ казахский" in one.last.buttons)
    await person.taps("уйгурский")
    await person.sees(lambda one: "☑ уйгурский" in one.last.buttons)
    await person.taps("Готово")
    await person.sees("Вы работаете?")
    await person.taps("Нет")
    await person.sees("Завершить")
    await person.taps("Да")
    await person.sees(lambda one: "Завершить" not in one.last.text)


@pytest.mark.parametrize("how", ["polling", "webhook"])
async def test_a_person_is_interviewed_to_the_end(house: House, how: str) -> None:
    """Every call that the bot made was one that Telegram takes, and the chat reads well."""
    person = house.api.person(BOT, 7)
    async with _mode(house, how):
        await _tell_all(person)
        await house.api.delivery(BOT).idle()
    assert [call for call in house.api.calls if call.error] == []
    asked = [one for one in person.seen if "✓" in one.text]
    assert [one.text.partition("✓ ")[2] for one in asked] == ["Русский", "казахский, уйгурский", "Нет"]
    assert all(not one.keyboard for one in asked)

"""A question about several people on Telegram: whom it is for changes on its own message."""

from __future__ import annotations

from pathlib import Path

import pytest

from dialogs.loading import load
from state_machine.questionnaire import Questionnaire
from tests.telegram.botapi import Person
from tests.telegram.conftest import BOT, House

FILE = Path(__file__).parents[2] / "questionnaires" / "features" / "together.yaml"


@pytest.fixture
def questionnaire() -> Questionnaire:
    return load(FILE)


async def reach_citizenship(person: Person) -> None:
    """Two people are listed, and both are asked about."""
    await person.types("/start")
    await person.sees("Выберите язык")
    await person.taps("Русский")
    await person.sees("Как Вас зовут?")
    await person.types("Дидар")
    await person.sees("1. Дидар")
    await person.taps("Добавить человека")
    await person.sees("Как зовут этого человека?")
    await person.types("Диас")
    await person.sees("2. Диас")
    await person.taps("Больше никого")
    await person.sees("Какое у всех вас гражданство?")


async def test_a_tick_at_a_name_and_at_a_choice_sends_no_message(house: House) -> None:
    person = house.api.person(BOT, 7)
    async with house.webhook():
        await reach_citizenship(person)
        before = len(person.seen)
        await person.taps("☑ Диас")
        await person.sees(lambda one: "☐ Диас" in one.last.buttons)
        await person.taps("☐ Диас")
        await person.sees(lambda one: "☑ Диас" in one.last.buttons)
        assert len(person.seen) == before
        await person.taps("Казахстан")
        await person.sees("Записано (Дидар, Диас): Казахстан")
        before = len(person.seen)
        await person.taps("☐ Казахский")
        await person.sees(lambda one: "☑ Казахский" in one.last.buttons)
        assert len(person.seen) == before

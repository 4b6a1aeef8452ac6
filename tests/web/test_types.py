"""Times are picked, choices put in order, numbers pressed: with the mouse and with the keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.web.browsing import answers, asked, begin, choose, option, write
from tests.web.living import House

pytestmark = pytest.mark.asyncio(loop_scope="session")

TYPES = Path(__file__).parent / "types.yaml"


@pytest.fixture
def settled_house(redis_url: str, tmp_path: Path) -> House:
    return House(redis_url=redis_url, folder=tmp_path, questionnaire=TYPES)


async def pick(page: Page, kind: str, value: str) -> None:
    """What a browser's picker does: it sets the value of the field behind it and tells of it."""
    picker = page.locator("#picker")
    await expect(picker).to_have_attribute("type", kind)
    await picker.evaluate(
        "(field, value) => { field.value = value; field.dispatchEvent(new Event('change')); }",
        value,
    )


async def test_times_are_picked_and_choices_put_in_order(page: Page) -> None:
    await begin(page)
    await asked(page, "Во сколько?")
    await expect(page.locator("#calendar")).to_have_attribute("aria-label", "Выбрать время")
    await expect(page.locator("#answer")).to_have_attribute("placeholder", "ЧЧ:ММ")
    await pick(page, "time", "09:30")
    await page.locator("#answer").press("Enter")
    await asked(page, "Какого числа?")
    await expect(page.locator("#calendar")).to_have_attribute("aria-label", "Выбрать дату")
    await pick(page, "datetime-local", "2008-09-01T14:30")
    await expect(page.locator("#answer")).to_have_value("01.09.2008 14:30")
    await page.locator("#answer").press("Enter")
    await asked(page, "Что нужно?")
    await expect(page.locator("#calendar")).to_be_hidden()
    await choose(page, "○ Школа")
    await expect(option(page, "① Школа")).to_have_attribute("aria-pressed", "true")
    await choose(page, "○ Вода")
    await option(page, "③ Дороги").wait_for()
    await choose(page, "Готово")
    await asked(page, "Оценка?")
    await choose(page, "4")
    await asked(page, "Всё верно.")
    await choose(page, "Подтверждаю")
    await asked(page, "Завершить")
    assert (await answers(page))[-5:] == [
        "09:30",
        "1 сентября 2008, 14:30",
        "Школа, Вода, Дороги",
        "4",
        "Подтверждаю",
    ]


async def test_all_of_it_can_be_written(page: Page) -> None:
    await begin(page)
    for question, answer in (
        ("Во сколько?", "в 9 утра"),
        ("Какого числа?", "1.9.2008 14:30"),
        ("Что нужно?", "2 3 1"),
        ("Оценка?", "5"),
        ("Всё верно.", "да"),
    ):
        await asked(page, question)
        await write(page, answer)
    await asked(page, "Завершить")
    assert (await answers(page))[-3:] == ["Дороги, Школа, Вода", "5", "Подтверждаю"]

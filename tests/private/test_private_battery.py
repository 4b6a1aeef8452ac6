"""A battery about the health of several people is answered on our own page, and leaves no trace."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

import pytest
from aiohttp import ClientSession
from playwright.async_api import Browser, Page, ViewportSize, expect

from dialogs.loading import load
from state_machine.questionnaire import Questionnaire
from tests.private.conftest import BOT, House
from tests.private.test_private_page import LOOKS, OPEN, assert_readable, form_of, opened
from tests.telegram.health import BATTERY, FILE, listed

SAVED = "✓ записано, здесь не показываем"


@pytest.fixture
def questionnaire() -> Questionnaire:
    return load(FILE)


async def tap(page: Page, *labels: str) -> None:
    """Tap buttons, each on the page that the one before brought."""
    for label in labels:
        async with page.expect_navigation():
            await page.get_by_role("button", name=label, exact=True).click()


async def asks(page: Page, question: str) -> None:
    await expect(page.get_by_role("heading")).to_have_text(question)


async def answers(house: House, question: str) -> list[object]:
    outcome = await house.turns.look("telegram:7")
    assert outcome is not None
    return [outcome.interview.items[item].answers[question].value for item in (1, 2, 3)]


async def test_the_whole_battery_and_everybody_are_answered_on_the_page(
    house: House, browser: Browser
) -> None:
    person = await listed(house.api.person(BOT, 7))
    page = await opened(browser, person.last.links[OPEN])
    await asks(page, BATTERY)
    await expect(page.locator(".whose")).to_have_text("Дидар, Диас, Айша")
    await expect(page.locator("#hint")).to_have_count(0)
    await tap(page, "Зрение", "Ходьба")
    for label in ("Зрение", "Ходьба"):
        ticked = page.get_by_role("button", name=label, exact=True)
        await expect(ticked).to_have_attribute("aria-pressed", "true")
    await tap(page, "Ходьба", "Готово, больше ничего")
    await asks(page, "Трудно ли вам всем видеть?")
    await expect(page.locator("#hint")).to_contain_text("Даже в очках.")
    await tap(page, "Дидар", "Диас", "Да, большие")
    await asks(page, "Трудно ли вам всем видеть?")
    await expect(page.locator(".whose")).to_have_text("Дидар, Диас")
    await tap(page, "Нет, трудностей нет")
    await asks(page, "Что вам всем помогает?")
    await tap(page, "Трость", "Очки", "Готово")
    await asks(page, "Ответ записан")
    assert await answers(house, "seeing") == ["none", "none", "great"]
    assert await answers(house, "walking") == ["none"] * 3
    assert await answers(house, "cures") == [("glasses", "stick")] * 3


async def test_the_chat_learns_only_that_it_is_saved_and_what_comes_next(
    house: House, browser: Browser
) -> None:
    person = await listed(house.api.person(BOT, 7))
    page = await opened(browser, person.last.links[OPEN])
    await tap(page, "Зрение", "Готово, больше ничего")
    await asks(page, "Трудно ли вам всем видеть?")
    await tap(page, "Да, некоторые", "Ничего", "Готово")
    await person.sees("Сколько раз в году")
    await house.api.delivery(BOT).idle()
    *_, saved, last = person.seen
    assert saved.text == SAVED
    assert "Сколько раз в году" in last.text
    assert not any("видеть" in str(call.arguments) for call in house.api.calls)
    assert [call for call in house.api.calls if call.error] == []
    assert len(house.pushed) == 1


async def test_a_button_of_the_chat_is_too_late_after_the_page(
    house: House, browser: Browser
) -> None:
    person = await listed(house.api.person(BOT, 7))
    asked = person.last
    page = await opened(browser, asked.links[OPEN])
    await tap(page, "Нет, ни у кого")
    await asks(page, "Что вам всем помогает?")
    await person.presses(asked.buttons["Нет, ни у кого"], message=asked)
    await person.sees("Что вам всем помогает?")
    assert await answers(house, "seeing") == ["none"] * 3


@pytest.mark.parametrize(("name", "viewport", "scheme"), LOOKS, ids=[name for name, *_ in LOOKS])
async def test_the_battery_fits_every_screen_and_large_type(
    house: House,
    browser: Browser,
    name: str,
    viewport: ViewportSize,
    scheme: Literal["light", "dark"],
    tmp_path: Path,
) -> None:
    context = await browser.new_context(viewport=viewport, color_scheme=scheme)
    page = await context.new_page()
    await page.goto((await listed(house.api.person(BOT, 7))).last.links[OPEN])
    await tap(page, "Ходьба")
    await assert_readable(page, tmp_path / f"{name}-battery")
    await tap(page, "Готово, больше ничего", "Айша")
    await assert_readable(page, tmp_path / f"{name}-company")
    await tap(page, "Да, некоторые")
    await assert_readable(page, tmp_path / f"{name}-rest")


async def test_ticks_that_come_faster_than_pages_all_count(
    house: House, client: ClientSession
) -> None:
    person = await listed(house.api.person(BOT, 7))
    url = person.last.links[OPEN]
    async with client.get(url) as response:
        text = await response.text()
    for label in ("Зрение", "Ходьба", "Зрение"):
        found = re.search(rf'value="([^"]+)"[^>]*>{label}<', text)
        assert found is not None
        data = {"form": form_of(text), "press": found[1]}
        async with client.post(url, data=data, headers={"Origin": house.url}) as response:
            assert response.status == 200
    outcome = await house.turns.look("telegram:7")
    assert outcome is not None
    draft = outcome.interview.head.draft
    assert draft is not None
    assert draft.chosen == ("seeing", "walking")

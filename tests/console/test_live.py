"""The console in a real browser: signing in by keyboard, and counts that keep themselves fresh."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import BrowserContext, Page, async_playwright, expect

from bot.turns import Inbound
from state_machine.inputs import Act, Action
from storage.projector import Projector
from tests.web.conftest import FLAGS, PATIENCE_MS, SURVEY
from tests.web.living import House, running


@pytest_asyncio.fixture
async def house(redis_url: str, tmp_path: Path) -> AsyncIterator[House]:
    """Give a running server."""
    async with running(House(redis_url=redis_url, folder=tmp_path, questionnaire=SURVEY)) as house:
        yield house


@pytest_asyncio.fixture
async def operator(chromium_path: Path) -> AsyncIterator[BrowserContext]:
    """Give a browser of somebody of the staff."""
    expect.set_options(timeout=PATIENCE_MS)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium_path, args=list(FLAGS))
        yield await browser.new_context(locale="ru-RU")
        await browser.close()


@pytest_asyncio.fixture
async def board(operator: BrowserContext, house: House) -> Page:
    """Give the list of interviews, signed in to by keyboard."""
    assert house.service is not None
    password = await house.service.registry.staff.first_supervisor()
    page = await operator.new_page()
    await page.goto(f"{house.url}/console")
    await expect(page.get_by_label("Имя")).to_be_focused()
    await page.keyboard.type("supervisor")
    await page.keyboard.press("Tab")
    await page.keyboard.type(str(password))
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", level=1)).to_have_text("Опросы")
    return page


async def test_a_new_interview_appears_by_itself(board: Page, house: House) -> None:
    total = board.locator("#counts .big dd").first
    await expect(total).to_have_text("0")
    service = house.service
    assert service is not None
    await service.turns.take(Inbound("web:x", None, Act(Action.LANGUAGE, "kk"), "web"))
    await Projector(service.store, service.registry).run_once()
    await expect(total).to_have_text("1")
    await expect(board.locator("[data-interview]")).to_have_count(1)


async def test_a_server_that_went_away_is_told(board: Page, house: House) -> None:
    await house.stop()
    await expect(board.locator("#lost")).to_contain_text("Нет связи")


@pytest.mark.parametrize("width", [320, 1280])
async def test_only_the_table_is_wider_than_the_screen(board: Page, width: int) -> None:
    await board.set_viewport_size({"width": width, "height": 800})
    assert await board.evaluate("document.documentElement.scrollWidth") <= width

"""A sensitive answer is not shown in the web chat: neither when it is taken nor on its way."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from playwright.async_api import BrowserContext, Route, expect

from tests.web.browsing import answers, asked, choose, opened, write
from tests.web.living import House, running

pytestmark = pytest.mark.asyncio(loop_scope="session")

SENSITIVE = Path(__file__).parents[2] / "questionnaires" / "features" / "sensitive.yaml"


async def test_a_sensitive_answer_is_not_shown_on_its_way_nor_afterwards(
    redis_url: str, tmp_path: Path, person: BrowserContext
) -> None:
    house = House(redis_url=redis_url, folder=tmp_path, questionnaire=SENSITIVE)
    async with running(house):
        page = await opened(person, house)
        await choose(page, "Русский")
        await asked(page, "Напишите Ваш ИИН")
        held = asyncio.Event()

        async def hold(route: Route) -> None:
            await held.wait()
            await route.continue_()

        await page.route("**/api/v1/chat", hold)
        await write(page, "900713300014")
        await expect(page.locator(".waits .text")).to_have_text("•••")
        held.set()
        await asked(page, "Укажите Ваш пол")
        assert (await answers(page))[-1] == "записано, здесь не показываем"
        assert await page.locator("#answer").get_attribute("autocomplete") == "off"
        assert "900713300014" not in await page.content()

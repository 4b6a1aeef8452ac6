"""A sensitive answer is not shown in the web chat: neither when it is taken nor on its way."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from playwright.async_api import BrowserContext, Route, expect

from tests.web.browsing import answers, asked, choose, opened, option, write
from tests.web.living import House, running

pytestmark = pytest.mark.asyncio(loop_scope="session")

FEATURES = Path(__file__).parents[2] / "questionnaires" / "features"
SENSITIVE, BATTERY = FEATURES / "sensitive.yaml", FEATURES / "sensitive_battery.yaml"


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


async def test_ticks_of_a_battery_are_gone_once_it_is_answered(
    redis_url: str, tmp_path: Path, person: BrowserContext
) -> None:
    house = House(redis_url=redis_url, folder=tmp_path, questionnaire=BATTERY)
    async with running(house):
        page = await opened(person, house)
        await choose(page, "Русский")
        for name, after in (("Дидар", "Добавить"), ("Диас", "Больше никого")):
            await asked(page, "зовут")
            await write(page, name)
            await asked(page, "Есть ли ещё кто-нибудь?")
            await choose(page, after)
        await asked(page, "Есть ли у кого-нибудь трудности")
        await choose(page, "Ходьба")
        await expect(option(page, "Ходьба")).to_have_attribute("aria-pressed", "true")
        await choose(page, "Готово, больше ничего")
        await asked(page, "Трудно ли вам всем ходить?")
        await choose(page, "Дидар")
        await choose(page, "Да, большие")
        await asked(page, "Трудно ли Вам ходить?")
        await choose(page, "Нет, трудностей нет")
        await asked(page, "Что вам всем помогает?")
        for shown in (page, await opened(person, house)):
            assert set((await answers(shown))[2:]) == {"записано, здесь не показываем"}
            log = await shown.locator("#log").inner_text()
            assert not any(told in log for told in ("Да, большие", "трудностей нет"))

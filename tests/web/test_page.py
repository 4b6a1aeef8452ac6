"""A person takes part on the page: by mouse, by keyboard, in three languages, on any screen."""

from __future__ import annotations

import asyncio
import re

import pytest
from playwright.async_api import Page, Route, expect

from tests.web.browsing import (
    answers,
    asked,
    begin,
    choose,
    conversation,
    finish_by_mouse,
    option,
    write,
)
from tests.web.living import House

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_an_interview_is_completed_by_mouse(page: Page) -> None:
    await finish_by_mouse(page)
    number = await page.locator("#numbers .number").inner_text()
    assert re.fullmatch(r"KZ[A-Z0-9-]+", number)
    assert (await answers(page))[:2] == ["Да", "Алматы"]
    await expect(page.locator("#composer")).to_be_hidden()


async def test_an_interview_is_completed_by_keyboard_alone(page: Page) -> None:
    keys = page.keyboard
    await page.locator("#chat").focus()
    await keys.press("Tab")
    await keys.press("ArrowRight")
    await keys.press("Enter")
    await asked(page, "Вы участвуете?")
    await keys.press("Enter")
    await asked(page, "В каком городе")
    await keys.press("ArrowDown")
    await keys.press("Enter")
    await asked(page, "Какие языки")
    await keys.press("Space")
    await expect(option(page, "Казахский язык")).to_have_attribute("aria-pressed", "true")
    await keys.press("ArrowUp")
    await keys.press("Enter")
    await asked(page, "Сколько комнат?")
    await keys.type("4\n")
    await asked(page, "Когда вы родились?")
    await keys.type("01.09.2008\n")
    await asked(page, "Улица?")
    await keys.type("Абая\n")
    await asked(page, "Завершить")
    await page.locator("#options button").first.wait_for()
    while await page.evaluate("document.activeElement.textContent") != "Да":
        await keys.press("ArrowDown")
    await keys.press("Enter")
    await page.locator("#numbers .number").wait_for()
    assert (await answers(page))[:5] == ["Да", "Алматы", "Казахский язык", "4", "1 сентября 2008"]


async def test_the_focus_goes_where_the_next_answer_is_given(page: Page) -> None:
    await begin(page)
    await asked(page, "Вы участвуете?")
    await expect(option(page, "Да")).to_be_focused()
    await choose(page, "Да")
    await choose(page, "Астана")
    await choose(page, "Русский язык")
    await choose(page, "Готово")
    await asked(page, "Сколько комнат?")
    await expect(page.locator("#answer")).to_be_focused()
    await expect(page.locator("#answer")).to_have_attribute("inputmode", "decimal")


async def test_an_answer_that_is_not_taken_stands_in_the_line_to_be_corrected(page: Page) -> None:
    await begin(page)
    for label in ("Да", "Астана", "Русский язык", "Готово"):
        await choose(page, label)
    await asked(page, "Сколько комнат?")
    await write(page, "500")
    await expect(page.locator(".now .lead")).to_have_text("От 1 до 99.")
    await expect(page.locator("#answer")).to_have_value("500")
    await expect(page.locator("#answer")).to_have_attribute("aria-invalid", "true")
    await write(page, "5")
    await asked(page, "Когда вы родились?")
    await expect(page.locator("#answer")).to_have_value("")
    await expect(page.locator("#answer")).to_have_attribute("aria-invalid", "false")


async def test_what_is_written_while_an_answer_is_on_its_way_stays_in_the_line(
    page: Page,
) -> None:
    await begin(page)
    gate = asyncio.Event()

    async def slowly(route: Route) -> None:
        await gate.wait()
        await route.continue_()

    await page.context.route("**/api/v1/chat", slowly)
    await choose(page, "Да")
    await write(page, "Тараз")
    gate.set()
    await asked(page, "В каком городе")
    await expect(page.locator("#answer")).to_have_value("Тараз")
    assert await answers(page) == ["Да"]


async def test_several_lines_are_written_in_one_message(page: Page) -> None:
    """A list of a household is pasted, or written with Shift+Enter; the line grows with it."""
    await begin(page)
    for label in ("Да", "Астана", "Русский язык", "Готово"):
        await choose(page, label)
    await write(page, "3")
    await asked(page, "Когда вы родились?")
    await write(page, "1.9.2008")
    await asked(page, "Улица?")
    line = page.locator("#answer")
    height = await line.evaluate("line => line.clientHeight")
    await line.fill("Абая")
    await line.press("Shift+Enter")
    await line.press_sequentially("угол Сатпаева")
    await expect(line).to_have_value("Абая\nугол Сатпаева")
    assert await line.evaluate("line => line.clientHeight") > height
    await line.press("Enter")
    await asked(page, "Завершить")
    await expect(line).to_have_value("")
    assert (await answers(page))[-1] == "Абая угол Сатпаева"


async def test_a_long_list_is_narrowed_by_writing(page: Page) -> None:
    await begin(page)
    await choose(page, "Да")
    await asked(page, "В каком городе")
    await page.locator("#answer").fill("акт")
    await expect(page.locator("#options button:visible")).to_have_text(["Актау", "Актобе"])
    await page.locator("#answer").fill("актоб")
    await page.locator("#answer").press("Enter")
    await asked(page, "Какие языки")
    assert (await answers(page))[-1] == "Актобе"


async def test_an_earlier_answer_is_changed_from_its_bubble(page: Page) -> None:
    await begin(page)
    await choose(page, "Да")
    await choose(page, "Астана")
    await asked(page, "Какие языки")
    await page.get_by_role("button", name="Изменить ответ: В каком городе вы живёте?").click()
    await asked(page, "В каком городе")
    await expect(page.locator("#options [aria-current]")).to_have_text("Астана")
    await choose(page, "Тараз")
    await asked(page, "Какие языки")
    assert (await answers(page))[-1] == "Тараз"


async def test_the_language_changes_at_any_moment_and_everything_with_it(page: Page) -> None:
    await begin(page)
    await choose(page, "Да")
    await asked(page, "В каком городе")
    await page.get_by_role("link", name="Қаз").click()
    await asked(page, "Қай қалада тұрасыз?")
    assert await page.locator("html").get_attribute("lang") == "kk"
    assert await page.title() == "Санақ: халық санағынан чатта өтіңіз"
    assert (await answers(page))[-1] == "Иә"
    await expect(page.locator("#answer")).to_have_attribute("placeholder", re.compile("Тізімнен"))


async def test_before_it_begins_the_language_switch_makes_no_interview(
    page: Page, house: House
) -> None:
    await page.get_by_role("link", name="Eng").click()
    await expect(page.locator("h1")).to_have_text("Take the census by chat")
    await page.reload()
    await expect(page.locator("h1")).to_have_text("Take the census by chat")
    assert house.service is not None
    assert await house.service.store.client.keys("*interview*") == []


async def test_two_people_do_not_meet(page: Page, house: House) -> None:
    await begin(page)
    await asked(page, "Вы участвуете?")
    browser = page.context.browser
    assert browser is not None
    other = await (await browser.new_context(locale="kk-KZ")).new_page()
    await other.goto(house.url)
    await expect(other.locator(".now .text")).to_contain_text("Саламатпын")
    await expect(other.locator("html")).to_have_attribute("lang", "kk")


async def test_afterwards_the_answers_can_be_looked_at_and_not_changed(page: Page) -> None:
    await finish_by_mouse(page)
    await expect(page.get_by_role("button", name="Изменить ответ")).to_have_count(0)
    await choose(page, "Посмотреть ответы")
    await asked(page, "Ваши ответы")
    await expect(page.locator(".now .more")).to_contain_text("1–5 из 6")
    await expect(page.locator("#numbers")).to_be_hidden()
    await choose(page, "Следующие ▶")
    await expect(page.locator(".now .more")).to_contain_text("— Абая")
    await choose(page, "Закрыть")
    await expect(page.locator("#numbers .number")).to_be_visible()


async def test_the_numbers_are_what_is_printed(page: Page) -> None:
    await finish_by_mouse(page)
    await page.emulate_media(media="print")
    await expect(page.locator("#numbers")).to_be_visible()
    for hidden in ("#log", "#options", "#commands", "#dock", ".about", ".languages"):
        await expect(page.locator(hidden).first).to_be_hidden()


async def test_after_signing_out_the_device_is_nobodys(page: Page) -> None:
    await finish_by_mouse(page)
    await page.get_by_role("button", name="Выйти на этом устройстве").click()
    await expect(page.locator(".now .text")).to_contain_text("На каком языке")
    assert await answers(page) == []


async def test_what_is_written_is_never_read_as_markup(page: Page) -> None:
    await begin(page)
    for label in ("Да", "Астана", "Русский язык", "Готово"):
        await choose(page, label)
    await asked(page, "Сколько комнат?")
    await write(page, "2")
    await asked(page, "Когда вы родились?")
    await write(page, "01.01.2000")
    await asked(page, "Улица?")
    hostile = "<img src=x onerror=alert(1)>"
    await write(page, hostile)
    await asked(page, "Завершить")
    assert hostile in "".join(await conversation(page))
    assert await page.locator("#log img").count() == 0

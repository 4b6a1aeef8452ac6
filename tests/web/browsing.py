"""What a person does on the page, and sees there."""

from __future__ import annotations

from playwright.async_api import BrowserContext, Locator, Page, expect

from tests.web.living import House

__all__ = [
    "answers",
    "asked",
    "begin",
    "choose",
    "conversation",
    "finish_by_mouse",
    "opened",
    "option",
    "write",
]

ASKED = ".now .text"


async def opened(person: BrowserContext, house: House) -> Page:
    """Open the page in a new tab."""
    page = await person.new_page()
    await page.goto(house.url)
    await page.locator(".now").wait_for()
    return page


async def asked(page: Page, text: str) -> None:
    """Wait until this is asked, with nothing on its way any more."""
    await expect(page.locator(ASKED)).to_contain_text(text)
    await expect(page.locator(".waits")).to_have_count(0)
    await expect(page.locator("main")).not_to_have_attribute("aria-busy", "true")


async def begin(page: Page, language: str = "Русский") -> None:
    """Begin in a language."""
    await choose(page, language)


def option(page: Page, label: str) -> Locator:
    """The button of an answer."""
    return page.locator("#options, #commands").get_by_role("button", name=label, exact=True)


async def choose(page: Page, label: str) -> None:
    """Press the button of an answer."""
    await option(page, label).click()


async def write(page: Page, text: str) -> None:
    """Write an answer and send it."""
    await page.locator("#answer").fill(text)
    await page.locator("#answer").press("Enter")


async def answers(page: Page) -> list[str]:
    """The person's own bubbles from top to bottom."""
    return await page.locator(".own .text").all_inner_texts()


async def conversation(page: Page) -> list[str]:
    """Everything that the log shows, from top to bottom."""
    return await page.locator("#log .text").all_inner_texts()


async def finish_by_mouse(page: Page) -> None:
    """Go through the whole short interview."""
    await begin(page)
    await asked(page, "Вы участвуете?")
    await choose(page, "Да")
    await asked(page, "В каком городе")
    await choose(page, "Алматы")
    await asked(page, "Какие языки")
    await choose(page, "Казахский язык")
    await choose(page, "Английский язык")
    await choose(page, "Готово")
    await asked(page, "Сколько комнат?")
    await write(page, "3")
    await asked(page, "Когда вы родились?")
    await write(page, "1 сентября 2008")
    await asked(page, "Улица?")
    await write(page, "Абая")
    await asked(page, "Завершить")
    await choose(page, "Да")
    await page.locator("#numbers .number").wait_for()

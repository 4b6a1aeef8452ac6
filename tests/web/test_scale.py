"""A number is found on a scale: dragged, moved by keys, or written; and read by everybody."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.web.browsing import answers, asked, begin, write
from tests.web.living import House
from tests.web.test_looks import CONTRASTS, NARROW, UNREACHABLE, narrow

pytestmark = pytest.mark.asyncio(loop_scope="session")

SCALE = Path(__file__).parent / "scale.yaml"


@pytest.fixture
def settled_house(redis_url: str, tmp_path: Path) -> House:
    return House(redis_url=redis_url, folder=tmp_path, questionnaire=SCALE)


async def reached(page: Page, language: str = "Русский") -> None:
    await begin(page, language)
    await page.locator("#slider").wait_for()


async def test_a_number_is_found_by_the_keyboard_and_sent_with_enter(page: Page) -> None:
    await reached(page)
    slider, chosen = page.locator("#slider"), page.locator("#number")
    await expect(slider).to_have_attribute("aria-label", "Шкала от 4 до 14")
    await expect(slider).to_have_attribute("aria-valuetext", "ещё не выбрано")
    await expect(chosen).to_have_text("–")
    await slider.press("ArrowRight")
    await expect(chosen).to_have_text("9,5")
    await expect(slider).to_have_attribute("aria-valuetext", "9,5")
    await slider.press("Home")
    await slider.press("ArrowRight")
    await expect(page.locator("#answer")).to_have_value("4,5")
    await expect(slider).to_be_focused()
    await slider.press("Enter")
    await asked(page, "Сколько комнат?")
    assert (await answers(page))[-1] == "4,5"
    await expect(page.locator("#scale")).to_be_hidden()


async def test_a_number_is_found_with_the_mouse(page: Page) -> None:
    await reached(page)
    box = await page.locator("#slider").bounding_box()
    assert box is not None
    await page.mouse.click(box["x"] + box["width"] - 2, box["y"] + box["height"] / 2)
    await expect(page.locator("#number")).to_have_text("14")
    await page.locator(".send").click()
    await asked(page, "Сколько комнат?")
    assert (await answers(page))[-1] == "14"


async def test_a_number_is_written_as_before_and_the_scale_follows(page: Page) -> None:
    await reached(page)
    await page.locator("#answer").fill("7,5")
    await expect(page.locator("#number")).to_have_text("7,5")
    await expect(page.locator("#slider")).to_have_value("7.5")
    await page.locator("#answer").fill("восемь")
    await expect(page.locator("#number")).to_have_text("–")
    await write(page, "8")
    await asked(page, "Сколько комнат?")


async def test_nothing_is_sent_before_a_number_was_chosen(page: Page) -> None:
    await reached(page)
    await page.locator("#slider").press("Enter")
    await asked(page, "Сколько часов спите?")
    await expect(page.locator(".own.waits")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("view", ["normal", "large"])
async def test_the_scale_fits_a_telephone_and_weak_eyes(page: Page, scheme: str, view: str) -> None:
    await page.set_viewport_size(NARROW)
    await page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    if view == "large":
        await page.locator("#view").click()
    await reached(page)
    await page.locator("#slider").press("ArrowRight")
    await narrow(page)
    assert [found for found in await page.evaluate(CONTRASTS) if found[0] < 4.5] == []
    assert await page.evaluate(UNREACHABLE) == []
    box = await page.locator("#slider").bounding_box()
    assert box is not None
    assert box["width"] > 180
    assert box["height"] >= 24


async def test_the_scale_speaks_the_language_of_the_page(page: Page) -> None:
    await reached(page, "English")
    slider = page.locator("#slider")
    await slider.press("ArrowLeft")
    await expect(page.locator("#number")).to_have_text("8.5")
    await expect(slider).to_have_attribute("aria-label", "Scale from 4 to 14")

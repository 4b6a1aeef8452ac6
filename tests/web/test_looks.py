"""Everybody can read and reach the page: narrow screens, weak eyes, dark rooms, screen readers."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, ViewportSize, expect

from tests.web.browsing import asked, begin, choose, finish_by_mouse
from tests.web.living import House

pytestmark = pytest.mark.asyncio(loop_scope="session")

NARROW: ViewportSize = {"width": 320, "height": 640}
MODES = [(scheme, view) for scheme in ("light", "dark") for view in ("normal", "large")]

# Every visible text against the first opaque colour behind it, by the formula of WCAG 2.
CONTRASTS = """
() => {
  const parse = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (colour) => {
    const [r, g, b] = parse(colour).map((each) => {
      const part = each / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const style = getComputedStyle(at);
      const stops = style.backgroundImage.match(/rgb\\([^)]*\\)/g);
      if (stops && !stops.some((each) => /, 0\\)/.test(each))) return stops;
      const parts = parse(style.backgroundColor);
      if (parts.length < 4 || parts[3] === 1) return [style.backgroundColor];
    }
    return ["rgb(255, 255, 255)"];
  };
  const ratio = (one, other) => {
    const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    const node = text.parentElement;
    if (!text.data.trim() || !node.checkVisibility()) continue;
    if (node.closest(".unseen, script")) continue;
    const style = getComputedStyle(node);
    const worst = Math.min(...behind(node).map((each) => ratio(style.color, each)));
    found.push([Math.round(worst * 100) / 100, text.data.trim().slice(0, 40)]);
  }
  return found;
}
"""

# Controls that can be reached and have no name, or are smaller than a finger can hit.
UNREACHABLE = """
() => Array.from(document.querySelectorAll("button, a[href], input, select"))
  .filter((node) => node.checkVisibility() && node.tabIndex >= 0)
  .map((node) => {
    const spoken = node.labels?.[0]?.textContent || node.getAttribute("aria-label");
    const name = (spoken || node.textContent).trim();
    const { width, height } = node.getBoundingClientRect();
    return { name, width, height, inline: getComputedStyle(node).display === "inline" };
  })
  .filter(({ name, width, height, inline }) => !name || (!inline && (width < 24 || height < 24)))
"""


async def narrow(page: Page) -> None:
    """Fail if the page is wider than the screen."""
    width = await page.evaluate("document.documentElement.scrollWidth")
    assert width <= NARROW["width"]


@pytest.mark.parametrize("view", ["normal", "large"])
async def test_nothing_is_wider_than_a_screen_of_320_pixels(page: Page, view: str) -> None:
    await page.set_viewport_size(NARROW)
    if view == "large":
        await page.locator("#view").click()
    await narrow(page)
    await begin(page)
    await asked(page, "Вы участвуете?")
    await narrow(page)
    await choose(page, "Да")
    await asked(page, "В каком городе")
    await narrow(page)
    await choose(page, "Астана")
    await asked(page, "Какие языки")
    await narrow(page)


async def test_the_notification_numbers_fit_a_narrow_screen(page: Page) -> None:
    await page.set_viewport_size(NARROW)
    await page.locator("#view").click()
    await finish_by_mouse(page)
    await narrow(page)


@pytest.mark.parametrize(("scheme", "view"), MODES)
async def test_every_text_stands_out_from_what_is_behind_it(
    page: Page, scheme: str, view: str
) -> None:
    await page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    if view == "large":
        await page.locator("#view").click()
    found = await page.evaluate(CONTRASTS)
    await begin(page)
    for label in ("Да", "Астана"):
        await choose(page, label)
    await choose(page, "Казахский язык")
    await asked(page, "Какие языки")
    found += await page.evaluate(CONTRASTS)
    assert len(found) > 30
    least = 7 if view == "large" else 4.5
    assert [text for ratio, text in found if ratio < least] == []


async def test_everything_that_can_be_reached_has_a_name_and_room_for_a_finger(page: Page) -> None:
    assert await page.evaluate(UNREACHABLE) == []
    await begin(page)
    await choose(page, "Да")
    await asked(page, "В каком городе")
    assert await page.evaluate(UNREACHABLE) == []


async def test_the_page_has_its_landmarks_and_one_heading_of_the_first_rank(page: Page) -> None:
    await begin(page)
    await asked(page, "Вы участвуете?")
    for role in ("banner", "main", "complementary", "log"):
        await expect(page.get_by_role(role)).to_have_count(1)
    await expect(page.get_by_role("heading", level=1)).to_have_count(1)
    assert await page.locator("#log").get_attribute("aria-live") == "polite"
    ids = await page.evaluate("Array.from(document.querySelectorAll('[id]'), (node) => node.id)")
    assert len(ids) == len(set(ids))


async def test_a_new_answer_adds_to_the_log_without_drawing_it_anew(page: Page) -> None:
    """A screen reader reads out what is added: what was there stays the same node."""
    await begin(page)
    await asked(page, "Вы участвуете?")
    await page.evaluate("document.querySelector('.now').marked = true")
    await choose(page, "Да")
    await asked(page, "В каком городе")
    assert await page.evaluate("document.querySelector('#log').children[0].marked")


async def test_the_step_of_the_census_is_told(page: Page) -> None:
    await begin(page)
    await asked(page, "Вы участвуете?")
    await expect(page.locator("#steps [aria-current=step]")).to_have_count(1)
    await expect(page.locator("#step-name")).to_contain_text("Шаг 1 из 3")


async def test_large_type_stays_after_a_reload(page: Page) -> None:
    await page.locator("#view").click()
    await page.reload()
    await expect(page.locator("html")).to_have_attribute("data-view", "large")
    await expect(page.locator("#view")).to_have_attribute("aria-pressed", "true")
    size = await page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")
    assert size >= 20


async def test_without_scripts_the_page_still_says_what_it_is(page: Page, house: House) -> None:
    browser = page.context.browser
    assert browser is not None
    plain = await browser.new_context(java_script_enabled=False, locale="en-GB")
    reader = await plain.new_page()
    await reader.goto(house.url)
    await expect(reader.locator("h1")).to_have_text("Take the census by chat")
    await expect(reader.locator("main")).to_contain_text("call 1446")
    await plain.close()

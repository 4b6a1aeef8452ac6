"""A server over a real Redis, and a real browser that opens its page."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import (
    Browser,
    BrowserContext,
    Page,
    ViewportSize,
    async_playwright,
    expect,
)

from tests.web.browsing import opened
from tests.web.living import House, running

SURVEY = Path(__file__).parent / "survey.yaml"
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PHONE: ViewportSize = {"width": 390, "height": 844}
# Nothing here takes long; a page that waits in vain says so before the whole run gives up.
PATIENCE_MS = 20_000


@pytest.fixture
def settled_house(redis_url: str, tmp_path: Path) -> House:
    """Give a server that is not started yet, for the short interview."""
    return House(redis_url=redis_url, folder=tmp_path, questionnaire=SURVEY)


@pytest_asyncio.fixture(loop_scope="session")
async def house(settled_house: House) -> AsyncIterator[House]:
    """Give a running server."""
    async with running(settled_house) as house:
        yield house


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser(chromium_path: Path) -> AsyncIterator[Browser]:
    """Give a real Chromium, one for all tests; each person has a profile of their own in it."""
    expect.set_options(timeout=PATIENCE_MS)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium_path, args=list(FLAGS))
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="session")
async def person(browser: Browser) -> AsyncIterator[BrowserContext]:
    """Give the browser of one person, with a profile of its own, who reads Russian."""
    context = await browser.new_context(viewport=PHONE, locale="ru-RU", reduced_motion="reduce")
    context.set_default_timeout(PATIENCE_MS)
    yield context
    await context.close()


@pytest_asyncio.fixture(loop_scope="session")
async def page(person: BrowserContext, house: House) -> AsyncIterator[Page]:
    """Give a tab with the page, ready to begin; a script that fails in it fails the test."""
    complaints: list[str] = []
    person.on("weberror", lambda error: complaints.append(str(error.error)))
    person.on("console", lambda message: complaints.extend(forbidden(message.text)))
    yield await opened(person, house)
    assert complaints == []


def forbidden(text: str) -> list[str]:
    """Give the line of the browser's console if the page's own policy stopped something."""
    return [text] if "Content Security Policy" in text else []

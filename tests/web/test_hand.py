"""On the page a place is given by the browser, and a photo by its file, each once and in time."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from playwright.async_api import BrowserContext, Page, Route, ViewportSize, expect

from tests.web.browsing import answers, asked, begin, choose, write
from tests.web.conftest import PHONE
from tests.web.living import House
from tests.web.test_looks import CONTRASTS, UNREACHABLE

pytestmark = pytest.mark.asyncio(loop_scope="session")

DESKTOP: ViewportSize = {"width": 1280, "height": 800}
PHOTO = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 64
ASTANA = {"latitude": 51.16, "longitude": 71.43, "accuracy": 12.0}


@pytest.fixture
def settled_house(redis_url: str, tmp_path: Path) -> House:
    """Give a server that is not started yet, for the interview whose answers are no texts."""
    survey = Path(__file__).parent / "handing.yaml"
    return House(redis_url=redis_url, folder=tmp_path, questionnaire=survey)


async def give(page: Page, content: bytes, mime: str = "image/jpeg") -> None:
    """Choose a file, as a person does in the browser's own window."""
    photo = {"name": "Диас.jpg", "mimeType": mime, "buffer": content}
    await page.locator("#file").set_input_files(photo)  # type: ignore[arg-type]


async def at_door(page: Page) -> None:
    await begin(page)
    await asked(page, "Где стоит Ваш дом?")
    await write(page, "51.16, 71.43")
    await asked(page, "Пришлите фотографию")


async def test_a_house_is_answered_for_with_a_place_and_a_photo(
    page: Page, person: BrowserContext
) -> None:
    await person.grant_permissions(["geolocation"])
    await person.set_geolocation(ASTANA)  # type: ignore[arg-type]
    await begin(page)
    await asked(page, "Где стоит Ваш дом?")
    await page.locator("#position").click()
    await asked(page, "Пришлите фотографию")
    await expect(page.locator("#composer")).to_be_hidden()
    await give(page, PHOTO)
    await asked(page, "Есть документ?")
    assert (await answers(page)) == ["51,16° с. ш., 71,43° в. д.", "фотография, 16 КБ"]
    await page.reload()
    await asked(page, "Есть документ?")
    assert (await answers(page))[1] == "фотография, 16 КБ"
    await choose(page, "Пропустить")
    await asked(page, "Завершить")
    await expect(page.locator("#hand")).to_be_hidden()
    await choose(page, "Да")
    await page.locator("#numbers .number").wait_for()


async def test_whoever_does_not_tell_where_they_are_can_write_it(page: Page) -> None:
    await begin(page)
    await asked(page, "Где стоит Ваш дом?")
    await page.locator("#position").click()
    await expect(page.locator("#notice")).to_contain_text("напишите координаты")
    await expect(page.locator("#position")).to_be_enabled()
    await write(page, "51°10′N 71°26′E")
    await asked(page, "Пришлите фотографию")


async def test_a_file_that_is_no_photo_is_asked_for_again(page: Page) -> None:
    await at_door(page)
    await give(page, b"MZ\x90\0 a program")
    await expect(page.locator(".now .lead").first).to_contain_text("не открывается")
    await expect(page.locator("#pick")).to_be_enabled()
    await give(page, PHOTO)
    await asked(page, "Есть документ?")


async def test_a_file_that_is_too_large_never_leaves_the_page(page: Page, house: House) -> None:
    await at_door(page)
    posts: list[str] = []
    page.on(
        "request", lambda request: posts.append(request.url) if request.method == "POST" else None
    )
    await give(page, bytes(house.settings.attachment_max + 1))
    await expect(page.locator("#notice")).to_contain_text("не больше 10 МБ")
    assert "POST" not in posts


async def test_a_photo_is_sent_again_until_it_is_taken_and_counts_once(page: Page) -> None:
    await at_door(page)
    tries: list[int] = []

    async def stumble(route: Route) -> None:
        tries.append(1)
        if len(tries) == 1:
            await route.abort()
        elif len(tries) == 2:
            await route.fetch()
            await route.abort()
        else:
            await route.continue_()

    await page.route("**/api/v1/chat/file", stumble)
    await give(page, PHOTO)
    await asked(page, "Есть документ?")
    assert len(tries) == 3
    assert len(await answers(page)) == 2


async def test_a_photo_on_its_way_is_shown_and_nothing_else_can_be_pressed(page: Page) -> None:
    await at_door(page)
    going = asyncio.Event()

    async def hold(route: Route) -> None:
        await going.wait()
        await route.continue_()

    await page.route("**/api/v1/chat/file", hold)
    await give(page, PHOTO)
    await expect(page.locator(".waits .text")).to_have_text("Фотография")
    await expect(page.locator("#pick")).to_be_disabled()
    going.set()
    await asked(page, "Есть документ?")


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_the_means_of_giving_can_be_read_and_reached(
    page: Page, size: ViewportSize, scheme: str
) -> None:
    await page.set_viewport_size(size)
    await page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    await begin(page)
    await asked(page, "Где стоит Ваш дом?")
    await page.locator("#position").wait_for()
    await readable(page, size)
    await choose(page, "Не знаю")
    await asked(page, "Пришлите фотографию")
    await page.locator("#pick").wait_for()
    await readable(page, size)


async def readable(page: Page, size: ViewportSize) -> None:
    """Fail for a text that is hard to read, a control that cannot be hit, and a page too wide."""
    assert [each for each in await page.evaluate(CONTRASTS) if each[0] < 4.5] == []
    assert await page.evaluate(UNREACHABLE) == []
    assert await page.evaluate("document.documentElement.scrollWidth") <= size["width"]

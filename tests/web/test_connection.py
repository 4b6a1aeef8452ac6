"""Nothing is lost or said twice when the page, the line or the server goes away and comes back."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import BrowserContext, Page, Request, Route, expect

from bot.channels.web.identity import Visitor
from bot.turns import Inbound
from state_machine.inputs import Say
from tests.web.browsing import answers, asked, begin, choose, conversation, opened, write
from tests.web.living import House

pytestmark = pytest.mark.asyncio(loop_scope="session")

POSTS = "**/api/v1/chat"


@pytest_asyncio.fixture(loop_scope="session")
async def rooms(page: Page) -> AsyncIterator[Page]:
    """Give a page that asks how many rooms there are."""
    await begin(page)
    for label in ("Да", "Астана", "Русский язык", "Готово"):
        await choose(page, label)
    await asked(page, "Сколько комнат?")
    yield page


async def test_a_reload_shows_the_same_conversation(rooms: Page) -> None:
    before = await conversation(rooms)
    await rooms.reload()
    await asked(rooms, "Сколько комнат?")
    assert await conversation(rooms) == before


async def test_a_restarted_server_goes_on_where_it_was(rooms: Page, house: House) -> None:
    before = await conversation(rooms)
    await house.stop()
    await write(rooms, "3")
    await expect(rooms.locator("#notice")).to_contain_text("не отвечает")
    await expect(rooms.locator(".waits .text")).to_have_text("3")
    await house.start()
    await asked(rooms, "Когда вы родились?")
    assert (await conversation(rooms))[: len(before)] == before
    assert (await answers(rooms))[-1] == "3"
    await expect(rooms.locator("#notice")).to_be_empty()


async def test_an_answer_given_while_the_server_was_away_survives_a_reload(
    rooms: Page, house: House
) -> None:
    """The tab keeps what is not acknowledged: here the page is reloaded when the server is back."""
    await house.stop()
    await write(rooms, "3")
    await expect(rooms.locator("#notice")).to_contain_text("не отвечает")
    await house.start()
    await rooms.reload()
    await asked(rooms, "Когда вы родились?")
    assert (await answers(rooms))[-1] == "3"


async def test_two_tabs_of_one_person_show_the_same(rooms: Page, house: House) -> None:
    other = await opened(rooms.context, house)
    await asked(other, "Сколько комнат?")
    await write(other, "2")
    await asked(rooms, "Когда вы родились?")
    await write(rooms, "01.09.2008")
    await asked(other, "Улица?")
    assert await conversation(rooms) == await conversation(other)


async def test_a_tab_hears_of_a_change_from_the_server_alone(rooms: Page, house: House) -> None:
    """Another device has no other way to tell: here the other tab cannot reach this one."""
    other = await rooms.context.new_page()
    await other.add_init_script("window.BroadcastChannel = class { postMessage() {} }")
    await other.goto(house.url)
    await asked(other, "Сколько комнат?")
    await write(other, "2")
    await asked(rooms, "Когда вы родились?")


async def test_a_tab_that_was_open_before_it_began_follows(page: Page, house: House) -> None:
    other = await opened(page.context, house)
    await begin(page)
    await asked(other, "Вы участвуете?")


async def test_an_answer_whose_reply_was_lost_is_sent_again_and_counts_once(
    rooms: Page, house: House
) -> None:
    ids: list[str] = []
    again = asyncio.Event()

    async def lose_the_first_reply(route: Route, request: Request) -> None:
        if request.method != "POST":
            return await route.continue_()
        ids.append(json.loads(request.post_data or "{}")["id"])
        if len(ids) > 1:
            again.set()
            return await route.continue_()
        await route.fetch()
        return await route.abort("connectionreset")

    await rooms.context.route(POSTS, lose_the_first_reply)
    before = await revision(house, rooms)
    await write(rooms, "3")
    await again.wait()
    await asked(rooms, "Когда вы родились?")
    assert len(set(ids)) == 1
    assert await revision(house, rooms) == before + 1
    assert (await answers(rooms)).count("3") == 1


async def test_offline_an_answer_waits_and_goes_out_with_the_connection(rooms: Page) -> None:
    await rooms.context.set_offline(offline=True)
    await write(rooms, "7")
    await expect(rooms.locator("#notice")).to_contain_text("Нет связи")
    await expect(rooms.locator(".waits .text")).to_have_text("7")
    await rooms.context.set_offline(offline=False)
    await asked(rooms, "Когда вы родились?")
    assert (await answers(rooms))[-1] == "7"


async def test_an_answer_written_offline_is_not_given_to_another_question(
    rooms: Page, house: House
) -> None:
    """Meanwhile the interview went on elsewhere: the text stands in the line to be checked."""
    await rooms.context.set_offline(offline=True)
    await write(rooms, "7")
    await expect(rooms.locator(".waits .text")).to_have_text("7")
    assert house.service is not None
    await say(rooms, house, "4")
    await rooms.context.set_offline(offline=False)
    await expect(rooms.locator("#notice")).to_contain_text("вопрос сменился")
    await asked(rooms, "Когда вы родились?")
    await expect(rooms.locator("#answer")).to_have_value("7")
    assert (await answers(rooms))[-1] == "4"


async def test_a_page_that_cannot_reach_the_server_says_so_and_tries_again(
    person: BrowserContext, house: House
) -> None:
    async def nothing(route: Route) -> None:
        await route.abort("connectionrefused")

    await person.route(POSTS, nothing)
    page = await person.new_page()
    await page.goto(house.url)
    await expect(page.locator("#notice")).to_contain_text("Сервер сейчас не отвечает")
    await person.unroute(POSTS)
    await asked(page, "На каком языке")
    await expect(page.locator("#notice")).to_be_empty()


async def test_ticks_tapped_faster_than_the_server_answers_all_count(page: Page) -> None:
    await begin(page)
    await choose(page, "Да")
    await choose(page, "Астана")
    await asked(page, "Какие языки")
    gate = asyncio.Event()

    async def slowly(route: Route) -> None:
        await gate.wait()
        await route.continue_()

    await page.context.route(POSTS, slowly)
    for label in ("Казахский язык", "Русский язык", "Английский язык", "Готово"):
        await choose(page, label)
    gate.set()
    await asked(page, "Сколько комнат?")
    assert (await answers(page))[-1] == "Казахский язык, Русский язык, Английский язык"


async def address(page: Page) -> str:
    """The address of the person whose page this is."""
    token = next(c["value"] for c in await page.context.cookies() if c["name"] == "sanaq")
    return Visitor(token, known=True).address


async def revision(house: House, page: Page) -> int:
    """How many turns the person's interview has taken."""
    assert house.service is not None
    outcome = await house.service.turns.look(await address(page))
    assert outcome is not None
    return outcome.interview.head.revision


async def say(page: Page, house: House, text: str) -> None:
    """Answer for the person in another way than by this browser."""
    assert house.service is not None
    await house.service.turns.take(Inbound(await address(page), None, Say(text), "web"))

"""What the page and the server say to each other, and what strangers are told."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import ClientResponse, ClientSession, CookieJar

from bot.channels.web.chat import PER_VISITOR
from bot.channels.web.wire import BODY_LIMIT
from bot.embedded import embedded_redis
from tests.web.conftest import SURVEY
from tests.web.living import House, running

CHAT = "/api/v1/chat"
_ids = count(1)


class Tab:
    """What the page does, without the page: one browser with its cookie."""

    def __init__(self, session: ClientSession, house: House) -> None:
        self.session = session
        self.house = house

    async def look(self) -> dict[str, Any]:
        """The state of the chat."""
        async with self.session.get(CHAT) as response:
            assert response.status == 200
            state: dict[str, Any] = await response.json()
            return state

    async def post(self, body: object, **headers: str) -> tuple[int, dict[str, Any]]:
        """Status and answer to a body."""
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        given = {"Origin": self.house.url, "Content-Type": "application/json", **headers}
        async with self.session.post(CHAT, data=data, headers=given) as response:
            return response.status, await response.json()

    async def say(self, **said: str) -> dict[str, Any]:
        """The state after an input with an id of its own."""
        status, state = await self.post({"id": f"message-{next(_ids)}", **said})
        assert status == 200
        return state

    async def get(self, path: str) -> ClientResponse:
        """The answer to a request."""
        return await self.session.get(path)


@asynccontextmanager
async def browsing(house: House) -> AsyncIterator[Tab]:
    """Start a server, and a browser that has opened the page."""
    async with running(house):
        jar = CookieJar(unsafe=True)
        async with ClientSession(house.url, cookie_jar=jar) as session:
            tab = Tab(session, house)
            assert (await tab.get("/")).status == 200
            yield tab


@pytest_asyncio.fixture
async def tab(settled_house: House) -> AsyncIterator[Tab]:
    """Give a browser that has opened the page."""
    async with browsing(settled_house) as tab:
        yield tab


def button(state: dict[str, Any], label: str) -> str:
    """The data of a button by what it says."""
    keys = [key for row in state["prompt"]["rows"] for key in row]
    return str(next(key["data"] for key in keys if key["label"] == label))


async def test_looking_writes_nothing(tab: Tab) -> None:
    before = await keys_of(tab.house)
    assert (await tab.look())["interview"] == ""
    assert (await tab.get("/api/v1/chat/events")).status == 204
    assert await keys_of(tab.house) == before
    await tab.say(language="ru")
    assert await keys_of(tab.house) > before


async def keys_of(house: House) -> set[bytes | str]:
    """Everything that Redis holds."""
    assert house.service is not None
    return set(await house.service.store.client.keys("*"))


async def test_the_first_input_begins_the_interview_in_its_language(tab: Tab) -> None:
    state = await tab.say(language="kk")
    assert (state["language"], state["prompt"]["text"]) == ("kk", "Қатысасыз ба?")
    assert state == await tab.look()


async def test_a_language_that_there_is_not_asks_for_one_that_there_is(tab: Tab) -> None:
    state = await tab.say(language="xx")
    assert (state["language"], state["prompt"]["key"]) == ("kk", "@language/0")
    assert [key["label"] for key in state["prompt"]["rows"][0]] == ["Қазақша", "Русский", "English"]


async def test_the_same_id_counts_once_however_often_it_comes(tab: Tab) -> None:
    state = await tab.say(language="ru")
    body = {"id": "the-same-one", "press": button(state, "Да")}
    answers = [await tab.post(body) for _ in range(3)]
    assert [status for status, _ in answers] == [200, 200, 200]
    assert len({answer["revision"] for _, answer in answers}) == 1
    assert [bubble["answer"] for bubble in answers[2][1]["history"]] == ["Да"]


async def test_an_old_id_is_acknowledged_and_shows_where_the_chat_stands_now(tab: Tab) -> None:
    state = await tab.say(language="ru")
    old = {"id": "an-old-one", "press": button(state, "Да")}
    _, state = await tab.post(old)
    after = await tab.say(press=button(state, "Тараз"))
    status, again = await tab.post(old)
    assert (status, again) == (200, after)


async def test_a_button_of_an_earlier_start_changes_nothing(tab: Tab) -> None:
    state = await tab.say(language="ru")
    stale = button(state, "Нет").split(".")
    stale[1] = "abcdef"
    after = await tab.say(press=".".join(stale))
    assert after["history"] == []
    assert after["prompt"]["text"] == state["prompt"]["text"]
    assert after["prompt"]["lead"]


async def test_a_button_that_nobody_made_is_answered_like_a_stale_one(tab: Tab) -> None:
    await tab.say(language="ru")
    after = await tab.say(press="nonsense")
    assert after["prompt"]["text"].startswith("Вы участвуете?")


async def test_bodies_of_another_shape_are_refused_with_a_code(tab: Tab) -> None:
    for body in (
        b"",
        b"{",
        b"[]",
        b'{"id": "message-x"}',
        b'{"id": "short", "text": "a"}',
        b'{"id": "not an id", "text": "a"}',
        b'{"id": "message-x", "text": "a", "press": "b"}',
        b'{"id": "message-x", "text": "a", "more": 1}',
        b'{"id": "message-x", "text": 5}',
        b'{"id": "message-x", "text": "\\ud800"}',
        b'{"id": "message-x", "text": "\xff"}',
    ):
        assert await tab.post(body) == (400, {"error": "malformed", "retry_after": 0})
    assert (await tab.look())["interview"] == ""


async def test_a_form_of_another_kind_is_refused(tab: Tab) -> None:
    body = {"id": "message-x", "language": "ru"}
    status, answer = await tab.post(body, **{"Content-Type": "text/plain"})
    assert (status, answer["error"]) == (400, "malformed")


async def test_a_body_that_is_too_large_is_refused(tab: Tab) -> None:
    status, answer = await tab.post(b" " * (BODY_LIMIT + 1))
    assert (status, answer["error"]) == (413, "too_large")


async def test_another_sites_page_cannot_say_anything(tab: Tab) -> None:
    body = {"id": "message-x", "language": "ru"}
    status, answer = await tab.post(body, Origin="https://evil.example")
    assert (status, answer["error"]) == (403, "foreign_page")
    assert (await tab.look())["interview"] == ""


async def test_without_a_cookie_nothing_begins(tab: Tab) -> None:
    tab.session.cookie_jar.clear()
    status, answer = await tab.post({"id": "message-x", "language": "ru"})
    assert (status, answer["error"]) == (401, "no_cookie")


async def test_a_browser_that_sends_too_fast_is_told_how_long_to_wait(tab: Tab) -> None:
    body = {"id": "message-x", "language": "ru"}
    answers = [await tab.post(body) for _ in range(PER_VISITOR.burst + 5)]
    status, answer = answers[-1]
    assert (status, answer) == (429, {"error": "too_many", "retry_after": 1})
    assert answers[0][0] == 200


async def test_a_store_that_is_away_is_a_code_and_nothing_was_taken(tmp_path: Path) -> None:
    async with AsyncExitStack() as redis, AsyncExitStack() as rest:
        url = await redis.enter_async_context(embedded_redis(tmp_path / "redis"))
        house = House(redis_url=url, folder=tmp_path, questionnaire=SURVEY)
        tab = await rest.enter_async_context(browsing(house))
        await tab.say(language="ru")
        await redis.aclose()
        status, answer = await tab.post({"id": "message-x", "text": "да"})
    assert (status, answer) == (503, {"error": "unavailable", "retry_after": 1})


async def test_every_answer_carries_the_security_headers(tab: Tab) -> None:
    for path in ("/", CHAT, "/api/v1/chat/events", "/static/0/none.js", "/console"):
        headers = (await tab.get(path)).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cache-Control"] == "no-store"


async def test_the_page_names_its_files_by_their_content_and_has_no_code_inside(tab: Tab) -> None:
    text = await (await tab.get("/")).text()
    assert "<style" not in text
    assert " style=" not in text
    assert " onclick=" not in text
    assert text.count("/static/") >= 6


async def test_nothing_personal_is_in_the_log(tab: Tab, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    state = await tab.say(language="ru")
    state = await tab.say(press=button(state, "Да"))
    state = await tab.say(press=button(state, "Тараз"))
    await tab.say(text="Казахский язык")
    await tab.say(text="41")
    cookies = [morsel.value for morsel in tab.session.cookie_jar]
    logged = "\n".join(record.getMessage() for record in caplog.records)
    assert not [secret for secret in (*cookies, "Казахский", "kazakh") if secret in logged]

"""Staff sign in and see who is where; nobody else sees anything."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from aiohttp import ClientResponse, ClientSession, CookieJar

from bot.console.site import PER_HOST
from bot.turns import Inbound
from state_machine.inputs import Act, Action, Say
from storage.projector import Projector
from tests.web.conftest import SURVEY
from tests.web.living import House, running

NAME = "supervisor"


class Staff:
    """Somebody of the staff at a browser, and the server that they look at."""

    def __init__(self, session: ClientSession, house: House, password: str) -> None:
        self.session = session
        self.house = house
        self.password = password

    async def sign_in(self, password: str | None = None, **headers: str) -> ClientResponse:
        """The answer to name and password, redirects not followed."""
        form = {"name": NAME, "password": self.password if password is None else password}
        given = {"Origin": self.house.url, **headers}
        return await self.session.post(
            "/console/login", data=form, headers=given, allow_redirects=False
        )

    async def see(self, path: str = "/console?lang=en") -> str:
        """The text of a page."""
        async with self.session.get(path) as response:
            return await response.text()

    async def interview(self, person: str, *said: str, language: str = "ru") -> str:
        """Let somebody begin and say something, and project it; the interview's id."""
        service = self.house.service
        assert service is not None
        begin = Inbound(f"web:{person}", None, Act(Action.LANGUAGE, language), "web")
        outcome = await service.turns.take(begin)
        for text in said:
            await service.turns.take(Inbound(f"web:{person}", None, Say(text), "web"))
        await service.turns.settle()
        await Projector(service.store, service.registry).run_once()
        return outcome.interview.head.id


@pytest_asyncio.fixture
async def staff(redis_url: str, tmp_path: Path) -> AsyncIterator[Staff]:
    """Give somebody who has not signed in yet."""
    house = House(redis_url=redis_url, folder=tmp_path, questionnaire=SURVEY)
    async with (
        running(house),
        ClientSession(house.url, cookie_jar=CookieJar(unsafe=True)) as session,
    ):
        assert house.service is not None
        password = await house.service.registry.staff.first_supervisor(NAME)
        assert password is not None
        yield Staff(session, house, password)


async def test_without_a_session_there_is_only_the_page_to_sign_in(staff: Staff) -> None:
    await staff.interview("a", "Да")
    response = await staff.session.get("/console")
    text = await response.text()
    assert response.status == 401
    assert 'type="password"' in text
    assert "data-interview" not in text


async def test_the_right_password_opens_the_list(staff: Staff) -> None:
    response = await staff.sign_in()
    assert (response.status, response.headers["Location"]) == (303, "/console")
    cookie = response.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    text = await staff.see()
    assert "There are no such interviews." in text
    assert "built-in" not in text


async def test_a_wrong_password_opens_nothing(staff: Staff) -> None:
    response = await staff.sign_in("guessed")
    assert response.status == 401
    assert "Set-Cookie" not in response.headers
    assert 'type="password"' in await staff.see()


async def test_guessing_is_slowed_down_even_for_the_right_password(staff: Staff) -> None:
    for _ in range(PER_HOST.burst):
        await staff.sign_in("guessed")
    assert (await staff.sign_in()).status == 429


async def test_another_sites_page_cannot_sign_anybody_in_or_out(staff: Staff) -> None:
    assert (await staff.sign_in(Origin="https://evil.example")).status == 403
    await staff.sign_in()
    foreign = {"Origin": "https://evil.example"}
    assert (await staff.session.post("/console/logout", headers=foreign)).status == 403
    assert "Interviews in all" in await staff.see()


async def test_signing_out_ends_the_session_for_good(staff: Staff) -> None:
    await staff.sign_in()
    token = {cookie.key: cookie.value for cookie in staff.session.cookie_jar}
    await staff.session.post("/console/logout", headers={"Origin": staff.house.url})
    assert 'type="password"' in await staff.see()
    staff.session.cookie_jar.update_cookies(token)
    assert 'type="password"' in await staff.see()


async def test_interviews_are_listed_with_where_they_are_and_counted(staff: Staff) -> None:
    first = await staff.interview("a", "Да", "Тараз")
    second = await staff.interview("b", language="kk")
    await staff.sign_in()
    text = await staff.see()
    assert re.findall(r'data-interview="(\w+)"', text) in ([first, second], [second, first])
    assert '<dd data-status="open">2</dd>' in text
    assert '<dd data-stage="greeting">1</dd>' in text
    assert '<dd data-stage="interviewing">1</dd>' in text
    assert text.count("<td>Kazakh</td>") == 1
    assert text.count("<td>person</td>") == 1


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("language=kk", {"b"}),
        ("stage=interviewing", {"a"}),
        ("section=person", {"a"}),
        ("status=open", {"a", "b"}),
        ("channel=telegram", set()),
        ("status=paused", set()),
        ("section=%3Cscript%3E", set()),
        ("page=7", set()),
        ("page=x", {"a", "b"}),
    ],
)
async def test_the_list_is_narrowed_by_any_side(staff: Staff, query: str, found: set[str]) -> None:
    ids = {
        await staff.interview("a", "Да", "Тараз"): "a",
        await staff.interview("b", language="kk"): "b",
    }
    await staff.sign_in()
    text = await staff.see(
        f"/console?{query}&page=0" if "page" not in query else f"/console?{query}"
    )
    assert {ids[each] for each in re.findall(r'data-interview="(\w+)"', text)} == found
    assert "<script>" not in text


async def test_a_long_list_has_pages(staff: Staff) -> None:
    for person in range(51):
        await staff.interview(f"person-{person}")
    await staff.sign_in()
    first, second = await staff.see(), await staff.see("/console?lang=en&page=1")
    assert (first.count("data-interview"), second.count("data-interview")) == (50, 1)
    assert "1–50 of 51" in first
    assert 'rel="next"' in first
    assert "51–51 of 51" in second
    assert 'rel="prev"' in second


async def test_nothing_that_anybody_answered_is_shown(staff: Staff) -> None:
    await staff.interview("a", "Да", "Тараз", "Казахский язык", "41", "1.9.2008", "Тайная улица")
    await staff.sign_in()
    text = await staff.see()
    for answer in ("Тараз", "taraz", "kazakh", "2008-09-01", "Тайная", "web:a"):
        assert answer not in text


async def test_whoever_is_signed_in_gets_a_code_for_the_staffs_bot(staff: Staff) -> None:
    headers = {"Origin": staff.house.url}
    refused = await staff.session.post("/console/link", headers=headers, allow_redirects=False)
    assert refused.status == 303
    await staff.sign_in()
    answer = await staff.session.post("/console/link", headers=headers)
    code = re.search(r"/link ([\w-]+)<", await answer.text())
    assert code is not None
    assert staff.house.service is not None
    register = staff.house.service.registry.staff
    assert await register.link_chat("7", code[1], now=0) == NAME


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
async def test_the_console_speaks_every_language_of_the_census(staff: Staff, language: str) -> None:
    await staff.interview("a", "Да")
    await staff.sign_in()
    text = await staff.see(f"/console?lang={language}")
    assert f'<html lang="{language}">' in text
    assert {"kk": "Сұхбаттар", "ru": "Опросы", "en": "Interviews"}[language] in text

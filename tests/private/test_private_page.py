"""A sensitive question is answered on our own page, and the messenger learns only that it was."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal
from urllib.parse import urlencode

import pytest
from aiohttp import ClientSession
from playwright.async_api import Browser, Page, ViewportSize, expect

from bot.private.links import Links
from bot.turns import Inbound
from state_machine.inputs import Act, Action, Say
from storage.sealing import KeyRing
from tests.hostile import HOSTILE
from tests.private.conftest import BOT, House
from tests.telegram.botapi import Person
from tests.web.test_looks import CONTRASTS

IIN, OLD_IIN = "900713300014", "550101400019"
OPEN = "🔒 Ответить на нашей странице"


async def begin(house: House) -> Person:
    """Up to the IIN, in Russian."""
    person = house.api.person(BOT, 7)
    await person.types("/start")
    await person.sees("Выберите язык")
    await person.taps("Русский")
    await person.sees("Напишите Ваш ИИН")
    return person


async def link_of(house: House) -> str:
    """The link of the question that is asked at the beginning."""
    return (await begin(house)).last.links[OPEN]


async def answers(house: House) -> dict[str, object]:
    outcome = await house.turns.look("telegram:7")
    assert outcome is not None
    return {name: each.value for name, each in outcome.interview.items[0].answers.items()}


async def opened(browser: Browser, url: str) -> Page:
    """The page in a browser without scripts, in which nothing may fail."""
    context = await browser.new_context(java_script_enabled=False, locale="ru-RU")
    page = await context.new_page()
    await page.goto(url)
    return page


async def send(page: Page, text: str) -> None:
    """Send a written answer, and be on the page that it brings."""
    await page.get_by_label("Ваш ответ").fill(text)
    async with page.expect_navigation():
        await page.get_by_role("button", name="Отправить").click()


def form_of(text: str) -> str:
    found = re.search(r'name="form" value="([^"]+)"', text)
    assert found is not None
    return found[1]


# -- with a browser ----------------------------------------------------------------------------


async def test_an_iin_is_answered_on_the_page_and_the_chat_goes_on(
    house: House, browser: Browser
) -> None:
    person = await begin(house)
    page = await opened(browser, person.last.links[OPEN])
    await expect(page.get_by_role("heading")).to_have_text("Напишите Ваш ИИН")
    await expect(page.locator("#hint")).to_contain_text("Двенадцать цифр.")
    await send(page, IIN)
    await expect(page.get_by_role("heading")).to_have_text("Какая у Вас религия?")
    assert house.pushed == []
    await page.get_by_role("button", name="Не верую").click()
    await expect(page.get_by_role("heading")).to_have_text("Ответ записан")
    await person.sees("Какая у Вас улица?")
    assert await answers(house) == {"iin": IIN, "faith": "none"}
    assert [call for call in house.api.calls if call.error or IIN in str(call.arguments)] == []


async def test_a_mistake_is_said_on_the_page_and_corrected_there(
    house: House, browser: Browser
) -> None:
    page = await opened(browser, await link_of(house))
    await send(page, "123")
    await expect(page.get_by_role("alert")).to_have_text("Это не ИИН.")
    await page.reload()
    await expect(page.get_by_role("alert")).to_have_text("Это не ИИН.")
    assert house.pushed == []
    await send(page, IIN)
    assert (await answers(house))["iin"] == IIN


async def test_an_odd_answer_is_confirmed_on_the_page(house: House, browser: Browser) -> None:
    page = await opened(browser, await link_of(house))
    await send(page, OLD_IIN)
    await expect(page.get_by_role("heading")).to_have_text("Вам правда столько лет?")
    assert OLD_IIN not in await page.content()
    await page.locator("button.primary").click()
    assert (await answers(house))["iin"] == OLD_IIN


async def test_going_back_in_the_browser_answers_nothing_twice(
    house: House, browser: Browser
) -> None:
    page = await opened(browser, await link_of(house))
    await send(page, IIN)
    await page.go_back()
    await expect(page.get_by_role("heading")).to_have_text("Ответ записан")


HEIGHTS = (
    "[...document.querySelectorAll('button, input:not([type=hidden])')]"
    ".map((node) => node.getBoundingClientRect().height)"
)
DESKTOP: ViewportSize = {"width": 1100, "height": 800}
PHONE: ViewportSize = {"width": 360, "height": 740}
LOOKS = [("desktop", DESKTOP, "light"), ("phone", PHONE, "dark")]


@pytest.mark.parametrize(("name", "viewport", "scheme"), LOOKS, ids=[name for name, *_ in LOOKS])
async def test_the_page_fits_every_screen_and_large_type(
    house: House,
    browser: Browser,
    name: str,
    viewport: ViewportSize,
    scheme: Literal["light", "dark"],
    tmp_path: Path,
) -> None:
    context = await browser.new_context(viewport=viewport, color_scheme=scheme)
    page = await context.new_page()
    await page.goto(await link_of(house))
    await send(page, "123")
    await assert_readable(page, tmp_path / f"{name}-iin")
    await send(page, IIN)
    await assert_readable(page, tmp_path / f"{name}-faith")


async def assert_readable(page: Page, picture: Path) -> None:
    """Nothing is wider than the screen, too small for a finger or too pale, in large type too."""
    for size in ("100%", "200%"):
        await page.evaluate(f"document.documentElement.style.setProperty('font-size', '{size}')")
        await page.screenshot(path=f"{picture}-{size[:3]}.png", full_page=True)
        assert await page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert min(await page.evaluate(HEIGHTS)) >= 44
    pale = [row for row in await page.evaluate(CONTRASTS) if row[0] < 4.5]
    assert pale == []


# -- what a link is good for ---------------------------------------------------------------------


async def test_the_link_tells_nothing_and_the_page_is_kept_by_nobody(
    house: House, client: ClientSession
) -> None:
    url = await link_of(house)
    assert re.fullmatch(rf"{house.url}/private/[A-Za-z0-9_-]+", url)
    async with client.get(url) as response:
        text = await response.text()
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert "script-src" not in response.headers["Content-Security-Policy"]
    assert response.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "<script" not in text
    assert re.findall(r'(?:src|href)="(?!/static/)', text) == []
    assert 'lang="ru"' in text


async def test_a_link_expires(house: House, client: ClientSession) -> None:
    url = await link_of(house)
    house.pass_minutes(15)
    async with client.get(url) as response:
        assert response.status == 200
        form = form_of(await response.text())
    house.pass_minutes(1)
    async with client.get(url) as response:
        assert response.status == 410
        assert "Срок ссылки истёк" in await response.text()
    data = {"form": form, "text": IIN}
    async with client.post(url, data=data, headers={"Origin": house.url}) as response:
        assert response.status == 410
    assert await answers(house) == {}


async def test_a_link_that_somebody_changed_is_none(house: House, client: ClientSession) -> None:
    url = await link_of(house)
    start, token = url.rsplit("/", 1)
    middle = len(token) // 2
    other = "A" if token[middle] != "A" else "B"
    for changed in (token[:-3], token[:middle] + other + token[middle + 1 :], "x", "A" * 2000):
        async with client.get(f"{start}/{changed}") as response:
            assert response.status == 404


async def test_a_link_of_another_key_is_none(house: House) -> None:
    token = (await link_of(house)).rsplit("/", 1)[1]
    other = Links(KeyRing({1: bytes([1]) * 32}), public_url=house.url, minutes=15)
    assert house.links.read(token) is not None
    assert other.read(token) is None


async def test_a_link_of_an_earlier_start_answers_nothing(
    house: House, client: ClientSession
) -> None:
    url = await link_of(house)
    for number, action in enumerate((Action.RESTART, Action.CONFIRM)):
        await house.turns.take(Inbound("telegram:7", f"again{number}", Act(action), "telegram"))
    async with client.get(url) as response:
        assert "Этот вопрос сейчас не задан" in await response.text()
    data = {"form": "abcdefgh", "text": IIN}
    async with client.post(url, data=data, headers={"Origin": house.url}) as response:
        assert "Этот вопрос сейчас не задан" in await response.text()
    assert await answers(house) == {}


async def test_a_used_link_says_so_and_answers_no_other_question(
    house: House, client: ClientSession
) -> None:
    url = await link_of(house)
    await house.turns.take(Inbound("telegram:7", "typed", Say(IIN), "telegram"))
    data = {"form": "abcdefgh", "text": "не верую"}
    async with client.post(url, data=data, headers={"Origin": house.url}) as response:
        assert "Ответ записан" in await response.text()
    assert await answers(house) == {"iin": IIN}


async def test_a_form_that_is_sent_twice_counts_once(house: House, client: ClientSession) -> None:
    url = await link_of(house)
    for _ in range(2):
        data = {"form": "abcdefgh", "text": "123"}
        async with client.post(url, data=data, headers={"Origin": house.url}) as response:
            assert response.status == 200
    outcome = await house.turns.look("telegram:7")
    assert outcome is not None
    pending = outcome.interview.head.pending
    assert getattr(pending, "attempts", 0) == 1


@pytest.mark.parametrize("text", ["/restart", "назад", "/review", "/kk", "/faq"])
async def test_the_page_takes_no_command(house: House, client: ClientSession, text: str) -> None:
    url = await link_of(house)
    before = await house.turns.look("telegram:7")
    data = {"form": "abcdefgh", "text": text}
    async with client.post(url, data=data, headers={"Origin": house.url}) as response:
        assert "Здесь можно ответить только на этот вопрос" in await response.text()
    after = await house.turns.look("telegram:7")
    assert before is not None
    assert after is not None
    assert after.interview.head == before.interview.head


async def test_a_button_of_another_question_is_none(house: House, client: ClientSession) -> None:
    url = await link_of(house)
    outcome = await house.turns.look("telegram:7")
    assert outcome is not None
    tag = outcome.interview.tag
    for press in (f"a.{tag}.restart.", f"c.{tag}.1.0.1.1", "nonsense", f"a.{tag}.finish."):
        data = {"form": "abcdefgh", "press": press}
        async with client.post(url, data=data, headers={"Origin": house.url}) as response:
            assert "Здесь можно ответить только на этот вопрос" in await response.text()
    assert await answers(house) == {}


async def test_whatever_is_typed_the_page_answers(house: House, client: ClientSession) -> None:
    url = await link_of(house)
    headers = {"Origin": house.url, "Content-Type": "application/x-www-form-urlencoded"}
    for number, text in enumerate(HOSTILE):
        house.clock[0] += 1
        body = urlencode({"form": f"abcdefgh{number}", "text": text}, errors="surrogatepass")
        async with client.post(url, data=body, headers=headers) as response:
            assert response.status in {200, 400, 413}
            assert "<script" not in await response.text()
    assert await answers(house) == {}


@pytest.mark.parametrize(
    ("headers", "data", "status"),
    [
        ({}, {"form": "abcdefgh", "text": IIN}, 403),
        ({"Origin": "https://elsewhere.example"}, {"form": "abcdefgh", "text": IIN}, 403),
        ({"Origin": "null"}, {"form": "abcdefgh", "text": IIN}, 403),
        (None, {"form": "no", "text": IIN}, 400),
        (None, {"text": IIN}, 400),
        (None, {"form": "abcdefgh", "text": "x" * 20_000}, 413),
    ],
)
async def test_what_the_form_does_not_send_is_refused(
    house: House,
    client: ClientSession,
    headers: dict[str, str] | None,
    data: dict[str, str],
    status: int,
) -> None:
    url = await link_of(house)
    own = {"Origin": house.url} if headers is None else headers
    async with client.post(url, data=data, headers=own) as response:
        assert response.status == status
    assert await answers(house) == {}


async def test_floods_are_held_back(house: House, client: ClientSession) -> None:
    url = await link_of(house)
    statuses = []
    for number in range(25):
        data = {"form": f"abcdefgh{number}", "text": "123"}
        headers = {"Origin": house.url}
        async with client.post(url, data=data, headers=headers, allow_redirects=False) as response:
            statuses.append(response.status)
    assert statuses[:20] == [303] * 20
    assert 429 in statuses


@pytest.mark.parametrize(
    ("public_url", "made"),
    [
        ("https://census.example", True),
        ("http://localhost:8080", True),
        ("http://census.example", False),
        ("", False),
    ],
)
async def test_links_are_made_only_where_what_is_typed_stays_private(
    house: House, public_url: str, made: bool
) -> None:
    await begin(house)
    outcome = await house.turns.look("telegram:7")
    assert outcome is not None
    links = Links(KeyRing({1: bytes(32)}), public_url=public_url, minutes=15)
    assert bool(links.url(outcome, "telegram:7", str(BOT))) is made


# -- in the chat ---------------------------------------------------------------------------------


async def test_a_typed_sensitive_answer_is_deleted_from_the_chat(house: House) -> None:
    person = await begin(house)
    assert "я удалю из чата" in person.last.text
    await person.types("123")
    await person.sees("Это не ИИН.")
    await person.types(IIN)
    await person.sees("Какая у Вас религия?")
    await house.api.delivery(BOT).idle()
    assert [one.text for one in person.chat.values() if one.mine] == ["/start"]
    assert [call.error for call in house.api.calls if call.error] == []


async def test_a_question_to_the_bot_stays_in_the_chat(house: House) -> None:
    person = await begin(house)
    await person.types("?")
    await person.sees("Двенадцать цифр.")
    await house.api.delivery(BOT).idle()
    assert house.api.of("deleteMessage") == []


async def test_a_tap_on_a_sensitive_choice_is_not_repeated(house: House) -> None:
    person = await begin(house)
    await person.types(IIN)
    await person.sees("Какая у Вас религия?")
    assert OPEN in person.last.links
    await person.taps("Не верую")
    await person.sees("Какая у Вас улица?")
    await house.api.delivery(BOT).idle()
    shown = [one.text for one in person.seen]
    assert any("✓ записано, здесь не показываем" in text for text in shown)
    assert not any("✓ Не верую" in text for text in shown)
    assert person.last.links == {}

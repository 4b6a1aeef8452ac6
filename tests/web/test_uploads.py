"""What is no text comes as a form or as a place, within bounds, and is kept sealed."""

from __future__ import annotations

import io
import json
from collections.abc import AsyncIterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import ClientSession, CookieJar, FormData
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.channels.web.identity import Visitor
from state_machine.attachment import reference_of
from storage.stored import Stored
from tests.web.living import House, running

SURVEY = Path(__file__).parent / "handing.yaml"
CHAT = "/api/v1/chat"
PHOTO = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 64
HERE = {"latitude": 51.16, "longitude": 71.43, "altitude": 350, "accuracy": 12}
_ids = count(1)


class Tab:
    """One browser with its cookie, without the page."""

    def __init__(self, session: ClientSession, house: House) -> None:
        self.session = session
        self.house = house

    async def say(self, **said: object) -> tuple[int, dict[str, Any]]:
        """Status and answer to an input."""
        body = json.dumps({"id": f"message-{next(_ids)}", **said}).encode()
        given = {"Origin": self.house.url, "Content-Type": "application/json"}
        async with self.session.post(CHAT, data=body, headers=given) as response:
            return response.status, await response.json()

    async def send(
        self, content: bytes, mime: str = "image/jpeg", *, id_: str = "", origin: str | None = None
    ) -> tuple[int, dict[str, Any]]:
        """Status and answer to a file."""
        form = FormData()
        form.add_field("id", id_ or f"upload-{next(_ids)}")
        form.add_field("file", io.BytesIO(content), filename="Диас.jpg", content_type=mime)
        return await self.post(form, origin=origin)

    async def post(self, data: object, **how: Any) -> tuple[int, dict[str, Any]]:  # noqa: ANN401
        """Status and answer to a body."""
        origin = how.pop("origin", None) or self.house.url
        given = {"Origin": origin, **how}
        async with self.session.post(f"{CHAT}/file", data=data, headers=given) as response:
            return response.status, await response.json()

    async def stored(self) -> Stored:
        """The interview of this browser."""
        assert self.house.service is not None
        [cookie] = [each.value for each in self.session.cookie_jar if each.key == "sanaq"]
        found = await self.house.service.store.find(Visitor(cookie, known=True).address, fresh=True)
        assert found is not None
        return found


@pytest_asyncio.fixture
async def tab(redis_url: str, tmp_path: Path) -> AsyncIterator[Tab]:
    """Give a browser that has said where it is, and is asked for a photo."""
    house = House(redis_url=redis_url, folder=tmp_path, questionnaire=SURVEY)
    async with running(house), ClientSession(house.url, cookie_jar=CookieJar(unsafe=True)) as one:
        tab = Tab(one, house)
        async with one.get("/"):
            await tab.say(language="ru")
        await tab.say(place=HERE)
        yield tab


def asked(state: dict[str, Any]) -> str:
    return str(state["prompt"]["key"])


def lead(state: dict[str, Any]) -> str:
    return " ".join(state["prompt"]["lead"])


async def test_a_photo_is_kept_sealed_and_said_by_its_size(tab: Tab) -> None:
    status, state = await tab.send(PHOTO)
    assert (status, asked(state)) == (200, "paper/0")
    shown = [bubble["answer"] for bubble in state["history"]]
    assert shown == ["51,16° с. ш., 71,43° в. д.", "фотография, 16 КБ"]
    stored = await tab.stored()
    value = str(stored.interview.items[0].answers["door"].value)
    reference = reference_of(value)
    assert reference is not None
    assert tab.house.service is not None
    kept = tab.house.service.registry.attachments
    assert await kept.get(stored.id, stored.key, reference) == PHOTO
    files = [path.read_bytes() for path in tab.house.settings.var.rglob("*") if path.is_file()]
    assert files
    assert all(PHOTO[4:260] not in content for content in files)
    assert all("Диас".encode() not in content for content in files)


async def test_the_same_upload_counts_once_however_often_it_comes(tab: Tab) -> None:
    states = [await tab.send(PHOTO, id_="the-same-upload") for _ in range(3)]
    assert {status for status, _ in states} == {200}
    assert len({state["revision"] for _, state in states}) == 1
    assert asked(states[-1][1]) == "paper/0"


@pytest.mark.parametrize(
    ("content", "mime", "sentence"),
    [
        (b"MZ\x90\0 a program", "image/jpeg", "не открывается"),
        (PHOTO, "image/png", ""),
        (PHOTO, "application/octet-stream", ""),
        (b"OggS\0\2", "audio/ogg", "Пришлите фотографию"),
        (b"<html><script>alert(1)</script>", "text/html", "не открывается"),
    ],
)
async def test_what_is_no_photo_is_refused_in_a_sentence(
    content: bytes, mime: str, sentence: str, tab: Tab
) -> None:
    status, state = await tab.send(content, mime)
    assert status == 200
    assert sentence in lead(state)
    assert asked(state) == ("door/0" if sentence else "paper/0")


async def test_a_file_that_is_too_large_is_refused(tab: Tab) -> None:
    most = tab.house.settings.attachment_max
    status, refusal = await tab.send(b"\xff\xd8\xff" + bytes(most))
    assert (status, refusal["error"]) == (413, "file_too_large")

    async def chunks() -> AsyncIterator[bytes]:
        yield b"--x\r\nContent-Disposition: form-data; name=id\r\n\r\nan-upload\r\n"
        yield b"--x\r\nContent-Disposition: form-data; name=file\r\n\r\n"
        for _ in range(most // 100_000 + 2):
            yield bytes(100_000)
        yield b"\r\n--x--\r\n"

    kind = {"Content-Type": "multipart/form-data; boundary=x"}
    status, refusal = await tab.post(chunks(), **kind)
    assert (status, refusal["error"]) == (413, "file_too_large")


async def test_only_our_own_page_may_send_files(tab: Tab) -> None:
    status, refusal = await tab.send(PHOTO, origin="https://elsewhere.example")
    assert (status, refusal["error"]) == (403, "foreign_page")
    tab.session.cookie_jar.clear()
    status, refusal = await tab.send(PHOTO)
    assert (status, refusal["error"]) == (401, "no_cookie")


async def test_a_photo_that_nobody_asked_for_is_not_kept(tab: Tab) -> None:
    await tab.say(text="назад")
    _, state = await tab.send(PHOTO)
    assert asked(state) == "place/0"
    assert "координаты" in lead(state)
    assert tab.house.service is not None
    assert await tab.house.service.registry.attachments.due(now=2**40) == []


@pytest.mark.parametrize(
    "place",
    [
        {"latitude": 51.16},
        {"latitude": "51", "longitude": 71},
        {"latitude": 51, "longitude": 71, "who": "me"},
        [],
        {"latitude": True, "longitude": 71},
    ],
)
async def test_a_place_of_another_shape_is_malformed(place: object, tab: Tab) -> None:
    status, refusal = await tab.say(place=place)
    assert (status, refusal["error"]) == (400, "malformed")


async def test_a_place_and_a_text_at_once_are_malformed(tab: Tab) -> None:
    status, _ = await tab.say(place=HERE, text="51 71")
    assert status == 400


BODIES = st.one_of(
    st.binary(max_size=300),
    st.lists(
        st.sampled_from(
            [
                b"--x\r\n",
                b"--x--\r\n",
                b"--x",
                b"Content-Disposition: form-data; name=id\r\n\r\n",
                b'Content-Disposition: form-data; name="file"; filename=a\r\n\r\n',
                b"Content-Transfer-Encoding: base64\r\n",
                b"Content-Encoding: gzip\r\n",
                b"Content-Length: 9\r\n",
                b"Content-Type: multipart/mixed; boundary=y\r\n\r\n",
                b"an-upload-1",
                b"\r\n",
                PHOTO[:40],
                b"\xff",
            ]
        ),
        max_size=14,
    ).map(b"".join),
)


async def test_no_form_breaks_the_server(tab: Tab) -> None:
    """Whatever comes is taken, or refused as malformed; nothing fails."""
    kind = {"Content-Type": "multipart/form-data; boundary=x"}

    @settings(max_examples=60, suppress_health_check=list(HealthCheck), database=None)
    @given(BODIES)
    def draw(body: bytes) -> None:
        bodies.append(body)

    bodies: list[bytes] = []
    draw()
    statuses = set()
    for body in bodies:
        status, _ = await tab.post(body, **kind)
        while status == 429:
            status, _ = await tab.post(body, **kind)
        statuses.add(status)
    assert statuses <= {200, 400}


@pytest.mark.parametrize(
    "kind", ["application/json", "multipart/mixed; boundary=x", "multipart/form-data"]
)
async def test_what_is_no_form_is_malformed(kind: str, tab: Tab) -> None:
    status, refusal = await tab.post(b"{}", **{"Content-Type": kind})
    assert (status, refusal["error"]) == (400, "malformed")

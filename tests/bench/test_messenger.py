"""The messenger of the benchmark: it reads what bots send, and notices when they do other work."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import ClientSession, web

from bench.chats import Asked, twenty
from bench.messenger.bodies import Button, read_call, read_reply
from bench.messenger.bot_api import bot_api
from bench.messenger.people import Crowd, WrongAnswerError
from bench.messenger.wire import Wire
from bench.serving import PATH

QUESTIONS = (Asked("name", "text", "What is your first name?", "Dias"),)
MARKUP = '{"inline_keyboard": [[{"text": "Male", "callback_data": "sex:male"}]]}'
MULTIPART = (
    b'--b\r\nContent-Disposition: form-data; name="method"\r\n\r\nsendMessage\r\n'
    b'--b\r\nContent-Disposition: form-data; name="chat_id"\r\n\r\n7\r\n'
    b'--b\r\nContent-Disposition: form-data; name="text"\r\n\r\nMale or female?\r\n'
    b'--b\r\nContent-Disposition: form-data; name="reply_markup"\r\n\r\n'
    + MARKUP.encode()
    + b"\r\n--b--\r\n"
)


class Kept(Wire):
    """A wire that keeps what it receives."""

    def __init__(self) -> None:
        super().__init__()
        self.messages: list[tuple[bytes, bytes]] = []

    def received(self, head: bytes, body: bytes) -> None:
        self.messages.append((head, body))


@pytest.mark.parametrize("size", [1, 7, 1000])
def test_messages_are_cut_wherever_the_network_breaks_them(size: int) -> None:
    stream = b"".join(
        b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body)
        for body in (b"first", b"", b"third")
    )
    wire = Kept()
    for at in range(0, len(stream), size):
        wire.data_received(stream[at : at + size])
    assert [body for _, body in wire.messages] == [b"first", b"", b"third"]


def test_a_reply_is_read_from_json_and_from_the_multipart_form_of_aiogram() -> None:
    json = b'{"method":"sendMessage","chat_id":7,"text":"Male or female?","reply_markup":%b}'
    replies = [read_reply(json % MARKUP.encode()), read_reply(MULTIPART)]
    for reply in replies:
        assert (reply.method, reply.chat_id, reply.text) == ("sendMessage", 7, "Male or female?")
        assert reply.button("Male") == Button("Male", "sex:male")
        assert reply.button("Female") is None


def test_a_call_is_read_from_a_form_with_fields() -> None:
    head = b"POST / HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded"
    called = read_call("sendMessage", head, b"chat_id=7&text=Male+or+female%3F")
    assert (called.method, called.chat_id, called.text) == ("sendMessage", 7, "Male or female?")


async def test_the_bot_api_answers_every_method_and_tells_the_crowd() -> None:
    crowd = Crowd(QUESTIONS)
    async with bot_api(crowd) as api, ClientSession() as session:
        sent = await session.post(f"{api}/bot42:x/sendMessage", json={"chat_id": 7, "text": "?"})
        done = await session.post(f"{api}/bot42:x/answerCallbackQuery", json={})
        assert (await sent.json())["result"]["chat"]["id"] == 7
        assert (await done.json())["result"] is True
    assert crowd.methods == {"sendMessage": 1, "answerCallbackQuery": 1}


async def test_a_crowd_counts_what_a_bot_answers() -> None:
    async with _bot("What is your first name?") as port:
        heard = await Crowd(QUESTIONS).talk(port, people=2, seconds=0.1, taps=False)
    assert heard.updates == len(heard.waits) == heard.methods["inline sendMessage"]
    assert heard.updates >= 2


async def test_a_bot_that_asks_something_else_is_not_measured() -> None:
    async with _bot("What is your surname?") as port:
        with pytest.raises(WrongAnswerError, match="What is your first name"):
            await Crowd(QUESTIONS).talk(port, people=1, seconds=0.1, taps=False)


async def test_a_bot_that_fails_is_not_measured() -> None:
    async with _bot(None) as port:
        with pytest.raises(WrongAnswerError, match="500"):
            await Crowd(QUESTIONS).talk(port, people=1, seconds=0.1, taps=False)


def test_every_one_of_the_twenty_questions_has_an_answer_that_its_choices_know() -> None:
    questions = twenty()
    assert len(questions) == 20
    for asked in questions:
        assert not asked.choices or asked.answer in dict(asked.choices).values()


@asynccontextmanager
async def _bot(question: str | None) -> AsyncIterator[int]:
    """A bot that says the same to everything; None: that breaks."""

    async def handle(request: web.Request) -> web.Response:
        await request.read()
        if question is None:
            return web.Response(status=500)
        return web.json_response({"method": "sendMessage", "chat_id": 1, "text": question})

    app = web.Application()
    app.router.add_post(PATH, handle)
    runner = web.AppRunner(app)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()

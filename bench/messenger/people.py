"""A crowd of people in private chats with one bot, each going on when the next question has come.

Every question is compared with the one that must come, so that a bot is never measured at doing
something else than the work.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from itertools import count
from typing import TYPE_CHECKING

from msgspec import Struct

from bench.messenger.bodies import Called, read_reply
from bench.messenger.updates import tap, typed
from bench.messenger.wire import Wire
from bench.serving import PATH, SECRET

if TYPE_CHECKING:
    from bench.chats import Asked

__all__ = ["Crowd", "Heard", "WrongAnswerError"]

_PATIENCE = 30.0  # seconds for the last answers
_START = "/start"


class WrongAnswerError(Exception):
    """The bot did something else than ask the next question; the message says what."""


class Heard(Struct, frozen=True):
    """What a crowd saw: updates answered, the seconds that took, waits in seconds, methods used."""

    updates: int
    seconds: float
    waits: tuple[float, ...]
    methods: dict[str, int]


class Crowd:
    """People who talk to bots. Chats and updates are numbered on from one run to the next."""

    def __init__(self, questions: tuple[Asked, ...]) -> None:
        self.questions = questions
        self.chats = count(100_000)
        self.updates = count(1)
        self._people: dict[int, Person] = {}
        self._left = 0
        self._over: asyncio.Future[None]
        self.deadline = 0.0
        self.waits: list[float] = []
        self.methods: Counter[str] = Counter()

    async def talk(self, port: int, *, people: int, seconds: float, taps: bool) -> Heard:
        """Hold conversations for so long, `people` at the same time. Raises WrongAnswerError."""
        loop = asyncio.get_running_loop()
        self._over, self._left = loop.create_future(), people
        self.waits, self.methods = [], Counter()
        began = time.perf_counter()
        self.deadline = began + seconds
        for _ in range(people):
            await loop.create_connection(lambda: Person(self, taps=taps), "127.0.0.1", port)
        async with asyncio.timeout(seconds + _PATIENCE):
            await self._over
        took = time.perf_counter() - began
        return Heard(len(self.waits), took, tuple(self.waits), dict(self.methods))

    def meet(self, person: Person) -> int:
        """A new chat of this person."""
        chat = next(self.chats)
        self._people[chat] = person
        return chat

    def leave(self, chat: int) -> None:
        """A chat is over."""
        del self._people[chat]

    def go_home(self) -> None:
        """One person has had enough."""
        self._left -= 1
        if not self._left and not self._over.done():
            self._over.set_result(None)

    def call(self, called: Called) -> None:
        """The bot called a method of the Bot API."""
        self.methods[called.method] += 1
        person = self._people.get(called.chat_id)
        if person is not None:
            person.hear(called)
            person.go_on()

    def complain(self, what: str) -> None:
        """Something went wrong: the run is worth nothing."""
        if not self._over.done():
            self._over.set_exception(WrongAnswerError(what))


class Person(Wire):
    """One person after another on one connection, each holding the whole conversation."""

    def __init__(self, crowd: Crowd, *, taps: bool) -> None:
        super().__init__()
        self._crowd = crowd
        self._taps = taps
        self._chat = 0
        self._place = 0
        self._message = 0
        self._sent = 0.0
        self._responded = False
        self._asked: Called | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self._begin()

    def connection_lost(self, exc: Exception | None) -> None:
        if self._chat:
            self._crowd.complain(f"the bot hung up: {exc}")

    def hear(self, called: Called) -> None:
        """The bot sent something to this chat."""
        if called.method != "sendMessage":
            return
        questions = self._crowd.questions
        if self._place < len(questions) and questions[self._place].label not in called.text:
            self._crowd.complain(f"{questions[self._place].label!r} expected, not {called.text!r}")
            return
        self._message += 1
        self._asked = called

    def received(self, head: bytes, body: bytes) -> None:
        if not head.startswith(b"HTTP/1.1 200"):
            self._crowd.complain(f"the bot answered {head[:80]!r}")
            return
        self._crowd.waits.append(time.perf_counter() - self._sent)
        self._responded = True
        called = read_reply(body)
        if called.method:
            self._crowd.methods[f"inline {called.method}"] += 1
            self.hear(called)
        self.go_on()

    def go_on(self) -> None:
        """To the next answer, once the webhook has responded and the next question has come."""
        if not self._responded or self._asked is None:
            return
        if time.perf_counter() > self._crowd.deadline:
            self._stop()
        elif self._place == len(self._crowd.questions):
            self._crowd.leave(self._chat)
            self._begin()
        else:
            self._answer(self._crowd.questions[self._place], self._asked)

    def _begin(self) -> None:
        self._chat = self._crowd.meet(self)
        self._place = self._message = 0
        self._send(typed(next(self._crowd.updates), self._chat, self._message, _START))

    def _stop(self) -> None:
        self._crowd.leave(self._chat)
        self._chat = 0
        self.transport.close()
        self._crowd.go_home()

    def _answer(self, question: Asked, asked: Called) -> None:
        self._place += 1
        update = next(self._crowd.updates)
        button = asked.button(question.answer) if self._taps and question.choices else None
        if button is not None:
            self._send(tap(update, self._chat, self._message, asked, button))
            return
        self._message += 1
        self._send(typed(update, self._chat, self._message, question.answer))

    def _send(self, update: bytes) -> None:
        self._responded, self._asked = False, None
        head = (
            f"POST {PATH} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            f"X-Telegram-Bot-Api-Secret-Token: {SECRET}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(update)}\r\n\r\n"
        )
        self._sent = time.perf_counter()
        self.transport.write(head.encode() + update)

"""The server: bots by token, their methods, and a log of every call."""

from __future__ import annotations

import json
from collections import deque
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from tests.telegram.botapi.clock import LeapingClock
from tests.telegram.botapi.delivery import Delivery
from tests.telegram.botapi.limits import Limits
from tests.telegram.botapi.people import Message, Person
from tests.telegram.botapi.rules import (
    ApiError,
    bold,
    check_text,
    keyboard_of,
    telephone_keyboard_of,
)

__all__ = ["BotApi", "Call"]

_QUERY_LIVES = 30.0
_NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are "
    "exactly the same as a current content and reply markup of the message"
)
_MOST_OF_A_FILE = 20_000_000
_OLD_QUERY = "Bad Request: query is too old and response timeout expired or query ID is invalid"


@dataclass(frozen=True)
class Call:
    """One method that a bot used; `inline`: in a webhook's response. `error` 0: it succeeded."""

    bot: int
    method: str
    arguments: dict[str, Any]
    inline: bool
    error: int


class BotApi:
    """Telegram for tests, as an async context manager listening on `base`.

    `calls` is the log. `script(method, …)` makes the next calls of a method fail in the given ways;
    a None in between lets one through. `downloads` names the files that were got. With `local`
    the server is one of your own in local mode, which puts files into that folder. `told_size`
    makes getFile lie.
    """

    def __init__(self, clock: LeapingClock | None = None) -> None:
        self.clock = clock or LeapingClock()
        self.base = ""
        self.calls: list[Call] = []
        self.groups_left: list[int] = []
        self._bots: dict[int, _Bot] = {}
        self._numbers = count(1)
        self._queries: dict[str, tuple[int, float]] = {}
        self._scripts: dict[str, deque[ApiError | None]] = {}
        self._runner: web.AppRunner | None = None
        self._files: dict[str, bytes] = {}
        self.downloads: list[str] = []
        self.local: Path | None = None
        self.told_size: int | None = None

    def bot(self, bot: int, *, first_update: int = 1_000) -> str:
        """Make a bot known; its token."""
        self._bots[bot] = _Bot(self, bot, first_update)
        return self._bots[bot].token

    def person(self, bot: int, id_: int, *, language: str = "ru") -> Person:
        """Make a person known to a bot."""
        person = Person(self, bot, id_, language=language)
        self._bots[bot].people[id_] = person
        return person

    def delivery(self, bot: int) -> Delivery:
        """How a bot gets its updates."""
        return self._bots[bot].delivery

    def limits(self, bot: int) -> Limits:
        """What a bot has sent of late."""
        return self._bots[bot].limits

    def script(self, method: str, *results: ApiError | None) -> None:
        """How the next calls of a method end; None: as usual."""
        self._scripts.setdefault(method.lower(), deque()).extend(results)

    def unscript(self, method: str) -> None:
        """All further calls of a method end as usual."""
        self._scripts.pop(method.lower(), None)

    def upload(self, content: bytes) -> str:
        """Keep a file as Telegram does; its id."""
        id_ = f"AgAC{next(self._numbers)}"
        self._files[id_] = content
        return id_

    def found(self, id_: str) -> dict[str, Any]:
        """What getFile says: files beyond 20 MB only a server of your own in local mode gives."""
        content = self._files.get(id_)
        if content is None:
            raise ApiError(400, "Bad Request: wrong file_id or the file is temporarily unavailable")
        if self.local is not None:
            path = self.local / id_
            path.write_bytes(content)
            return {"file_id": id_, "file_size": len(content), "file_path": str(path)}
        if len(content) > _MOST_OF_A_FILE:
            raise ApiError(400, "Bad Request: file is too big")
        size = len(content) if self.told_size is None else self.told_size
        return {"file_id": id_, "file_size": size, "file_path": f"photos/{id_}.jpg"}

    async def _give(self, request: web.Request) -> web.StreamResponse:
        """A file, for the bot whose token is in the address; it may be scripted to break off."""
        if all(bot.token != request.match_info["token"] for bot in self._bots.values()):
            return web.Response(status=401)
        scripted = self._scripts.get("download")
        if scripted and (error := scripted.popleft()):
            return web.json_response(error.body(), status=error.code)
        id_ = request.match_info["path"].removeprefix("photos/").removesuffix(".jpg")
        self.downloads.append(id_)
        return web.Response(body=self._files[id_])

    def of(self, *methods: str) -> list[Call]:
        """The logged calls of these methods."""
        return [call for call in self.calls if call.method in methods]

    async def deliver(self, bot: int, update: dict[str, Any]) -> int:
        """An update for a bot; its id."""
        return await self._bots[bot].delivery.add(update)

    def next_message(self) -> int:
        """The next message id."""
        return next(self._numbers)

    def open_query(self, bot: int) -> str:
        """A callback query that may be answered once, for a while."""
        query = str(7_000_000 + next(self._numbers))
        self._queries[query] = (bot, self.clock.now())
        return query

    def described_bot(self, bot: int) -> dict[str, Any]:
        """A bot as Telegram's JSON."""
        return {"id": bot, "is_bot": True, "first_name": "Sanaq", "username": f"sanaq{bot}_bot"}

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_route("*", "/bot{token}/{method}", self._serve)
        app.router.add_get("/file/bot{token}/{path:.+}", self._give)
        self._runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.base = f"http://{host}:{port}"
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        for bot in self._bots.values():
            await bot.delivery.close()
        if self._runner is not None:
            await self._runner.cleanup()

    async def _serve(self, request: web.Request) -> web.Response:
        found = [bot for bot in self._bots.values() if bot.token == request.match_info["token"]]
        if not found:
            error = ApiError(401, "Unauthorized")
            return web.json_response(error.body(), status=401)
        arguments = await _arguments(request)
        try:
            result = await self.use(found[0].id, request.match_info["method"], arguments)
        except ApiError as error:
            return web.json_response(error.body(), status=error.code)
        return web.json_response({"ok": True, "result": result})

    async def use(
        self, bot: int, method: str, arguments: dict[str, Any], *, inline: bool = False
    ) -> object:
        """Run one method for a bot and log it; raises ApiError."""
        code = 0
        try:
            return await self._run(bot, method.lower(), arguments)
        except ApiError as error:
            code = error.code
            raise
        finally:
            self.calls.append(Call(bot, method, arguments, inline, code))

    async def _run(self, bot: int, method: str, arguments: dict[str, Any]) -> object:
        scripted = self._scripts.get(method)
        if scripted and (error := scripted.popleft()):
            raise error
        run = getattr(self._bots[bot], f"do_{method}", None)
        if run is None:
            raise ApiError(404, "Not Found: method not found")
        return await run(arguments)

    def close_query(self, query: str, bot: int) -> None:
        """Answer a callback query. Raises ApiError: answered before, too old or another bot's."""
        whose, opened = self._queries.pop(query, (0, 0.0))
        if whose != bot or self.clock.now() - opened > _QUERY_LIVES:
            raise ApiError(400, _OLD_QUERY)


class _Bot:
    """One bot and its methods, each `do_<method in lower case>`."""

    def __init__(self, api: BotApi, bot: int, first_update: int) -> None:
        self.api = api
        self.id = bot
        self.token = f"{bot}:AAabcdefghijklmnopqrstuvwxyz0123456"
        self.people: dict[int, Person] = {}
        self.limits = Limits(api.clock)
        self.delivery = Delivery(api.clock, self._inline, first_update)

    async def do_getme(self, _arguments: dict[str, Any]) -> object:
        return {**self.api.described_bot(self.id), "can_join_groups": True}

    async def do_setmycommands(self, _arguments: dict[str, Any]) -> object:
        return True

    async def do_leavechat(self, arguments: dict[str, Any]) -> object:
        self.api.groups_left.append(int(arguments["chat_id"]))
        return True

    async def do_getupdates(self, arguments: dict[str, Any]) -> object:
        offset, limit = int(arguments.get("offset", 0)), int(arguments.get("limit", 100))
        return await self.delivery.poll(offset, limit, float(arguments.get("timeout", 0)))

    async def do_setwebhook(self, arguments: dict[str, Any]) -> object:
        allowed = arguments.get("allowed_updates", [])
        self.delivery.hook(
            arguments["url"],
            arguments.get("secret_token", ""),
            json.loads(allowed) if isinstance(allowed, str) else allowed,
            int(arguments.get("max_connections", 40)),
        )
        return True

    async def do_deletewebhook(self, arguments: dict[str, Any]) -> object:
        self.delivery.hook("", "", [], 40)
        if str(arguments.get("drop_pending_updates", "")).lower() == "true":
            self.delivery.pending.clear()
        return True

    async def do_getfile(self, arguments: dict[str, Any]) -> object:
        return self.api.found(str(arguments.get("file_id", "")))

    async def do_sendmessage(self, arguments: dict[str, Any]) -> object:
        person = self._person(arguments)
        keyboard = telephone_keyboard_of(arguments.get("reply_markup"))
        message = _composed(self.api.next_message(), arguments)
        self.limits.charge(person.id, new=True)
        if keyboard is not None:
            person.keyboard = tuple(keyboard)
        await person.put(message)
        return person.described(message)

    async def do_editmessagetext(self, arguments: dict[str, Any]) -> object:
        person, before = self._own(arguments)
        return await self._edit(person, before, _composed(before.id, arguments))

    async def do_editmessagereplymarkup(self, arguments: dict[str, Any]) -> object:
        person, before = self._own(arguments)
        rows = keyboard_of(arguments.get("reply_markup"))
        after = replace(before, keyboard=tuple(tuple(row) for row in rows))
        return await self._edit(person, before, after)

    async def do_deletemessage(self, arguments: dict[str, Any]) -> object:
        person = self._person(arguments)
        message = int(arguments["message_id"])
        if message not in person.chat:
            raise ApiError(400, "Bad Request: message to delete not found")
        await person.loses(message)
        return True

    async def do_answercallbackquery(self, arguments: dict[str, Any]) -> object:
        if len(arguments.get("text", "")) > 200:
            raise ApiError(400, "Bad Request: MESSAGE_TOO_LONG")
        self.api.close_query(str(arguments["callback_query_id"]), self.id)
        return True

    def _person(self, arguments: dict[str, Any]) -> Person:
        person = self.people.get(int(arguments["chat_id"]))
        if person is None or not person.started:
            raise ApiError(400, "Bad Request: chat not found")
        if person.kicked:
            raise ApiError(403, "Forbidden: bot was blocked by the user")
        return person

    def _own(self, arguments: dict[str, Any]) -> tuple[Person, Message]:
        person = self._person(arguments)
        message = person.chat.get(int(arguments["message_id"]))
        if message is None:
            raise ApiError(400, "Bad Request: message to edit not found")
        if message.mine:
            raise ApiError(400, "Bad Request: message can't be edited")
        return person, message

    async def _edit(self, person: Person, before: Message, after: Message) -> object:
        if before == after:
            raise ApiError(400, _NOT_MODIFIED)
        self.limits.charge(person.id, new=False)
        await person.put(after)
        return person.described(after)

    async def _inline(self, method: str, arguments: dict[str, Any]) -> None:
        """A method in a webhook's response: nobody hears how it ended, but the log does."""
        try:
            await self.api.use(self.id, method, arguments, inline=True)
        except ApiError:
            return


def _composed(id_: int, arguments: dict[str, Any]) -> Message:
    text = check_text(arguments.get("text"))
    rows = keyboard_of(arguments.get("reply_markup"))
    entities = tuple(bold(arguments.get("entities"), text))
    return Message(id=id_, text=text, entities=entities, keyboard=tuple(tuple(row) for row in rows))


async def _arguments(request: web.Request) -> dict[str, Any]:
    """Arguments come as JSON, as a form, or in the query."""
    arguments: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        arguments |= await request.json()
    elif request.method == "POST":
        arguments |= await request.post()
    return arguments

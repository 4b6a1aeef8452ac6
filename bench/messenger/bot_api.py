"""The Bot API as a bot sees it: every method succeeds at once."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from itertools import count
from typing import TYPE_CHECKING

from bench.messenger.bodies import read_call
from bench.messenger.wire import Wire

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bench.messenger.people import Crowd

__all__ = ["bot_api"]

_DONE = b'{"ok":true,"result":true}'
_messages = count(1_000_000)


@asynccontextmanager
async def bot_api(crowd: Crowd) -> AsyncIterator[str]:
    """Serve a Bot API on loopback that passes on to the crowd what bots call; its address."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: _Api(crowd), "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"


class _Api(Wire):
    def __init__(self, crowd: Crowd) -> None:
        super().__init__()
        self._crowd = crowd

    def received(self, head: bytes, body: bytes) -> None:
        method = head[: head.index(b" HTTP/")].rpartition(b"/")[2].decode()
        called = read_call(method, head, body)
        result = _DONE if method != "sendMessage" else _message(called.chat_id)
        self.transport.write(
            b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
            + str(len(result)).encode()
            + b"\r\n\r\n"
            + result
        )
        self._crowd.call(called)


def _message(chat: int) -> bytes:
    return (
        f'{{"ok":true,"result":{{"message_id":{next(_messages)},"date":1632200400,'
        f'"chat":{{"id":{chat},"type":"private","first_name":"Dias"}},"text":"sent"}}}}'
    ).encode()

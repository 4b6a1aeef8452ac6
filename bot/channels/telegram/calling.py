"""One call of a Bot API method through aiogram's `Bot`, and how it ended, as a value."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

import msgspec
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiohttp import ClientError, ClientTimeout
from msgspec import Struct

from bot.channels.telegram.methods import Method, encode, name_of

__all__ = ["Ended", "Failed", "Flooded", "Forbidden", "Refused", "Session", "Verdict", "connect"]

_SECONDS = 10.0
_JSON = {"Content-Type": "application/json"}


@dataclass(frozen=True, slots=True)
class Ended:
    """The method was executed; `result` is its undecoded JSON."""

    result: msgspec.Raw


@dataclass(frozen=True, slots=True)
class Flooded:
    """429: too much was sent; nothing may be sent for so many seconds."""

    retry_after: float


@dataclass(frozen=True, slots=True)
class Forbidden:
    """403: the person has blocked the bot, or never spoke to it."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Another refusal, which the same call would meet again: 400, 401, 404, 409."""

    code: int


@dataclass(frozen=True, slots=True)
class Failed:
    """Nobody knows whether it was executed: no connection, no answer, or an error of the server."""


Verdict = Ended | Flooded | Forbidden | Refused | Failed


class Session(AiohttpSession):
    """aiogram's session, with a cheap way for methods that are encoded already."""

    async def post(self, bot: Bot, name: str, body: bytes, *, seconds: float = _SECONDS) -> Verdict:
        """Call a method with its arguments as JSON. Never raises but for cancellation."""
        url = self.api.api_url(token=bot.token, method=name)
        client = await self.create_session()
        timeout = ClientTimeout(total=seconds)
        try:
            async with client.post(url, data=body, headers=_JSON, timeout=timeout) as response:
                answer = _ANSWER.decode(await response.read())
        except (ClientError, OSError, TimeoutError, ValueError):
            return Failed()
        return _verdict(answer, response.status)

    async def call(self, bot: Bot, method: Method) -> Verdict:
        """Call one of our own methods."""
        return await self.post(bot, name_of(method), encode(method))


def connect(token: str, api: str) -> tuple[Bot, Session]:
    """Give aiogram's `Bot` for a token on a Bot API server, Telegram's or one of your own.

    Raises aiogram's TokenValidationError for what cannot be a token.
    """
    session = Session(api=TelegramAPIServer.from_base(api))
    return Bot(token, session=session), session


class _Parameters(Struct, frozen=True):
    retry_after: float = 0.0


class _Answer(Struct):
    ok: bool
    result: msgspec.Raw = msgspec.Raw(b"null")
    error_code: int = 0
    parameters: _Parameters = _Parameters()


_ANSWER = msgspec.json.Decoder(_Answer)


def _verdict(answer: _Answer, status: int) -> Verdict:
    if answer.ok:
        return Ended(answer.result)
    code = answer.error_code or status
    if code == HTTPStatus.TOO_MANY_REQUESTS:
        return Flooded(max(1.0, answer.parameters.retry_after))
    if code == HTTPStatus.FORBIDDEN:
        return Forbidden()
    return Failed() if code >= HTTPStatus.INTERNAL_SERVER_ERROR else Refused(code)

"""Reads the method that a bot calls, or answers a webhook with, in each of the forms bots use."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl

import msgspec
from msgspec import Struct

__all__ = ["Button", "Called", "read_call", "read_reply"]


class Button(Struct, frozen=True):
    """A button of an inline keyboard."""

    text: str
    callback_data: str = ""


class Keyboard(Struct, frozen=True):
    """The rows of buttons under a message."""

    inline_keyboard: list[list[Button]] = []


class Called(Struct, frozen=True):
    """A method of the Bot API with what the benchmark looks at."""

    method: str = ""
    chat_id: int = 0
    text: str = ""
    reply_markup: Keyboard | None = None

    def button(self, label: str) -> Button | None:
        """The button of that label."""
        rows = self.reply_markup.inline_keyboard if self.reply_markup else ()
        return next((one for row in rows for one in row if one.text == label), None)


_CALLED = msgspec.json.Decoder(Called)
_NAME = re.compile(rb'name="([^"]+)"')


def read_call(method: str, head: bytes, body: bytes) -> Called:
    """Read a call of `method`: JSON, or a form as aiogram sends it."""
    fields = dict(parse_qsl(body.decode())) if b"x-www-form-urlencoded" in head else None
    called = _CALLED.decode(body) if fields is None else _from_fields(fields)
    return Called(method, called.chat_id, called.text, called.reply_markup)


def read_reply(body: bytes) -> Called:
    """Read a webhook's response; a `Called` without a method when it holds none."""
    if body.startswith(b"{"):
        return _CALLED.decode(body)
    return _from_fields(_parts(body)) if body.startswith(b"--") else Called()


def _from_fields(fields: dict[str, str]) -> Called:
    markup = fields.get("reply_markup")
    return Called(
        fields.get("method", ""),
        int(fields.get("chat_id", 0)),
        fields.get("text", ""),
        msgspec.json.decode(markup, type=Keyboard) if markup else None,
    )


def _parts(body: bytes) -> dict[str, str]:
    """The fields of a multipart form."""
    boundary = body[: body.index(b"\r\n")]
    fields = {}
    for part in body.split(boundary)[1:-1]:
        head, _, value = part.partition(b"\r\n\r\n")
        name = _NAME.search(head)
        if name:
            fields[name[1].decode()] = value.removesuffix(b"\r\n").decode()
    return fields

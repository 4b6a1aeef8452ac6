"""What Telegram delivers when somebody types or taps, as bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from bench.messenger.bodies import Button, Called

__all__ = ["tap", "typed"]

_DATE = 1_632_200_400
_BOT = {"id": 42, "is_bot": True, "first_name": "Salamat", "username": "salamat_bot"}


def typed(update: int, chat: int, message: int, text: str) -> bytes:
    """An update with a text message; commands are marked as such."""
    carried: dict[str, Any] = {
        "message_id": message,
        "from": _person(chat),
        "chat": _chat(chat),
        "date": _DATE,
        "text": text,
    }
    if text.startswith("/"):
        carried["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text)}]
    return msgspec.json.encode({"update_id": update, "message": carried})


def tap(update: int, chat: int, message: int, asked: Called, button: Button) -> bytes:
    """An update with a tap on a button of the message that asked."""
    query = {
        "id": str(update),
        "from": _person(chat),
        "message": {
            "message_id": message,
            "from": _BOT,
            "chat": _chat(chat),
            "date": _DATE,
            "text": asked.text,
            "reply_markup": asked.reply_markup,
        },
        "chat_instance": "1",
        "data": button.callback_data,
    }
    return msgspec.json.encode({"update_id": update, "callback_query": query})


def _person(chat: int) -> dict[str, Any]:
    return {"id": chat, "is_bot": False, "first_name": "Dias", "language_code": "en"}


def _chat(chat: int) -> dict[str, Any]:
    return {"id": chat, "first_name": "Dias", "type": "private"}

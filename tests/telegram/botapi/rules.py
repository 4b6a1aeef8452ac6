"""What Telegram refuses, and in which words."""

from __future__ import annotations

import json
from typing import Any

__all__ = [
    "ApiError",
    "bold",
    "check_keyboard",
    "check_text",
    "check_url",
    "keyboard_of",
    "telephone_keyboard_of",
    "units",
]


class ApiError(Exception):
    """An answer that is not ok: the code, the description, and for 429 the seconds to wait."""

    def __init__(self, code: int, description: str, retry_after: int = 0) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.retry_after = retry_after

    def body(self) -> dict[str, Any]:
        """The answer as JSON."""
        body: dict[str, Any] = {
            "ok": False,
            "error_code": self.code,
            "description": self.description,
        }
        if self.retry_after:
            body["parameters"] = {"retry_after": self.retry_after}
        return body


def units(text: str) -> int:
    """The length that Telegram counts: UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def check_text(text: object) -> str:
    """The text as Telegram keeps it: stripped, neither empty nor too long."""
    stripped = text.strip() if isinstance(text, str) else ""
    if not stripped:
        raise ApiError(400, "Bad Request: message text is empty")
    if units(stripped) > 4096:
        raise ApiError(400, "Bad Request: message is too long")
    return stripped


def bold(entities: str | list[dict[str, Any]] | None, text: str) -> list[dict[str, Any]]:
    """The formatting, checked to lie within the text and not to cut a letter in two."""
    found = json.loads(entities) if isinstance(entities, str) else entities or []
    for one in found:
        start, end = one["offset"], one["offset"] + one["length"]
        if one["type"] != "bold" or start < 0 or one["length"] < 1 or end > units(text):
            raise ApiError(400, "Bad Request: can't parse entities")
        text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le")
    return [dict(one) for one in found]


_OF_TELEPHONE = {"keyboard", "resize_keyboard", "one_time_keyboard"}


def telephone_keyboard_of(markup: str | dict[str, Any] | None) -> list[str] | None:
    """The labels of a keyboard that takes the place of the telephone's; None: it is left alone."""
    found: dict[str, Any] = json.loads(markup) if isinstance(markup, str) else markup or {}
    if found == {"remove_keyboard": True}:
        return []
    if "keyboard" not in found:
        return None
    buttons = [button for row in found["keyboard"] for button in row]
    if not buttons or set(found) - _OF_TELEPHONE:
        raise ApiError(400, "Bad Request: object expected as reply markup")
    if any(set(one) - {"text", "request_location"} or not one["text"].strip() for one in buttons):
        raise ApiError(400, "Bad Request: can't parse keyboard button")
    return [one["text"] for one in buttons]


def keyboard_of(markup: str | dict[str, Any] | None) -> list[list[dict[str, str]]]:
    """The rows of buttons of a `reply_markup`, checked; none: []."""
    found: dict[str, Any] = json.loads(markup) if isinstance(markup, str) else markup or {}
    rows: list[list[dict[str, str]]] = found.get("inline_keyboard", [])
    check_keyboard(rows)
    return rows


def check_keyboard(rows: list[list[dict[str, str]]]) -> None:
    """At most 100 buttons, 8 in a row, each with a label, 1-64 bytes of data and a known style."""
    if sum(map(len, rows)) > 100 or any(len(row) > 8 for row in rows):
        raise ApiError(400, "Bad Request: reply markup is too long")
    for button in (button for row in rows for button in row):
        if not button.get("text", "").strip():
            raise ApiError(400, "Bad Request: inline keyboard button text is empty")
        if ("url" in button) == ("callback_data" in button):
            raise ApiError(400, "Bad Request: can't parse inline keyboard button")
        if "url" in button:
            check_url(button["url"])
        elif not 1 <= len(button["callback_data"].encode()) <= 64:
            raise ApiError(400, "Bad Request: BUTTON_DATA_INVALID")
        if button.get("style", "primary") not in {"primary", "success", "danger"}:
            raise ApiError(400, "Bad Request: invalid button style specified")
        if set(button) - {"text", "callback_data", "style", "url"}:
            raise ApiError(400, "Bad Request: can't parse inline keyboard button")


def check_url(url: str) -> None:
    """A button opens http, https and tg addresses; Telegram refuses all others."""
    scheme, _, rest = url.partition("://")
    if scheme not in {"http", "https", "tg"} or not rest or len(url) > 2048:
        raise ApiError(400, f"Bad Request: inline keyboard button URL '{url}' is invalid")

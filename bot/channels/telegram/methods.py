"""The Bot API methods that answer a respondent, as values that encode to what Telegram reads.

The same value rides in a webhook's response or is called; aiogram's own types of these methods are
pydantic models, thirty times as dear to make, and a test keeps both in agreement.
"""

from __future__ import annotations

import msgspec
from msgspec import Struct

__all__ = [
    "AnswerCallbackQuery",
    "Bold",
    "Button",
    "DeleteMessage",
    "EditKeyboard",
    "EditText",
    "Keyboard",
    "KeyboardGone",
    "LeaveChat",
    "LocationButton",
    "LocationKeyboard",
    "Method",
    "Preview",
    "SendMessage",
    "encode",
    "is_message",
    "is_prompt",
    "name_of",
]


class Button(Struct, frozen=True, omit_defaults=True):
    """A button of an inline keyboard; `style` is '', primary, success or danger.

    It carries data or opens a page: just one of `callback_data` and `url` is not ''.
    """

    text: str
    callback_data: str = ""
    style: str = ""
    url: str = ""


class Keyboard(Struct, frozen=True):
    """Rows of buttons under a message; none: no keyboard."""

    inline_keyboard: tuple[tuple[Button, ...], ...] = ()


class LocationButton(Struct, frozen=True):
    """A button of the telephone's keyboard that sends where the telephone is."""

    text: str
    request_location: bool = True


class LocationKeyboard(Struct, frozen=True):
    """Rows of buttons in place of the telephone's keyboard, small, and hidden once one was used."""

    keyboard: tuple[tuple[LocationButton, ...], ...]
    resize_keyboard: bool = True
    one_time_keyboard: bool = True


class KeyboardGone(Struct, frozen=True):
    """The telephone has its own keyboard again."""

    remove_keyboard: bool = True


class Bold(Struct, frozen=True):
    """A bold stretch of the text, in UTF-16 units."""

    offset: int
    length: int
    type: str = "bold"


class Preview(Struct, frozen=True):
    """Links in a question stay links: no page is fetched and shown below them."""

    is_disabled: bool = True


class SendMessage(Struct, frozen=True, omit_defaults=True, tag_field="method", tag="sendMessage"):
    """A new message in a chat."""

    chat_id: int
    text: str
    entities: tuple[Bold, ...] = ()
    reply_markup: Keyboard | LocationKeyboard | KeyboardGone | None = None
    link_preview_options: Preview | None = None


class EditText(Struct, frozen=True, omit_defaults=True, tag_field="method", tag="editMessageText"):
    """Another text and keyboard for a message of ours."""

    chat_id: int
    message_id: int
    text: str
    entities: tuple[Bold, ...] = ()
    reply_markup: Keyboard | None = None
    link_preview_options: Preview | None = None


class EditKeyboard(
    Struct, frozen=True, omit_defaults=True, tag_field="method", tag="editMessageReplyMarkup"
):
    """Another keyboard for a message of ours; None takes it away."""

    chat_id: int
    message_id: int
    reply_markup: Keyboard | None = None


class AnswerCallbackQuery(
    Struct, frozen=True, omit_defaults=True, tag_field="method", tag="answerCallbackQuery"
):
    """Stops the clock on a tapped button."""

    callback_query_id: str


class DeleteMessage(Struct, frozen=True, tag_field="method", tag="deleteMessage"):
    """A message goes out of a chat; the bot may do so for 48 hours, with the person's too."""

    chat_id: int
    message_id: int


class LeaveChat(Struct, frozen=True, tag_field="method", tag="leaveChat"):
    """The bot goes out of a group."""

    chat_id: int


Method = SendMessage | EditText | EditKeyboard | AnswerCallbackQuery | DeleteMessage | LeaveChat


def encode(method: Method) -> bytes:
    """JSON with the method's name inside, as a webhook's response needs it; a call may too."""
    return _ENCODER.encode(method)


def name_of(method: Method) -> str:
    """The method's name in a call's address."""
    return str(method.__struct_config__.tag)


def is_message(method: Method) -> bool:
    """Whether the method counts against the sending budget."""
    return not isinstance(method, AnswerCallbackQuery | DeleteMessage)


def is_prompt(method: Method) -> bool:
    """Whether the method brings a new message, which a newer one may replace while it waits."""
    return isinstance(method, SendMessage)


_ENCODER = msgspec.json.Encoder()

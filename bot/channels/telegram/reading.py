"""Reads what Telegram delivers, a webhook's bytes or one polled update, into what somebody did."""

from __future__ import annotations

import msgspec
from msgspec import Struct

from bot.turns import Pressed
from state_machine.inputs import Act, Action, Input, Say, Unsupported

__all__ = [
    "CHANNEL",
    "Ignored",
    "Member",
    "Outside",
    "Reading",
    "Said",
    "Tap",
    "address_of",
    "read",
]

CHANNEL = "telegram"

_LARGEST_ID = 2**53  # Telegram promises that ids fit 52 bits; what is larger was not sent by it


class Entity(Struct, frozen=True):
    """A stretch of formatting, `offset` and `length` in UTF-16 units."""

    type: str
    offset: int
    length: int


class Tap(Struct, frozen=True):
    """Where a button was tapped: the callback to answer and the message that carried the button.

    `message` is 0 when Telegram no longer shows the bot that message; `text`, `bold` and `keyboard`
    (rows of (label, data)) are then empty.
    """

    query: str
    data: str
    message: int = 0
    text: str = ""
    bold: tuple[tuple[int, int], ...] = ()
    keyboard: tuple[tuple[tuple[str, str], ...], ...] = ()


class Said(Struct, frozen=True):
    """A person did something in the private chat with the bot."""

    update: int
    user: int
    input: Input | Pressed
    language: str = ""
    tap: Tap | None = None


class Member(Struct, frozen=True):
    """The private chat's permission to write changed: `blocked` by the person, or given again."""

    update: int
    user: int
    blocked: bool


class Outside(Struct, frozen=True):
    """A command to the bot in a group: a census is a private conversation."""

    update: int
    chat: int


class Ignored(Struct, frozen=True):
    """Nothing for us, or nothing readable; `update` is 0 when not even the id could be read."""

    update: int = 0


Reading = Said | Member | Outside | Ignored


def read(payload: bytes | msgspec.Raw) -> Reading:
    """What one update means. Never raises: what is not understood is `Ignored`."""
    try:
        update = _UPDATE.decode(payload)
    except (ValueError, RecursionError):
        return Ignored(_id_alone(payload))
    if not 0 < update.update_id < _LARGEST_ID:
        return Ignored()
    return _understand(update) or Ignored(update.update_id)


def address_of(user: int) -> str:
    """The address of a Telegram user."""
    return f"{CHANNEL}:{user}"


_ABSENT = msgspec.Raw()


class _User(Struct):
    id: int
    is_bot: bool = False
    language_code: str | None = None


class _Chat(Struct):
    id: int
    type: str


class _Button(Struct):
    text: str = ""
    callback_data: str = ""


class _Markup(Struct):
    inline_keyboard: tuple[tuple[_Button, ...], ...] = ()


class _Message(Struct):
    chat: _Chat
    message_id: int = 0
    date: int = 0
    from_: _User | None = msgspec.field(name="from", default=None)
    text: str | None = None
    entities: tuple[Entity, ...] = ()
    reply_markup: _Markup | None = None
    sticker: msgspec.Raw = _ABSENT
    voice: msgspec.Raw = _ABSENT
    audio: msgspec.Raw = _ABSENT
    video_note: msgspec.Raw = _ABSENT
    photo: msgspec.Raw = _ABSENT
    video: msgspec.Raw = _ABSENT
    animation: msgspec.Raw = _ABSENT
    document: msgspec.Raw = _ABSENT
    contact: msgspec.Raw = _ABSENT
    location: msgspec.Raw = _ABSENT
    venue: msgspec.Raw = _ABSENT
    poll: msgspec.Raw = _ABSENT
    dice: msgspec.Raw = _ABSENT
    story: msgspec.Raw = _ABSENT


class _Callback(Struct):
    id: str
    from_: _User = msgspec.field(name="from")
    data: str = ""
    message: _Message | None = None


class _Membership(Struct):
    status: str


class _MemberUpdated(Struct):
    chat: _Chat
    from_: _User = msgspec.field(name="from")
    new_chat_member: _Membership


class _Update(Struct):
    update_id: int
    message: _Message | None = None
    edited_message: _Message | None = None
    callback_query: _Callback | None = None
    my_chat_member: _MemberUpdated | None = None


class _IdAlone(Struct):
    update_id: int = 0


_UPDATE = msgspec.json.Decoder(_Update)
_ID_ALONE = msgspec.json.Decoder(_IdAlone)

_KINDS = {
    "sticker": "sticker",
    "voice": "voice",
    "audio": "voice",
    "video_note": "voice",
    "photo": "photo",
    "video": "photo",
    "animation": "photo",
    "document": "photo",
    "contact": "other",
    "location": "other",
    "venue": "other",
    "poll": "other",
    "dice": "other",
    "story": "other",
}
"""Which kind sentence answers which content; service messages have none of these."""


def _id_alone(payload: bytes | msgspec.Raw) -> int:
    try:
        update = _ID_ALONE.decode(payload).update_id
    except (ValueError, RecursionError):
        return 0
    return update if 0 < update < _LARGEST_ID else 0


def _understand(update: _Update) -> Reading | None:
    if update.message is not None:
        return _message(update.update_id, update.message)
    if update.callback_query is not None:
        return _callback(update.update_id, update.callback_query)
    if update.edited_message is not None:
        return _edited(update.update_id, update.edited_message)
    if update.my_chat_member is not None:
        return _member(update.update_id, update.my_chat_member)
    return None


def _message(update: int, message: _Message) -> Reading | None:
    person = message.from_
    if person is None or person.is_bot:
        return None
    if message.chat.type != "private":
        return _outside(update, message)
    meant = _meant(message)
    if meant is None:
        return None
    return Said(update, person.id, meant, _language(person))


def _outside(update: int, message: _Message) -> Outside | None:
    return Outside(update, message.chat.id) if (message.text or "").startswith("/start") else None


def _meant(message: _Message) -> Input | None:
    if message.text is not None:
        return _typed(message.text)
    for content, kind in _KINDS.items():
        if getattr(message, content) is not _ABSENT:
            return Unsupported(kind)
    return None


def _typed(text: str) -> Input:
    """A command may be addressed (`/help@sanaq_bot`), /start may carry a deep link's payload."""
    if not text.startswith("/"):
        return Say(text)
    command, _, rest = text.partition(" ")
    command = command.partition("@")[0]
    if command == "/start":
        return Act(Action.START)
    return Say(f"{command} {rest}".rstrip())


def _edited(update: int, message: _Message) -> Said | None:
    person = message.from_
    if person is None or person.is_bot or message.chat.type != "private":
        return None
    return Said(update, person.id, Unsupported("edited"), _language(person))


def _callback(update: int, callback: _Callback) -> Said | None:
    message = callback.message
    if message is None or message.chat.type != "private" or not callback.data:
        return None
    person = callback.from_
    return Said(
        update, person.id, Pressed(callback.data), _language(person), _tap(callback, message)
    )


def _tap(callback: _Callback, message: _Message) -> Tap:
    if not message.date or message.text is None:  # an inaccessible message carries the date 0
        return Tap(callback.id, callback.data)
    markup = message.reply_markup
    return Tap(
        callback.id,
        callback.data,
        message.message_id,
        message.text,
        tuple((one.offset, one.length) for one in message.entities if one.type == "bold"),
        () if markup is None else _keyboard(markup),
    )


def _keyboard(markup: _Markup) -> tuple[tuple[tuple[str, str], ...], ...]:
    return tuple(
        tuple((one.text, one.callback_data) for one in row) for row in markup.inline_keyboard
    )


def _member(update: int, changed: _MemberUpdated) -> Member | None:
    if changed.chat.type != "private":
        return None
    return Member(update, changed.from_.id, blocked=changed.new_chat_member.status == "kicked")


def _language(person: _User) -> str:
    return (person.language_code or "")[:2].lower()

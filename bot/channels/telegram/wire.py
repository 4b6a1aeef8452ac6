"""The fields of Telegram's updates that we need, decoded without a look at all the others."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Struct

__all__ = [
    "ABSENT",
    "UPDATE",
    "Callback",
    "File",
    "Location",
    "Markup",
    "MemberUpdated",
    "Message",
    "Update",
    "User",
    "Venue",
    "id_alone",
]

ABSENT = msgspec.Raw()
"""A field that is not there."""

LARGEST_ID = 2**53
"""Telegram promises that ids fit 52 bits; what is larger was not sent by it."""

Whole = Annotated[int, msgspec.Meta(gt=-LARGEST_ID, lt=LARGEST_ID)]


class User(Struct):
    """Whoever sent it."""

    id: Whole
    is_bot: bool = False


class Chat(Struct):
    """Where it was said; only `private` chats are ours."""

    id: Whole
    type: str


class Button(Struct):
    """A button of an inline keyboard."""

    text: str = ""
    callback_data: str = ""


class Markup(Struct):
    """The keyboard under a message."""

    inline_keyboard: tuple[tuple[Button, ...], ...] = ()


class Entity(Struct):
    """A stretch of formatting, `offset` and `length` in UTF-16 units."""

    type: str
    offset: Whole
    length: Whole


class File(Struct):
    """Something that was sent: of a photo one of its sizes."""

    file_id: str
    file_size: Whole = 0
    mime_type: str = ""
    width: Whole = 0


class Location(Struct):
    """A shared place, in degrees and metres."""

    latitude: float
    longitude: float
    horizontal_accuracy: float = 0.0


class Venue(Struct):
    """A place with a name, which is nobody's answer."""

    location: Location


class Message(Struct):
    """A message, with the kinds of content that it may have instead of a text."""

    chat: Chat
    message_id: Whole = 0
    date: Whole = 0
    from_: User | None = msgspec.field(name="from", default=None)
    text: str | None = None
    entities: tuple[Entity, ...] = ()
    reply_markup: Markup | None = None
    sticker: msgspec.Raw = ABSENT
    voice: msgspec.Raw = ABSENT
    audio: msgspec.Raw = ABSENT
    video_note: msgspec.Raw = ABSENT
    photo: msgspec.Raw = ABSENT
    video: msgspec.Raw = ABSENT
    animation: msgspec.Raw = ABSENT
    document: msgspec.Raw = ABSENT
    contact: msgspec.Raw = ABSENT
    location: msgspec.Raw = ABSENT
    venue: msgspec.Raw = ABSENT
    poll: msgspec.Raw = ABSENT
    dice: msgspec.Raw = ABSENT
    story: msgspec.Raw = ABSENT


class Callback(Struct):
    """A tapped button. `message` has the date 0 when the bot may not see it any more."""

    id: str
    from_: User = msgspec.field(name="from")
    data: str = ""
    message: Message | None = None


class Membership(Struct):
    """Whether the bot may write: `kicked` when the person blocked it."""

    status: str


class MemberUpdated(Struct):
    """The bot's membership changed."""

    chat: Chat
    from_: User = msgspec.field(name="from")
    new_chat_member: Membership


class Update(Struct):
    """One update; at most one of the fields is there."""

    update_id: Whole
    message: Message | None = None
    edited_message: Message | None = None
    callback_query: Callback | None = None
    my_chat_member: MemberUpdated | None = None


class _IdAlone(Struct):
    update_id: Whole = 0


UPDATE = msgspec.json.Decoder(Update)
_ID_ALONE = msgspec.json.Decoder(_IdAlone)


def id_alone(payload: bytes | msgspec.Raw) -> int:
    """The id of an update of which nothing else can be read; 0 if not even that can."""
    try:
        update = _ID_ALONE.decode(payload).update_id
    except (ValueError, RecursionError):
        return 0
    return max(update, 0)

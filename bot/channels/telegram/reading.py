"""Reads what Telegram delivers, a webhook's bytes or one polled update, into what somebody did."""

from __future__ import annotations

import msgspec
from msgspec import Struct

from bot.channels.telegram.wire import (
    ABSENT,
    UPDATE,
    Callback,
    File,
    Location,
    Markup,
    MemberUpdated,
    Message,
    Update,
    Venue,
    id_alone,
)
from bot.turns import Pressed
from dialogs.readers.formats import claimed_medium
from state_machine.attachment import Medium
from state_machine.inputs import Act, Action, Input, Locate, Say, Unsupported

__all__ = [
    "CHANNEL",
    "Ignored",
    "Member",
    "Outside",
    "Reading",
    "Said",
    "Sent",
    "Tap",
    "address_of",
    "read",
    "user_of",
]

CHANNEL = "telegram"


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


class Sent(Struct, frozen=True):
    """Something that is no text and lies with Telegram: what it is, and how to ask for it."""

    kind: str
    medium: Medium
    file: str
    size: int = 0
    claimed: Medium | None = None


class Said(Struct, frozen=True):
    """A person did something in the private chat with the bot.

    `message` is the id of what they wrote; 0: they wrote nothing.
    """

    update: int
    user: int
    input: Input | Pressed | Sent
    tap: Tap | None = None
    message: int = 0


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
        update = UPDATE.decode(payload)
    except (ValueError, RecursionError):
        return Ignored(id_alone(payload))
    if update.update_id <= 0:
        return Ignored()
    return _understand(update) or Ignored(update.update_id)


def address_of(user: int) -> str:
    """The address of a Telegram user."""
    return f"{CHANNEL}:{user}"


def user_of(address: str) -> int | None:
    """The Telegram user of an address; None for one on another channel."""
    channel, _, user = address.partition(":")
    return int(user) if channel == CHANNEL and user.isascii() and user.isdigit() else None


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
    "location": "location",
    "venue": "location",
    "poll": "other",
    "dice": "other",
    "story": "other",
}
"""Which kind sentence answers which content; service messages have none of these."""


_MEDIA = {
    "photo": Medium.IMAGE,
    "voice": Medium.AUDIO,
    "audio": Medium.AUDIO,
    "video": Medium.VIDEO,
    "video_note": Medium.VIDEO,
    "animation": Medium.VIDEO,
    "document": Medium.FILE,
}
"""What can be fetched, and what Telegram itself says that it is; of a document it says nothing."""


def _understand(update: Update) -> Reading | None:
    if update.message is not None:
        return _message(update.update_id, update.message)
    if update.callback_query is not None:
        return _callback(update.update_id, update.callback_query)
    if update.edited_message is not None:
        return _edited(update.update_id, update.edited_message)
    if update.my_chat_member is not None:
        return _member(update.update_id, update.my_chat_member)
    return None


def _message(update: int, message: Message) -> Reading | None:
    person = message.from_
    if person is None or person.is_bot:
        return None
    if message.chat.type != "private":
        return _outside(update, message)
    meant = _meant(message)
    if meant is None:
        return None
    written = message.message_id if isinstance(meant, Say) else 0
    return Said(update, person.id, meant, message=written)


def _outside(update: int, message: Message) -> Outside | None:
    return Outside(update, message.chat.id) if (message.text or "").startswith("/start") else None


def _meant(message: Message) -> Input | Sent | None:
    if message.text is not None:
        return _typed(message.text)
    for content, kind in _KINDS.items():
        raw = getattr(message, content)
        if raw is not ABSENT:
            return _handed(content, raw) or Unsupported(kind)
    return None


def _handed(content: str, raw: msgspec.Raw) -> Input | Sent | None:
    """A place, or something to be fetched; None for what is neither, or not of Telegram's shape."""
    try:
        match content:
            case "location":
                return _located(_LOCATION.decode(raw))
            case "venue":
                return _located(_VENUE.decode(raw).location)
            case "photo":
                largest = max(_PHOTO.decode(raw), key=lambda size: size.width, default=None)
                return None if largest is None else _sent(content, largest)
            case _ if content in _MEDIA:
                return _sent(content, _FILE.decode(raw))
    except (ValueError, RecursionError):
        return None
    return None


_LOCATION = msgspec.json.Decoder(Location)
_VENUE = msgspec.json.Decoder(Venue)
_PHOTO = msgspec.json.Decoder(tuple[File, ...])
_FILE = msgspec.json.Decoder(File)


def _located(place: Location) -> Locate:
    return Locate(place.latitude, place.longitude, accuracy=place.horizontal_accuracy)


def _sent(content: str, file: File) -> Sent:
    """A document is taken at its word, for now: its first bytes will be held against it."""
    medium, claimed = _MEDIA[content], claimed_medium(file.mime_type)
    if medium is Medium.FILE and claimed is not None:
        medium = claimed
    return Sent(_KINDS[content], medium, file.file_id, file.file_size, claimed)


def _typed(text: str) -> Input:
    """A command may be addressed (`/help@sanaq_bot`), /start may carry a deep link's payload."""
    if not text.startswith("/"):
        return Say(text)
    command, _, rest = text.partition(" ")
    command = command.partition("@")[0]
    if command == "/start":
        return Act(Action.START)
    return Say(f"{command} {rest}".rstrip())


def _edited(update: int, message: Message) -> Said | None:
    person = message.from_
    if person is None or person.is_bot or message.chat.type != "private":
        return None
    if message.location is not ABSENT:  # a live location moves on every few seconds
        return None
    return Said(update, person.id, Unsupported("edited"))


def _callback(update: int, callback: Callback) -> Said | None:
    message = callback.message
    if message is None or message.chat.type != "private" or not callback.data:
        return None
    person = callback.from_
    return Said(update, person.id, Pressed(callback.data), _tap(callback, message))


def _tap(callback: Callback, message: Message) -> Tap:
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


def _keyboard(markup: Markup) -> tuple[tuple[tuple[str, str], ...], ...]:
    return tuple(
        tuple((one.text, one.callback_data) for one in row) for row in markup.inline_keyboard
    )


def _member(update: int, changed: MemberUpdated) -> Member | None:
    if changed.chat.type != "private":
        return None
    return Member(update, changed.from_.id, blocked=changed.new_chat_member.status == "kicked")

"""People with a chat each: what they see, and what they do."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.telegram.botapi.server import BotApi

__all__ = ["Message", "Person"]


@dataclass(frozen=True, kw_only=True)
class Message:
    """A message as it stands in a chat now."""

    id: int
    text: str
    mine: bool = False
    entities: tuple[dict[str, Any], ...] = ()
    keyboard: tuple[tuple[dict[str, str], ...], ...] = ()

    @property
    def buttons(self) -> dict[str, str]:
        """The data of the buttons by label."""
        return {
            one["text"]: one["callback_data"]
            for row in self.keyboard
            for one in row
            if "callback_data" in one
        }

    @property
    def links(self) -> dict[str, str]:
        """The addresses of the buttons that open a page, by label."""
        return {one["text"]: one["url"] for row in self.keyboard for one in row if "url" in one}


@dataclass
class Person:
    """Somebody with a private chat with one bot; `pace` seconds pass before each thing they do.

    `keyboard` has the labels of what a bot put in the place of the telephone's keyboard.
    """

    api: BotApi
    bot: int
    id: int
    name: str = "Aigerim"
    language: str = "ru"
    pace: float = 3.0
    kicked: bool = False
    started: bool = False
    keyboard: tuple[str, ...] = ()
    chat: dict[int, Message] = field(default_factory=dict)
    changed: asyncio.Condition = field(default_factory=asyncio.Condition)

    @property
    def seen(self) -> list[Message]:
        """The bot's messages, oldest first."""
        return [one for one in self.chat.values() if not one.mine]

    @property
    def last(self) -> Message:
        """The bot's newest message."""
        return self.seen[-1]

    async def sees(self, expected: str | Callable[[Person], bool]) -> Message:
        """Wait until the newest message contains a text, or the chat is as expected."""
        is_so = _ends_with(expected) if isinstance(expected, str) else expected
        try:
            async with asyncio.timeout(10), self.changed:
                await self.changed.wait_for(lambda: is_so(self))
        except TimeoutError:
            shown = "\n---\n".join(one.text for one in self.chat.values())
            raise AssertionError(f"not seen: {expected}; the chat is:\n{shown}") from None
        return self.last

    async def types(self, text: str) -> int:
        """Send a text; the update's id."""
        self.started = True
        mine = Message(id=self.api.next_message(), text=text, mine=True)
        self.chat[mine.id] = mine
        return await self._does({"message": self.described(mine)})

    async def sends(self, **content: object) -> int:
        """Send something that is not a text: `sticker={…}`, `voice={…}`."""
        message = self.described(Message(id=self.api.next_message(), text="", mine=True))
        del message["text"]
        return await self._does({"message": message | content})

    async def photographs(self, content: bytes, *, size: int | None = None) -> int:
        """Send a photo, which Telegram offers in two sizes."""
        small = self.api.upload(content[:3])
        large = self.api.upload(content)
        known = len(content) if size is None else size
        return await self.sends(
            photo=[
                {"file_id": large, "width": 1280, "height": 960, "file_size": known},
                {"file_id": small, "width": 90, "height": 67, "file_size": 3},
            ]
        )

    async def sends_file(self, content: bytes, mime: str, **more: object) -> int:
        """Send a document with a name."""
        file = {"file_id": self.api.upload(content), "mime_type": mime, "file_name": "Диас.jpg"}
        return await self.sends(document={**file, "file_size": len(content), **more})

    async def is_at(self, latitude: float, longitude: float) -> int:
        """Share a location by the button, which hides itself."""
        self.keyboard = ()
        return await self.sends(location={"latitude": latitude, "longitude": longitude})

    async def edits(self, text: str) -> int:
        """Change the newest own message."""
        mine = [one for one in self.chat.values() if one.mine][-1]
        edited = self.described(replace(mine, text=text)) | {"edit_date": int(self.api.clock.now())}
        return await self._does({"edited_message": edited})

    async def taps(self, label: str, *, message: Message | None = None) -> int:
        """Tap the button whose label contains this, on the newest message or on a given one."""
        where = message or self.last
        data = next((data for text, data in where.buttons.items() if label in text), None)
        assert data is not None, f"no button {label} among {list(where.buttons)}"
        return await self.presses(data, message=where)

    async def presses(self, data: str, *, message: Message, accessible: bool = True) -> int:
        """Send a callback with this data from a message; one too old for the bot carries no text.

        The message comes as it stands now, whatever the person's telephone still showed.
        """
        now = self.chat.get(message.id, message)
        shown = self.described(now) if accessible else self._inaccessible(message)
        query = {
            "id": self.api.open_query(self.bot),
            "from": self.described_self(),
            "chat_instance": "1",
            "data": data,
            "message": shown,
        }
        return await self._does({"callback_query": query})

    async def blocks(self) -> int:
        """Block the bot."""
        self.kicked = True
        return await self._membership("member", "kicked")

    async def unblocks(self) -> int:
        """Let the bot write again."""
        self.kicked = False
        return await self._membership("kicked", "member")

    async def loses(self, message: int) -> None:
        """A message goes out of the chat."""
        async with self.changed:
            del self.chat[message]
            self.changed.notify_all()

    async def put(self, message: Message) -> None:
        """A message appears or changes in the chat."""
        async with self.changed:
            self.chat[message.id] = message
            self.changed.notify_all()

    def described(self, message: Message) -> dict[str, Any]:
        """The message as Telegram's JSON."""
        described: dict[str, Any] = {
            "message_id": message.id,
            "date": int(self.api.clock.now()),
            "chat": {"id": self.id, "type": "private", "first_name": self.name},
            "from": self.described_self() if message.mine else self.api.described_bot(self.bot),
            "text": message.text,
        }
        if message.text.startswith("/"):
            command = {"type": "bot_command", "offset": 0, "length": len(message.text.split()[0])}
            described["entities"] = [command]
        if message.entities:
            described["entities"] = list(message.entities)
        if message.keyboard:
            described["reply_markup"] = {"inline_keyboard": message.keyboard}
        return described

    def described_self(self) -> dict[str, Any]:
        """The person as Telegram's JSON."""
        return {
            "id": self.id,
            "is_bot": False,
            "first_name": self.name,
            "language_code": self.language,
        }

    async def _does(self, update: dict[str, Any]) -> int:
        self.api.clock.advance(self.pace)
        return await self.api.deliver(self.bot, update)

    def _inaccessible(self, message: Message) -> dict[str, Any]:
        return {
            "message_id": message.id,
            "date": 0,
            "chat": {"id": self.id, "type": "private", "first_name": self.name},
        }

    async def _membership(self, before: str, after: str) -> int:
        described_bot = self.api.described_bot(self.bot)
        changed = {
            "chat": {"id": self.id, "type": "private", "first_name": self.name},
            "from": self.described_self(),
            "date": int(self.api.clock.now()),
            "old_chat_member": {"user": described_bot, "status": before},
            "new_chat_member": {"user": described_bot, "status": after},
        }
        return await self._does({"my_chat_member": changed})


def _ends_with(text: str) -> Callable[[Person], bool]:
    return lambda person: bool(person.seen) and text in person.last.text

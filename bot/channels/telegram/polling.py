"""Asks Telegram for updates; its offset moves only past updates whose turn is committed."""

from __future__ import annotations

import asyncio
import logging

import msgspec
from aiogram import Bot
from msgspec import Struct

from bot.channels.telegram.budget import Clock
from bot.channels.telegram.calling import Ended, Flooded, Refused, Session, Verdict
from bot.channels.telegram.conversation import Conversation

__all__ = ["WANTED", "Polling"]

log = logging.getLogger(__name__)

WANTED = ("message", "edited_message", "callback_query", "my_chat_member")
"""The kinds of updates that a bot asks for."""

_LONG = 50
_AT_ONCE = 100
_SETTLING = 0.5
_PAUSE = 3.0


class _Question(Struct):
    offset: int
    timeout: int
    limit: int
    allowed_updates: tuple[str, ...] = WANTED


class _Numbered(Struct):
    update_id: int


_UPDATES = msgspec.json.Decoder(list[msgspec.Raw])
_NUMBER = msgspec.json.Decoder(_Numbered)
_ENCODER = msgspec.json.Encoder()


class Polling:
    """The loop of one bot: persons side by side, one person's updates in order.

    At most 100 updates are under way, the most that Telegram shows at once; those not yet committed
    are shown again and recognised by their ids.
    """

    def __init__(
        self,
        bot: Bot,
        session: Session,
        conversation: Conversation,
        clock: Clock,
        *,
        grace: float,
    ) -> None:
        self._bot = bot
        self._session = session
        self._conversation = conversation
        self._clock = clock
        self._grace = grace
        self._offset = 0
        self._under_way: dict[int, asyncio.Task[None]] = {}
        self._done: set[int] = set()

    async def run(self) -> None:
        """Poll until cancelled; then what is under way is finished, and what is done confirmed."""
        try:
            while True:
                await self._round()
        finally:
            await self._finish()

    async def _round(self) -> None:
        updates = await self._fetch(0 if self._under_way else _LONG)
        for update in updates:
            self._begin(update)
        if self._under_way:
            await asyncio.wait(self._under_way.values(), timeout=_SETTLING)
        self._move_on()
        if not updates and not self._under_way:
            # All is confirmed. After a quiet week Telegram's ids begin anew, perhaps lower.
            self._offset = 0

    def _begin(self, update: msgspec.Raw) -> None:
        number = _NUMBER.decode(update).update_id
        if number not in self._under_way and number not in self._done:
            self._under_way[number] = asyncio.create_task(self._conversation.insist(update))

    def _move_on(self) -> None:
        """The offset goes to the oldest update that is not committed."""
        finished = {number for number, task in self._under_way.items() if task.done()}
        for number in finished:
            self._under_way.pop(number).result()
        self._done |= finished
        if self._under_way:
            self._offset = min(self._under_way)
        elif self._done:
            self._offset = max(self._done) + 1
        self._done = {number for number in self._done if number >= self._offset}

    async def _finish(self) -> None:
        """Let what is under way end, let go what cannot, and confirm what was committed."""
        tasks = set(self._under_way.values())
        if tasks:
            await asyncio.wait(tasks, timeout=self._grace)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        ended = {number for number, task in self._under_way.items() if not task.cancelled()}
        left = self._under_way.keys() - ended
        self._offset = min(left) if left else max(ended | self._done, default=self._offset - 1) + 1
        if self._offset:
            await self._ask(0, 1)

    async def _fetch(self, seconds: int) -> list[msgspec.Raw]:
        """The updates from the offset on. What goes wrong is waited for, and asked again."""
        match await self._ask(seconds, _AT_ONCE):
            case Ended(result):
                return _UPDATES.decode(result)
            case Flooded(retry_after):
                await self._clock.sleep(retry_after)
            case Refused(code):
                log.error("telegram_polling_refused", extra={"code": code})
                await self._clock.sleep(_PAUSE)
            case _:
                await self._clock.sleep(_PAUSE)
        return []

    async def _ask(self, seconds: int, limit: int) -> Verdict:
        body = _ENCODER.encode(_Question(self._offset, seconds, limit))
        return await self._session.post(self._bot, "getUpdates", body, seconds=seconds + 10.0)

"""The staff's bot, on python-telegram-bot with a token of its own: the counts of the console."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, Protocol

from telegram import Update
from telegram.error import InvalidToken, TelegramError
from telegram.ext import Application, CommandHandler, ContextTypes, MessageHandler, filters

from bot.staff_wording import language_of, reply, report
from storage.board import Counts
from storage.database import DatabaseUnavailable

__all__ = ["Registry", "StaffBot", "StaffChats"]

log = logging.getLogger(__name__)

_LONG = 30

App = Application[Any, Any, Any, Any, Any, Any]
Answer = Callable[[str, str, str], Awaitable[str]]
"""Answers (chat, argument, language) with a text."""


class StaffChats(Protocol):
    """Which chats belong to staff."""

    async def link_chat(self, chat: str, code: str, *, now: int) -> str | None:
        """Link a chat by a code: the member's name, None for a wrong code."""
        ...

    async def member_of_chat(self, chat: str) -> str | None:
        """The member to whom a chat is linked."""
        ...


class Registry(Protocol):
    """What the staff's bot reads: staff chats and live counts."""

    @property
    def staff(self) -> StaffChats:
        """The register of staff."""
        ...

    async def counts(self) -> Counts:
        """Count interviews, submissions and persons."""
        ...


class StaffBot:
    """Answers `/status` in linked chats, links chats by a code, and is polite to everybody else.

    `api` is the Bot API server; `now` gives whole seconds since 1970; `pause` is how many seconds
    to wait before beginning again.
    """

    def __init__(
        self,
        registry: Registry,
        token: str,
        api: str = "https://api.telegram.org",
        *,
        now: Callable[[], int] = lambda: int(time.time()),
        pause: float = 5.0,
    ) -> None:
        self._registry = registry
        self._now = now
        self._pause = pause
        self._token = token
        self._api = api.rstrip("/")

    async def run(self) -> None:
        """Keep the bot going until cancelled; a refused token ends it with an error in the log."""
        while True:
            try:
                await self._serve()
            except InvalidToken:  # its message holds the token
                log.error("staff_bot_token_refused")  # noqa: TRY400
                return
            except TelegramError as error:
                log.warning("staff_bot_unreachable", extra={"error": type(error).__name__})
                await asyncio.sleep(self._pause)

    async def _serve(self) -> None:
        app = self._application()
        try:
            async with app:
                await app.start()
                try:
                    await self._poll(app)
                finally:
                    await app.stop()
        finally:
            # An application that could not be initialised does not close its bot's connections.
            await app.bot.shutdown()

    async def _poll(self, app: App) -> None:
        updater = app.updater
        assert updater is not None, "an application is built with its updater"  # noqa: S101
        try:
            await updater.start_polling(
                timeout=_LONG, allowed_updates=["message"], error_callback=_unreachable
            )
            await asyncio.Event().wait()
        finally:
            if updater.running:
                await updater.stop()

    def _application(self) -> App:
        app = (
            Application.builder()
            .token(self._token)
            .base_url(f"{self._api}/bot")
            .get_updates_read_timeout(_LONG + 10)
            .build()
        )
        private = filters.ChatType.PRIVATE
        for name, answer in {
            "start": self._link,
            "link": self._link,
            "status": self._status,
        }.items():
            app.add_handler(CommandHandler(name, _answering(answer), filters=private))
        app.add_handler(MessageHandler(private, _answering(self._other)))
        app.add_error_handler(_failed)
        return app

    async def _link(self, chat: str, code: str, language: str) -> str:
        """`/link CODE`, or `/start CODE` behind a deep link; without a code, what to do."""
        if not code:
            return await self._other(chat, "", language)
        name = await self._registry.staff.link_chat(chat, code, now=self._now())
        if name is None:
            return reply(language, "wrong_code")
        return reply(language, "linked", name=name)

    async def _status(self, chat: str, _argument: str, language: str) -> str:
        if await self._registry.staff.member_of_chat(chat) is None:
            return reply(language, "stranger")
        return report(language, await self._registry.counts())

    async def _other(self, chat: str, _argument: str, language: str) -> str:
        known = await self._registry.staff.member_of_chat(chat)
        return reply(language, "stranger" if known is None else "commands")


def _answering(
    answer: Answer,
) -> Callable[[Update, ContextTypes.DEFAULT_TYPE], Coroutine[Any, Any, None]]:
    """A handler that sends what `answer` says to the chat."""

    async def handle(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        message, person = update.effective_message, update.effective_user
        if message is None or person is None:
            return
        language = language_of(person.language_code)
        argument = " ".join(context.args or ())
        try:
            text = await answer(f"telegram:{message.chat_id}", argument, language)
        except DatabaseUnavailable:
            text = reply(language, "unavailable")
        await message.reply_text(text)

    return handle


async def _failed(_update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
    """An error is logged by its kind: its message could hold a name or the token."""
    log.error("staff_bot_failed", extra={"error": type(context.error).__name__})


def _unreachable(error: TelegramError) -> None:
    log.warning("staff_bot_unreachable", extra={"error": type(error).__name__})

"""The Telegram channel as a whole: its bots, polled or called, and what they have in common."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass

from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramUnauthorizedError
from aiohttp import web

from bot.channels.telegram.budget import Budget, Clock, SystemClock
from bot.channels.telegram.calling import Session, connect
from bot.channels.telegram.conversation import Conversation, MakesLinks, TakesTurns
from bot.channels.telegram.files import TELEGRAM, Files
from bot.channels.telegram.outgoing import Outgoing
from bot.channels.telegram.polling import WANTED, Polling
from bot.channels.telegram.reading import user_of
from bot.channels.telegram.sender import TelegramSender
from bot.channels.telegram.webhook import PATH, Webhook, secret_for
from bot.turns import Outcome
from notifications.senders import Sender

__all__ = ["Telegram"]

log = logging.getLogger(__name__)

_CONNECTIONS = 100
_PAUSE, _LONGEST_PAUSE = 3.0, 60.0


@dataclass(frozen=True, slots=True)
class _Desk:
    """One bot with everything that belongs to it."""

    bot: Bot
    session: Session
    outgoing: Outgoing
    conversation: Conversation


class Telegram:
    """Several bots over one service.

    With a public URL Telegram calls `<public URL>/telegram/<bot id>`, where `routes()` must be
    served; without one the bots are polled. `secret` '' lets every secret follow from its token.
    `link` makes links to the page of our own for sensitive questions.
    `grace` is how many seconds what is under way may take at the end.
    """

    def __init__(
        self,
        turns: TakesTurns,
        *,
        tokens: Sequence[str],
        api: str,
        public_url: str = "",
        secret: str = "",
        link: MakesLinks | None = None,
        clock: Clock | None = None,
        grace: float = 5.0,
    ) -> None:
        self._turns = turns
        self._grace = grace
        self._running: list[asyncio.Task[None]] = []
        self._closed = False
        self._clock = clock or SystemClock()
        self._public_url = public_url.rstrip("/")
        self._secret = secret
        self._link = link
        self._desks = tuple(self._desk(token, api) for token in tokens)

    def routes(self) -> list[web.RouteDef]:
        """What the web server must serve; nothing when the bots are polled."""
        if not self._public_url:
            return []
        bots = {
            str(desk.bot.id): (desk.conversation, secret_for(desk.bot.token, self._secret))
            for desk in self._desks
        }
        return [web.post(PATH, Webhook(bots).handle)]

    async def run(self) -> None:
        """Keep every bot going until cancelled or closed."""
        self._running = [asyncio.create_task(self._keep(desk)) for desk in self._desks]
        try:
            await asyncio.gather(*self._running)
        except asyncio.CancelledError:
            if not self._closed:
                raise
        finally:
            await self._stop()

    async def close(self) -> None:
        """Stop the bots, send what waits, briefly, and close the connections."""
        self._closed = True
        await self._stop()
        for desk in self._desks:
            await desk.outgoing.close(seconds=self._grace)
            await desk.session.close()
            log.info("telegram_closed", extra={"bot": desk.bot.id, **_counts(desk)})

    async def _stop(self) -> None:
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)

    async def show(self, address: str, via: str, outcome: Outcome) -> None:
        """Show an interview that moved on elsewhere, by the bot whose id is `via`."""
        user = user_of(address)
        for desk in self._desks:
            if user is not None and str(desk.bot.id) == via:
                await desk.conversation.show(user, outcome)

    def sender(self) -> Sender:
        """What carries letters to Telegram for the courier."""
        return TelegramSender([(desk.conversation, desk.outgoing) for desk in self._desks])

    def _desk(self, token: str, api: str) -> _Desk:
        bot, session = connect(token, api)
        outgoing = Outgoing(bot, session, Budget(self._clock), self._clock)
        files = Files(bot, session, self._clock, local=not api.startswith(TELEGRAM))
        conversation = Conversation(bot.id, self._turns, outgoing, files, self._clock, self._link)
        return _Desk(bot, session, outgoing, conversation)

    async def _keep(self, desk: _Desk) -> None:
        pause = _PAUSE
        while (announced := await self._announced(desk.bot)) is None:
            await self._clock.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)
        if announced and not self._public_url:
            polling = Polling(
                desk.bot, desk.session, desk.conversation, self._clock, grace=self._grace
            )
            await polling.run()

    async def _announced(self, bot: Bot) -> bool | None:
        """Tell Telegram how this bot wants its updates; None: to be tried again.

        False: Telegram does not know the token, and would refuse every other call too. It is logged
        by the bot's id, and the other bots go on.
        """
        try:
            await self._announce(bot)
        except TelegramUnauthorizedError:
            log.error("telegram_token_refused", extra={"bot": bot.id})  # noqa: TRY400
            return False
        except AiogramError as error:
            keys = {"bot": bot.id, "error": type(error).__name__}
            log.warning("telegram_unreachable", extra=keys)
            return None
        return True

    async def _announce(self, bot: Bot) -> None:
        if not self._public_url:
            await bot.delete_webhook(drop_pending_updates=False)
            return
        await bot.set_webhook(
            f"{self._public_url}/telegram/{bot.id}",
            secret_token=secret_for(bot.token, self._secret),
            allowed_updates=list(WANTED),
            max_connections=_CONNECTIONS,
            drop_pending_updates=False,
        )


def _counts(desk: _Desk) -> dict[str, int]:
    """Updates heard and calls made, by kind, such as `heard_said` and `sent_ended`."""
    heard = {f"heard_{kind}": count for kind, count in desk.conversation.heard.items()}
    return heard | {f"sent_{how}": count for how, count in desk.outgoing.counts.items()}

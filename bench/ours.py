"""Our own webhook worker under load: the product's parts, with Telegram's sending limits lifted.

The budget still counts every message; at Telegram's real 25 a second nobody's core would be busy.
"""

from __future__ import annotations

import secrets
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from aiohttp import web

from bench.chats import TWENTY
from bench.serving import PATH, SECRET, TOKEN, Orders, serve
from bot.channels.telegram.budget import Budget, SystemClock
from bot.channels.telegram.calling import connect
from bot.channels.telegram.conversation import Conversation
from bot.channels.telegram.outgoing import Outgoing
from bot.channels.telegram.webhook import Webhook
from bot.clock import in_zone
from bot.library import Library
from bot.turns import Turns
from dialogs.loading import load
from storage.interviews import InterviewStore
from storage.sealing import KEY_BYTES, KeyRing

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from state_machine.interview import Interview, Receipt
    from state_machine.questionnaire import Questionnaire

__all__ = ["open_turns"]

_UNLIMITED = 1e9
ZONE = ZoneInfo("Asia/Almaty")


@asynccontextmanager
async def open_turns(redis_url: str, questionnaire: Questionnaire) -> AsyncIterator[Turns]:
    """Give the service that takes turns, over a durable Redis and for one questionnaire."""
    keyring = KeyRing({1: secrets.token_bytes(KEY_BYTES)})
    async with InterviewStore.connect(redis_url, keyring) as store:
        library = Library(questionnaire, _nowhere)
        yield Turns(store=store, library=library, now=in_zone(ZONE), finalise=_finalise)


async def _nowhere(identity: str) -> None:
    raise LookupError(identity)


async def _finalise(interview: Interview, questionnaire: Questionnaire) -> tuple[Receipt, ...]:
    raise RuntimeError(f"{interview.head.id} of {questionnaire.name} must not be finished here")


@asynccontextmanager
async def open_app(orders: Orders) -> AsyncIterator[web.Application]:
    """Give the webhook of one bot."""
    bot, session = connect(TOKEN, orders.api)
    clock = SystemClock()
    budget = Budget(clock, per_second=_UNLIMITED, chat_per_second=_UNLIMITED)
    outgoing = Outgoing(bot, session, budget, clock)
    async with open_turns(orders.redis, load(TWENTY)) as turns:
        conversation = Conversation(bot.id, turns, outgoing, clock)
        webhook = Webhook({str(bot.id): (conversation, SECRET)})
        app = web.Application()
        app.router.add_post(PATH.replace(str(bot.id), "{bot}"), webhook.handle)
        yield app
    await outgoing.close()
    await session.close()


if __name__ == "__main__":
    serve(open_app)

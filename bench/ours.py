"""Our own webhook worker under load: the product's parts, with Telegram's sending limits lifted.

The budget still counts every message; at Telegram's real 25 a second nobody's core would be busy.
"""

from __future__ import annotations

import secrets
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from aiohttp import web

from bench.chats import TWENTY
from bench.serving import PATH, SECRET, TOKEN, Orders, serve
from bot.channels.telegram.budget import Budget, SystemClock
from bot.channels.telegram.calling import connect
from bot.channels.telegram.conversation import Conversation
from bot.channels.telegram.files import Files
from bot.channels.telegram.outgoing import Outgoing
from bot.channels.telegram.webhook import Webhook
from bot.clock import in_zone
from bot.library import Library
from bot.memory import settle_down
from bot.turns import Turns
from dialogs.loading import load
from state_machine.questionnaire import Questionnaire
from storage.interviews import InterviewStore
from storage.sealing import KEY_BYTES, KeyRing

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from state_machine.interview import Receipt
    from storage.stored import Stored

__all__ = ["KEYS", "Service", "service"]

KEYS = KeyRing({1: secrets.token_bytes(KEY_BYTES)})
"""Keys of this run: what the benchmark has sealed nobody opens later."""

_UNLIMITED = 1e9
_ZONE = ZoneInfo("Asia/Almaty")
_CACHED = 10_000


class Service(NamedTuple):
    """The service that takes turns, its store and its only questionnaire."""

    turns: Turns
    store: InterviewStore
    questionnaire: Questionnaire


@asynccontextmanager
async def service(
    redis_url: str, questionnaire: Questionnaire, *, cached: int = _CACHED
) -> AsyncIterator[Service]:
    """Give the service over a durable Redis; `cached` interviews stay warm."""
    async with InterviewStore.connect(redis_url, KEYS, cache_size=cached) as store:
        library = Library(questionnaire, _nowhere)
        turns = Turns(store=store, library=library, now=in_zone(_ZONE), finalise=_finalise)
        yield Service(turns, store, questionnaire)


async def _nowhere(identity: str) -> None:
    raise LookupError(identity)


async def _finalise(questionnaire: Questionnaire, stored: Stored) -> tuple[Receipt, ...]:
    raise RuntimeError(f"{stored.id} of {questionnaire.name} must not be finished here")


@asynccontextmanager
async def open_app(orders: Orders) -> AsyncIterator[web.Application]:
    """Give the webhook of one bot."""
    bot, session = connect(TOKEN, orders.api)
    clock = SystemClock()
    budget = Budget(clock, per_second=_UNLIMITED, chat_per_second=_UNLIMITED)
    outgoing = Outgoing(bot, session, budget, clock)
    async with service(orders.redis, load(TWENTY)) as ours:
        files = Files(bot, session, clock, local=False)
        conversation = Conversation(bot.id, ours.turns, outgoing, files, clock)
        webhook = Webhook({str(bot.id): (conversation, SECRET)})
        app = web.Application()
        app.router.add_post(PATH.replace(str(bot.id), "{bot}"), webhook.handle)
        settle_down()
        yield app
    await outgoing.close(seconds=1.0)
    await session.close()


if __name__ == "__main__":
    serve(open_app)

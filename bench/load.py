"""Bots under the same load: one Redis, one crowd, one core for the bot, rounds in turn."""

from __future__ import annotations

import asyncio
import time
from contextlib import AsyncExitStack, asynccontextmanager
from statistics import median, quantiles
from typing import TYPE_CHECKING

from msgspec import Struct
from redis.asyncio import Redis

from bench.bots import Bot, running
from bench.chats import twenty
from bench.machine import cpu_seconds
from bench.messenger.bot_api import bot_api
from bench.messenger.people import Crowd
from bench.redis_server import private_redis

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

    from bench.plan import Plan

__all__ = ["Load", "Round", "Speed", "load", "speed"]

_WARM_UP = 1.0  # seconds, or a round if that is shorter
_MILLI, _MICRO = 1e3, 1e6
_PERCENTS = 100


class Round(Struct, frozen=True):
    """One bot under load once; CPU seconds of the bot, of Redis and of this process, the crowd."""

    updates: int
    seconds: float
    cpu: float
    redis: float
    crowd: float
    waits: tuple[float, ...]
    methods: dict[str, int]


class Speed(Struct, frozen=True):
    """The medians of some rounds: waits in milliseconds, microseconds of Redis for an update.

    `busy` and `crowd` are the shares of a core that the bot and the crowd took.
    """

    per_second: float
    per_cpu_second: float
    wait: float
    long_wait: float
    busy: float
    redis: float
    crowd: float

    @property
    def cost(self) -> float:
        """CPU time of one update, in microseconds."""
        return _MICRO / self.per_cpu_second


def speed(rounds: list[Round]) -> Speed:
    """What some rounds of one bot say together."""
    waits = [quantiles(one.waits, n=_PERCENTS) for one in rounds]
    return Speed(
        median(one.updates / one.seconds for one in rounds),
        median(one.updates / one.cpu for one in rounds),
        median(cuts[49] for cuts in waits) * _MILLI,
        median(cuts[98] for cuts in waits) * _MILLI,
        median(one.cpu / one.seconds for one in rounds),
        median(one.redis / one.updates for one in rounds) * _MICRO,
        median(one.crowd / one.seconds for one in rounds),
    )


class Load:
    """Bots that wait to be spoken to; only one of them is, at any time."""

    def __init__(
        self, plan: Plan, crowd: Crowd, redis: Redis, server: int, bots: Mapping[str, Bot]
    ) -> None:
        self._plan = plan
        self._crowd = crowd
        self._redis = redis
        self._server = server
        self._bots = bots

    async def sync(self, policy: str) -> None:
        """Have Redis sync its append-only file `always` or `everysec`, for every bot alike."""
        await self._redis.config_set("appendfsync", policy)

    async def rounds(self, *, taps: bool) -> dict[str, list[Round]]:
        """Put every bot under load in turn, round after round, after a short one to warm up."""
        found: dict[str, list[Round]] = {name: [] for name in self._bots}
        for bot in self._bots.values():
            await self._round(bot, min(self._plan.seconds, _WARM_UP), taps=taps)
        for _ in range(self._plan.rounds):
            for name, bot in self._bots.items():
                found[name].append(await self._round(bot, self._plan.seconds, taps=taps))
        return found

    async def _round(self, bot: Bot, seconds: float, *, taps: bool) -> Round:
        cpu, redis, crowd = bot.cpu(), cpu_seconds(self._server), time.process_time()
        people = self._plan.people
        heard = await self._crowd.talk(bot.port, people=people, seconds=seconds, taps=taps)
        return Round(
            heard.updates,
            heard.seconds,
            bot.cpu() - cpu,
            cpu_seconds(self._server) - redis,
            time.process_time() - crowd,
            heard.waits,
            heard.methods,
        )


@asynccontextmanager
async def load(plan: Plan, bots: Mapping[str, tuple[str, ...]]) -> AsyncIterator[Load]:
    """Start Redis, the Bot API and bots (name → module and options); all of them end with it."""
    crowd = Crowd(twenty())
    async with AsyncExitStack() as stack:
        url = await stack.enter_async_context(private_redis())
        api = await stack.enter_async_context(bot_api(crowd))
        redis = await stack.enter_async_context(Redis.from_url(url))
        orders = ["--redis", url, "--api", api]
        if plan.cores.bot is not None:
            orders += ["--core", str(plan.cores.bot)]
        started = await asyncio.gather(
            *(stack.enter_async_context(running(*command, *orders)) for command in bots.values())
        )
        server = int((await redis.info("server"))["process_id"])
        yield Load(plan, crowd, redis, server, dict(zip(bots, started, strict=True)))

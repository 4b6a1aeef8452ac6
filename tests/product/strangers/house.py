"""The product with a web chat, the private page and a bot, that can be ended and started again."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from aiohttp import web

from bot import private
from bot.channels import web as web_chat
from bot.channels.telegram import Telegram
from bot.serving import Service, serving
from bot.settings import Settings, read_settings
from bot.turns import Outcome
from tests.ports import held_port
from tests.telegram.botapi import BotApi, LeapingClock

__all__ = ["BOT", "House", "opened"]

BOT = 5_000_001
CENSUS = Path(__file__).parents[3] / "questionnaires/census.yaml"


@dataclass
class House:
    """One process of the product at a time; `restart` ends it and starts another on its data."""

    settings: Settings
    api: BotApi
    clock: LeapingClock
    url: str
    token: str
    _stack: AsyncExitStack = field(default_factory=AsyncExitStack)
    _service: Service | None = None
    links: private.Links | None = None

    @property
    def service(self) -> Service:
        """The running process's service."""
        assert self._service is not None
        return self._service

    async def start(self) -> None:
        """Start a process: stores, web, bot."""
        stack = self._stack
        self._service = service = await stack.enter_async_context(serving(self.settings))
        self.links = links = private.Links(
            service.keyring, public_url=self.url, minutes=15, clock=self.clock.now
        )
        telegram = Telegram(
            service.turns,
            tokens=[self.token],
            api=self.api.base,
            public_url=self.url,
            link=links.url,
            clock=self.clock,
            grace=0.2,
        )

        async def push(link: private.Link, outcome: Outcome) -> None:
            await telegram.show(link.address, link.via, outcome)

        app = web.Application()
        # Ten seconds between any two messages: nobody is held back.
        ticking = map(float, itertools.count(step=10)).__next__
        assets = web_chat.setup(app, turns=service.turns, settings=self.settings, clock=ticking)
        private.setup(
            app,
            turns=service.turns,
            links=links,
            assets=assets,
            settings=self.settings,
            push=push,
            clock=ticking,
        )
        app.add_routes(telegram.routes())
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        stack.push_async_callback(runner.cleanup)
        stack.push_async_callback(telegram.close)
        port = int(self.url.rpartition(":")[2])
        await web.TCPSite(runner, "127.0.0.1", port, reuse_port=True).start()
        await telegram.run()

    async def restart(self) -> None:
        """End the process, which forgets all that it holds in memory, and start another."""
        await self.end()
        await self.start()

    async def end(self) -> None:
        """End the process."""
        await self._stack.aclose()
        self._stack = AsyncExitStack()


@asynccontextmanager
async def opened(redis_url: str, folder: Path) -> AsyncIterator[House]:
    """A started house on a Redis and a folder of its own."""
    clock = LeapingClock()
    with held_port() as port:
        url = f"http://127.0.0.1:{port}"
        settings = read_settings(
            {
                "SANAQ_REDIS_URL": redis_url,
                "SANAQ_VAR": str(folder),
                "SANAQ_PUBLIC_URL": url,
                "SANAQ_QUESTIONNAIRE": str(CENSUS),
            }
        )
        async with BotApi(clock) as api:
            house = House(settings, api, clock, url, api.bot(BOT))
            await house.start()
            try:
                yield house
            finally:
                await asyncio.shield(house.end())

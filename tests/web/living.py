"""The web chat over the real service, which can be stopped and started like a server."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

from aiohttp import web

from bot import console
from bot.channels import web as web_chat
from bot.serving import Service, serving
from bot.settings import Settings, read_settings

__all__ = ["House"]


class House:
    """One server at one port: Redis and the database outlive it, everything else ends with it."""

    def __init__(self, *, redis_url: str, folder: Path, questionnaire: Path) -> None:
        self._redis_url = redis_url
        self._folder = folder
        self._questionnaire = questionnaire
        self._stack = contextlib.AsyncExitStack()
        self.port = 0
        self.service: Service | None = None

    @property
    def url(self) -> str:
        """Where the page is."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def settings(self) -> Settings:
        """The settings of this server."""
        return read_settings(
            {
                "SANAQ_REDIS_URL": self._redis_url,
                "SANAQ_VAR": str(self._folder),
                "SANAQ_QUESTIONNAIRE": str(self._questionnaire),
            }
        )

    async def start(self) -> None:
        """Start, at the same port as before."""
        self.service = await self._stack.enter_async_context(serving(self.settings))
        app = web.Application()
        web_chat.setup(app, turns=self.service.turns, settings=self.settings)
        console.setup(app, registry=self.service.registry, settings=self.settings)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        self._stack.push_async_callback(runner.cleanup)
        site = web.TCPSite(runner, "127.0.0.1", self.port)
        await site.start()
        self.port = runner.addresses[0][1]

    async def stop(self) -> None:
        """Stop, and forget whatever was in memory."""
        stack, self._stack = self._stack, contextlib.AsyncExitStack()
        self.service = None
        await stack.aclose()


@contextlib.asynccontextmanager
async def running(house: House) -> AsyncIterator[House]:
    """Run a server for as long as the block lasts."""
    await house.start()
    try:
        yield house
    finally:
        await house.stop()

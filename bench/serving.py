"""The frame of a bot under load: on the core it is given, one port, until its starter lets go."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import sys
from typing import TYPE_CHECKING

from aiohttp import web

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

__all__ = ["PATH", "SECRET", "TOKEN", "Orders", "serve"]

SECRET = "secret-of-the-benchmark"  # noqa: S105  guards a port of loopback for a minute
TOKEN = "42:benchmark-benchmark-benchmark-bench"  # noqa: S105  no bot of Telegram has it
PATH = "/telegram/42"


class Orders(argparse.Namespace):
    """What a bot is told: the URL of Redis, the address of the Bot API, its core, its lock."""

    redis: str
    api: str
    core: int | None
    lock: bool


def serve(open_app: Callable[[Orders], AbstractAsyncContextManager[web.Application]]) -> None:
    """Run a bot as a program of its own: it prints its port, and ends when its input ends."""
    orders = _orders()
    if orders.core is not None:
        os.sched_setaffinity(0, {orders.core})
    asyncio.run(_serve(open_app, orders))


def _orders() -> Orders:
    parser = argparse.ArgumentParser()
    parser.add_argument("--redis", required=True)
    parser.add_argument("--api", required=True)
    parser.add_argument("--core", type=int)
    parser.add_argument("--lock", action="store_true")
    return parser.parse_args(namespace=Orders())


async def _serve(
    open_app: Callable[[Orders], AbstractAsyncContextManager[web.Application]], orders: Orders
) -> None:
    async with open_app(orders) as app, contextlib.AsyncExitStack() as stack:
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        stack.push_async_callback(runner.cleanup)
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        sys.stdout.write(f"{runner.addresses[0][1]}\n")
        sys.stdout.flush()
        await _input_ends()


async def _input_ends() -> None:
    reader = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    await reader.read()

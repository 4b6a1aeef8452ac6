"""Starting a bot as a process of its own, and ending it with certainty."""

from __future__ import annotations

import asyncio
import sys
from asyncio.subprocess import PIPE
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from msgspec import Struct

from bench.machine import cpu_seconds

if TYPE_CHECKING:
    from asyncio.subprocess import Process
    from collections.abc import AsyncIterator

__all__ = ["Bot", "BotSilentError", "running"]

_PATIENCE = 60.0  # seconds to start, and to end by itself: imports take long on a busy machine


class BotSilentError(Exception):
    """A bot did not start; its own words are on the error output."""


class Bot(Struct, frozen=True):
    """A bot that listens on a port of loopback."""

    port: int
    pid: int

    def cpu(self) -> float:
        """The CPU time that it has used, in seconds."""
        return cpu_seconds(self.pid)


@asynccontextmanager
async def running(module: str, *options: str) -> AsyncIterator[Bot]:
    """Run a bot's module. It ends when its input is closed, even if this process is killed."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", module, *options, stdin=PIPE, stdout=PIPE
    )
    try:
        yield Bot(await _port(process, module), process.pid)
    finally:
        await _end(process)


async def _port(process: Process, module: str) -> int:
    if process.stdout is None:
        raise BotSilentError(module)
    try:
        line = await asyncio.wait_for(process.stdout.readline(), _PATIENCE)
        return int(line)
    except (TimeoutError, ValueError) as error:
        raise BotSilentError(module) from error


async def _end(process: Process) -> None:
    """Close its input, and wait until its output is closed as well."""
    try:
        await asyncio.wait_for(process.communicate(b""), _PATIENCE)
    except TimeoutError:
        process.kill()
        await process.communicate()

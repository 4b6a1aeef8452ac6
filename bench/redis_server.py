"""A Redis of the benchmark's own: as durable as the product's, gone with the run."""

from __future__ import annotations

import tempfile
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bot.embedded import embedded_redis

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

__all__ = ["databases", "private_redis"]


@asynccontextmanager
async def private_redis() -> AsyncIterator[str]:
    """Run an empty redis-server with appendfsync always; its URL."""
    with tempfile.TemporaryDirectory(prefix="sanaq-bench-") as directory:
        async with embedded_redis(Path(directory)) as url:
            yield url


@asynccontextmanager
async def databases(number: int) -> AsyncIterator[list[str]]:
    """Run a server and give the URLs of so many empty databases of it (at most 16)."""
    async with private_redis() as url:
        yield [f"{url}?db={place}" for place in range(number)]

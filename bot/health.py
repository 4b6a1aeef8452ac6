"""`/healthz`: the process answers. `/readyz`: what it stands on answers too."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from aiohttp import web

__all__ = ["setup"]

_SECONDS = 2.0


def setup(app: web.Application, checks: dict[str, Callable[[], Awaitable[object]]]) -> None:
    """Adds the two routes; `checks` raise when what they name is away."""

    async def alive(_: web.Request) -> web.Response:
        return web.json_response({"status": "ok"})

    async def ready(_: web.Request) -> web.Response:
        found = {name: await _works(check) for name, check in checks.items()}
        return web.json_response(found, status=200 if all(found.values()) else 503)

    app.router.add_get("/healthz", alive)
    app.router.add_get("/readyz", ready)


async def _works(check: Callable[[], Awaitable[object]]) -> bool:
    try:
        async with asyncio.timeout(_SECONDS):
            await check()
    except Exception:  # noqa: BLE001  whatever it is, it does not work now
        return False
    return True

"""Puts the same security headers on every page and answer that a browser gets."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from types import MappingProxyType

from aiohttp import web

__all__ = ["Handler", "put_headers", "secured"]

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = MappingProxyType(
    {
        "Cache-Control": "no-store",
        "Content-Security-Policy": POLICY,
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(self), microphone=(), payment=()",
        "Referrer-Policy": "same-origin",
        "Server": "Sanaq",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
    }
)
STRICT_TRANSPORT = "max-age=31536000"


def secured(handler: Handler, *, https: bool) -> Handler:
    """Wrap a handler so that whatever it answers, refusals included, carries the headers.

    What a handler has set itself stays. An answer that is already on its way is left alone: a
    stream calls `put_headers` before it begins.
    """

    async def answer(request: web.Request) -> web.StreamResponse:
        try:
            response = await handler(request)
        except web.HTTPException as refusal:
            put_headers(refusal, https=https)
            raise
        if not response.prepared:
            put_headers(response, https=https)
        return response

    return answer


def put_headers(response: web.StreamResponse, *, https: bool) -> None:
    """Set every security header that the response does not have yet."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if https:
        response.headers.setdefault("Strict-Transport-Security", STRICT_TRANSPORT)

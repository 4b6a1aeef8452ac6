"""Tells whether a request that changes something comes from our own pages."""

from __future__ import annotations

from urllib.parse import urlsplit

from aiohttp import web

__all__ = ["from_own_page"]


def from_own_page(request: web.Request, *, public_url: str) -> bool:
    """Whether the browser names this very site as the origin of the request.

    Every browser of the last years sends `Origin` with a POST; one without it is refused. Behind a
    proxy that changes `Host`, `public_url` is what counts.
    """
    origin = urlsplit(request.headers.get("Origin", ""))
    if not origin.netloc:
        return False
    own = urlsplit(public_url)
    return origin.netloc == request.host or (
        bool(own.netloc) and origin[:2] == (own.scheme, own.netloc)
    )

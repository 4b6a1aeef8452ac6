"""Tells which host a request comes from, also behind a proxy of our own."""

from __future__ import annotations

from ipaddress import ip_address

from aiohttp import web

__all__ = ["host_of"]


def host_of(request: web.Request) -> str:
    """The address that limits count by.

    A neighbour on this machine or network is a proxy, and the last address that it forwards is the
    one it saw itself. What anybody else writes into that header counts for nothing.
    """
    direct = request.remote or ""
    forwarded = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return forwarded if forwarded and _is_neighbour(direct) else direct


def _is_neighbour(host: str) -> bool:
    try:
        return ip_address(host).is_private
    except ValueError:
        return False

"""Knows a browser again: a random cookie, and the address that follows from it."""

from __future__ import annotations

import hashlib
import re
import secrets
from dataclasses import dataclass

from aiohttp import web

__all__ = ["Identity", "Visitor"]

TOKEN_BYTES = 32
TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")
# Longer than any collection window has been, and renewed at every visit.
MAX_AGE = 180 * 24 * 3600
# Half of the hash: as hard to guess as a UUID, and short enough for keys.
ADDRESS_DIGITS = 32


@dataclass(frozen=True, slots=True)
class Visitor:
    """One browser: `token` is the secret in its cookie; `known`: it brought one."""

    token: str
    known: bool

    @property
    def address(self) -> str:
        """`web:` and a hash of the token: nothing that could be turned back into the cookie."""
        digest = hashlib.sha256(self.token.encode()).hexdigest()
        return f"web:{digest[:ADDRESS_DIGITS]}"


@dataclass(frozen=True, slots=True)
class Identity:
    """Reads and sets the cookie; behind https it is bound to the host and to https."""

    https: bool

    @property
    def name(self) -> str:
        """What the cookie is called."""
        return "__Host-sanaq" if self.https else "sanaq"

    def visitor(self, request: web.Request) -> Visitor:
        """Who asks; a new visitor, not yet remembered, if there is no proper cookie."""
        token = request.cookies.get(self.name, "")
        if TOKEN.fullmatch(token):
            return Visitor(token, known=True)
        return Visitor(secrets.token_urlsafe(TOKEN_BYTES), known=False)

    def remember(self, response: web.StreamResponse, visitor: Visitor) -> None:
        """Give the browser its cookie, or prolong it."""
        response.set_cookie(
            self.name,
            visitor.token,
            max_age=MAX_AGE,
            path="/",
            secure=self.https,
            httponly=True,
            samesite="Lax",
        )

    def forget(self, response: web.StreamResponse) -> None:
        """Take the cookie away: the next visit is somebody new."""
        response.del_cookie(self.name, path="/", secure=self.https, httponly=True, samesite="Lax")

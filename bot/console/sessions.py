"""Remembers who of the staff has signed in, in memory: a restart signs everybody out."""

from __future__ import annotations

import hashlib
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable

__all__ = ["LASTS", "Sessions"]

LASTS = 12 * 3600
KEPT = 1000
TOKEN_BYTES = 32


class Sessions:
    """Sessions by the hash of their token, each for `LASTS` seconds; the oldest give way."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic, kept: int = KEPT) -> None:
        self._clock = clock
        self._kept = kept
        self._open: OrderedDict[str, tuple[str, float]] = OrderedDict()

    def begin(self, name: str) -> str:
        """Open a session for somebody; the token for the cookie."""
        token = secrets.token_urlsafe(TOKEN_BYTES)
        self._open[_hashed(token)] = (name, self._clock() + LASTS)
        while len(self._open) > self._kept:
            self._open.popitem(last=False)
        return token

    def whose(self, token: str) -> str | None:
        """Whose session this is; None for an unknown or outdated one."""
        name, until = self._open.get(_hashed(token), (None, 0.0))
        return name if until > self._clock() else None

    def end(self, token: str) -> None:
        """Close a session; an unknown one is closed already."""
        self._open.pop(_hashed(token), None)


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()

"""Counts the connections that stay open, so that nobody holds all there are."""

from __future__ import annotations

from collections import Counter

__all__ = ["Crowd"]


class Crowd:
    """Who holds how many: at most `each` a visitor, and at most `host` all behind one address."""

    def __init__(self, *, each: int, host: int) -> None:
        self._each = each
        self._most = host
        self._visitors: Counter[str] = Counter()
        self._hosts: Counter[str] = Counter()

    def enter(self, visitor: str, host: str) -> bool:
        """Take a place; False: there is none, and nothing was taken."""
        held, together = self._visitors.get(visitor, 0), self._hosts.get(host, 0)
        if held >= self._each or together >= self._most:
            return False
        self._visitors[visitor] += 1
        self._hosts[host] += 1
        return True

    def leave(self, visitor: str, host: str) -> None:
        """Give a place back; whoever holds none is forgotten."""
        for counter, key in ((self._visitors, visitor), (self._hosts, host)):
            counter[key] -= 1
            if not counter[key]:
                del counter[key]

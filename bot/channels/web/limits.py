"""Holds back whoever sends too fast, in memory and bounded."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

__all__ = ["Budget", "Limits"]

KEPT = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """At most `burst` at once, refilled at `rate` a second."""

    rate: float
    burst: int


class Limits:
    """One bucket of tokens for each key; of the keys, those used last are kept."""

    def __init__(
        self, budget: Budget, *, clock: Callable[[], float] = time.monotonic, kept: int = KEPT
    ) -> None:
        self._budget = budget
        self._clock = clock
        self._kept = kept
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, key: str) -> float:
        """Take a token: 0.0, or the seconds to wait until there is one; then nothing is taken."""
        now = self._clock()
        tokens = self._tokens(key, now)
        if tokens < 1:
            return (1 - tokens) / self._budget.rate
        self._buckets[key] = (tokens - 1, now)
        self._buckets.move_to_end(key)
        while len(self._buckets) > self._kept:
            self._buckets.popitem(last=False)
        return 0.0

    def _tokens(self, key: str, now: float) -> float:
        left, since = self._buckets.get(key, (float(self._budget.burst), now))
        return min(float(self._budget.burst), left + (now - since) * self._budget.rate)

"""How long a piece of work takes, in CPU time of this process."""

from __future__ import annotations

import time
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["microseconds"]

_MICRO = 1e6


def microseconds(work: Callable[[], object], *, seconds: float, parts: int = 5) -> float:
    """The CPU time of one call in microseconds: the median of `parts` rounds of equal length."""
    calls = _calls_in(work, seconds / parts)
    return median(_round(work, calls) for _ in range(parts)) / calls * _MICRO


def _calls_in(work: Callable[[], object], seconds: float) -> int:
    """How many calls fill so many seconds; at least one."""
    calls = 1
    while True:
        took = _round(work, calls)
        if took >= seconds / 4:
            return max(1, round(calls * seconds / took))
        calls *= 4


def _round(work: Callable[[], object], calls: int) -> float:
    began = time.process_time()
    for _ in range(calls):
        work()
    return time.process_time() - began

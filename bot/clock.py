"""The time, as the rest of the shell asks for it: injected everywhere, so that tests decide it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, tzinfo

__all__ = ["Now", "in_zone"]

Now = Callable[[], str]
"""Gives the time as ISO 8601 in the census's time zone, to the second."""


def in_zone(zone: tzinfo) -> Now:
    """The wall clock of the census's time zone."""

    def now() -> str:
        return datetime.now(zone).isoformat(timespec="seconds")

    return now

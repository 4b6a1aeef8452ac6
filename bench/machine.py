"""The machine that measures: its cores, and what the figures have to be read with."""

from __future__ import annotations

import os
import platform
import time
from pathlib import Path

from msgspec import Struct

__all__ = ["Cores", "cores", "cpu_seconds", "describe", "stay_on"]

_SCHEDULED = 2  # the clock that counts a process's time on a core


class Cores(Struct, frozen=True):
    """The core of the bot under load, and those of everything else; None: one core for all."""

    bot: int | None
    others: frozenset[int]


def cores() -> Cores:
    """Share out the cores that this process may use."""
    mine = sorted(os.sched_getaffinity(0))
    if len(mine) == 1:
        return Cores(None, frozenset(mine))
    return Cores(mine[0], frozenset(mine[1:]))


def stay_on(allowed: frozenset[int]) -> None:
    """Keep this process, and those that it starts, on some cores."""
    os.sched_setaffinity(0, allowed)


def cpu_seconds(pid: int) -> float:
    """The CPU time of a process in user space and kernel, exact to far less than a clock tick.

    The clock's number is what the C library's clock_getcpuclockid gives on Linux. Raises OSError
    when there is no such process.
    """
    return time.clock_gettime((~pid << 3) | _SCHEDULED)


def describe() -> str:
    """The machine in one line."""
    load = os.getloadavg()[0]
    return (
        f"{_processor()}, {os.cpu_count()} cores, Python {platform.python_version()}, "
        f"{platform.system()} {platform.release()}, load at start {load:.1f}"
    )


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text("utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()

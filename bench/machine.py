"""The machine that measures: its cores, and what the figures have to be read with."""

from __future__ import annotations

import os
import platform
from pathlib import Path

from msgspec import Struct

__all__ = ["Cores", "cores", "cpu_seconds", "describe", "stay_on"]

_TICKS = os.sysconf("SC_CLK_TCK")
_AFTER_NAME = 11  # utime is the 14th field of stat; 11 fields lie between the name and it


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
    """The CPU time that a process has used, in user space and in the kernel."""
    stat = Path(f"/proc/{pid}/stat").read_text("ascii")
    fields = stat.rpartition(")")[2].split()
    return (int(fields[_AFTER_NAME]) + int(fields[_AFTER_NAME + 1])) / _TICKS


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

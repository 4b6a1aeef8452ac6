"""Runs a program that ends when its parent does: `python leash.py PARENT_PID PROGRAM ARGUMENT…`.

The kernel remembers the wish across exec, so nothing of this script is left once the program runs.
It is bound to the parent's *thread*: start it from one that lives as long as the program should.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys

__all__ = ["main"]

PR_SET_PDEATHSIG = 1  # linux/prctl.h


def main(arguments: list[str]) -> None:
    """Become the program of `arguments` = [parent's pid, program, its arguments]."""
    parent, *command = arguments
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != int(parent):  # it died before the wish was made
        sys.exit(1)
    os.execv(command[0], command)  # noqa: S606 - no shell is wanted


if __name__ == "__main__":
    main(sys.argv[1:])

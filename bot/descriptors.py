"""Open files: every connection is one, and many systems allow a process only 1,024 by default."""

from __future__ import annotations

import resource

__all__ = ["allow_many"]

WANTED = 65_536


def allow_many() -> int:
    """Raise the soft limit as far as the system lets us, up to `WANTED`; gives what it is then.

    With all of them taken nobody new is heard, whoever holds them.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = WANTED if hard == resource.RLIM_INFINITY else min(WANTED, hard)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
        return most
    return soft

"""A process may open as many connections as the system lets it."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import resource
from bot.descriptors import allow_many
_, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (256, min(hard, {hard})))
print(allow_many(), *resource.getrlimit(resource.RLIMIT_NOFILE))
"""


def raised(hard: int) -> list[str]:
    """What is allowed then, and the two limits of the process."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(hard=hard)],
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout.split()


def test_the_limit_is_raised_to_what_the_system_lets_us() -> None:
    assert raised(900) == ["900", "900", "900"]


def test_what_is_allowed_already_stays() -> None:
    assert raised(256) == ["256", "256", "256"]

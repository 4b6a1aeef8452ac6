"""The garbage collector, told what a busy worker is like: much stays, little goes in circles."""

from __future__ import annotations

import gc

__all__ = ["settle_down"]

_THRESHOLDS = (50_000, 20, 100)
"""New objects between two young collections, and those between two of the next generations.

The defaults suit programs that make cycles; here nearly everything is a frozen value that goes when
its last user does, and looking through the cached interviews cost a tenth of every turn.
"""


def settle_down() -> None:
    """Take all that start-up made out of the collector's sight, and have it look less often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_THRESHOLDS)

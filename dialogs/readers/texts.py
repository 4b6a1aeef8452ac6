"""Free text, normalised so that the same name is always the same characters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogs.readers.folding import LONGEST, clean
from state_machine.interview import Problem

if TYPE_CHECKING:
    from state_machine.scope import Scope

__all__ = ["MOST", "read_text"]

MOST = 500
"""Characters in one answer."""


def read_text(text: str, scope: Scope, item: int) -> str | Problem:  # noqa: ARG001
    """The text in NFC, with single spaces and without invisible characters."""
    kept = clean(text) if len(text) <= LONGEST else text
    if not kept:
        return Problem("empty")
    if len(kept) > MOST:
        return Problem("too_long", {"limit": str(MOST)})
    return kept

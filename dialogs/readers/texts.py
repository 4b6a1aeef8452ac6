"""Free text, normalised so that the same name is always the same characters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogs.readers.folding import LONGEST, clean
from state_machine.pending import Problem

if TYPE_CHECKING:
    from state_machine.scope import Scope

__all__ = ["MOST", "read_lines", "read_text"]

MOST = 500
"""Characters in one answer."""


def read_text(text: str, scope: Scope, item: int) -> str | Problem:  # noqa: ARG001
    """The text in NFC, with single spaces and without invisible characters."""
    return _kept(clean(text) if len(text) <= LONGEST else text)


def read_lines(text: str, scope: Scope, item: int) -> str | Problem:  # noqa: ARG001
    """The same line by line; empty lines are left out."""
    if len(text) > LONGEST:
        return _kept(text)
    return _kept("\n".join(filter(None, map(clean, text.splitlines()))))


def _kept(text: str) -> str | Problem:
    if not text:
        return Problem("empty")
    return text if len(text) <= MOST else Problem("too_long", {"limit": str(MOST)})

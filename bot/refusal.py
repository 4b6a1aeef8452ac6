"""A start that is refused, or an end before its time: what is wrong and how to put it right."""

from __future__ import annotations

__all__ = ["StartRefused"]


class StartRefused(Exception):  # noqa: N818 - it reads as what happened, and is no programming error
    """Sanaq cannot start, or cannot go on, as things are.

    `lines` holds one sentence per fault, each naming its remedy, fit to be printed as they are:
    no secrets, no personal data. Whoever catches it prints them and exits with a code other than 0.
    """

    def __init__(self, *lines: str) -> None:
        self.lines = lines
        super().__init__("\n".join(lines))

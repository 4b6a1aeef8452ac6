"""Logs as events with keys, one a line, to standard error; what people said is never among them."""

from __future__ import annotations

import logging
import sys

__all__ = ["set_up"]

_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
_OURS = ("bot", "notifications", "sanaq", "storage")
"""Only these keep to what may be told. Everyday lines of libraries carry the parameters of
statements, addresses and tokens: of theirs only warnings count, and of those the first line."""


class _Keys(logging.Formatter):
    """`time level event key=value …`, with the keys in the order in which they were given."""

    def format(self, record: logging.LogRecord) -> str:
        keys = {name: value for name, value in vars(record).items() if name not in _STANDARD}
        tail = "".join(f" {name}={value}" for name, value in keys.items())
        said = record.getMessage().partition("\n")[0]
        line = f"{self.formatTime(record)} {record.levelname.lower()} {said}{tail}"
        # Of an exception only its kind is told: its message and its lines could hold an answer.
        kind = record.exc_info[0] if record.exc_info else None
        return f"{line} exception={kind.__name__}" if kind else line


def set_up(level: str) -> None:
    """Send the logs of everything to standard error, from this level on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Keys())
    least = logging.getLevelNamesMapping()[level.upper()]
    logging.basicConfig(level=max(least, logging.WARNING), handlers=[handler], force=True)
    for name in _OURS:
        logging.getLogger(name).setLevel(least)

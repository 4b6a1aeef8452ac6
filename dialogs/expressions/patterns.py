"""Which regular expressions an author may use: those that are valid and always end soon."""

from __future__ import annotations

import re
import warnings
from typing import NamedTuple

__all__ = ["Objection", "objection_to"]

MOST_LOOPS = 3
"""Unbounded repetitions of one pattern: each may multiply the time by the length of the text."""

_PIECE = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\{\d*,\}|\{[^}]*\}|.", re.DOTALL)
_UNBOUNDED = re.compile(r"[*+]|\{\d*,\}")


class Objection(NamedTuple):
    """Why a pattern is refused: a code and a sentence."""

    code: str
    message: str


def objection_to(pattern: str) -> Objection | None:
    """What is wrong with a pattern: E310 it is none, E311 it might take for ever; or None."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            re.compile(pattern)
    except (re.error, OverflowError, RecursionError, Warning) as error:
        return Objection("E310", f"this is no regular expression: {error}")
    if _loops_within_loops(pattern):
        return Objection("E311", "a repeated group may hold no repetition and no |")
    return None


def _loops_within_loops(pattern: str) -> bool:
    """Whether a group that repeats without bound has such a repetition or an alternative inside."""
    pieces = [match[0] for match in _PIECE.finditer(pattern)]
    open_groups: list[bool] = [False]
    for piece, after in zip(pieces, [*pieces[1:], ""], strict=True):
        if piece == "(":
            open_groups.append(False)
        elif piece == ")" and len(open_groups) > 1:
            inner = open_groups.pop()
            repeated = _UNBOUNDED.fullmatch(after) is not None
            if inner and repeated:
                return True
            open_groups[-1] = open_groups[-1] or inner
        elif piece == "|" or _UNBOUNDED.fullmatch(piece):
            open_groups[-1] = True
    return sum(1 for piece in pieces if _UNBOUNDED.fullmatch(piece)) > MOST_LOOPS

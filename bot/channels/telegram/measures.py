"""Texts as Telegram measures them: in UTF-16 units, cut where it hurts least."""

from __future__ import annotations

__all__ = ["LONGEST", "fits", "shorten", "split", "units"]

LONGEST = 4096
"""The longest message, in UTF-16 units."""

_ELLIPSIS = "…"
_BREAKS = ("\n\n", "\n", " ")


def units(text: str) -> int:
    """The length of a text in UTF-16 units: letters beyond the first plane count twice."""
    if text.isascii():
        return len(text)
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def fits(text: str, room: int) -> bool:
    """Whether a text is at most `room` units long; most are seen to be so without counting."""
    return 2 * len(text) <= room or units(text) <= room


def shorten(text: str, room: int) -> str:
    """The text, or its beginning with an ellipsis, in at most `room` units."""
    return text if fits(text, room) else _beginning(text, room - 1).rstrip() + _ELLIPSIS


def split(text: str, *, pieces: int = 4, room: int = LONGEST) -> tuple[str, ...]:
    """The text in at most so many pieces of at most `room` units, broken between paragraphs.

    What does not fit into the last piece is cut off with an ellipsis.
    """
    found: list[str] = []
    while len(found) < pieces - 1 and not fits(text, room):
        piece = _until_break(_beginning(text, room))
        found.append(piece)
        text = text[len(piece) :].lstrip()
    return (*(piece.rstrip() for piece in found), shorten(text, room))


def _beginning(text: str, room: int) -> str:
    """As many whole letters as fit."""
    encoded = text.encode("utf-16-le", "surrogatepass")[: 2 * room]
    return encoded.decode("utf-16-le", "ignore")


def _until_break(piece: str) -> str:
    """The piece up to its last paragraph, line or word, unless that would leave less than half."""
    for mark in _BREAKS:
        at = piece.rfind(mark)
        if at > len(piece) // 2:
            return piece[:at]
    return piece

"""Finds the place in the file of a character inside a YAML text."""

from __future__ import annotations

import re

from dialogs.loading.nodes import OF_ROWS, WHOLE, Scalar

__all__ = ["locate"]

_PROPERTIES = re.compile(r"(?:[&!]\S*\s+)*")


def locate(source: str, scalar: Scalar, line: int, column: int) -> tuple[int, int]:
    """Line and column in the file of a line and column within the scalar's text, all from 1.

    Follows quotes, escapes, folded lines and indentation; as near as can be told where an escape
    hides it. A text that is not in the source is one place as a whole.
    """
    if scalar.style in (WHOLE, OF_ROWS):
        return scalar.line, scalar.column
    offset = _offset(scalar.text, line, column)
    raw = _first(source, scalar)
    for index in range(offset):
        raw = _after(source, raw, scalar, index)
    raw = _skip_folding(source, raw, scalar, offset)
    before = source[: min(raw, scalar.end)]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def _first(source: str, scalar: Scalar) -> int:
    """Where the text begins: after an anchor, a tag and a quote."""
    properties = _PROPERTIES.match(source, scalar.start)
    raw = properties.end() if properties else scalar.start
    return raw + (scalar.style in ("'", '"'))


def _offset(text: str, line: int, column: int) -> int:
    start = 0
    for _ in range(line - 1):
        start = text.find("\n", start) + 1
    return min(start + column - 1, len(text))


def _after(source: str, raw: int, scalar: Scalar, index: int) -> int:
    """The place after the character of the source that stands for a character of the text."""
    raw = _skip_folding(source, raw, scalar, index)
    if scalar.style == "'" and source.startswith("''", raw):
        return raw + 2
    if scalar.style == '"' and source.startswith("\\", raw):
        return raw + {"x": 4, "u": 6, "U": 10}.get(source[raw + 1], 2)
    return raw + 1


def _skip_folding(source: str, raw: int, scalar: Scalar, index: int) -> int:
    """Over what only the source has: indentation, line breaks, a block's first line."""
    wanted = scalar.text[index : index + 1]
    if source.startswith("\\", raw) and scalar.style == '"':
        return raw
    if scalar.style in ("|", ">") and index == 0:
        raw = source.find("\n", raw) + 1
    if wanted.isspace():
        return raw
    while raw < scalar.end and source[raw] != wanted and source[raw].isspace():
        raw += 1
    return raw

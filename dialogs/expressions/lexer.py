"""Cuts the source of an expression into tokens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from dialogs.expressions.errors import ExpressionError

__all__ = ["LONGEST", "Kind", "Token", "tokens"]

LONGEST = 8000
"""Characters that an expression may have."""


class Kind(Enum):
    """What a token is."""

    NUMBER = "a number"
    TEXT = "a text"
    REFERENCE = "a reference"
    NAME = "a name"
    OPERATOR = "an operator"
    OPEN = "'('"
    CLOSE = "')'"
    COMMA = "','"
    DOT = "'.'"
    PARENT = "'..'"
    END = "the end"


class Token(NamedTuple):
    """One token: its kind, its text (quotes, `${` and `}` taken off) and where it begins."""

    kind: Kind
    text: str
    offset: int


_PATTERN = re.compile(
    r"(?P<SPACE>[ \t\r\n]+)"
    r"|(?P<NUMBER>\d+(?:\.\d*)?|\.\d+)"
    r"|'(?P<TEXT>[^']*)'|\"(?P<TEXT2>[^\"]*)\""
    r"|\$\{(?P<REFERENCE>[ \t]*[A-Za-z_][A-Za-z0-9_]*[ \t]*)\}"
    r"|(?P<NAME>[A-Za-z_][A-Za-z0-9_-]*(?::[A-Za-z_][A-Za-z0-9_-]*)?)"
    r"|(?P<OPERATOR>!=|<=|>=|=(?!=)|<(?!>)|>|\+|-|\*)"
    r"|(?P<OPEN>\()|(?P<CLOSE>\))|(?P<COMMA>,)|(?P<PARENT>\.\.(?![./]))"
    r"|(?P<DOT>\.(?!\.))",
    re.ASCII,
)

_ADVICE = (
    ("==", "write = for equality"),
    ("<>", "write != for inequality"),
    ("!", "write not(…) or !="),
    ("&", "write and"),
    ("|", "write or"),
    ("/", "write div to divide; paths are not used here, write ${name}"),
    ("%", "write mod for the remainder"),
    ("../", "paths are not used here, write ${name}"),
    ("${", "a reference is ${name}, of letters, digits and _"),
    ("$", "a reference is written ${name}"),
    ("'", "this quote is not closed"),
    ('"', "this quote is not closed"),
    ("‘", "write straight quotes"),
    ("’", "write straight quotes"),
    ("“", "write straight quotes"),
    ("”", "write straight quotes"),
    ("«", "write straight quotes"),
)


def tokens(source: str) -> Iterator[Token]:
    """The tokens of a source, `END` last; ExpressionError E301 (no token) or E312 (too long)."""
    if len(source) > LONGEST:
        message = f"an expression has at most {LONGEST} characters"
        raise ExpressionError.at("E312", message, source, LONGEST)
    offset = 0
    while offset < len(source):
        match = _PATTERN.match(source, offset)
        if match is None:
            raise ExpressionError.at("E301", _advice(source, offset), source, offset)
        group = match.lastgroup or ""
        if group != "SPACE":
            yield Token(
                Kind[group.removesuffix("2")],
                match[group].strip(" \t") if group == "REFERENCE" else match[group],
                offset,
            )
        offset = match.end()
    yield Token(Kind.END, "", len(source))


def _advice(source: str, offset: int) -> str:
    for start, advice in _ADVICE:
        if source.startswith(start, offset):
            return advice
    return f"{source[offset]!r} means nothing here"

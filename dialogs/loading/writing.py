"""Writes nodes as YAML that is read back into the same ones."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dialogs.loading.nodes import Listing, Node, Scalar

__all__ = ["written"]

_PLAIN = re.compile(r"[^\W\d]\w*(?: \w+)*")
"""Texts that need no quotes: words of letters, digits and _, in any script."""

_NOT_PLAIN = frozenset(["yes", "no", "true", "false", "on", "off", "null", "y", "n"])
"""Words that other readers of YAML take for something else than a text."""

_ESCAPED = re.compile(r'["\\]|[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]')
"""What does not stand as it is between quotes."""

_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}
_STEP = "  "
_LONGEST_KEY = 1000
"""Characters of a key before its colon; YAML takes 1024, and marks longer ones by a sign."""


def written(root: Node) -> str:
    """The YAML of nodes. Reading it gives the same texts, lists and mappings again."""
    return "\n".join(_lines(root)) + "\n"


def _lines(node: Node) -> Iterator[str]:
    """The lines of a node, from the margin."""
    if isinstance(node, Scalar):
        yield _text(node.text)
    elif isinstance(node, Listing):
        yield from _listed(node)
    elif not node.entries:
        yield "{}"
    else:
        for key, value in node.entries.items():
            yield from _entry(_text(key), value)


def _listed(node: Listing) -> Iterator[str]:
    if not node.items:
        yield "[]"
    for item in node.items:
        first, *others = _lines(item)
        yield f"- {first}"
        yield from (f"{_STEP}{line}" for line in others)


def _entry(key: str, value: Node) -> Iterator[str]:
    lines = list(_lines(value))
    if len(key) > _LONGEST_KEY:
        yield f"? {key}"
        key = ""
    if isinstance(value, Scalar) or lines in (["[]"], ["{}"]):
        yield f"{key}: {lines[0]}"
    else:
        yield f"{key}:"
        yield from (f"{_STEP}{line}" for line in lines)


def _text(text: str) -> str:
    if _PLAIN.fullmatch(text) and text.lower() not in _NOT_PLAIN:
        return text
    return f'"{_ESCAPED.sub(_escape, text)}"'


def _escape(found: re.Match[str]) -> str:
    character = found[0]
    code = ord(character)
    return _SHORT.get(character) or (f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}")  # noqa: PLR2004

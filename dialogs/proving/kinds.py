"""Which entries of a long list the rules can tell apart: one of each kind stands for all of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from dialogs.expressions.folding import fold
from dialogs.expressions.syntax import Dot, Literal, Node, Reference, children
from dialogs.proving.content import Content

__all__ = ["kinds"]


def kinds(content: Content, name: str, codes: Iterable[str], *, most: int) -> tuple[str, ...]:
    """The first entry of each kind; nothing when there are more than `most` kinds.

    Two entries are of a kind when every part of a rule that depends on the answer to this question
    alone has the same value for both: no rule can treat them differently then.
    """
    parts = tuple(_parts(content, name))
    found: dict[tuple[str, ...], str] = {}
    for code in codes:
        found.setdefault(tuple(repr(part(code)) for part in parts), code)
        if len(found) > most:
            return ()
    return tuple(found.values())


_Part = Callable[[str], Node]
"""What a part of a rule comes to with an answer."""


def _parts(content: Content, name: str) -> Iterator[_Part]:
    """The largest parts that an answer decides; a rule refers to it in no other place."""
    for own, rule in content.rules():
        yield from _decided(rule, name, own)


def _decided(node: Node, name: str, own: str) -> Iterator[_Part]:
    def part(code: str) -> Node:
        return fold(node, lambda leaf: Literal(code, leaf.at) if refers(leaf) else leaf)

    def refers(leaf: Reference | Dot) -> bool:
        return (own if isinstance(leaf, Dot) else leaf.name) == name

    if isinstance(node, Literal):
        return
    if isinstance(part(""), Literal):
        yield part
    else:
        for child in children(node):
            yield from _decided(child, name, own)

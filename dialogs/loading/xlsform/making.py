"""Makes nodes that stand where a row or cell stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dialogs.loading.nodes import WHOLE, Listing, Node, Scalar, Table
from dialogs.loading.notebook import Located

__all__ = ["listing", "scalar", "table"]


def scalar(text: str, at: Located) -> Scalar:
    """A text that the form does not have in this way."""
    return Scalar(text, at.line, at.column, style=WHOLE)


def table(entries: Mapping[str, Node | None], at: Located) -> Table:
    """A mapping of what there is; a key stands where its value does."""
    found = {key: node for key, node in entries.items() if node is not None}
    keys = {key: scalar(key, node) for key, node in found.items()}
    weight = 1 + sum(1 + node.weight for node in found.values())
    return Table(found, keys, at.line, at.column, weight)


def listing(items: Iterable[Node], at: Located) -> Listing:
    """A list."""
    found = tuple(items)
    return Listing(found, at.line, at.column, 1 + sum(node.weight for node in found))

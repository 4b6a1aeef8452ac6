"""Reads the topics of the FAQ: what people ask about the census itself, and the answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dialogs.loading.fields import Fields, table_of
from dialogs.loading.nodes import Listing, Node, Scalar, Table
from dialogs.loading.outline import TopicOutline

__all__ = ["topics"]

_KEYS = ("topic", "title", "asked", "answer", "related")


def topics(fields: Fields) -> Iterator[TopicOutline]:
    """The topics under `faq`, in their order. Every fault is noted."""
    for row in fields.rows("faq"):
        table = table_of(row, "a topic", fields.notebook)
        if table is not None:
            yield from _topic(Fields(table, _KEYS, fields.notebook, fields.languages))


def _topic(fields: Fields) -> Iterator[TopicOutline]:
    name = fields.text("topic", required=True)
    title, answer = fields.wording("title", required=True), fields.wording("answer", required=True)
    asked, related = _asked(fields), tuple(_texts(fields, fields.rows("related"), "related"))
    if name is not None:
        yield TopicOutline(
            name=name,
            title=title,
            asked=asked,
            answer=answer,
            related=related,
            line=fields.table.line,
            column=fields.table.column,
        )


def _asked(fields: Fields) -> Mapping[str, tuple[Scalar, ...]]:
    node = fields.node("asked", required=True)
    table = None if node is None else table_of(node, "asked", fields.notebook)
    return {} if table is None else dict(_by_language(table, fields))


def _by_language(table: Table, fields: Fields) -> Iterator[tuple[str, tuple[Scalar, ...]]]:
    for language, node in table.entries.items():
        what = f"asked in {language}"
        if language not in fields.languages:
            message = f"{language} is none of the questionnaire's languages"
            fields.notebook.note("E402", table.keys[language], message)
        elif not isinstance(node, Listing):
            fields.notebook.note("E104", node, f"{what} is a list, each entry with a dash")
        else:
            yield language, tuple(_texts(fields, node.items, what))


def _texts(fields: Fields, nodes: tuple[Node, ...], what: str) -> Iterator[Scalar]:
    for node in nodes:
        text = fields.filled(node, what)
        if text is not None:
            yield text

"""A table in Markdown."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["table"]


def table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> list[str]:
    """The lines of a table: its heads, a rule, its rows."""
    heads = tuple(heads)
    lines = [_row(heads), _row("---" for _ in heads)]
    return [*lines, *map(_row, rows)]


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"

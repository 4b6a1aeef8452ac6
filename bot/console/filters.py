"""Reads what a list of interviews is narrowed to from its address, and writes it back."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from storage.board import BoardFilter, Counts

__all__ = ["SIDES", "address", "chosen", "offered", "page_of"]

SIDES = ("status", "stage", "section", "language", "channel")
LAST_PAGE = 10_000
DIGITS = 9


def chosen(query: Mapping[str, str]) -> BoardFilter:
    """The filter that an address asks for; what it does not name stays open."""
    return BoardFilter(
        status=query.get("status", ""),
        stage=query.get("stage", ""),
        section=query.get("section", ""),
        language=query.get("language", ""),
        channel=query.get("channel", ""),
    )


def page_of(query: Mapping[str, str]) -> int:
    """The page that an address asks for, from 0; the first if that is no page."""
    text = query.get("page", "")
    number = text.isascii() and text.isdecimal() and len(text) <= DIGITS
    return min(int(text), LAST_PAGE) if number else 0


def address(filters: BoardFilter, *, page: int) -> str:
    """The query of an address that asks for a page of a filtered list."""
    named = {side: getattr(filters, side) for side in SIDES if getattr(filters, side)}
    return "?" + urlencode({**named, "page": page})


def offered(filters: BoardFilter, counts: Counts) -> dict[str, list[str]]:
    """What can be chosen for each side: what there is just now, and what is chosen already."""
    return {
        side: sorted(
            {name for name in (*getattr(counts, f"by_{side}"), getattr(filters, side)) if name}
        )
        for side in SIDES
    }

"""How an interview is cut into parts: the head and each item, as sealed MessagePack."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import msgspec

from state_machine.events import Event
from state_machine.interview import Head, Interview
from state_machine.items import Item, Items
from storage.sealing import DataKey

__all__ = [
    "EVENTS",
    "HEAD",
    "ITEM",
    "open_events",
    "open_parts",
    "seal_events",
    "seal_head",
    "seal_items",
]

HEAD, EVENTS = "h", "e"
ITEM = "i"
"""The part of an item is named by this letter and the item's id."""
ITEM_PREFIX = ITEM.encode()

_encode = msgspec.msgpack.Encoder().encode
_decode_head = msgspec.msgpack.Decoder(Head).decode
_decode_item = msgspec.msgpack.Decoder(Item).decode
_decode_events = msgspec.msgpack.Decoder(tuple[Event, ...]).decode


def seal_head(head: Head, key: DataKey) -> bytes:
    """Seal all of an interview but its items."""
    return key.seal(HEAD, head.revision, _encode(head))


def seal_items(interview: Interview, key: DataKey) -> tuple[list[str | bytes], list[str]]:
    """Seal the items that a turn touched: their names and values in turn, and the names to drop."""
    items, revision = interview.items, interview.head.revision
    puts: list[str | bytes] = []
    drops: list[str] = []
    for item in items.touched:
        part = f"{ITEM}{item}"
        if item in items:
            puts += part, key.seal(part, revision, _encode(items[item]))
        else:
            drops.append(part)
    return puts, drops


def seal_events(revision: int, events: Sequence[Event], key: DataKey) -> bytes:
    """Seal the events of the turn that led to a revision."""
    return key.seal(EVENTS, revision, _encode(events))


def open_events(sealed: bytes, key: DataKey) -> tuple[Event, ...]:
    """Open the events of a turn. Raises SealBroken."""
    return _decode_events(key.open(EVENTS, sealed))


def open_parts(sealed: Mapping[bytes, bytes], key: DataKey) -> Interview:
    """Open the head; items are opened when they are first looked at. Raises SealBroken."""
    head = _decode_head(key.open(HEAD, sealed[HEAD.encode()]))
    return Interview(head, Items({}, ids=_ids(sealed), load=partial(_open_item, sealed, key)))


def _open_item(sealed: Mapping[bytes, bytes], key: DataKey, item: int) -> Item:
    part = f"{ITEM}{item}"
    return _decode_item(key.open(part, sealed[part.encode()]))


def _ids(sealed: Mapping[bytes, bytes]) -> frozenset[int]:
    return frozenset(int(name[1:]) for name in sealed if name[:1] == ITEM_PREFIX)

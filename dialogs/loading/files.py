"""Reads the file of a questionnaire, and says which content it is."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import msgspec

from dialogs.loading.nodes import Listing, Node, Scalar
from dialogs.loading.notebook import Notebook

__all__ = ["content_of", "data_of", "source_of"]

LARGEST = 4_000_000
"""Bytes that a questionnaire may have."""

_DIGITS = 12


def data_of(path: Path, largest: int, notebook: Notebook) -> bytes | None:
    """The bytes of a file; None with the fault noted."""
    try:
        with path.open("rb") as file:
            data = file.read(largest + 1)
    except OSError as error:
        notebook.note_at("E108", 1, 1, f"the file cannot be read: {error.strerror}")
        return None
    if len(data) > largest:
        notebook.note_at("E108", 1, 1, f"the file has more than {largest} bytes")
        return None
    return data


def source_of(path: Path, notebook: Notebook) -> str | None:
    """The text of a file; None with the fault noted."""
    data = data_of(path, LARGEST, notebook)
    try:
        return None if data is None else data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        notebook.note_at("E108", 1, 1, f"the file is not UTF-8: byte {error.start}")
    return None


def content_of(
    root: Node,
    constants: Mapping[str, str],
    files: Mapping[str, str],
    lists: Mapping[str, str] = MappingProxyType({}),
) -> str:
    """The first digits of a hash over all that is said, whatever the layout and the comments.

    `files` are the texts of the CSV files that are named, `lists` the digests of codelists that do
    not come with the product.
    """
    beside = [sorted(files.items()), sorted(lists.items())] if files or lists else []
    said = [_plain(root), sorted(constants.items()), *beside]
    return hashlib.sha256(msgspec.json.encode(said)).hexdigest()[:_DIGITS]


def _plain(node: Node) -> object:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Listing):
        return [_plain(item) for item in node.items]
    return {"keys": [[key, _plain(value)] for key, value in node.entries.items()]}

"""What is sent in answer and is no text: its kinds, and the reference that stands for it."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

__all__ = ["Medium", "Reference", "reference_of"]

_REFERENCE = re.compile(r"([0-9a-f]{32})-([0-9]{1,12})\.([a-z0-9]{1,5})", re.ASCII)


class Medium(StrEnum):
    """What an attachment is for people; `FILE` is whatever is none of the others."""

    IMAGE = "image"
    AUDIO = "audio"
    VIDEO = "video"
    FILE = "file"


class Reference(NamedTuple):
    """Stands in an answer for what is kept apart: its keyed hash, its bytes in number, its format.

    The name that somebody gave to a file is nowhere: it may tell who is in the picture.
    """

    digest: str
    size: int
    extension: str

    def __str__(self) -> str:
        return f"{self.digest}-{self.size}.{self.extension}"


def reference_of(text: str) -> Reference | None:
    """The reference that a text is; None when it is none."""
    found = _REFERENCE.fullmatch(text)
    return Reference(found[1], int(found[2]), found[3]) if found else None

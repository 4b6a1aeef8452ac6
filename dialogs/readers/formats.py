"""What bytes are, by how they begin: the formats of pictures, sound and film."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from state_machine.attachment import Medium

__all__ = ["LOOKED_AT", "claimed_medium", "extension_for"]

LOOKED_AT = 64
"""So many first bytes are enough."""

_UNKNOWN = "bin"


class _Format(NamedTuple):
    """`marks` stand at their offsets; `media` gives the extension for each medium it can be."""

    marks: tuple[tuple[int, bytes], ...]
    media: Mapping[Medium, str]


def _one(medium: Medium, extension: str, *marks: tuple[int, bytes]) -> _Format:
    return _Format(marks, MappingProxyType({medium: extension}))


def _box(brand: bytes, **media: str) -> _Format:
    """A file of boxes (ISO 14496-12): `ftyp` and its brand after four bytes of length."""
    named = {Medium(medium): extension for medium, extension in media.items()}
    return _Format(((4, b"ftyp" + brand),), MappingProxyType(named))


_LAYERS = (b"\xfb", b"\xfa", b"\xf3", b"\xf2")
"""The second byte of a frame of MPEG 1 or 2, layer III, with and without its checksum."""

_FORMATS = (
    _one(Medium.IMAGE, "jpg", (0, b"\xff\xd8\xff")),
    _one(Medium.IMAGE, "png", (0, b"\x89PNG\r\n\x1a\n")),
    _one(Medium.IMAGE, "gif", (0, b"GIF8")),
    _one(Medium.IMAGE, "webp", (0, b"RIFF"), (8, b"WEBP")),
    *(_box(brand, image="heic") for brand in (b"hei", b"hev", b"mif1", b"msf1")),
    _box(b"avif", image="avif"),
    _one(Medium.AUDIO, "wav", (0, b"RIFF"), (8, b"WAVE")),
    _one(Medium.AUDIO, "mp3", (0, b"ID3")),
    *(_one(Medium.AUDIO, "mp3", (0, b"\xff" + each)) for each in _LAYERS),
    *(_one(Medium.AUDIO, "aac", (0, b"\xff" + each)) for each in (b"\xf1", b"\xf9")),
    _one(Medium.AUDIO, "amr", (0, b"#!AMR")),
    _one(Medium.AUDIO, "flac", (0, b"fLaC")),
    _box(b"M4A", audio="m4a"),
    _box(b"M4B", audio="m4a"),
    _box(b"qt", video="mov"),
    # Telephones put sound alone into the same boxes as film.
    _box(b"", audio="m4a", video="mp4"),
    _Format(((0, b"OggS"),), MappingProxyType({Medium.AUDIO: "ogg", Medium.VIDEO: "ogv"})),
    _Format(
        ((0, b"\x1a\x45\xdf\xa3"),),
        MappingProxyType({Medium.AUDIO: "weba", Medium.VIDEO: "webm"}),
    ),
    _one(Medium.FILE, "pdf", (0, b"%PDF-")),
    _one(Medium.FILE, "zip", (0, b"PK\x03\x04")),
)
"""The formats in the order in which they are tried: what is narrower goes first."""


def extension_for(content: bytes, asked: Medium, claimed: Medium | None = None) -> str | None:
    """The format under which bytes are kept as what is asked for; None when they are not that.

    `claimed` is what whoever sent them says that they are; bytes that are something else are taken
    for nothing. As a file anything is taken, but not under a false flag.
    """
    found = next(_matching(content[:LOOKED_AT]), None)
    media = found.media if found is not None else {}
    if claimed not in (None, Medium.FILE) and claimed not in media:
        return None
    if asked is Medium.FILE:
        chosen = claimed if claimed in media else next(iter(media), None)
        return _UNKNOWN if chosen is None else media[chosen]
    return media.get(asked)


def _matching(begin: bytes) -> Iterator[_Format]:
    for each in _FORMATS:
        if all(begin.startswith(mark, offset) for offset, mark in each.marks):
            yield each


def claimed_medium(mime: str) -> Medium | None:
    """What a media type such as `image/jpeg` claims; None for one that claims nothing of the kind.

    Pictures that are drawings in XML are files: no first bytes tell them.
    """
    kind, _, rest = mime.strip().lower().partition("/")
    if rest.startswith("svg"):
        return None
    return Medium(kind) if kind in (Medium.IMAGE, Medium.AUDIO, Medium.VIDEO) else None

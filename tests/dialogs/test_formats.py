"""What was sent is told by its first bytes, and by nothing that its sender says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.readers.formats import claimed_medium, extension_for
from state_machine.attachment import Medium

IMAGE, AUDIO, VIDEO, FILE = Medium


def box(brand: bytes) -> bytes:
    return b"\0\0\0\x18ftyp" + brand + b"\0\0\0\0"


JPEG, PNG = b"\xff\xd8\xff\xe0rest", b"\x89PNG\r\n\x1a\nrest"


@pytest.mark.parametrize(
    ("begin", "medium", "extension"),
    [
        (JPEG, IMAGE, "jpg"),
        (PNG, IMAGE, "png"),
        (b"GIF89a", IMAGE, "gif"),
        (b"RIFF\1\2\3\4WEBPVP8 ", IMAGE, "webp"),
        (box(b"heic"), IMAGE, "heic"),
        (box(b"mif1"), IMAGE, "heic"),
        (box(b"avif"), IMAGE, "avif"),
        (b"RIFF\1\2\3\4WAVEfmt ", AUDIO, "wav"),
        (b"OggS\0\2", AUDIO, "ogg"),
        (b"ID3\4\0", AUDIO, "mp3"),
        (b"\xff\xfb\x90\x44", AUDIO, "mp3"),
        (b"\xff\xf1\x50\x80", AUDIO, "aac"),
        (b"#!AMR\n", AUDIO, "amr"),
        (b"fLaC\0", AUDIO, "flac"),
        (box(b"M4A "), AUDIO, "m4a"),
        (box(b"isom"), AUDIO, "m4a"),
        (b"\x1a\x45\xdf\xa3", AUDIO, "weba"),
        (box(b"isom"), VIDEO, "mp4"),
        (box(b"qt  "), VIDEO, "mov"),
        (b"\x1a\x45\xdf\xa3", VIDEO, "webm"),
        (b"%PDF-1.7", FILE, "pdf"),
        (b"PK\x03\x04", FILE, "zip"),
        (b"name,age\nDiaz,20\n", FILE, "bin"),
        (JPEG, FILE, "jpg"),
        (box(b"isom"), FILE, "m4a"),
    ],
)
def test_a_format_is_known_by_how_it_begins(begin: bytes, medium: Medium, extension: str) -> None:
    assert extension_for(begin, medium) == extension


@pytest.mark.parametrize(
    ("begin", "asked"),
    [
        (PNG, AUDIO),
        (PNG, VIDEO),
        (b"OggS", IMAGE),
        (box(b"M4A "), VIDEO),
        (box(b"heic"), VIDEO),
        (b"%PDF-1.7", IMAGE),
        (b"<svg onload=alert(1)>", IMAGE),
        (b"<!doctype html>", IMAGE),
        (b"MZ\x90\0", IMAGE),
        (b"", IMAGE),
        (b"\xff\xd8", IMAGE),
    ],
)
def test_what_is_something_else_is_not_taken(begin: bytes, asked: Medium) -> None:
    assert extension_for(begin, asked) is None


@pytest.mark.parametrize("asked", [IMAGE, FILE])
def test_a_false_flag_is_not_taken_even_as_a_file(asked: Medium) -> None:
    assert extension_for(b"MZ\x90\0", asked, claimed=IMAGE) is None
    assert extension_for(JPEG, asked, claimed=AUDIO) is None
    assert extension_for(JPEG, asked, claimed=IMAGE) == "jpg"


def test_what_a_container_holds_is_believed() -> None:
    assert extension_for(box(b"isom"), FILE, claimed=VIDEO) == "mp4"
    assert extension_for(box(b"isom"), FILE, claimed=AUDIO) == "m4a"


@pytest.mark.parametrize(
    ("mime", "medium"),
    [
        ("image/jpeg", IMAGE),
        ("audio/ogg; codecs=opus", AUDIO),
        ("VIDEO/mp4", VIDEO),
        ("application/pdf", None),
        ("image/svg+xml", None),
        ("file/x", None),
        ("", None),
    ],
)
def test_a_media_type_claims_a_medium(mime: str, medium: Medium | None) -> None:
    assert claimed_medium(mime) == medium


@given(st.binary(max_size=80), st.sampled_from(Medium), st.sampled_from([*Medium, None]))
def test_no_bytes_raise(content: bytes, asked: Medium, claimed: Medium | None) -> None:
    found = extension_for(content, asked, claimed)
    assert found is None or found.isalnum()

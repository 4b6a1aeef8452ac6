"""What is sealed opens with its own key, in its own place, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.sealing import KEY_BYTES, KeyRing, SealBroken

RING = KeyRing({1: bytes(KEY_BYTES)})
NEWER = KeyRing({1: bytes(KEY_BYTES), 2: bytes(range(KEY_BYTES))})
KEY = RING.new_data_key("interview")


@given(st.binary(max_size=300), st.text(max_size=10), st.integers(0, 2**32 - 1))
def test_what_was_sealed_opens_again(plain: bytes, part: str, revision: int) -> None:
    sealed = KEY.seal(part, revision, plain)
    assert KEY.open(part, sealed) == plain
    assert int.from_bytes(sealed[2:6]) == revision


def test_the_same_part_is_never_sealed_alike() -> None:
    assert KEY.seal("h", 1, b"same") != KEY.seal("h", 1, b"same")


@given(st.integers(0, 400), st.integers(1, 255))
def test_any_changed_byte_is_noticed(place: int, change: int) -> None:
    sealed = bytearray(KEY.seal("h", 7, bytes(40)))
    sealed[place % len(sealed)] ^= change
    with pytest.raises(SealBroken):
        KEY.open("h", bytes(sealed))


@given(st.binary(max_size=40))
def test_what_was_never_sealed_does_not_open(rubbish: bytes) -> None:
    with pytest.raises(SealBroken):
        KEY.open("h", rubbish)


def test_a_part_does_not_open_in_the_place_of_another() -> None:
    sealed = KEY.seal("i1", 7, b"answer")
    with pytest.raises(SealBroken) as broken:
        KEY.open("i2", sealed)
    assert (broken.value.owner, broken.value.part) == ("interview", "i2")
    assert "answer" not in str(broken.value)


def test_a_part_does_not_open_under_another_revision() -> None:
    sealed = KEY.seal("i1", 7, b"answer")
    later = sealed[:2] + (8).to_bytes(4) + sealed[6:]
    with pytest.raises(SealBroken):
        KEY.open("i1", later)


def test_a_key_does_not_open_in_the_place_of_another_interviews() -> None:
    with pytest.raises(SealBroken):
        RING.unwrap("other", KEY.wrapped)


def test_a_key_is_unwrapped_by_its_ring() -> None:
    sealed = KEY.seal("h", 1, b"answer")
    assert RING.unwrap("interview", KEY.wrapped).open("h", sealed) == b"answer"


def test_a_newer_master_key_wraps_and_the_older_one_still_unwraps() -> None:
    assert NEWER.unwrap("interview", KEY.wrapped).wrapped == KEY.wrapped
    with pytest.raises(SealBroken):
        RING.unwrap("interview", NEWER.new_data_key("interview").wrapped)


def test_blind_indexes_stay_findable_when_a_newer_key_is_added() -> None:
    assert NEWER.blind_index("iin", "850101300001") == RING.blind_index("iin", "850101300001")
    assert NEWER.check_value == RING.check_value


def test_a_blind_index_is_of_one_kind_and_one_ring() -> None:
    other = KeyRing({1: bytes([1]) * KEY_BYTES})
    indexes = {
        RING.blind_index("iin", "850101300001"),
        RING.blind_index("phone", "850101300001"),
        RING.blind_index("iin", "850101300002"),
        other.blind_index("iin", "850101300001"),
    }
    assert len(indexes) == 4


@pytest.mark.parametrize("keys", [{}, {1: b"short"}])
def test_a_ring_needs_keys_of_full_length(keys: dict[int, bytes]) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        KeyRing(keys)


def test_a_ticket_opens_under_every_key_of_the_ring_and_is_the_same_each_time() -> None:
    old, both = KeyRing({1: bytes(32)}), KeyRing({1: bytes(32), 2: bytes([2]) * 32})
    assert old.seal_ticket(b"who and what") == old.seal_ticket(b"who and what")
    assert both.open_ticket(old.seal_ticket(b"who and what")) == b"who and what"
    assert both.open_ticket(both.seal_ticket(b"who and what")) == b"who and what"
    assert b"who" not in old.seal_ticket(b"who and what")


def test_a_ticket_that_was_changed_cut_or_made_by_others_is_broken() -> None:
    ring = KeyRing({1: bytes(32)})
    sealed = ring.seal_ticket(b"who and what")
    others = KeyRing({1: bytes([9]) * 32}).seal_ticket(b"who and what")
    flipped = [
        sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :] for at in range(len(sealed))
    ]
    for broken in (b"", b"\x01", sealed[:2], sealed[:-1], sealed + b"x", others, *flipped):
        with pytest.raises(SealBroken):
            ring.open_ticket(broken)

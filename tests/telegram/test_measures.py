"""Texts are measured as Telegram measures them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram.measures import LONGEST, shorten, split, units
from tests.telegram.botapi.rules import units as counted_by_telegram

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)


@given(TEXTS)
def test_our_count_is_telegrams_count(text: str) -> None:
    """UTF-16 units, for every alphabet and for emoji."""
    assert units(text) == counted_by_telegram(text)


@given(TEXTS, st.integers(1, 50))
def test_a_shortened_text_fits_and_is_a_beginning(text: str, room: int) -> None:
    """Nothing is invented but the ellipsis."""
    short = shorten(text, room)
    assert units(short) <= room
    assert short == text or text.startswith(short.removesuffix("…"))


@given(st.lists(TEXTS, max_size=8), st.integers(10, 60))
def test_pieces_fit_and_lose_nothing_but_white_space(paragraphs: list[str], room: int) -> None:
    """With pieces enough, every visible letter comes through in order."""
    text = "\n\n".join(paragraphs).strip()
    pieces = split(text, pieces=1_000, room=room)
    assert all(units(piece) <= room for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())


def test_a_text_is_broken_between_paragraphs() -> None:
    """Rather than in the middle of a sentence."""
    first, second = "а" * 3000, "б" * 3000
    assert split(f"{first}\n\n{second}") == (first, second)


def test_what_does_not_fit_into_the_last_piece_ends_with_an_ellipsis() -> None:
    """A chat is not flooded with one prompt."""
    pieces = split("я" * 5 * LONGEST)
    assert len(pieces) == 4
    assert pieces[-1].endswith("…")
    assert units(pieces[-1]) == LONGEST


def test_an_emoji_is_never_cut_in_two() -> None:
    """Half of one is no letter at all."""
    assert shorten("😀😀😀", 4) == "😀…"

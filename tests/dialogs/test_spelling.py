"""How words are misspelt: slips are counted as a table would, any letters have one sound."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.spelling import distance, forgiven, on_other_keyboards, sound
from tests.hostile import HOSTILE

WORDS = st.text("abcш", max_size=7)


def by_definition(one: str, other: str) -> int:
    """The restricted distance of Damerau and Levenshtein, as its definition says it."""

    @cache
    def between(i: int, j: int) -> int:
        if not i or not j:
            return i + j
        found = min(
            between(i - 1, j) + 1,
            between(i, j - 1) + 1,
            between(i - 1, j - 1) + (one[i - 1] != other[j - 1]),
        )
        if i > 1 and j > 1 and one[i - 1] == other[j - 2] and one[i - 2] == other[j - 1]:
            found = min(found, between(i - 2, j - 2) + 1)
        return found

    return between(len(one), len(other))


@given(WORDS, WORDS, st.integers(0, 4))
def test_slips_are_counted_as_by_definition_up_to_a_bound(one: str, other: str, most: int) -> None:
    assert distance(one, other, most) == min(by_definition(one, other), most + 1)


@pytest.mark.parametrize(
    ("letters", "slips"), [(0, 0), (4, 0), (5, 1), (8, 1), (9, 2), (13, 2), (14, 3), (90, 3)]
)
def test_longer_words_are_forgiven_more(letters: int, slips: int) -> None:
    assert forgiven(letters) == slips


@pytest.mark.parametrize(
    "spellings",
    [
        ("Қарағанды", "Карағанды", "Qaraǵandy", "Qaraghandy", "Karagandy", "карагандЫ"),
        ("Шымкент", "Shymkent", "Şymkent"),
        ("Жезқазған", "Zhezkazgan", "Jezqazğan", "Джезказган"),
        ("Усть-Каменогорск", "усть каменогорск", "Ust Kamenogorsk"),
        ("Ақтөбе", "Актобе", "Aqtöbe", "Aktobe"),
    ],
)
def test_what_sounds_alike_is_spelt_alike(spellings: tuple[str, ...]) -> None:
    assert len(set(map(sound, spellings))) == 1


@given(st.text() | st.sampled_from(HOSTILE))
def test_a_sound_is_plain_words(text: str) -> None:
    said = sound(text)
    assert all(word.isascii() and word.isalnum() for word in said.split(" ") if said)
    assert said == said.lower()


@pytest.mark.parametrize(("typed", "meant"), [("rdfhnbhf", "квартира"), ("нуы", "yes")])
def test_a_text_of_the_other_keyboard_is_turned(typed: str, meant: str) -> None:
    assert meant in on_other_keyboards(typed)


def test_figures_are_the_same_on_every_keyboard() -> None:
    assert on_other_keyboards("12, 5") == ()

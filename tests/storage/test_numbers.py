"""A notification number shows every slip of the pen, and forgives how it is written."""

from __future__ import annotations

import random
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.numbers import ALPHABET, NumberMaker

MAKER = NumberMaker("KZ26", random.Random(7).randrange)  # noqa: S311 - the same at every run
CYRILLIC = str.maketrans("ABEKMHPCTYX", "АВЕКМНРСТУХ")
EVERY_SIGN = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
NUMBERS = [MAKER.make(region) for region in ("00", "11", "75", "10", "29") for _ in range(8)]


def test_a_number_has_the_form_people_are_told() -> None:
    prefix, region, first, second, check = MAKER.make("75").split("-")
    assert (prefix, region, len(first), len(second), len(check)) == ("KZ26", "75", 4, 4, 1)
    assert set(first + second + check) <= set(ALPHABET)


def test_no_two_signs_of_the_alphabet_look_alike() -> None:
    assert len(ALPHABET) == 31
    assert not set("01OIL") & set(ALPHABET)


@pytest.mark.parametrize("number", NUMBERS)
def test_every_wrong_character_is_noticed(number: str) -> None:
    places = [place for place, sign in enumerate(number) if sign != "-"]
    for place, sign in product(places, EVERY_SIGN):
        wrong = number[:place] + sign + number[place + 1 :]
        same_digit = place in (5, 6) and sign in "OIL"
        if wrong != number and not same_digit:
            assert MAKER.read(wrong) is None, wrong


def _swaps(number: str) -> None:
    plain = number.replace("-", "")
    for place in range(len(plain) - 1):
        left, right = plain[place], plain[place + 1]
        swapped = plain[:place] + right + left + plain[place + 2 :]
        assert left == right or MAKER.read(swapped) is None, swapped


def test_every_transposition_of_neighbours_is_noticed() -> None:
    """Over all pairs of signs side by side, beside every region and every check character."""
    for pair in product(range(31), repeat=2):
        signs = [*pair] * 4
        _swaps(NumberMaker("KZ26", lambda _below, signs=signs: signs.pop()).make("75"))  # type: ignore[misc]
    for region in range(100):
        for _ in range(40):
            _swaps(MAKER.make(f"{region:02d}"))


@given(st.sampled_from([f"{n:02d}" for n in range(100)]), st.integers(0, 31**8 - 1))
def test_errors_are_noticed_whatever_the_number(region: str, choice: int) -> None:
    digits = [choice // 31**place % 31 for place in range(8)]
    maker = NumberMaker("KZ26", lambda _below: digits.pop())
    number = maker.make(region)
    assert MAKER.read(number) == number
    test_every_wrong_character_is_noticed(number)
    _swaps(number)


@pytest.mark.parametrize(
    "write",
    [
        str.lower,
        lambda number: number.replace("-", ""),
        lambda number: number.replace("-", " "),
        lambda number: f"  {number}\n",
        lambda number: number.replace("-", "–"),
        lambda number: number.translate(CYRILLIC),
        lambda number: number.translate(CYRILLIC).lower(),
    ],
)
@pytest.mark.parametrize("number", NUMBERS)
def test_a_number_is_read_as_people_write_it(number: str, write: object) -> None:
    assert callable(write)
    assert MAKER.read(write(number)) == number


def test_in_the_region_letters_that_look_like_digits_are_digits() -> None:
    number = MAKER.make("10")
    assert MAKER.read(number.replace("-10-", "-lO-")) == number
    assert MAKER.read(number.replace("-10-", "-ІО-")) == number


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    assert MAKER.read(text) is None


def test_a_number_with_another_prefix_is_not_ours() -> None:
    assert MAKER.read(NumberMaker("KG27").make("11")) is None

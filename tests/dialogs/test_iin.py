"""The individual identification number: its check digit, and what its digits tell."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dialogs import iin

KNOWN = {
    "900713300014": ("1990-07-13", "male"),
    "920611400013": ("1992-06-11", "female"),
    "080901600011": ("2008-09-01", "female"),
    "150310500018": ("2015-03-10", "male"),
    "550101400019": ("1955-01-01", "female"),
}
_ELEVEN = st.text(alphabet="0123456789", min_size=11, max_size=11)


@pytest.mark.parametrize("number", KNOWN)
def test_a_well_formed_number_is_valid_and_tells_birth_and_sex(number: str) -> None:
    assert iin.valid(number)
    assert (iin.birth_date(number), iin.sex(number)) == KNOWN[number]


@settings(deadline=None)
@given(_ELEVEN, st.integers(min_value=0, max_value=9))
def test_of_all_last_digits_the_check_digit_alone_is_valid(eleven: str, last: int) -> None:
    assert iin.valid(f"{eleven}{last}") is (iin.check_digit(eleven) == last)


def test_the_second_weights_decide_when_the_first_give_ten() -> None:
    """10 times 10 leaves 1 with the first weights; a lone 1 in the tenth place leaves ten."""
    assert iin.check_digit("00000000010") == 1


def test_digits_that_both_weights_leave_at_ten_belong_to_no_number() -> None:
    hopeless = next(
        f"{number:011d}" for number in range(100_000) if iin.check_digit(f"{number:011d}") is None
    )
    assert not any(iin.valid(f"{hopeless}{last}") for last in range(10))


@settings(deadline=None)
@given(st.sampled_from(sorted(KNOWN)), st.sampled_from((*range(10), 11)), st.integers(1, 9))
def test_a_single_wrong_digit_is_noticed_where_the_first_weights_decide(
    number: str, at: int, by: int
) -> None:
    """Modulo 11 tells all digits apart but those of the eleventh place, whose weight is 11.

    The second weights may hide what the first would show.
    """
    wrong = f"{number[:at]}{(int(number[at]) + by) % 10}{number[at + 1 :]}"
    assume(10 not in (first_sum(number), first_sum(wrong)))
    assert not iin.valid(wrong)


def first_sum(number: str) -> int:
    """The weighted sum with the first weights, modulo 11."""
    return sum(int(digit) * weight for weight, digit in enumerate(number[:11], 1)) % 11


@settings(deadline=None)
@given(st.text(max_size=14))
def test_a_text_that_is_not_twelve_digits_tells_nothing(text: str) -> None:
    assume(len(text) != 12 or not (text.isascii() and text.isdigit()))
    assert (iin.valid(text), iin.birth_date(text), iin.sex(text)) == (False, "", "")


@pytest.mark.parametrize(
    "text", ["", "90071330001", "9007133000144", "90071330001x", "９００７１３３０００１４"]
)
def test_what_is_not_twelve_digits_is_not_valid(text: str) -> None:
    assert not iin.valid(text)


@pytest.mark.parametrize("number", ["900230300010", "900700300010", "900713000010", "900713700010"])
def test_digits_that_are_no_date_or_no_century_tell_no_birth(number: str) -> None:
    assert iin.birth_date(number) == ""


def test_the_century_is_read_from_the_seventh_digit() -> None:
    births = [iin.birth_date(f"900713{digit}00010")[:2] for digit in "123456"]
    assert births == ["18", "18", "19", "19", "20", "20"]
    assert [iin.sex(f"900713{digit}00010") for digit in "01234567"] == [
        *("", "male", "female", "male", "female", "male", "female", ""),
    ]

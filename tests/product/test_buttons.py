"""Whatever a button says fits into its data, and comes back as it was."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from bot import buttons
from dialogs.loading import load
from dialogs.loading.checks.screens import LONGEST_CODE
from state_machine.inputs import Act, Action, Choose
from state_machine.questionnaire import Questionnaire
from tests.state_machine.test_abilities import people

CODES = st.text(
    st.characters(codec="utf-8", max_codepoint=0xFFFF, exclude_characters="/"),
    min_size=1,
    max_size=4,
)
ITEMS = st.integers(0, 10**6)


@given(CODES, ITEMS)
def test_an_entry_of_a_long_list_travels_by_its_code(code: str, item: int) -> None:
    said = Choose("town", item, code, tag="abcdef")
    data = buttons.encode(people(), said)
    assert data.isascii()
    assert buttons.decode(people(), data) == said


@given(ITEMS, ITEMS)
def test_somebody_of_the_household_travels_by_id(chosen: int, item: int) -> None:
    said = Choose("mother", item, str(chosen), tag="abcdef")
    assert buttons.decode(people(), buttons.encode(people(), said)) == said


@cache
def asking_dates() -> Questionnaire:
    return load("questionnaires/features/typos.yaml")


@given(st.dates(), ITEMS)
def test_a_date_that_is_suggested_travels_as_it_is(day: date, item: int) -> None:
    dates = asking_dates()
    said = Choose("moved_in", item, day.isoformat(), tag="abcdef")
    assert buttons.decode(dates, buttons.encode(dates, said)) == said


@given(CODES, st.integers(0, 999))
def test_a_page_of_a_long_list_travels_with_its_code(code: str, page: int) -> None:
    said = Act(Action.BROWSE, f"{code}/{page}", tag="abcdef")
    assert buttons.decode(people(), buttons.encode(people(), said)) == said


def test_the_longest_code_that_a_questionnaire_may_have_travels() -> None:
    """Beside the last of a thousand questions and the item of a large household: E883."""
    code = "c" * LONGEST_CODE
    asked = people().questions["town"]
    crowded = replace(people(), questions={"town": replace(asked, index=36**2 - 1)})
    chosen = buttons.encode(crowded, Choose("town", 36**4 - 1, code, tag="abcdef"))
    opened = buttons.encode(crowded, Act(Action.BROWSE, f"{code}/99", tag="abcdef"))
    assert max(len(chosen), len(opened)) <= buttons.LIMIT


@given(st.text(max_size=64))
def test_no_data_raises(data: str) -> None:
    buttons.decode(people(), data)
    buttons.decode(people(), f"c.abcdef.{data}")
    buttons.decode(people(), f"c.abcdef.5.1.={data}.1")


@pytest.mark.parametrize("data", ["c.abcdef.0.1.=x.1", "c.abcdef.6.1.=%ff.1"])
def test_a_name_where_none_is_meant_is_none_of_ours(data: str) -> None:
    assert buttons.decode(people(), data) is None

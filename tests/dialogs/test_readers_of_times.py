"""Times, days with a time, ranges, orders and confirmations are read as people say them."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.readers import reader_for
from dialogs.readers.numbers import RangeReader
from state_machine.questionnaire import Grid, QuestionType
from state_machine.scope import Scope
from tests.dialogs.dialogue import Dialogue, questionnaire_of
from tests.dialogs.reading import LANGUAGES, SCOPE_OF, TONGUES, code, read
from tests.hostile import HOSTILE


@pytest.fixture(scope="module")
def scope() -> Scope:
    dialogue = Dialogue(questionnaire_of(SCOPE_OF))
    return Scope(dialogue.questionnaire, dialogue.interview)


@pytest.mark.parametrize("type_", QuestionType)
def test_every_type_has_a_reader(type_: QuestionType, scope: Scope) -> None:
    reader = reader_for(type_, TONGUES, LANGUAGES)
    assert [reader(text, scope, 0) for text in HOSTILE]


# -- times ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "time"),
    [
        *(("9:30", "09:30"), ("9.30", "09:30"), ("9-30", "09:30"), ("9 30", "09:30")),
        *(
            ("0930", "09:30"),
            ("930", "09:30"),
            ("2130", "21:30"),
            ("9", "09:00"),
            ("0:05", "00:05"),
        ),
        *(("9:30:15", "09:30"), ("٩:٣٠", "09:30"), ("в 9:30", "09:30"), ("09 : 30", "09:30")),
        *(("21 час 15", "21:15"), ("21 час 5 минут", "21:05"), ("9 часов", "09:00")),
        *(("9ч30м", "09:30"), ("9 утра", "09:00"), ("в 9 вечера", "21:00"), ("2 дня", "14:00")),
        *(("12 ночи", "00:00"), ("11 ночи", "23:00"), ("полдень", "12:00"), ("полночь", "00:00")),
        *(("сағат 9", "09:00"), ("сағат 9-да", "09:00"), ("кешкі 9", "21:00")),
        *(
            ("таңғы 7.45", "07:45"),
            ("түскі 2", "14:00"),
            ("түнгі 3", "03:00"),
            ("тал түс", "12:00"),
        ),
        *(("9 pm", "21:00"), ("9:30 p.m.", "21:30"), ("12 am", "00:00"), ("12 p. m.", "12:00")),
        *(("9h30", "09:30"), ("9 o'clock", "09:00"), ("at 9", "09:00"), ("noon", "12:00")),
        ("21 вечера", "21:00"),
    ],
)
def test_a_time_is_read_in_figures_and_in_words(text: str, time: str, scope: Scope) -> None:
    assert read("time", text, scope) == time


@pytest.mark.parametrize(
    ("text", "why"),
    [
        *(("", "not_a_time"), ("утром", "not_a_time"), ("9 или 10", "not_a_time")),
        *(("5-6", "not_a_time"), ("9:5", "not_a_time"), ("1.9.2008", "not_a_time")),
        *(("9:30:15:20", "not_a_time"), ("9 am pm", "not_a_time"), ("9" * 100, "not_a_time")),
        *(("24:00", "no_such_time"), ("25:00", "no_such_time"), ("9:75", "no_such_time")),
        ("9:30:61", "no_such_time"),
    ],
)
def test_what_is_no_time_says_why(text: str, why: str, scope: Scope) -> None:
    assert code(read("time", text, scope)) == why


MOMENTS = st.datetimes(datetime(1850, 1, 1), datetime(2150, 12, 31))  # noqa: DTZ001  no zone here


@given(moment=MOMENTS)
def test_every_time_reads_back_in_every_way_of_writing_it(moment: datetime) -> None:
    dialogue = Dialogue(questionnaire_of(SCOPE_OF))
    scope = Scope(dialogue.questionnaire, dialogue.interview)
    wanted = moment.strftime("%H:%M")
    for form in ("%H:%M", "%H.%M", "%H%M", "%H:%M:%S", "%I:%M %p", "сағат %H:%M"):
        assert read("time", moment.strftime(form), scope) == wanted


@given(moment=MOMENTS)
def test_every_day_with_its_time_reads_back_in_either_order(moment: datetime) -> None:
    dialogue = Dialogue(questionnaire_of(SCOPE_OF))
    scope = Scope(dialogue.questionnaire, dialogue.interview)
    wanted = moment.isoformat(timespec="minutes")
    for form in ("%d.%m.%Y %H:%M", "%H:%M %d.%m.%Y", "%Y-%m-%dT%H:%M", "%d/%m/%Y в %H.%M"):
        assert read("datetime", moment.strftime(form), scope) == wanted


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("1 сентября 2008 года в 14:30", "2008-09-01T14:30"),
        ("2008 жылғы 1 қыркүйек сағат 14:30", "2008-09-01T14:30"),
        ("1 September 2008, 2 pm", "2008-09-01T14:00"),
        ("в 9 утра 1.9.2008", "2008-09-01T09:00"),
        ("1 9 2008 14 30", "2008-09-01T14:30"),
        ("01092008 1430", "2008-09-01T14:30"),
    ],
)
def test_a_day_and_a_time_are_read_in_words(text: str, kept: str, scope: Scope) -> None:
    assert read("datetime", text, scope) == kept


@pytest.mark.parametrize(
    ("text", "why"),
    [
        *(("14:30", "not_a_datetime"), ("1.9.2008", "not_a_datetime"), ("", "not_a_datetime")),
        *(("вчера 14:30", "not_a_datetime"), ("1.9.2008 " * 20, "not_a_datetime")),
        *(("31.2.2008 14:30", "no_such_date"), ("1.9.08 14:30", "date_ambiguous")),
        ("1.9.2008 25:00", "no_such_time"),
    ],
)
def test_what_is_no_day_with_a_time_says_which_half_is_wrong(
    text: str, why: str, scope: Scope
) -> None:
    assert code(read("datetime", text, scope)) == why


# -- ranges ---------------------------------------------------------------------------------------


def test_a_number_of_a_range_is_whole_where_all_of_them_are(scope: Scope) -> None:
    whole, halves = RangeReader(Grid(0, 10, 1)), RangeReader(Grid(0, 10, 0.5))
    assert (whole("3.0", scope, 0), type(whole("3,0", scope, 0))) == (3, int)
    assert (halves("3", scope, 0), type(halves("3", scope, 0))) == (3.0, float)
    assert whole("2,5", scope, 0) == 2.5  # which the question then refuses, saying what it takes


@given(start=st.integers(-100, 100), tenths=st.integers(1, 50), count=st.integers(2, 60))
def test_a_range_has_its_numbers_and_none_between_them(start: int, tenths: int, count: int) -> None:
    step = tenths / 10
    grid = Grid(start, start + step * (count - 1), step)
    assert grid.count == count
    assert all(grid.has(grid.at(place)) for place in range(count))
    assert not any(grid.has(grid.at(place) + step / 3) for place in range(count))
    assert not grid.has(grid.at(0) - step)
    assert not grid.has(grid.at(count))
    assert not grid.has(float("nan"))
    assert not grid.has(float("inf"))
    assert not grid.has(-1e308)


# -- orders and confirmations ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("2 1 4 3", "russian kazakh other benefit"),
        ("2, 1, 4", "russian kazakh other benefit"),
        ("Другой > Казахский > Русский", "other kazakh russian benefit"),
        ("орыс тілі, қазақ тілі, басқа, жәрдемақы, АӘК", "russian kazakh other benefit"),
        ("4\n3\n2\n1", "other benefit russian kazakh"),
    ],
)
def test_an_order_is_read_and_the_last_one_follows(text: str, order: str, scope: Scope) -> None:
    assert read("rank", text, scope) == tuple(order.split())


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2 1", "rank_all"),
        ("2 1 2 3", "rank_twice"),
        ("2 1 9", "not_a_choice"),
        ("", "not_a_choice"),
    ],
)
def test_what_is_no_order_says_why(text: str, why: str, scope: Scope) -> None:
    assert code(read("rank", text, scope)) == why


@pytest.mark.parametrize("text", ["ok", "ОК", "да", "иә", "Yes!", "Подтверждаю", "растаймын", "1"])
def test_a_yes_confirms(text: str, scope: Scope) -> None:
    assert read("acknowledge", text, scope) == "OK"


def test_nothing_else_confirms(scope: Scope) -> None:
    assert code(read("acknowledge", "нет", scope)) == "not_a_choice"


def test_a_minute_is_the_smallest_part_of_a_time_that_is_kept() -> None:
    dialogue = Dialogue(questionnaire_of(SCOPE_OF))
    scope = Scope(dialogue.questionnaire, dialogue.interview)
    noon = datetime(2021, 9, 20, 12)  # noqa: DTZ001  no zone here
    later = noon + timedelta(seconds=59)
    assert read("time", later.strftime("%H:%M:%S"), scope) == "12:00"

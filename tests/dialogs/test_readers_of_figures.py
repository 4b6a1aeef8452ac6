"""Numbers, dates and texts are read as people write them."""

from __future__ import annotations

from datetime import date

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from dialogs.wording import date_text
from state_machine.pending import Problem
from state_machine.scope import Scope
from tests.dialogs.dialogue import Dialogue, questionnaire_of
from tests.dialogs.reading import (
    LANGUAGES,
    SCOPE_OF,
    code,
    read,
)


@pytest.fixture(scope="module")
def scope() -> Scope:
    dialogue = Dialogue(questionnaire_of(SCOPE_OF))
    return Scope(dialogue.questionnaire, dialogue.interview)


# -- numbers --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3", 3),
        ("007", 7),
        ("-5", -5),
        ("−5", -5),
        ("+ 4", 4),
        ("1 000", 1000),
        ("1\u00a0000\u00a0000", 1_000_000),
        ("1'000", 1000),
        ("3,0", 3),
        ("3 комнаты", 3),
        ("35 жаста", 35),
        ("12 years old", 12),
        ("4 балa", None),
        ("4 бала", 4),
        ("५", 5),
        ("5.", 5),
        ("двое", 2),
        ("Две комнаты", 2),
        ("двадцать пять", 25),
        ("үш", 3),
        ("үш бала", 3),
        ("уш", 3),
        ("он бір", 11),
        ("жүз жиырма", 120),
        ("twenty-five", 25),
        ("Three.", 3),
        ("пять шесть", None),
        ("шесть или семь", None),
        ("двадцать тридцать", None),
        ("двадцать двадцатых", None),
        ("about thirty", None),
        ("один дома", None),
    ],
)
def test_whole_numbers(text: str, value: int | None, scope: Scope) -> None:
    found = read("integer", text, scope)
    assert found == value if value is not None else isinstance(found, Problem)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("54,5", 54.5),
        ("54.5", 54.5),
        ("54 кв.м", 54.0),
        ("54 м2", 54.0),
        ("54,5 м²", 54.5),
        ("54 шаршы метр", 54.0),
        ("54.5 sq m", 54.5),
        ("1 234,5", 1234.5),
        ("1,234.5", 1234.5),
        ("1.234,5", 1234.5),
        ("1.234.567,5", 1234567.5),
    ],
)
def test_decimals(text: str, value: float, scope: Scope) -> None:
    assert read("decimal", text, scope) == value


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("много", "not_a_number"),
        ("", "not_a_number"),
        ("5 или 6", "not_a_number"),
        ("5-6", "not_a_number"),
        ("1 00", "not_a_number"),
        ("1e5", "not_a_number"),
        ("3,5", "not_whole"),
        ("1,000", "not_whole"),  # one, or a thousand
        ("1000000000001", "too_large"),
        ("9" * 60, "too_large"),
    ],
)
def test_what_is_no_whole_number_says_why(text: str, why: str, scope: Scope) -> None:
    assert code(read("integer", text, scope)) == why


@given(number=st.integers(1 - 10**12, 10**12 - 1))
def test_every_number_reads_back(number: int) -> None:
    dialogue = Dialogue(questionnaire_of(SCOPE_OF))
    scope = Scope(dialogue.questionnaire, dialogue.interview)
    grouped = f"{number:,}".replace(",", " ")
    assert read("integer", str(number), scope) == read("integer", grouped, scope) == number
    assert read("decimal", f"{number},25", scope) == float(f"{number}.25")


# -- texts ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("  Оспанов \n Диас ", "Оспанов Диас"),
        ("Сәуле\u200b\u202e", "Сәуле"),
        ("и\u0306", "й"),
        ("a\x00b", "ab"),
        ("O'Neil <b>", "O'Neil <b>"),
        ("\ud800Диас", "Диас"),
    ],
)
def test_texts_are_kept_clean(text: str, kept: str, scope: Scope) -> None:
    assert read("text", text, scope) == kept


def test_texts_have_a_limit_that_the_problem_names(scope: Scope) -> None:
    assert read("text", "ы" * 500, scope) == "ы" * 500
    assert read("text", "ы" * 501, scope) == Problem("too_long", {"limit": "500"})
    assert code(read("text", "\u200b \n", scope)) == "empty"


# -- dates ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "1.9.2008",
        "01/09/2008",
        "2008-09-01",
        "2008.9.1",
        "1-9-2008",
        "1 9 2008",
        "01092008",
        "20080901",
        "1.9.2008 г.",
        "1 сентября 2008",
        "1 сентября 2008 года",
        "1-го сентября 2008 г.",
        "1 сен 2008",
        "Сентябрь 1, 2008",
        "1 қыркүйек 2008",
        "2008 жылғы 1 қыркүйек",
        "2008 ж. 1 қыркүйек",
        "2008 жылдың 1 қыркүйегі",
        "1 кыркуйек 2008",
        "September 1, 2008",
        "1 Sep 2008",
        "the 1st of September 2008",
        "1 Sept. 2008",
        "١.٩.٢٠٠٨",
    ],
)
def test_a_date_is_read_however_it_is_written(text: str, scope: Scope) -> None:
    assert read("date", text, scope) == "2008-09-01"


@pytest.mark.parametrize("month", range(1, 13))
def test_every_month_is_known_in_every_case_and_shortening(month: int, scope: Scope) -> None:
    day = date(2008, month, 3)
    for language in LANGUAGES:
        for form in ("d MMMM y", "d MMM y", "d LLLL y"):
            assert read("date", format_date(day, form, language), scope) == day.isoformat()


@given(day=st.dates(date(1800, 1, 1), date(2200, 12, 31)))
def test_every_date_reads_back_as_it_is_said(day: date) -> None:
    dialogue = Dialogue(questionnaire_of(SCOPE_OF))
    scope = Scope(dialogue.questionnaire, dialogue.interview)
    iso = day.isoformat()
    for language in LANGUAGES:
        assert read("date", date_text(iso, language), scope) == iso
        assert read("date", format_date(day, "long", language), scope) == iso
    for form in ("%d.%m.%Y", "%d/%m/%Y", "%Y-%m-%d", "%d%m%Y", "%Y%m%d"):
        assert read("date", day.strftime(form), scope) == iso


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("31.02.2021", "no_such_date"),
        ("30 февраля 2020", "no_such_date"),
        ("09/25/2008", "no_such_date"),  # day before month is the rule of the country
        ("0.1.2008", "no_such_date"),
        ("1.9.08", "date_ambiguous"),
        ("1 сентября 08", "date_ambiguous"),
        ("вчера", "not_a_date"),
        ("сентябрь 2008", "not_a_date"),
        ("1.9", "not_a_date"),
        ("1.9.208", "not_a_date"),
        ("2008", "not_a_date"),
        ("", "not_a_date"),
        ("1 сентября 2008 и 2 мая 2009", "not_a_date"),
    ],
)
def test_what_is_no_date_says_why(text: str, why: str, scope: Scope) -> None:
    assert code(read("date", text, scope)) == why


def test_day_comes_before_month(scope: Scope) -> None:
    assert read("date", "03/04/2008", scope) == "2008-04-03"

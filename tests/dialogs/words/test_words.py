"""Rules in words: what authors write is said in three languages, and nothing raises."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.expressions.functions import FUNCTIONS
from dialogs.expressions.parser import parse
from dialogs.loading import load
from dialogs.words import Words, clean, numbering, on_paper, own_rule, shared_rules, unparsed
from tests.hostile import HOSTILE

CENSUS = load(Path(__file__).parents[3] / "questionnaires" / "census.yaml")
RULES = [
    ("${dwelling_kind} = 'institution'", "P5 is “Institution, organisation”"),
    ("${dwelling_kind} != 'hotel'", "P5 is not “Hotel”"),
    ("${residence} = ''", "P6 is not answered"),
    ("${residence} != ''", "P6 is answered"),
    (
        "${water_supply} = 'none' or ${water_supply} = 'outside'",
        "H9 is “Not piped” or “Piped, outside the house”",
    ),
    (
        "not(${water_supply} = 'none' or ${water_supply} = 'outside')",
        "H9 is none of “Not piped”, “Piped, outside the house”",
    ),
    ("${age} >= 15", "aged 15 or over"),
    ("${age} < 1", "under 1 year of age"),
    ("15 <= ${rooms}", "15 is at most H5"),
    ("${rooms} >= 1 and ${rooms} <= 30", "H5 is from 1 to 30"),
    ("position() > 1", "not first on the list"),
    ("position() = 1", "first on the list"),
    ("selected(${spoken_languages}, 'other')", "I11/1: “Another language” is ticked"),
    ("not(selected(${spoken_languages}, 'other'))", "I11/1: “Another language” is not ticked"),
    ("count-selected(${livelihoods}) > 1", "the number of answers ticked in I37 is more than 1"),
    ("count(${member}) = 2", "the number of entries “respondent” is 2"),
    ("not(${rooms} > 3)", "H5 is at most 3"),
    (
        "${rooms} = 1 or ${heating} = 'stove' and ${rooms} = 2",
        "H5 is 1 or (H8 is “Stove” and H5 is 2)",
    ),
    (
        "(${rooms} = 1 or ${heating} = 'stove') and ${rooms} = 2",
        "(H5 is 1 or H8 is “Stove”) and H5 is 2",
    ),
    ("${rooms} + 1 > 2 * ${rooms}", "H5 + 1 is more than 2 × H5"),
    ("pow(${rooms}, 2) > 4", "pow(H5, 2) is more than 4"),
    ("${hotline} = 1446", "1446 is 1446"),
    ("(${rooms} - 1) * 2 = 4", "(H5 − 1) × 2 is 4"),
    ("${rooms} - (${rooms} - 1) = 1", "H5 − (H5 − 1) is 1"),
    ("-(${rooms} + 1) < 0", "−(H5 + 1) is less than 0"),
    ("${rooms} - 1 - 1 = 1", "H5 − 1 − 1 is 1"),
    (". <= now()", "the answer is at most now"),
    ("max(${rooms}) > 0.5", "the greatest of H5 is more than 0.5"),
    (
        "selected-at(${livelihoods}, 0) = 'work' or selected-at(${livelihoods}, 1) = 'work'",
        "I37, the answer in place 1 is “Employment” or I37, the answer in place 2 is “Employment”",
    ),
    (
        "age(answer-of(${birth_date}, .), ${birth_date}) >= 12",
        "full years from the answer of who is chosen (I3, the answer) to I3 is at least 12",
    ),
    ("substr(., 2) != '0'", "the answer, the code from position 3 on is not “0”"),
]


@pytest.mark.parametrize(("rule", "words"), RULES)
def test_a_rule_is_said_in_words(rule: str, words: str) -> None:
    assert Words(CENSUS, "en").rule(rule) == words


def test_numbers_have_the_decimal_mark_of_the_language() -> None:
    assert Words(CENSUS, "ru").rule("${total_area} > 0.5") == "H6 больше 0,5"
    assert Words(CENSUS, "ru").rule("${total_area} > 0.0000001") == "H6 больше 0,0000001"


def test_a_calculation_that_says_whether_something_is_so_is_said_as_that() -> None:
    words = Words(CENSUS, "en")
    moved = "I5 is “Elsewhere in Kazakhstan” or “Another country” or I13 is “No”"
    assert words.rule("${moved} = 1") == moved
    assert words.rule("${moved} = 1 and ${rooms} = 2") == f"({moved}) and H5 is 2"
    assert words.rule("${moved} = 0").startswith("it is not so that")


def test_the_answer_under_test_has_the_labels_of_its_question() -> None:
    words = Words(CENSUS, "ru")
    assert words.rule(". = 'no'", "missed_infant") == "ответ — «Нет, все в списке»"
    assert words.rule(". = 'no'") == "ответ — «no»"


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_rule_of_the_census_is_said_without_its_syntax(language: str) -> None:
    words = Words(CENSUS, language)
    for question in CENSUS.by_index:
        edits = (edit.rule for edit in question.edits)
        for rule in (question.relevant, question.calculation, question.default, *edits):
            said = words.rule(rule.source, question.name) if rule else ""
            assert "${" not in said
            assert "()" not in said


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_without_words_is_said_as_it_is_written(name: str) -> None:
    for count in range(5):
        source = f"{name}({', '.join(['${rooms}'] * count)})"
        assert Words(CENSUS, "ru").rule(source)


@pytest.mark.parametrize("text", HOSTILE)
def test_what_is_no_rule_is_shown_as_it_is(text: str) -> None:
    words = Words(CENSUS, "en")
    assert isinstance(words.rule(text), str)
    assert isinstance(words.rule(f"${{rooms}} = '{text}'"), str)


@given(st.text())
def test_a_clean_text_is_one_line(text: str) -> None:
    assert clean(text).splitlines() in ([], [clean(text)])


def test_questions_that_share_a_number_are_told_apart_and_others_are_counted() -> None:
    numbers = numbering(CENSUS)
    assert [numbers[name] for name in ("territory", "settlement", "street")] == [
        "P1/1",
        "P1/2",
        "P2",
    ]
    assert numbers["consent"] == "A1"
    assert len(set(numbers.values())) == len(numbers)
    assert not {"salamat", "age"} & set(numbers)


def test_without_official_numbers_questions_are_counted() -> None:
    features = Path(__file__).parents[3] / "questionnaires" / "features"
    select = load(features / "select_one.yaml")
    assert list(numbering(select).values()) == ["1"]
    assert Words(select, "ru").name(next(iter(numbering(select)))) == "вопрос 1"


def test_a_wording_on_paper_has_blanks_where_answers_would_be_repeated() -> None:
    proxy = CENSUS.questions["birth_place"].proxy
    assert proxy
    assert on_paper(proxy, CENSUS, "ru") == "Где родилась/родился ____?"
    moment = CENSUS.questions["whereabouts"].label
    assert "1 October 2021" in on_paper(moment, CENSUS, "en")
    assert on_paper({}, CENSUS, "en") == ""


def test_the_conditions_of_a_section_are_those_that_all_its_questions_have() -> None:
    sheet = CENSUS.sections["sheet_2j"]
    shared = shared_rules(sheet.questions)
    assert shared == ("${residence} = 'permanent'", "${dwelling_kind} = 'dwelling'")
    own = {question.name: own_rule(question, shared) for question in sheet.questions}
    assert own["about_dwelling"] == ""
    assert own["rooms"] == "(${dwelling_type} != 'none')"
    assert shared_rules(()) == ()


SOURCES = [
    "1 - (2 - 3)",
    "-(1 + 2) * 3",
    "not(. = 'a' or . = \"it's\") and 1 < 2",
    "(1 = 1) = true()",
]


@pytest.mark.parametrize("source", SOURCES)
def test_a_syntax_tree_written_out_means_the_same(source: str) -> None:
    once = unparsed(parse(source))
    assert unparsed(parse(once)) == once

"""What the census promises of its content, whatever is reworded."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dialogs.loading import check, load
from dialogs.transcripts import Rehearsal
from dialogs.wording import render
from state_machine.inputs import Say
from state_machine.interview import ROOT, Problem, Standing
from state_machine.questionnaire import Question, Questionnaire, QuestionType
from state_machine.scope import Scope

FILE = Path(__file__).parents[2] / "questionnaires" / "census.yaml"
NOT_ASKED = (QuestionType.NOTE, QuestionType.CALCULATE)

PUBLISHED = {
    "whereabouts": "Укажите Ваше местонахождение на момент учета населения "
    "(00 часов ночи с 30 сентября на 1 октября 2021 года)",
    "ethnicity": "Укажите Вашу национальность (этническую принадлежность)",
    "religion": "Укажите Ваше вероисповедание (религию)",
    "mother_tongue": "Укажите Ваш родной язык",
    "spoken_languages": "Какими языками Вы свободно владеете? (3 года и старше)",
}
ADDRESS = {
    "dwelling": ("Астана", "Район Алматы", "улица Абая", "5", "20", "Обычное жилище"),
    "institution": ("Астана", "Район Алматы", "улица Абая", "5", "20", "2", "Детские дома"),
    "hotel": ("Астана", "Район Алматы", "улица Абая", "5", "20", "Гостиница"),
}
PERMANENT = ("Постоянные жители", "900713300014", "Оспанов", "Диас", "/skip", "Здесь")
TEMPORARY = ("2", "За границей", "/skip", "Келлер", "Анна", "/skip")


@pytest.fixture(scope="module")
def census() -> Questionnaire:
    return load(FILE)


@pytest.fixture
def rehearsal(census: Questionnaire) -> Rehearsal:
    return Rehearsal(census, lambda: "2021-09-20T10:00:00+06:00")


def _say(rehearsal: Rehearsal, *texts: str) -> None:
    for text in texts:
        rehearsal.hear(Say(text))


def _asked(census: Questionnaire) -> list[Question]:
    return [q for q in census.by_index if q.type not in NOT_ASKED]


def _scope(rehearsal: Rehearsal) -> Scope:
    return Scope(rehearsal.questionnaire, rehearsal.interview)


def test_the_census_is_without_a_fault_or_a_warning() -> None:
    assert check(FILE) == []


def test_every_question_has_a_hint(census: Questionnaire) -> None:
    assert [q.name for q in _asked(census) if not q.hint] == []


@pytest.mark.parametrize("sheet", ["sheet_3i", "sheet_4v"])
def test_a_personal_question_can_be_asked_about_somebody_else(
    census: Questionnaire, sheet: str
) -> None:
    questions = [q for q in census.sections[sheet].questions if q.type not in NOT_ASKED]
    assert len(questions) >= 8
    assert [q.name for q in questions if not q.proxy] == []


@pytest.mark.parametrize(
    ("sheet", "form"), [("sheet_2j", "2-Ж"), ("sheet_3i", "3-И"), ("sheet_4v", "4-В")]
)
def test_a_sheet_has_the_number_of_its_form_and_official_ids(
    census: Questionnaire, sheet: str, form: str
) -> None:
    section = census.sections[sheet]
    assert section.form == form
    assert [q.name for q in section.questions if not q.official and q.type not in NOT_ASKED] == []
    assert len({q.official for q in section.questions}) >= 8


@pytest.mark.parametrize(("name", "wording"), PUBLISHED.items())
def test_a_published_row_keeps_its_wording(
    census: Questionnaire, rehearsal: Rehearsal, name: str, wording: str
) -> None:
    label = census.questions[name].label
    assert render(label, _scope(rehearsal), ROOT, "ru") == wording


def test_the_starter_set_has_every_region_and_a_district_for_each(census: Questionnaire) -> None:
    regions = [choice.name for choice in census.questions["region"].choices]
    districts = [
        choice.name
        for name in ("district", "city_district")
        for choice in census.questions[name].choices
    ]
    assert len(regions) == len(set(regions)) == 20
    assert len(districts) == len(set(districts))
    assert {code[:2] for code in districts} == {code[:2] for code in regions}
    assert all(re.fullmatch(r"\d{9}", code) for code in regions + districts)


def test_only_the_districts_of_the_chosen_region_are_offered(rehearsal: Rehearsal) -> None:
    _say(rehearsal, "Русский", "да", "Область Ұлытау")
    question = rehearsal.questionnaire.questions["district"]
    offered = [choice.name for choice in _scope(rehearsal).choices(question, ROOT)]
    assert len(offered) == 5
    assert {code[:2] for code in offered} == {"62"}


@pytest.mark.parametrize(
    ("district", "next_question"), [("Семей", "street"), ("Абайский район", "settlement")]
)
def test_a_settlement_is_asked_for_in_a_district_and_not_in_a_city(
    rehearsal: Rehearsal, district: str, next_question: str
) -> None:
    _say(rehearsal, "Русский", "да", "Область Абай", district)
    assert rehearsal.interview.head.location.question == next_question


@pytest.mark.parametrize(
    ("place", "household", "assigned"),
    [
        ("dwelling", PERMANENT, {"sheet_2j", "sheet_3i"}),
        ("institution", PERMANENT, {"sheet_3i"}),
        ("hotel", PERMANENT, {"sheet_3i"}),
        ("dwelling", TEMPORARY, {"sheet_4v"}),
        ("hotel", TEMPORARY, {"sheet_4v"}),
    ],
)
def test_sheets_are_assigned_by_the_place_and_the_kind_of_residence(
    rehearsal: Rehearsal, place: str, household: tuple[str, ...], assigned: set[str]
) -> None:
    _say(rehearsal, "Русский", "да", *ADDRESS[place], *household)
    found = {
        section
        for item in rehearsal.interview.items.values()
        for section, standing in item.standing.items()
        if section.startswith("sheet_") and standing is not Standing.ABSENT
    }
    assert found == assigned


def test_a_visitor_from_abroad_may_have_no_iin_and_a_resident_may_not(
    rehearsal: Rehearsal,
) -> None:
    _say(rehearsal, "Русский", "да", *ADDRESS["dwelling"], *TEMPORARY[:2])
    question, item = rehearsal.interview.head.location
    assert question == "iin"
    asked = rehearsal.questionnaire.questions["iin"]
    assert not _scope(rehearsal).required(asked, item)
    _say(rehearsal, "/back", "В другом населенном пункте Казахстана", "да")
    assert _scope(rehearsal).required(asked, item)


@pytest.mark.parametrize(
    ("born", "asks"),
    [
        ("2.10.2006", {"spoken_languages", "education"}),
        ("1.10.2006", {"spoken_languages", "education", "marital_status", "worked"}),
        ("2.10.2015", {"spoken_languages"}),
        ("1.10.2015", {"spoken_languages", "education"}),
        ("2.10.2018", set()),
        ("1.10.2018", {"spoken_languages"}),
    ],
)
def test_age_at_the_census_moment_decides_what_is_asked(
    rehearsal: Rehearsal, born: str, asks: set[str]
) -> None:
    _say(rehearsal, "Русский", "да", *ADDRESS["hotel"], *PERMANENT)
    _say(rehearsal, "Это все", "Нет, больше никого", "Мужской", born)
    scope, item = _scope(rehearsal), rehearsal.interview.head.location.item
    path = {q.name for q in scope.path(rehearsal.questionnaire.sections["sheet_3i"], item)}
    assert path & {"spoken_languages", "education", "marital_status", "worked"} == asks


@pytest.mark.parametrize("born", ["2.10.2021", "30.9.1900", "1.1.2030"])
def test_nobody_is_born_after_the_census_moment_or_older_than_120(
    rehearsal: Rehearsal, born: str
) -> None:
    _say(rehearsal, "Русский", "да", *ADDRESS["hotel"], *PERMANENT)
    _say(rehearsal, "Это все", "Нет, больше никого", "Мужской", born)
    assert rehearsal.interview.head.location.question == "birth_date"


@pytest.mark.parametrize("said", ["Оспанов", "Әлімқұл-Қызы", "O'Neill", "ოსმანოვი", "王", "عثمان"])
def test_a_surname_is_taken_in_the_letters_of_any_script(census: Questionnaire, said: str) -> None:
    assert _objection_to_surname(census, said) is None


@pytest.mark.parametrize("said", ["🙂", "...", "-", "٣", "Оспан0в", "Оспанов ٣"])
def test_a_surname_without_letters_or_with_digits_is_refused(
    census: Questionnaire, said: str
) -> None:
    assert _objection_to_surname(census, said) == Problem("constraint", {"edit": "0"})


def _objection_to_surname(census: Questionnaire, said: str) -> Problem | None:
    scope = Scope(census, Rehearsal(census, lambda: "2021-09-20T10:00:00+06:00").interview)
    return scope.objection(census.questions["surname"], ROOT, said)

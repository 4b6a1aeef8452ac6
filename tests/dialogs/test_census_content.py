"""What the census promises of its content, whatever is reworded."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from dialogs.loading import check, load
from dialogs.transcripts import Rehearsal
from dialogs.wording import render
from state_machine.inputs import Act, Action, Say
from state_machine.interview import Interview
from state_machine.items import ROOT, Answer, Items, Standing
from state_machine.pending import Browsing, Problem, Rejected
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
    "dwelling": ("Астана, район Алматы", "улица Абая", "5", "20", "Обычное жилище"),
    "institution": ("Астана, район Алматы", "улица Абая", "5", "20", "2", "Детские дома"),
    "hotel": ("Астана, район Алматы", "улица Абая", "5", "20", "Гостиница"),
}
PERMANENT = ("Постоянные жители", "900713300014", "Оспанов", "Диас", "/skip")
LISTED = ("Это все", "Нет", "Здесь", "Нет, больше никого")
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


def test_the_census_has_no_fault_and_looks_at_everybody_in_three_rules_alone() -> None:
    """How many there are, the same IIN twice and the mother's age cannot be told otherwise."""
    assert [fault.code for fault in check(FILE)] == ["W323", "W323", "W323"]


def test_every_question_has_a_hint(census: Questionnaire) -> None:
    assert [q.name for q in _asked(census) if not q.hint] == []


SENSITIVE = {
    *("iin", "religion", "had_covid", "vaccinated"),
    *("seeing", "hearing", "walking", "remembering", "self_care"),
}


def test_identity_religion_and_health_are_sensitive(census: Questionnaire) -> None:
    assert {each.name for each in census.by_index if each.sensitive} == SENSITIVE


@pytest.mark.parametrize("sheet", ["person_card", "sheet_3i", "sheet_4v"])
def test_a_personal_question_can_be_asked_about_somebody_else(
    census: Questionnaire, sheet: str
) -> None:
    questions = [q for q in census.sections[sheet].questions if q.type not in NOT_ASKED]
    assert questions
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


def test_the_places_have_every_region_and_a_district_for_each(census: Questionnaire) -> None:
    codelist = census.questions["territory"].codelist
    assert codelist is not None
    regions = codelist.children("")
    assert len(regions) == 20
    assert all(codelist.children(code) for code in regions)


@pytest.mark.parametrize(
    ("place", "next_question"),
    [("Алматы Медеу", "street"), ("Семей", "street"), ("Сайрамский район", "settlement")],
)
def test_a_place_is_typed_and_a_settlement_is_asked_for_in_a_district_and_not_in_a_city(
    rehearsal: Rehearsal, place: str, next_question: str
) -> None:
    _say(rehearsal, "Русский", "да", place)
    assert rehearsal.interview.head.location.question == next_question


@pytest.mark.parametrize(
    ("code", "asked"),
    [
        ("195200000", True),  # Karasay District
        ("195259000", True),  # a rural district in it
        ("195259100", False),  # a village in that
        ("101010000", False),  # Semey
        ("111033000", True),  # a rural district that belongs to a city
        ("751710000", False),  # a district of Almaty
    ],
)
def test_a_settlement_is_asked_for_where_the_whole_classifier_leaves_it_open(
    rehearsal: Rehearsal, code: str, asked: bool
) -> None:
    root = msgspec.structs.replace(
        rehearsal.interview.items[ROOT],
        answers={"consent": Answer("yes"), "territory": Answer(code)},
    )
    interview = Interview(rehearsal.interview.head, Items({ROOT: root}))
    scope = Scope(rehearsal.questionnaire, interview)
    assert scope.relevant(rehearsal.questionnaire.questions["settlement"], ROOT) is asked


@pytest.mark.parametrize(
    ("place", "code"), [("Шымкент", "790000000"), ("Область Абай", "100000000")]
)
def test_a_place_that_is_too_large_opens_what_lies_below_it(
    rehearsal: Rehearsal, place: str, code: str
) -> None:
    _say(rehearsal, "Русский", "да", place)
    assert rehearsal.interview.head.location.question == "territory"
    assert rehearsal.interview.head.pending == Browsing(code)
    assert "territory" not in rehearsal.interview.items[ROOT].answers


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


PRESUMED = {
    "sex": "male",
    "birth_place": "here",
    "lived_here_always": "yes",
    "lived_abroad": "no",
    "plans_to_leave": "no",
    "worked": "yes",
    "education": "upper_secondary",
    "livelihoods": "work",
}
"""What is answered while nothing else is said: the shortest way through form 3-И."""


def _sheet(rehearsal: Rehearsal, **answers: str | int) -> set[str]:
    """The questions of form 3-И that are on the path of a person in a hotel with these answers."""
    _say(rehearsal, "Русский", "да", *ADDRESS["hotel"], *PERMANENT, *LISTED)
    item = rehearsal.interview.head.location.item
    held = {name: Answer(value=value) for name, value in {**PRESUMED, **answers}.items()}
    person = rehearsal.interview.items[item]
    known = msgspec.structs.replace(person, answers={**person.answers, **held})
    head, items = rehearsal.interview.head, dict(rehearsal.interview.items)
    scope = Scope(rehearsal.questionnaire, Interview(head, Items({**items, item: known})))
    sections = rehearsal.questionnaire.sections
    return {q.name for q in scope.path(sections["sheet_3i"], item) if q.type not in NOT_ASKED}


BY_AGE = {
    "spoken_languages": 3,
    "studies": 3,
    "kazakh_level": 5,
    "seeing": 5,
    "self_care": 5,
    "education": 6,
    "computer_use": 6,
    "marital_status": 15,
    "plans_to_leave": 15,
    "income_effect": 15,
    "worked": 15,
}


@pytest.mark.parametrize(("name", "age"), BY_AGE.items())
def test_age_at_the_census_moment_decides_what_is_asked(
    rehearsal: Rehearsal, name: str, age: int
) -> None:
    assert name in _sheet(rehearsal, birth_date=f"{2021 - age}-10-01")


@pytest.mark.parametrize(("name", "age"), BY_AGE.items())
def test_who_is_a_day_too_young_is_not_asked(rehearsal: Rehearsal, name: str, age: int) -> None:
    assert name not in _sheet(rehearsal, birth_date=f"{2021 - age}-10-02")


GROWN = "1990-07-13"
ROUTES: list[tuple[dict[str, str | int], set[str], set[str]]] = [
    ({"birth_place": "here"}, {"lived_here_always"}, {"birth_territory", "birth_country"}),
    ({"birth_place": "elsewhere"}, {"birth_territory", "moved_year"}, {"lived_here_always"}),
    ({"birth_place": "abroad"}, {"birth_country", "move_reason"}, {"birth_territory"}),
    ({"lived_here_always": "no"}, {"moved_year", "previous_place", "move_reason"}, set()),
    ({}, {"lived_abroad"}, {"moved_year", "previous_place", "move_reason", "abroad_country"}),
    (
        {"birth_place": "abroad", "moved_year": 2021},
        {"place_year_ago", "place_five_years_ago"},
        set(),
    ),
    (
        {"birth_place": "abroad", "moved_year": 2018},
        {"place_five_years_ago"},
        {"place_year_ago"},
    ),
    ({"birth_place": "abroad", "moved_year": 2001}, set(), {"place_five_years_ago"}),
    ({"lived_abroad": "yes"}, {"abroad_country", "arrival_year"}, set()),
    ({"plans_to_leave": "yes"}, {"leaving_country", "leaving_reason"}, set()),
    ({"plans_to_leave": "unsure"}, set(), {"leaving_country", "leaving_reason"}),
    ({"citizenship": "other"}, {"citizenship_country"}, set()),
    (
        {"whereabouts": "abroad"},
        {"whereabouts_country", "whereabouts_months"},
        {"whereabouts_territory"},
    ),
    ({"sex": "male"}, set(), {"children_borne", "children_planned"}),
    ({"sex": "female"}, {"children_borne", "children_planned"}, {"first_child_birth_date"}),
    ({"sex": "female", "children_borne": 1}, {"first_child_birth_date"}, set()),
    ({"sex": "female", "birth_date": "1971-10-01"}, {"children_borne"}, {"children_planned"}),
    ({"education": "vocational"}, {"study_field"}, {"literate"}),
    ({"education": "upper_secondary"}, set(), {"study_field", "literate"}),
    ({"education": "no_primary"}, {"literate"}, {"study_field"}),
    ({"worked": "yes"}, {"industry", "occupation", "workplace"}, {"looked_for_work"}),
    ({"worked": "no"}, {"absent_from_work"}, {"industry", "looked_for_work"}),
    ({"worked": "no", "absent_from_work": "yes"}, {"employment_status"}, {"looked_for_work"}),
    ({"worked": "no", "absent_from_work": "no"}, {"looked_for_work"}, {"employment_status"}),
    (
        {"worked": "no", "absent_from_work": "no", "looked_for_work": "yes"},
        {"available"},
        {"not_looking_reason"},
    ),
    (
        {"worked": "no", "absent_from_work": "no", "looked_for_work": "no"},
        {"not_looking_reason"},
        {"available"},
    ),
    ({"livelihoods": "work pension"}, {"main_livelihood"}, set()),
    ({"livelihoods": "work"}, set(), {"main_livelihood"}),
]


@pytest.mark.parametrize(("answers", "asked", "not_asked"), ROUTES)
def test_answers_decide_what_is_asked_next(
    rehearsal: Rehearsal, answers: dict[str, str | int], asked: set[str], not_asked: set[str]
) -> None:
    path = _sheet(rehearsal, **{"birth_date": GROWN, **answers})
    assert asked <= path
    assert not path & not_asked


@pytest.mark.parametrize("born", ["2.10.2021", "30.9.1900", "1.1.2030"])
def test_nobody_is_born_after_the_census_moment_or_older_than_120(
    rehearsal: Rehearsal, born: str
) -> None:
    _say(rehearsal, "Русский", "да", *ADDRESS["hotel"], *PERMANENT, *LISTED, "Мужской", born)
    assert rehearsal.interview.head.location.question == "birth_date"
    assert isinstance(rehearsal.interview.head.pending, Rejected)


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


@pytest.mark.parametrize(
    ("said", "asked", "words"),
    [
        (("женский",), "sex", "По ИИН пол мужской"),
        (("Мужской", "14.7.1990"), "birth_date", "По ИИН дата рождения — 13 июля 1990"),
        (("Мужской", "13.7.2004"), "birth_date", "18"),
    ],
)
def test_answers_that_disagree_are_asked_about_and_can_be_kept(
    rehearsal: Rehearsal, said: tuple[str, ...], asked: str, words: str
) -> None:
    _say(rehearsal, "Русский", "да", *ADDRESS["dwelling"], *PERMANENT)
    _say(rehearsal, *LISTED, *DWELLING, *said)
    assert rehearsal.interview.head.location.question == asked
    assert words in rehearsal.prompt.say_all()
    _say(rehearsal, "да")
    assert rehearsal.interview.head.location.question != asked


DWELLING = [
    *("Индивидуальный дом", "1991–2000", "Саман", "1", "3", "70", "50", "Да", "1", "1"),
    *("1", "1", "1", "1", "Да", "Печь", "Интернет", "1"),
]


def test_who_was_forgotten_is_added_and_then_nobody_is_missing(rehearsal: Rehearsal) -> None:
    _say(rehearsal, "Русский", "да", *ADDRESS["dwelling"], *PERMANENT, "Это все")
    assert rehearsal.interview.head.location.question == "missed_infant"
    _say(rehearsal, "Младенец или маленький ребёнок", "Готово, больше ничего", "Да, кого-то нет")
    assert rehearsal.interview.head.location.question == "missed_infant"
    assert "Вернитесь к списку" in rehearsal.prompt.say_all()
    _say(rehearsal, "назад", "Добавить респондента +", "Оспанова Сара Диасовна 080901600011")
    _say(rehearsal, "Это все", "Нет, все в списке")
    assert rehearsal.interview.head.location.question == "presence"


def test_an_iin_given_twice_is_refused_until_one_is_corrected(rehearsal: Rehearsal) -> None:
    _say(rehearsal, "Русский", "да", *ADDRESS["hotel"], *PERMANENT)
    _say(rehearsal, "Добавить респондента +", "Оспанова Сара Диасовна 900713300014")
    _say(rehearsal, *LISTED[:3], "да", LISTED[3])
    assert rehearsal.interview.head.location.question == "iin_corrected"
    _say(rehearsal, "да")
    assert rehearsal.interview.head.location.question == "iin_corrected"
    second = max(rehearsal.interview.items)
    rehearsal.hear(Act(Action.CHANGE, f"iin/{second}"))
    _say(rehearsal, "080901600011")
    assert rehearsal.interview.head.location.question == "sex"


MAIN = [
    f"{form}{number}"
    for form, last in (("P", 7), ("H", 17), ("I", 37), ("V", 8))
    for number in range(1, last + 1)
]
CLARIFYING = [
    *("P5.1", "P6.1", "P7.1", "H6.1", "H8.1", "H9.1"),
    *("I1.1", "I3.1", "I4.1", "I5.1", "I7.1", "I13.1", "I13.2", "I16.1", "I17.1"),
    *("I18.1", "I18.2", "I32.1", "I33.1", "I33.2", "I35.1", "I37.1"),
]


def test_every_official_question_is_asked(census: Questionnaire) -> None:
    assert (len(MAIN), len(CLARIFYING)) == (69, 22)
    assert {q.official for q in census.by_index if q.official} == {*MAIN, *CLARIFYING}

"""Forms as the field writes them, with all their quirks: read, checked, played, compared."""

from __future__ import annotations

import pytest
from pyxform.xls2xform import convert

from dialogs.faults import Severity
from dialogs.loading import load_source, load_whole
from tests.dialogs.xlsform.playing import played, worth
from tests.dialogs.xlsform.reading import faults, questionnaire, stored
from tests.workbooks import workbook
from tools.forms import FOLDER, TABLES, table

NAMES = sorted(path.stem for path in TABLES.glob("*.txt"))
FILES = {"markets.csv": (FOLDER / "markets.csv").read_text("utf-8")}


def form(name: str) -> bytes:
    return workbook(table(name))


def test_there_are_five_of_them_each_of_some_size() -> None:
    assert len(NAMES) == 5
    assert all(len(table(name)["survey"]) > 36 for name in NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_form_of_the_field_is_one_for_pyxform(name: str) -> None:
    assert convert(form(name), file_type=".xlsx").xform


@pytest.mark.parametrize("name", NAMES)
def test_a_form_of_the_field_has_no_error(name: str) -> None:
    found = faults(form(name), FILES)
    assert [each for each in found if each.severity is Severity.ERROR] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_form_of_the_field_is_the_same_in_yaml(name: str) -> None:
    with stored(form(name), FILES) as path:
        loaded = load_whole(path)
    again = load_source(loaded.text, files=loaded.files)
    assert again.identity == loaded.questionnaire.identity


SCRIPTS = {
    "household_wash": (
        "en",
        [
            *("Yes", "Almaty region", "Talgar", "Besagash", "@location 43.3 77.2", "3"),
            *("Aigul", "Female", "34", "Married", "Damir", "Male", "3", "Aliya", "2", "1"),
            *("[Go on]", "piped", "boil, filter", "Flush toilet", "yes", "2"),
            *("3, 1, 2", "7", "@photo", "[Go on]", "none"),
        ],
        {
            "consent": "yes",
            "settlement": "besagash",
            "gps": "43.3 77.2 0 0",
            "pos": [1, 2, 3],
            "member_name": ["Aigul", "Damir", "Aliya"],
            "sex": ["2", "1", "2"],
            "marital": ["married", "", ""],
            "is_child": [0, 1, 1],
            "members": 3,
            "children": 2,
            "first_name": "Aigul",
            "treat": ("boil", "filter"),
            "shared_with": 2,
            "needs": ("heat", "water", "food"),
            "satisfied": 7,
            "water_label": "Piped into dwelling",
            "day": "20.09.2021",
            "score": 0,
        },
    ),
    "vaccination": (
        "ru",
        [
            *("да", "B204", "Да", "2", "[Добавить]", "Алия", "15.09.2020", "Есть, показана"),
            *("@photo", "БЦЖ, Пента 3, Корь 1", "1.9.2021", "[Добавить]"),
            *("Дамир", "20.03.2020", "Нет", "[Другое]", "Не знали о нём", "[Нет, это всё]"),
            *("[Далее]", "3", "2", "11:45", "[Подтверждаю]"),
        ],
        {
            "survey_round": "3",
            "interview_date": "2021-09-20",
            "cluster": "B204",
            "has_child": "1",
            "c_name": ["Алия", "Дамир"],
            "age_months": [12, 18],
            "card": ["seen", "none"],
            "vaccines": [("bcg", "penta3", "mcv1"), ""],
            "mcv_date": ["2021-09-01", ""],
            "reason": ["", "other"],
            "reason_other": ["", "Не знали о нём"],
            "full": [1, 0],
            "n_full": 1,
            "youngest": 12,
            "coverage": 50,
            "m1": "3",
            "end_at": "11:45",
            "ack": "OK",
        },
    ),
    "market_prices": (
        "en",
        [
            *("Shygys", "Retail", "A trader", "bread", "120", "Black bread", "120"),
            *("US dollar", "425.5", "Kaspi QR", "12345", "@photo", "@voice"),
            *("19.9.2021 18:30", "[Go on]"),
        ],
        {
            "market_city": "Oskemen",
            "market_km": "1010",
            "month": "09",
            "trader": "retail",
            "goods": ("bread",),
            "good": ["bread"],
            "good_label": ["Bread"],
            "unit": ["loaf"],
            "quality": ["black"],
            "before": [120],
            "change": [0],
            "total": 120,
            "mean": 120,
            "shown_total": 120,
            "currency": "USD",
            "rate": 425.5,
            "pay": ("kaspi",),
            "visited": "2021-09-19T18:30",
        },
    ),
    "school_visit": (
        "ru",
        [
            *("Алматинская область", "Другая", "Школа в ауле", "30", "14", "[Добавить]"),
            *("2 класс", "12", "10", "Болеют, другое", "Сенокос", "[Добавить]"),
            *("4 класс", "20", "20", "[Нет, это всё]", "[Далее]", "Плохое", "Хорошее", "Плохое"),
            *("Крыша в этом году.", "[Класс 2]", "1.10.2021", "@file", "@video", "ок"),
        ],
        {
            "g2_school": "Другая школа",
            "school_label": "Школа в ауле",
            "boys": 16,
            "grade": ["2", "4"],
            "present": [10, 20],
            "absent": [2, 0],
            "why": [("ill", "other"), ""],
            "why_other": ["Сенокос", ""],
            "all_enrolled": 32,
            "all_absent": 2,
            "rate": 6,
            "bad": 2,
            "plan": "Крыша в этом году.",
            "best": "2",
            "next_visit": "2021-10-01",
            "confirm": "OK",
        },
    ),
    "livestock": (
        "en",
        [
            *("Abai", "7011234567", "Aqbulaq", "sheep, horses", "40", "30", "Edilbay"),
            *("[Add]", "5", "60000", "[Add]", "2", "70000.5", "[No, that is all]", "[Go on]"),
            *("10", "4", "Other", "[No, that is all]", "yes", "12.5", "Yes", "1.9.2021", "4"),
            "Nothing",
        ],
        {
            "village": "v2",
            "species": ["sheep", "horse"],
            "species_label": ["Sheep", "Horses"],
            "breed": ["edilbay", "other"],
            "sold": [5, 2],
            "income": [300_000, 140_001],
            "herd_income": [440_001, 0],
            "n_sold": [7, 0],
            "all_heads": 50,
            "all_income": 440_001,
            "first_heads": 40,
            "names": "Sheep, Horses",
            "hectares": 12.5,
            "density": 4,
            "vet_days": 19,
            "rating": 4,
        },
    ),
}


@pytest.mark.parametrize("name", NAMES)
def test_a_form_of_the_field_is_played_to_its_end_and_knows_what_was_said(name: str) -> None:
    language, script, expected = SCRIPTS[name]
    found = worth(played(questionnaire(form(name), FILES), script, language))
    assert {key: found.get(key) for key in expected} == expected

"""Households whose every answer is known: what the respondent's burden is measured with."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType

from msgspec import Struct

from dialogs.iin import check_digit
from state_machine.items import Value

__all__ = ["HOMES", "Answers", "Home", "Person"]

Answers = dict[str, Value]
"""What is true, by question. A person is named by the first name; nothing said is skipped."""


class Person(Struct, frozen=True):
    """Somebody on the list: the message that lists them, and the answers to all about them."""

    name: str
    line: str
    answers: Answers


class Home(Struct, frozen=True):
    """An address with one household: the answers once for it, and its people in order."""

    answers: Answers
    people: tuple[Person, ...]


_DWELLING: Answers = {
    "consent": "yes",
    "territory": "711110000",
    "street": "улица Абая",
    "house": "5",
    "flat": "20",
    "dwelling_kind": "dwelling",
    "residence": "permanent",
    "missed_infant": "no",
    "missed_away": "no",
    "missed_student": "no",
    "missed_lodger": "no",
    "counted_elsewhere": "no",
    "dwelling_type": "flat",
    "construction_period": "from_2001",
    "wall_material": "monolithic",
    "dwelling_owner": "household",
    "rooms": 3,
    "total_area": 84,
    "living_area": 52,
    "electricity": "yes",
    "heating": "central",
    "water_supply": "inside",
    "hot_water": "central",
    "gas_supply": "none",
    "sewerage": "central",
    "toilet": "flush",
    "bath": "yes",
    "stove": "electric",
    "communications": ("mobile", "internet"),
    "refuse_disposal": "collection",
}

_EVERYBODY: Answers = {
    "presence": "present",
    "citizenship": "kazakhstan",
    "birth_place": "here",
    "whereabouts": "here",
    "ethnicity": "kazakh",
    "religion": "islam",
    "mother_tongue": "kazakh",
    "spoken_languages": ("kazakh", "russian"),
    "kazakh_level": ("understand", "speak", "read", "write"),
    "russian_level": ("understand", "speak", "read", "write"),
    "english_level": ("none",),
    "lived_here_always": "yes",
    "lived_abroad": "no",
    "plans_to_leave": "no",
    "computer_use": "both",
    "seeing": "none",
    "hearing": "none",
    "walking": "none",
    "remembering": "none",
    "self_care": "none",
    "had_covid": "no",
    "vaccinated": "fully",
    "income_effect": "same",
}
_WORKING: Answers = {
    "worked": "yes",
    "employment_status": "employee",
    "industry": "F",
    "job_title": "инженер-строитель",
    "occupation": "21",
    "workplace": "here",
    "livelihoods": ("work",),
}
_AT_HOME: Answers = {
    "worked": "no",
    "absent_from_work": "no",
    "looked_for_work": "no",
    "not_looking_reason": "home",
    "livelihoods": ("dependent",),
}
_RETIRED: Answers = _AT_HOME | {"not_looking_reason": "retired", "livelihoods": ("pension",)}
_CHILD: Answers = {
    "relationship": "child",
    "mother": "Зарина",
    "vaccinated": "none",
    "livelihoods": ("dependent",),
}
_MOTHER: Answers = {
    "children_borne": 3,
    "first_child_birth_date": "2008-09-01",
    "children_planned": 0,
}
_MOVED: Answers = {
    "birth_place": "elsewhere",
    "birth_territory": "150000000",
    "moved_year": 2010,
    "previous_place": "city",
    "previous_territory": "150000000",
    "move_reason": "family",
}


def _person(name: str, born: str, sex: str, answers: Answers, *, number: int = 1) -> Person:
    names = f"Оспанова {name} Ерланқызы" if sex == "female" else f"Оспанов {name} Ерланұлы"
    line = f"{names} {_iin(born, sex, number)}"
    return Person(name, line, {"sex": sex, "birth_date": born, **answers})


def _iin(born: str, sex: str, number: int) -> str:
    """A valid number that tells this date and sex; every other serial is kept free for the next."""
    day = date.fromisoformat(born)
    century = {("male", 19): 3, ("female", 19): 4, ("male", 20): 5, ("female", 20): 6}
    serial = 2 * number
    while True:
        eleven = f"{day:%y%m%d}{century[sex, day.year // 100]}{serial:04d}"
        digit = check_digit(eleven)
        if digit is not None:
            return f"{eleven}{digit}"
        serial += 1


_DIAS = _person(
    "Диас",
    "1988-07-13",
    "male",
    _EVERYBODY
    | _WORKING
    | {"marital_status": "registered", "education": "higher", "study_field": "engineering"}
    | {"studies": "none", "english_level": ("understand", "speak")},
)
_ZARINA = _person(
    "Зарина",
    "1989-06-11",
    "female",
    _EVERYBODY
    | _AT_HOME
    | _MOTHER
    | {"relationship": "spouse", "marital_status": "registered", "education": "vocational"}
    | {"study_field": "education", "studies": "none", "had_covid": "yes"},
)
_ADINA = _person(
    "Адина",
    "2008-09-01",
    "female",
    _EVERYBODY | _CHILD | {"education": "primary", "studies": "school"},
)
_DAMIR = _person(
    "Дамир",
    "2012-03-10",
    "male",
    _EVERYBODY | _CHILD | {"education": "no_primary", "studies": "school"},
)
_AISHA = _person("Айша", "2019-11-20", "female", _EVERYBODY | _CHILD)
_GRANDMOTHER = _person(
    "Бибигуль",
    "1955-01-01",
    "female",
    _EVERYBODY
    | _RETIRED
    | _MOVED
    | _MOTHER
    | {"relationship": "parent", "marital_status": "widowed", "education": "upper_secondary"}
    | {"studies": "none", "computer_use": "internet", "walking": "some"}
    | {"first_child_birth_date": "1978-05-03", "mother": ""},
)
_GUEST = _person(
    "Ерлан",
    "1979-04-02",
    "male",
    {
        "visitor_sex": "male",
        "visitor_birth_date": "1979-04-02",
        "visitor_citizenship": "kazakhstan",
        "visitor_birth_country": "KZ",
        "visitor_home_territory": "751710000",
        "visit_purpose": "business",
        "visit_since": "2021-09-28",
        "visit_months": 0,
        "visit_activity": "working",
    },
)
_ALONE = _person("Диас", "1988-07-13", "male", _DIAS.answers | {"marital_status": "divorced"})

_REGIONS = ("150000000", "350000000", "550000000", "610000000", "390000000")
_LODGERS = 50


def _lodger(number: int) -> Person:
    """One of the students: from five regions, every eighth a Russian, every tenth unvaccinated."""
    born = date(2002, 1, 15) + timedelta(days=20 * number)
    russian = number % 8 == 0
    tongue = "russian" if russian else "kazakh"
    place = _REGIONS[number % len(_REGIONS)]
    answers = {
        "ethnicity": tongue,
        "mother_tongue": tongue,
        "spoken_languages": ("russian",) if russian else ("kazakh", "russian"),
        "kazakh_level": ("understand",) if russian else ("understand", "speak", "read", "write"),
        "religion": "christianity" if russian else "islam",
        "english_level": ("understand", "read"),
        "birth_place": "elsewhere",
        "birth_territory": place,
        "moved_year": 2020,
        "previous_place": "city" if number % 2 else "village",
        "previous_territory": place,
        "place_five_years_ago": "elsewhere",
        "place_year_ago": "here",
        "move_reason": "study",
        "marital_status": "never_married",
        "education": "upper_secondary",
        "studies": "university",
        "vaccinated": "none" if number % 10 == 0 else "fully",
        "children_borne": 0,
        "children_planned": 2,
        "not_looking_reason": "study",
        "livelihoods": ("stipend", "dependent"),
        "main_livelihood": "dependent",
    }
    sex = "female" if number % 2 else "male"
    names = (_WOMEN if number % 2 else _MEN).split()
    return _person(
        names[number // 2],
        born.isoformat(),
        sex,
        _EVERYBODY | _AT_HOME | answers,
        number=number,
    )


_MEN = (
    "Абай Айдос Алмас Арман Асан Аскар Бауржан Бекзат Болат Данияр Дархан Досжан Ерасыл "
    "Жандос Ильяс Канат Мирас Нурлан Олжас Рустам Санжар Темирлан Тимур Умит Шынгыс"
)
_WOMEN = (
    "Айгерим Айжан Акмарал Алия Асель Аяулым Балжан Ботагоз Гаухар Дана Динара Жанар Жулдыз "
    "Камила Карлыгаш Лаура Мадина Меруерт Назерке Раушан Салтанат Сауле Томирис Улжан Шолпан"
)

HOMES: Mapping[str, Home] = MappingProxyType(
    {
        "one person": Home(_DWELLING, (_ALONE,)),
        "family of three": Home(_DWELLING, (_DIAS, _ZARINA, _ADINA)),
        "family of six": Home(_DWELLING, (_DIAS, _ZARINA, _ADINA, _DAMIR, _AISHA, _GRANDMOTHER)),
        "dormitory of 50": Home(
            _DWELLING | {"dwelling_kind": "institution", "institution_type": "gifted_school"},
            tuple(map(_lodger, range(_LODGERS))),
        ),
        "hotel guest": Home(
            _DWELLING
            | {
                "dwelling_kind": "hotel",
                "residence": "temporary",
                "visitor_category": "kazakhstan",
            },
            (_GUEST,),
        ),
    }
)

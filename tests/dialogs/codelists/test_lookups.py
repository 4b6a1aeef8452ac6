"""What people type is found: a table of texts in three languages, in any letters, with slips."""

from __future__ import annotations

import csv
import os
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.codelists import Table, read_kato, reader_for_codelist, shipped
from dialogs.codelists.kato import starter
from state_machine.pending import Candidates, Problem
from state_machine.scope import Scope
from tests.hostile import HOSTILE
from tests.state_machine.samples import plain
from tests.state_machine.talking import Talk

_SHOWN = 3
"""Among so many the right one must be: what is further down nobody looks at."""

_ROOT = Path(__file__).parents[3]
FULL = Path(os.environ.get("SANAQ_TEST_KATO") or _ROOT.parent / "shared/data/kato.csv")
"""The whole classifier, which is no part of the product."""


def lookups() -> list[tuple[str, str, str]]:
    text = (Path(__file__).parent / "lookups.csv").read_text("utf-8")
    return [(row["list"], row["typed"], row["code"]) for row in csv.DictReader(text.splitlines())]


def found(table: Table, typed: str) -> tuple[str, ...]:
    """The codes that a typed text brings, as the reader gives them."""
    talk = Talk(plain())
    value = reader_for_codelist(table)(typed, Scope(plain(), talk.interview), 0)
    match value:
        case Candidates(names=names):
            return names
        case str():
            return (value,)
    assert isinstance(value, Problem)
    return ()


@pytest.mark.parametrize(("name", "typed", "code"), lookups())
def test_what_people_type_is_among_the_first_three(name: str, typed: str, code: str) -> None:
    assert code in found(shipped(name), typed)[:_SHOWN]


def test_there_are_enough_look_ups_to_mean_something() -> None:
    assert len(set(lookups())) == len(lookups()) >= 150


@pytest.mark.parametrize(
    ("name", "typed", "code"),
    [
        ("kato", "Қарасай ауданы", "195200000"),
        ("kato", "алматы медеу", "751710000"),
        ("kato", "алматинская область", "190000000"),
        ("countries", "Казахстан", "KZ"),
    ],
)
def test_the_very_words_are_taken_unasked(name: str, typed: str, code: str) -> None:
    assert found(shipped(name), typed) == (code,)
    assert shipped(name).index.search(typed)[0].fit == 1


CITIES = {
    "750000000": "Алматы қ.|Алматы қаласы|г Алматы|Г. АЛМАТЫ|город Алматы|Алматы г.|Almaty city|"
    "city of Almaty|Almaty qalasy|қ.Алматы|г.Алматы|гор. Алматы",
    "151000000": "Актөбе қаласы|Ақтөбе қаласы|Ақтөбе қ.|город Актобе|г. Актобе|Актобе город|"
    "Aktobe city|Aqtöbe qalasy",
    "351000000": "Қарағанды қаласы|г. Караганда|Karaganda city",
}
"""How people say that they mean the city and not the region of its name."""


@pytest.mark.parametrize(
    ("code", "typed"),
    [(code, typed) for code, row in CITIES.items() for typed in row.split("|")],
)
def test_a_city_that_is_called_one_is_taken_unasked(code: str, typed: str) -> None:
    assert found(shipped("kato"), typed) == (code,)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("село Актобе", "151000000"),
        ("с. Алматы", "750000000"),
        ("Нұр-Сұлтан қаласы", "710000000"),
        ("Есик қаласы", "194000000"),
        ("с. Шамалган", "195200000"),
    ],
)
def test_what_may_be_another_place_is_asked_about(typed: str, code: str) -> None:
    talk = Talk(plain())
    value = reader_for_codelist(shipped("kato"))(typed, Scope(plain(), talk.interview), 0)
    assert isinstance(value, Candidates)
    assert code in value.names


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("kato", "Каскелен"),
        ("occupations", "учитель"),
        ("countries", "Англия"),
        ("kato", "чимкент"),
    ],
)
def test_a_further_word_finds_an_entry_and_is_asked_about(name: str, typed: str) -> None:
    talk = Talk(plain())
    value = reader_for_codelist(shipped(name))(typed, Scope(plain(), talk.interview), 0)
    assert isinstance(value, Candidates)


@pytest.mark.parametrize(
    ("typed", "code"),
    [("Костанай", "391000000"), ("Қостанай", "391000000"), ("Ақтөбе", "151000000")],
)
def test_a_town_goes_before_the_region_that_is_called_after_it(typed: str, code: str) -> None:
    assert found(shipped("kato"), typed)[0] == code


@pytest.mark.parametrize("text", ["", "а", "село", "ыыыыыыы", "не знаю", "qwrtp", "🙂", "5"])
def test_what_says_nothing_finds_nothing(text: str) -> None:
    assert found(shipped("kato"), text) == ()


@given(st.text() | st.sampled_from(HOSTILE))
def test_any_text_is_looked_up_without_raising(text: str) -> None:
    fits = [match.fit for match in shipped("kato").index.search(text)]
    assert fits == sorted(fits, reverse=True)
    assert all(0 < fit <= 1 for fit in fits)


@given(st.sampled_from(sorted(shipped("kato").entries)), st.sampled_from(("kk", "ru", "en")))
def test_a_label_brings_its_own_entry_first(code: str, language: str) -> None:
    label = shipped("kato").label(code)
    assert label is not None
    assert found(shipped("kato"), "".join(map(str, label[language].parts))) == (code,)


def test_the_starter_set_is_regions_with_all_that_is_right_below_them() -> None:
    table = shipped("kato")
    tops = table.children("")
    assert len(tops) == 20
    assert all(len(table.path(code)) <= 2 for code in table.entries)
    assert {code[:2] for code in table.entries} == {code[:2] for code in tops}
    assert all(table.children(code) for code in tops)


# -- the whole classifier, where it is at hand -----------------------------------------------------


@cache
def whole() -> Table:
    if not FULL.exists():
        pytest.skip("the file of KATO is not at hand: SANAQ_TEST_KATO names it")
    return read_kato(FULL.read_text(encoding="utf-8-sig").splitlines())


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Шамалган", "195259100"),
        ("шамалған", "195259100"),
        ("shamalgan", "195259100"),
        ("шамалган карасай", "195259100"),
        ("карасай шамалган", "195259100"),
        ("шамолган карасайский район", "195259100"),
        ("село Шамалган, Карасайский район", "195259100"),
        ("Шамалган ауылы", "195259100"),
        ("г.Каскелен", "195220100"),
        ("Қаскелең", "195220100"),
        ("каскелень", "195220100"),
        ("kaskelen", "195220100"),
        ("Иргели", "195247100"),
        ("Іргелі Қарасай", "195247100"),
        ("Шымкент", "790000000"),
        ("Chimkent", "790000000"),
        ("Алматы қаласы", "750000000"),
        ("медеу алматы", "751710000"),
        ("усть-каменогорск", "631000000"),
        ("Karaganda", "351000000"),
        ("кызыл орда", "431000000"),
        ("Семей", "101000000"),
        ("покровка атбасар", "113852100"),
        ("195259100", "195259100"),
        ("Актөбе қаласы", "151000000"),
        ("г. Актобе", "151010000"),
        ("Алматы қ.", "750000000"),
        ("с. Шамалган", "195259100"),
        ("Есик қаласы", "194020100"),
        ("Aktobe city", "151000000"),
        ("п. Боралдай", "196835100"),
        ("Қарасай ауд.", "195200000"),
    ],
)
def test_a_place_is_found_among_fifteen_thousand(typed: str, code: str) -> None:
    assert code in found(whole(), typed)[:_SHOWN]


def test_the_starter_set_has_the_codes_and_words_of_the_classifier() -> None:
    for entry in starter():
        known = whole().entries.get(entry.code)
        assert known is not None, entry.code
        assert known.above == entry.above
        assert known.words["en"] == entry.words["en"]


def test_every_place_of_the_classifier_leads_up_to_a_region() -> None:
    table = whole()
    assert len(table) > 15_000
    assert {table.path(code)[0] for code in table.entries} == set(table.children(""))
    assert len(table.children("")) == 20


def test_every_english_name_is_in_latin_letters() -> None:
    assert [e.code for e in whole().entries.values() if not _is_latin(e.words["en"])] == []


def _is_latin(text: str) -> bool:
    return all(not letter.isalpha() or letter < "\u0250" for letter in text)

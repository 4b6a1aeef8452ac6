"""Lists too long for buttons: read, found by typing in any letters, browsed level by level."""

from __future__ import annotations

from functools import cache

import pytest

from dialogs.codelists import KatoError, Table, as_of_2021, read_kato, reader_for_codelist, shipped
from state_machine.pending import Candidates, Problem
from state_machine.scope import Scope
from tests.hostile import HOSTILE
from tests.state_machine.samples import plain
from tests.state_machine.talking import Talk

ROWS = """kato,kato_version,level,type_code,name_ru,name_kk
100000000,v,oblast,0,область Абай,Абай облысы
101000000,v,district,1,Семей Г.А.,Семей Қ.Ә.
101010000,v,sub_district,1,г.Семей,Семей қ.
630000000,v,oblast,0,Восточно-Казахстанская область,Шығыс Қазақстан облысы
631010000,v,sub_district,1,г.Усть-Каменогорск,Өскемен қ.
635000000,v,district,1,Глубоковский район,Глубокое ауданы
635035100,v,settlement,1,с.Покровка,Покровка а.
750000000,v,oblast,1,г.Алматы,Алматы қ.
751110000,v,district,1,Алмалинский район,Алмалы ауданы
"""


@cache
def kato() -> Table:
    return as_of_2021(read_kato(ROWS.splitlines()))


def said(code: str, language: str = "ru") -> str:
    label = kato().label(code)
    assert label is not None
    return "".join(map(str, label[language].parts))


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Семей", "101000000"),
        ("семеи", "101000000"),
        ("semey", "101000000"),
        ("Өскемен", "631010000"),
        ("oskemen", "631010000"),
        ("Oskemen", "631010000"),
        ("усть каменогорск", "631010000"),
        ("Алмалы ауданы", "751110000"),
        ("алмалинскй", "751110000"),
        ("Pokrovka", "635035100"),
        ("село Покровка", "635035100"),
        ("Глубоковский", "635000000"),
    ],
)
def test_a_place_is_found_in_any_letters_and_with_slips(typed: str, code: str) -> None:
    found = kato().index.search(typed)
    assert found[0].code == code


def test_the_parent_is_the_nearest_code_above_that_exists() -> None:
    assert kato().path("751110000") == ("750000000", "751110000")
    assert kato().path("631010000") == ("630000000", "631010000")
    assert kato().path("101010000") == ("100000000", "101000000", "101010000")
    assert kato().children("") == ("100000000", "630000000", "750000000")


def test_a_label_says_where_a_place_lies_and_where_its_region_was_in_2021() -> None:
    assert said("635035100").startswith("с.Покровка, Глубоковский район, Восточно")
    assert said("100000000") == "область Абай (в 2021 году: Восточно-Казахстанская область)"
    assert said("100000000", "kk") == "Абай облысы (2021 жылы: Шығыс Қазақстан облысы)"
    assert said("750000000", "en") == "Almaty"
    assert said("635035100", "en") == "Pokrovka village, Glubokoe District, East Kazakhstan Region"


def test_a_code_that_is_none_has_no_label_and_nothing_below() -> None:
    assert kato().label("999999999") is None
    assert kato().children("999999999") == ()


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ("kato,name_ru\n100000000,Абай", 1),
        ("kato,name_ru,name_kk\n", 1),
        ("kato,name_ru,name_kk\n10000000,Абай,Абай", 2),
        ("kato,name_ru,name_kk\n100000000,Абай,", 2),
        ("kato,name_ru,name_kk\n100000000,Абай,Абай\n100000000,Абай,Абай", 3),
    ],
)
def test_a_file_that_is_no_kato_is_refused_at_its_line(text: str, line: int) -> None:
    with pytest.raises(KatoError) as refused:
        read_kato(text.splitlines())
    assert refused.value.line == line


def read(text: str) -> object:
    talk = Talk(plain())
    return reader_for_codelist(kato())(text, Scope(plain(), talk.interview), 0)


def test_the_very_words_and_the_code_are_taken_and_what_is_close_is_asked_about() -> None:
    assert read("Глубоковский район") == "635000000"
    assert read(" 635035100 ") == "635035100"
    assert read("покровко") == Candidates(("635035100",))
    found = read("Семей")
    assert isinstance(found, Candidates)
    assert found.names[:2] == ("101000000", "101010000")
    assert read("Мадагаскар") == Problem("not_in_list")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_read_or_refused(text: str) -> None:
    assert isinstance(read(text), str | Candidates | Problem)


@pytest.mark.parametrize(
    "name", ["countries", "languages", "ethnicities", "occupations", "industries"]
)
def test_every_entry_of_a_shipped_list_is_named_in_three_languages_and_found(name: str) -> None:
    table = shipped(name)
    for entry in table.entries.values():
        assert set(entry.words) == {"kk", "ru", "en"}
        assert all(words.strip() for words in entry.words.values())
        assert not entry.above or entry.above in table.entries
        for words in entry.words.values():
            assert entry.code in {match.code for match in table.index.search(words)}, words


@pytest.mark.parametrize(
    ("name", "typed", "code"),
    [
        ("countries", "Казакстан", "KZ"),
        ("countries", "Germany", "DE"),
        ("countries", "узбекистон", "UZ"),
        ("languages", "қазақ", "kk"),
        ("languages", "дунганский", "dng"),
    ],
)
def test_what_people_type_is_found(name: str, typed: str, code: str) -> None:
    assert code in {match.code for match in shipped(name).index.search(typed)}

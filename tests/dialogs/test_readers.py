"""What people type is read as they mean it, in three languages, or refused with a reason."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogs.readers import clean, fold
from dialogs.readers.choices import SelectMultiple, SelectOne
from state_machine.items import Value
from state_machine.pending import Candidates, Problem
from state_machine.questionnaire import Choice, QuestionType
from state_machine.scope import Scope
from tests.dialogs.dialogue import Dialogue, questionnaire_of
from tests.dialogs.reading import (
    FAMILY,
    LANGUAGES,
    READERS,
    SCOPE_OF,
    TONGUES,
    TROUBLE,
    YES_NO,
    choice,
    code,
    read,
    reader,
)
from tests.hostile import HOSTILE


@pytest.fixture(scope="module")
def scope() -> Scope:
    dialogue = Dialogue(questionnaire_of(SCOPE_OF))
    return Scope(dialogue.questionnaire, dialogue.interview)


# -- any text -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", READERS)
def test_no_reader_is_stopped_by_a_hostile_text(name: str, scope: Scope) -> None:
    for text in HOSTILE:
        assert_of_type(name, read(name, text, scope))


@pytest.mark.parametrize("name", READERS)
@given(text=st.text() | st.text("0123456789.,/- яи"))
@settings(max_examples=150)
def test_whatever_is_read_is_of_the_type_of_the_question(
    name: str, scope: Scope, text: str
) -> None:
    assert_of_type(name, read(name, text, scope))


def assert_of_type(name: str, found: Value | Problem | Candidates) -> None:
    if isinstance(found, Problem):
        return
    if isinstance(found, Candidates):
        assert 0 < len(found.names) <= 4
        return
    assert isinstance(found, READERS[name][1])
    assert not isinstance(found, bool)
    assert found not in ("", ())
    if name == "date":
        date.fromisoformat(str(found))
    if name == "text":
        str(found).encode()
        assert len(str(found)) <= 500


# -- words of a label ------------------------------------------------------------------------------

CITIES = tuple(
    choice(name, label, label, label)
    for name, label in (
        ("71", "г. Астана"),
        ("75", "г. Алматы"),
        ("19", "Алматинская область"),
        ("10", "Область Абай"),
        ("x", "Не живу в Казахстане"),
    )
)


@pytest.mark.parametrize(
    ("text", "name"),
    [("алматы", "75"), ("Астана", "71"), ("абай", "10"), ("не живу", "x"), ("АЛМАТИНСКАЯ", "19")],
)
def test_words_that_one_label_alone_has_mean_it(text: str, name: str, scope: Scope) -> None:
    assert SelectOne(CITIES, LANGUAGES)(text, scope, 0) == name


@pytest.mark.parametrize("text", ["область", "Алмат", "живу в Казахстане", "Астана?", "г."])
def test_words_of_several_labels_parts_of_words_and_left_out_nots_mean_none(
    text: str, scope: Scope
) -> None:
    assert not isinstance(SelectOne(CITIES, LANGUAGES)(text, scope, 0), str)


def test_words_of_labels_are_named_in_a_list_too(scope: Scope) -> None:
    assert SelectMultiple(CITIES, LANGUAGES)("астана и абай", scope, 0) == ("71", "10")


WORDS = st.lists(st.sampled_from(["город", "район", "абай", "есиль"]), min_size=1, max_size=3)


@given(rows=st.lists(WORDS, min_size=2, max_size=4), said=WORDS)
def test_words_that_two_labels_have_are_never_taken_for_one(
    rows: list[list[str]], said: list[str]
) -> None:
    """Only the very label goes before the others that have its words."""
    labels, text = [" ".join(row) for row in rows], " ".join(said)
    having = [label for label in labels if f" {text} " in f" {label} "]
    dialogue = Dialogue(questionnaire_of(SCOPE_OF))
    scope = Scope(dialogue.questionnaire, dialogue.interview)
    choices = tuple(choice(f"n{place}", label, label, label) for place, label in enumerate(labels))
    if len(having) > 1 and text not in labels:
        assert not isinstance(SelectOne(choices, LANGUAGES)(text, scope, 0), str)


@given(text=st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert clean(clean(text)) == clean(text)


# -- choices --------------------------------------------------------------------------------------


@pytest.mark.parametrize("choices", [FAMILY, YES_NO, TROUBLE, TONGUES])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_label_reads_back_as_itself(
    choices: tuple[Choice, ...], language: str, scope: Scope
) -> None:
    one, several = (
        reader(QuestionType.SELECT_ONE, choices),
        reader(QuestionType.SELECT_MULTIPLE, choices),
    )
    for each in choices:
        label = str(each.label[language].parts[0])
        for said in (label, label.upper(), f" {label.lower()}. ", f"«{label}»"):
            assert one(said, scope, 0) == each.name
            assert several(said, scope, 0) == (each.name,)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("1", "first"),
        ("3.", "child"),
        ("№ 4", "other"),
        ("٣", "child"),
        ("4\ufe0f\u20e3", "other"),
        ("2", "two"),  # the label "2" is meant, not the second place
        ("сын", "child"),
        ("супруга", "spouse"),
        ("жубайы", "spouse"),  # typed without the Kazakh letters
        ("Бiрiншi жазылған", "first"),  # with the Latin i
        ("SPOUSE", "spouse"),
        ("🙂 Другое!", "other"),
    ],
)
def test_a_choice_is_found_by_label_number_name_or_part(text: str, name: str, scope: Scope) -> None:
    assert read("family", text, scope) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [("да", "yes"), ("ИӘ", "yes"), ("ия", "yes"), ("ok", "yes"), ("жок", "no"), ("Нет.", "no")],
)
def test_yes_and_no_are_said_in_many_ways(text: str, name: str, scope: Scope) -> None:
    assert read("yes or no", text, scope) == name


def test_a_yes_that_fits_two_choices_is_asked_again(scope: Scope) -> None:
    trouble = reader(QuestionType.SELECT_ONE, TROUBLE)
    assert code(trouble("да", scope, 0)) == "ambiguous"
    assert trouble("нет", scope, 0) == "none"


@pytest.mark.parametrize("text", ["", "0", "6", "999", "шестой", "первым записан", "1 2"])
def test_what_names_no_choice_is_refused(text: str, scope: Scope) -> None:
    assert code(read("family", text, scope)) == "not_a_choice"


def test_a_number_that_is_a_value_goes_before_the_place_in_the_list(scope: Scope) -> None:
    """XLSForms call choices 0 and 1; who types 1 means the value, not the first of them."""
    named = (choice("0", "Жоқ", "Нет", "No"), choice("1", "Иә", "Да", "Yes"))
    one = reader(QuestionType.SELECT_ONE, named)
    assert [one(said, scope, 0) for said in ("0", "1", "2")] == ["0", "1", "1"]


def test_the_language_spoken_goes_before_the_others() -> None:
    """A word that names one choice in Kazakh and another one in Russian is read as it is spoken."""
    dialogue = Dialogue(questionnaire_of(SCOPE_OF), "kk")
    mixed = (choice("a", "Отын", "Дрова", "Firewood"), choice("b", "Көмір", "Отын", "Coal"))
    one = reader(QuestionType.SELECT_ONE, mixed)
    assert one("отын", Scope(dialogue.questionnaire, dialogue.interview), 0) == "a"
    dialogue.say("/ru")
    assert one("отын", Scope(dialogue.questionnaire, dialogue.interview), 0) == "b"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("1 3", ("kazakh", "benefit")),
        ("3, 1; 1", ("kazakh", "benefit")),
        ("русский и казахский", ("kazakh", "russian")),
        ("қазақ тілі және орыс тілі", ("kazakh", "russian")),
        ("Kazakh and Other", ("kazakh", "other")),
        ("Казахский\nПособие, АСП\nДругой", ("kazakh", "benefit", "other")),
        ("Пособие, АСП, русский", ("russian", "benefit")),
        ("пособие", ("benefit",)),
        ("2, kazakh", ("kazakh", "russian")),
    ],
)
def test_several_choices_are_named_in_one_text(
    text: str, names: tuple[str, ...], scope: Scope
) -> None:
    assert read("tongues", text, scope) == names


@pytest.mark.parametrize("text", ["", ",", "1 9", "казахский, марсианский", "1-3"])
def test_one_unknown_name_among_several_refuses_them_all(text: str, scope: Scope) -> None:
    assert code(read("tongues", text, scope)) == "not_a_choice"


FILTERED = """
choices:
  regions:
    - {name: north, label: {kk: Солтүстік, ru: Север, en: North}}
    - {name: south, label: {kk: Оңтүстік, ru: Юг, en: South}}
  towns:
    - {name: a, label: {kk: Көкшетау, ru: Кокшетау, en: Kokshetau}, relevant: "${region} = 'north'"}
    - {name: b, label: {kk: Тараз, ru: Тараз, en: Taraz}, relevant: "${region} = 'south'"}
blocks:
  - section: one
    title: {kk: Бір, ru: Один, en: One}
    questions:
      - {type: select_one regions, name: region, label: {kk: Өңір, ru: Край, en: Region}}
      - {type: select_one towns, name: town, label: {kk: Қала, ru: Город, en: Town}}
"""


def test_only_what_is_offered_counts_and_can_be_named() -> None:
    dialogue = Dialogue(questionnaire_of(FILTERED))
    dialogue.say("юг")
    town = dialogue.questionnaire.questions["town"]
    scope = Scope(dialogue.questionnaire, dialogue.interview)
    assert town.read("1", scope, 0) == "b"
    assert code(town.read("Кокшетау", scope, 0)) == "not_a_choice"

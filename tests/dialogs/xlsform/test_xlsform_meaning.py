"""What each part of an XLSForm becomes."""

from __future__ import annotations

import pytest

from state_machine.questionnaire import Loop, Section, Text
from tests.dialogs.dialogue import Dialogue
from tests.dialogs.xlsform.forms import FILES, FORMS
from tests.dialogs.xlsform.reading import codes, question, questionnaire, translated


def said_in(language: str, text: Text) -> str:
    return "".join(map(str, text[language].parts))


# --- groups and repeats


def test_the_label_of_a_group_is_the_title_of_its_questions() -> None:
    found = questionnaire(FORMS["groups in groups"])
    titles = [said_in("en", section.title) for section in found.sections.values()]
    assert titles == ["The whole", "Work"]


def test_questions_outside_of_groups_have_the_title_of_the_form() -> None:
    found = translated(FORMS["default language"])
    assert found["title"] == {"en": "Знакомство", "ru": "Знакомство"}
    assert found["blocks"][0]["title"] == found["title"]
    assert found["name"] == "acquaintance"


def test_a_repeat_between_questions_parts_them_into_sections() -> None:
    blocks = questionnaire(FORMS["repeat"]).blocks
    assert [type(block) for block in blocks] == [Loop, Section]


def test_what_is_in_a_group_is_asked_under_its_condition_alone() -> None:
    dialogue = Dialogue(questionnaire(FORMS["repeat in a group"]), language="en")
    assert dialogue.say("no").text.startswith("Finish")
    dialogue = Dialogue(questionnaire(FORMS["repeat in a group"]), language="en")
    assert "Pet: add another?" in dialogue.say("yes").text


def test_a_counted_repeat_asks_nobody_for_more() -> None:
    dialogue = Dialogue(questionnaire(FORMS["counted repeat"]), language="en")
    assert dialogue.say("2").title == "Room 1"
    assert dialogue.say("3").title == "Room 2"
    assert dialogue.say("3").text.startswith("Finish")


def test_items_are_called_by_the_label_of_their_repeat_if_it_repeats_an_answer() -> None:
    dialogue = Dialogue(questionnaire(FORMS["repeat with a condition"]), language="en")
    dialogue.say("yes")
    assert dialogue.prompt.text.endswith("Add another entry?")
    dialogue.say("1", "Laika")
    assert "Laika" in dialogue.prompt.say_all()


def test_a_path_is_the_answer_that_it_leads_to_and_a_text_in_quotes_stays() -> None:
    (first, group) = translated(FORMS["paths"])["blocks"]
    trade, told = group["blocks"][0]["questions"]
    assert first["questions"][0]["name"] == "age"
    assert group["relevant"] == "${age} > 15"
    assert trade["relevant"] == "${age} < 63"
    assert told["calculation"] == "concat('../age', ${trade})"


@pytest.mark.parametrize("rule", ["../lost > 1", "//age", "/data/age[1] = 2", "a / b"])
def test_a_path_that_leads_nowhere_is_a_fault_that_says_what_to_write(rule: str) -> None:
    form = f"| survey |\n| | type | name | label | relevant |\n| | text | who | Who? | {rule} |\n"
    assert "E301" in codes(form)


# --- languages


def test_the_languages_are_those_of_the_columns_in_their_order() -> None:
    assert questionnaire(FORMS["three languages"]).languages == ("kk", "ru", "en")
    assert questionnaire(FORMS["codes of languages"]).languages == ("kk", "ru")
    assert questionnaire(FORMS["default language"]).languages == ("ru", "en")


def test_a_form_that_names_no_language_has_the_one_of_its_letters() -> None:
    assert questionnaire(FORMS["no language"]).languages == ("ru",)
    assert questionnaire(FORMS["text"]).languages == ("en",)
    assert "W127" in codes(FORMS["no language"])


def test_a_form_in_none_of_the_languages_is_asked_as_it_stands() -> None:
    found = questionnaire(FORMS["another language"])
    assert found.languages == ("en",)
    assert said_in("en", found.questions["who"].label) == "Qui êtes-vous?"
    assert "W126" in codes(FORMS["another language"])


def test_what_is_not_translated_is_said_in_the_main_language() -> None:
    (section,) = translated(FORMS["three languages"])["blocks"]
    assert section["questions"][0]["hint"] == dict.fromkeys(["kk", "ru", "en"], "Имя")
    assert "W128" in codes(FORMS["three languages"])


# --- choices


def test_a_filter_offers_the_choices_whose_columns_meet_it() -> None:
    dialogue = Dialogue(questionnaire(FORMS["choice filter"]), language="en")
    dialogue.tap("Almaty Region")
    assert dialogue.labels[:2] == ["Konaev", "Alatau"]


def test_one_list_can_be_filtered_in_several_ways() -> None:
    dialogue = Dialogue(questionnaire(FORMS["two filters of a list"]), language="en")
    dialogue.tap("Almaty Region", "Konaev")
    assert dialogue.labels[:2] == ["☐ Semey", "☐ Ayagoz"]


def test_a_list_in_a_file_is_offered_with_the_columns_that_are_named() -> None:
    dialogue = Dialogue(questionnaire(FORMS["list in a file"], FILES), language="en")
    assert dialogue.labels[:2] == ["Qaraoy", "Zhangatas"]
    dialogue.tap("Qaraoy")
    assert dialogue.labels[:2] == ["☐ One", "☐ Two"]


def test_a_list_too_long_for_buttons_is_searched_and_browsed() -> None:
    rows = "".join(f"p{number},Place {number}\n" for number in range(101))
    form = "| survey |\n| | type | name | label |\n| | select_one_from_file places.csv | p | P? |\n"
    found = questionnaire(form, {"places.csv": f"name,label\n{rows}"})
    dialogue = Dialogue(found, language="en")
    assert len(dialogue.labels) < 20
    dialogue.say("Place 77")
    assert dialogue.interview.head.location.question == "@finish"
    assert found.questions["p"].codelist is not None


def test_what_a_file_says_is_looked_up_by_its_key() -> None:
    dialogue = Dialogue(questionnaire(FORMS["pulldata"], FILES), language="en")
    assert "1200 people live there." in dialogue.tap("Zhangatas").say_all()


def test_another_file_is_another_content() -> None:
    one = questionnaire(FORMS["pulldata"], FILES)
    other = questionnaire(
        FORMS["pulldata"], {**FILES, "villages.csv": "name,label,people\na,A,1\nb,B,2\n"}
    )
    assert one.content != other.content


# --- questions

TYPES = [
    ("time", "time"),
    ("dateTime", "datetime"),
    ("acknowledge", "acknowledge"),
    ("trigger", "acknowledge"),
    ("hidden", "hidden"),
    ("start", "start"),
    ("end", "end"),
    ("today", "today"),
    ("username", "username"),
    ("phonenumber", "phonenumber"),
    ("email", "email"),
    ("deviceid", "deviceid"),
    ("audit", "audit"),
    ("geopoint", "geopoint"),
    ("image", "image"),
    ("photo", "image"),
    ("audio", "audio"),
    ("video", "video"),
    ("file", "file"),
    ("barcode", "text"),
    ("rank trees", "rank trees"),
    ("select_one trees", "select_one trees"),
    ("begin", "begin"),
]


@pytest.mark.parametrize(("theirs", "ours"), TYPES)
def test_a_type_of_theirs_is_one_of_ours(theirs: str, ours: str) -> None:
    assert question(f"| | {theirs} | asked | Asked? |")["type"] == ours


def test_a_range_has_its_bounds() -> None:
    head = "| | type | name | label | parameters |"
    found = question("| | range | sleep | Hours? | start=4; end = 12, step=0.5 |", head)
    assert {key: found[key] for key in ("start", "end", "step")} == {
        "start": "4",
        "end": "12",
        "step": "0.5",
    }


def test_another_answer_can_be_asked_for() -> None:
    found = question("| | select_multiple trees or_other | grow | What grows? |")
    assert found["type"] == "select_multiple trees"
    assert found["or_other"] == "yes"


KEYS = [
    ("required", "yes", "required", "yes"),
    ("required", "TRUE", "required", "yes"),
    ("required", "${a} > 1", "required", "${a} > 1"),
    ("required", "no", "required", None),
    ("bind::readonly", "true()", "read_only", "yes"),
    ("appearance", "multiline", "appearance", "multiline"),
    ("body::appearance", "multiline", "appearance", "multiline"),
    ("guidance_hint", "Slowly.", "guidance_hint", {"en": "Slowly."}),
    ("hint", "Slowly.", "hint", {"en": "Slowly."}),
    ("default", "5", "default", "'5'"),
    ("default", "it's", "default", '"it\'s"'),
    ("default", "today()", "default", "today()"),
    ("default", "2021-10-01", "default", "'2021-10-01'"),
    ("calculation", "1 + 1", "default", "1 + 1"),
]


@pytest.mark.parametrize(("column", "cell", "key", "value"), KEYS)
def test_a_column_of_theirs_is_a_key_of_ours(
    column: str, cell: str, key: str, value: object
) -> None:
    head = f"| | type | name | label | {column} |"
    type_ = "date" if "-" in cell else "text"
    assert question(f"| | {type_} | asked | Asked? | {cell} |", head).get(key) == value


def test_what_is_computed_and_only_to_be_read_is_a_note_with_its_value() -> None:
    head = "| | type | name | label | calculation | read_only |"
    found = question("| | text | sum | Sum | 1 + 1 | yes |", head)
    assert found == {
        "type": "note",
        "name": "sum",
        "label": {"en": "Sum"},
        "calculation": "1 + 1",
    }


def test_a_note_says_its_hint_as_well() -> None:
    (section,) = translated(FORMS["notes"])["blocks"]
    assert section["questions"][0]["label"] == {"en": "Hello!\nTake your time."}


def test_braces_are_braces_and_marks_for_looks_are_left_out() -> None:
    (section,) = translated(FORMS["calculations"])["blocks"]
    assert section["questions"][3]["label"] == {"en": "Together {{it is}} ${c}"}
    (section,) = translated(FORMS["looks"])["blocks"]
    hello, who = section["questions"]
    assert hello["label"] == {"en": "Hello! Welcome"}
    assert who["label"] == {"en": "Who are you?"}


def test_names_are_written_as_ours_are_and_never_twice() -> None:
    (section,) = translated(FORMS["names of Kobo"])["blocks"]
    age, trade, later = section["questions"]
    assert (age["name"], trade["name"], later["name"]) == ("q1_age_2", "q_2_trade", "q1_age")
    assert trade["relevant"] == "${q1_age_2} >= 15"
    assert trade["label"] == {"en": "${q1_age_2} years: what is your trade?"}


def test_a_choice_among_answers_of_a_repeat_is_one_among_its_items() -> None:
    found = questionnaire(FORMS["choices of items"])
    assert found.questions["head"].members == "relative"


def test_a_row_that_is_disabled_is_not_asked() -> None:
    assert questionnaire(FORMS["remarks and what is disabled"]).questions.keys() == {"who"}

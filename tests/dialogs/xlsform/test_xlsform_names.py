"""Names as forms have them: of other letters, of capitals, one of them in two groups."""

from __future__ import annotations

import pytest

from tests.dialogs.dialogue import Dialogue
from tests.dialogs.xlsform.reading import codes, faults, questionnaire, translated

LETTERS = """
| survey |
| | type | name | label | relevant |
| | begin group | Үй | Үй | |
| | text | Аты | Атыңыз кім? | |
| | text | жасы.1 | ${Аты}, жасыңыз? | ../Аты != '' |
| | end group | | | |
| | text | _соңы | Тағы? | ${жасы.1} != '' |
"""
TWICE = """
| survey |
| | type | name | label |
| | begin group | Mother | Mother |
| | text | name | What is her name? |
| | end group | | |
| | begin group | Father-1 | Father |
| | text | name | What is his name? |
| | end group | | |
| | text | other | More about ${name}? |
"""


def test_names_of_other_letters_are_written_in_latin_ones() -> None:
    found = questionnaire(LETTERS)
    assert list(found.questions) == ["aty", "zhasy_1", "q_sony"]
    assert list(found.sections) == ["uy_part", "form_part"]
    dialogue = Dialogue(found, language="kk")
    assert dialogue.say("Абай").text == "Абай, жасыңыз?"
    assert dialogue.say("16").text == "Тағы?"
    assert codes(LETTERS) >= {"W129"}


def test_one_name_in_two_groups_is_two_names_and_what_refers_to_it_means_the_first() -> None:
    found = questionnaire(TWICE)
    assert list(found.questions) == ["name", "father_1_name", "other"]
    dialogue = Dialogue(found, language="en")
    dialogue.say("Ulzhan", "Qunanbay")
    assert dialogue.prompt.text == "More about Ulzhan?"
    assert [fault.line for fault in faults(TWICE) if fault.code == "W129"] == [6]


def test_one_name_twice_in_a_group_is_a_fault() -> None:
    between = "| | end group | | |\n| | begin group | Father-1 | Father |\n"
    assert "E202" in codes(TWICE.replace(between, ""))


@pytest.mark.parametrize("name", ["😀", "1a", "a b", "-a", "a/b", "$a"])
def test_what_is_no_name_for_odk_is_none_here(name: str) -> None:
    form = f"| survey |\n| | type | name | label |\n| | text | {name} | What? |\n"
    assert "E201" in codes(form)


@pytest.mark.parametrize("group", ["Work", "1", "Жұмыс", "a b"])
def test_a_group_may_be_called_anything(group: str) -> None:
    form = (
        "| survey |\n| | type | name | label |\n"
        f"| | begin group | {group} | Work |\n| | text | trade | Trade? |\n| | end group | | |\n"
    )
    assert {code for code in codes(form) if code.startswith("E")} == set()
    assert len(translated(form)["blocks"]) == 1


KOBO = ["begin_kobomatrix", "score__row", "begin_rank", "rank__level"]


@pytest.mark.parametrize("type_", KOBO)
def test_types_of_kobos_own_are_named_and_never_asked(type_: str) -> None:
    form = (
        "| survey |\n| | type | name | label | required |\n"
        f"| | {type_} | own | Own? | |\n| | text | more | More? | |\n"
    )
    assert list(questionnaire(form).questions) == ["more"]
    assert "W123" in codes(form)
    assert "E122" in codes(form.replace("Own? | |", "Own? | yes |"))

"""Choices by whatever name: with spaces, in Cyrillic, the same one in two parts of a list."""

from __future__ import annotations

import pytest

from bot.buttons import decode, encode
from dialogs.faults import Fault
from dialogs.loading import check_source, load_source
from state_machine.items import ROOT
from tests.dialogs.dialogue import Dialogue

FORM = """
name: sample
title: {en: Sample}
languages: [en]
choices:
  schools:
    - {name: "СШ 1", label: {en: School 1}}
    - {name: "Лицей (физ.)", label: {en: The lyceum}}
    - {name: "it's", label: {en: It is}}
  breeds:
    - {name: local, label: {en: A local one}, columns: {of: cattle}}
    - {name: angus, label: {en: Angus}, columns: {of: cattle}}
    - {name: local, label: {en: A local one}, columns: {of: sheep}}
  kinds:
    - {name: cattle, label: {en: Cattle}}
    - {name: sheep, label: {en: Sheep}}
blocks:
  - section: asked
    title: {en: Asked}
    questions:
      - {type: select_one schools, name: school, label: {en: Which school?}}
      - type: text
        name: why
        relevant: "${school} = 'СШ 1'"
        label: {en: "Why ${school}?"}
      - {type: select_one kinds, name: kind, label: {en: Which animals?}}
      - type: select_one breeds
        name: breed
        choice_filter: "of = ${kind}"
        label: {en: Which breed?}
      - {type: text, name: more, label: {en: "More of ${breed}?"}}
"""


def started() -> Dialogue:
    return Dialogue(load_source(FORM), language="en")


def answers(dialogue: Dialogue) -> dict[str, object]:
    found = dialogue.interview.items[ROOT].answers
    return {name: answer.value for name, answer in found.items()}


@pytest.mark.parametrize("said", ["School 1", "СШ 1", "сш 1"])
def test_a_name_with_spaces_is_chosen_and_said_by_its_label(said: str) -> None:
    dialogue = started()
    assert dialogue.say(said).text == "Why School 1?"
    assert answers(dialogue)["school"] == "СШ 1"


@pytest.mark.parametrize("label", ["School 1", "The lyceum", "It is"])
def test_its_button_fits_and_comes_back(label: str) -> None:
    dialogue = started()
    button = dialogue.button(label).input
    assert decode(dialogue.questionnaire, encode(dialogue.questionnaire, button)) == button


def test_one_name_may_stand_in_two_parts_of_a_list() -> None:
    dialogue = started()
    dialogue.tap("It is", "Sheep")
    assert dialogue.labels[0] == "A local one"
    assert dialogue.tap("A local one").text == "More of A local one?"
    assert answers(dialogue)["breed"] == "local"


def faults(*changes: tuple[str, str]) -> list[Fault]:
    text = FORM
    for old, new in changes:
        text = text.replace(old, new)
    return check_source(text)


@pytest.mark.parametrize("name", ["'a\\tb'", '"a\\nb"', '" a"', f'"{"a" * 65}"', '"\\u200b"'])
def test_what_nobody_can_read_is_no_name(name: str) -> None:
    yaml = name.replace("'", '"')
    found = [each for each in faults(('"it\'s"', yaml)) if each.code == "E504"]
    assert len(found) == 1


def test_among_several_the_advice_is_a_name_without_spaces() -> None:
    found = faults(("select_one schools", "select_multiple schools"))
    messages = [each.message for each in found if each.code == "E504"]
    assert len(messages) == 2
    assert messages[0].endswith("write СШ_1")


def test_one_name_with_two_labels_is_a_fault() -> None:
    found = faults(
        (
            "{name: local, label: {en: A local one}, columns: {of: sheep}}",
            "{name: local, label: {en: Another}, columns: {of: sheep}}",
        )
    )
    assert [each.code for each in found if each.code == "E502"] == ["E502"]


def test_one_name_that_is_offered_twice_is_a_fault() -> None:
    assert "E502" in {each.code for each in faults(("{of: sheep}", "{of: cattle}"))}

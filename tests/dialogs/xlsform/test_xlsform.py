"""Every form is what pyxform takes for one, is asked, and says the same in YAML."""

from __future__ import annotations

import pytest
from pyxform.xls2xform import convert

from dialogs.faults import Severity
from dialogs.loading import load_source, load_whole, translate
from state_machine.interview import FINISH
from state_machine.questionnaire import Questionnaire, QuestionType
from tests.dialogs.dialogue import Dialogue
from tests.dialogs.xlsform.forms import FILES, FORMS
from tests.dialogs.xlsform.reading import faults, questionnaire, stored
from tests.workbooks import cells_of, workbook

MOST_ANSWERS, ITEMS = 60, 2
NOT_MET = {"select_multiple": {"which"}, "counted repeat": {"room_more"}}
"""What these answers do not lead to."""

NOTE = QuestionType.NOTE
WORDS_TO_GO_ON = {"en": "next", "ru": "далее", "kk": "келесі"}

ANSWERS = {
    QuestionType.INTEGER: "16",
    QuestionType.DECIMAL: "2.5",
    QuestionType.DATE: "1.9.2008",
    QuestionType.SELECT_ONE: "1",
    QuestionType.SELECT_MULTIPLE: "1",
    QuestionType.TEXT: "Abai",
}


def test_there_are_forms_enough() -> None:
    assert len(FORMS) >= 30


@pytest.mark.parametrize("name", FORMS)
def test_a_form_is_one_for_pyxform_as_well(name: str) -> None:
    assert convert(workbook(cells_of(FORMS[name])), file_type=".xlsx").xform


@pytest.mark.parametrize("name", FORMS)
def test_a_form_has_no_error(name: str) -> None:
    found = faults(FORMS[name], FILES)
    assert [fault for fault in found if fault.severity is Severity.ERROR] == []
    assert all(fault.file.endswith(("]", ".csv")) for fault in found)


@pytest.mark.parametrize("name", FORMS)
def test_a_form_says_the_same_when_it_is_yaml(name: str) -> None:
    with stored(FORMS[name], FILES) as path:
        loaded, text = load_whole(path), translate(path)
    again = load_source(text, files=FILES)
    assert loaded.questionnaire.identity == again.identity
    assert load_source(loaded.text, files=loaded.files).identity == again.identity
    assert again.questions.keys() == loaded.questionnaire.questions.keys()


@pytest.mark.parametrize("name", FORMS)
def test_a_form_is_asked_to_its_end(name: str) -> None:
    """Whoever answers everything, and adds two items to each list, comes to the last screen."""
    asked = questionnaire(FORMS[name], FILES)
    dialogue = Dialogue(asked, language=asked.languages[0])
    met: list[str] = []
    while (place := dialogue.interview.head.location.question) != FINISH.question:
        met.append(place)
        assert len(met) < MOST_ANSWERS
        dialogue.say(_answer(asked, place, met.count(place)))
    assert set(met) == {
        each.name
        for each in asked.questions.values()
        if each.type is not QuestionType.CALCULATE and (each.type is not NOTE or each.name in met)
    } - NOT_MET.get(name, set())


def _answer(asked: Questionnaire, name: str, time: int) -> str:
    question = asked.questions[name]
    if question.type is NOTE:
        return WORDS_TO_GO_ON[asked.languages[0]]
    if question.type is QuestionType.GATE:
        return "1" if time <= ITEMS else "2"
    return ANSWERS[question.type]

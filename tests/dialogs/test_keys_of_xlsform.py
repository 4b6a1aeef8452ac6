"""or_other, guidance_hint, appearance and read_only do what authors of XLSForm expect."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.loading import check_source, load_source
from dialogs.loading.appearances import Look, look_of
from dialogs.prompts import AnswerKind
from dialogs.readers.texts import MOST, read_lines
from state_machine.pending import Problem, Rejected
from state_machine.questionnaire import Questionnaire, QuestionType
from state_machine.scope import Scope
from tests.dialogs.dialogue import Dialogue
from tests.hostile import HOSTILE

_WHOLE = """
name: whole
title: {{en: Whole}}
languages: [en]
choices:
  fuels: [{{name: coal, label: {{en: Coal}}}}, {{name: gas, label: {{en: Gas}}}}{more}]
blocks:
  - section: only
    title: {{en: Only}}
    questions:
{questions}
"""


def source(*questions: str, more: str = "") -> str:
    rows = "\n".join(f"      - {{{question}}}" for question in questions)
    return _WHOLE.format(questions=rows, more=more)


def asked(*questions: str, more: str = "") -> Questionnaire:
    return load_source(source(*questions, more=more))


def codes(*questions: str) -> set[str]:
    return {fault.code for fault in check_source(source(*questions))} - {"W409", "W506"}


# -- or_other -------------------------------------------------------------------------------------

FUEL = 'type: select_one fuels, name: fuel, label: {en: Fuel?}, or_other: "yes"'


def test_whoever_chooses_other_is_asked_which_right_after() -> None:
    dialogue = Dialogue(asked(FUEL, "type: text, name: end, label: {en: End?}"), "en")
    assert dialogue.labels[:3] == ["Coal", "Gas", "Other"]
    assert dialogue.tap("Other").text == "Please write which."
    dialogue.say("dung")
    assert Scope(dialogue.questionnaire, dialogue.interview).value("fuel_other", 0) == "dung"
    assert dialogue.prompt.text == "End?"


def test_whoever_chooses_another_is_not() -> None:
    dialogue = Dialogue(asked(FUEL, "type: text, name: end, label: {en: End?}"), "en")
    assert dialogue.tap("Gas").text == "End?"


def test_a_list_that_has_an_other_keeps_its_own() -> None:
    questionnaire = asked(FUEL, more=", {name: other, label: {en: Something else}}")
    assert Dialogue(questionnaire, "en").labels[:3] == ["Coal", "Gas", "Something else"]


def test_a_list_is_not_longer_for_others_that_use_it() -> None:
    plain = "type: select_one fuels, name: bought, label: {en: Bought?}"
    questionnaire = asked(FUEL, plain)
    assert [choice.name for choice in questionnaire.questions["bought"].choices] == ["coal", "gas"]


def test_a_rule_may_ask_for_the_other_choice() -> None:
    more = "type: text, name: why, label: {en: Why?}, relevant: \"${fuel} = 'other'\""
    assert codes(FUEL, more) == set()
    assert codes(FUEL, more.replace("other'", "peat'")) == {"E317"}


def test_the_name_of_the_further_question_is_taken() -> None:
    assert codes(FUEL, "type: text, name: fuel_other, label: {en: Which?}") == {"E202"}


@pytest.mark.parametrize("type_", ["rank fuels", "codelist countries", "text", "note"])
def test_or_other_is_for_questions_with_choices_of_a_list(type_: str) -> None:
    question = f'type: {type_}, name: one, label: {{en: One?}}, or_other: "yes"'
    assert codes(question) == {"E601"}


# -- guidance -------------------------------------------------------------------------------------


def test_guidance_alone_is_a_hint() -> None:
    question = "type: text, name: one, label: {en: One?}, guidance_hint: {en: Take your time.}"
    dialogue = Dialogue(asked(question), "en")
    assert dialogue.tap("? Hint").lead == ("Take your time.",)


def test_guidance_is_not_pressed_on_whoever_is_not_understood() -> None:
    hints = "hint: {en: In figures.}, guidance_hint: {en: Long words.}"
    dialogue = Dialogue(asked(f"type: integer, name: one, label: {{en: One?}}, {hints}"), "en")
    shown = dialogue.say("a", "b", "c")
    assert isinstance(dialogue.interview.head.pending, Rejected)
    assert "In figures." in shown.lead
    assert "Long words." not in shown.lead


# -- appearance -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "type_", "look", "idle"),
    [
        ("likert", QuestionType.SELECT_ONE, Look(columns=8), ()),
        ("columns-3 quick", QuestionType.SELECT_ONE, Look(columns=3), ()),
        ("columns-99", QuestionType.SELECT_MULTIPLE, Look(columns=8), ()),
        ("columns-0", QuestionType.SELECT_ONE, Look(columns=1), ()),
        ("minimal", QuestionType.SELECT_MULTIPLE, Look(columns=1), ()),
        ("numbers multiline", QuestionType.TEXT, Look(numeric=True, lines=True), ()),
        ("masked", QuestionType.TEXT, Look(masked=True), ()),
        ("likert", QuestionType.INTEGER, Look(), ("likert",)),
        ("multiline w2", QuestionType.SELECT_ONE, Look(), ("multiline", "w2")),
        ("no-calendar", QuestionType.DATE, Look(), ("no-calendar",)),
        ("quick", QuestionType.SELECT_MULTIPLE, Look(), ("quick",)),
    ],
)
def test_a_word_of_an_appearance_does_something_or_is_named(
    said: str, type_: QuestionType, look: Look, idle: tuple[str, ...]
) -> None:
    assert look_of(said.split(), type_) == (look, idle)


@given(st.lists(st.text(max_size=20)), st.sampled_from(QuestionType))
def test_no_appearance_is_lost_in_silence(words: list[str], type_: QuestionType) -> None:
    look, idle = look_of(words, type_)
    assert set(idle) <= set(words)
    assert look != Look() or [word for word in words if word != "quick"] == list(idle)


def test_what_does_nothing_is_a_warning_that_names_it() -> None:
    question = "type: date, name: one, label: {en: One?}, appearance: no-calendar"
    (fault,) = [each for each in check_source(source(question)) if each.code == "W643"]
    assert "no-calendar" in fault.message


def test_masked_is_sensitive_and_figures_have_their_keyboard() -> None:
    question = "type: text, name: one, label: {en: One?}, appearance: masked numbers"
    questionnaire = asked(question)
    assert questionnaire.questions["one"].sensitive
    assert Dialogue(questionnaire, "en").prompt.answer is AnswerKind.NUMBER


def test_several_lines_stay_lines() -> None:
    dialogue = Dialogue(
        asked("type: text, name: one, label: {en: One?}, appearance: multiline"), ""
    )
    dialogue.say("  rain \n\n sun\u200b ")
    assert Scope(dialogue.questionnaire, dialogue.interview).value("one", 0) == "rain\nsun"


@given(st.text() | st.sampled_from(HOSTILE))
def test_lines_are_read_whatever_they_hold(text: str) -> None:
    dialogue = Dialogue(asked("type: text, name: one, label: {en: One?}"), "")
    kept = read_lines(text, Scope(dialogue.questionnaire, dialogue.interview), 0)
    if not isinstance(kept, Problem):
        assert 0 < len(kept) <= MOST
        assert all(line == line.strip() for line in kept.split("\n"))


# -- read_only ------------------------------------------------------------------------------------

SHEEP = 'type: integer, name: sheep, label: {en: Sheep?}, required: "yes"'


def test_what_is_only_read_stands_before_the_next_question_with_its_value() -> None:
    wool = 'type: decimal, name: wool, label: {en: "Wool:"}, read_only: "yes"'
    end = "type: text, name: end, label: {en: End?}"
    dialogue = Dialogue(asked(SHEEP, f'{wool}, calculation: "${{sheep}} * 2.5"', end), "en")
    shown = dialogue.say("3")
    assert shown.lead == ("Wool:\n7.5",)
    assert shown.text == "End?"


def test_choices_that_are_only_read_are_said_by_their_labels() -> None:
    fuels = 'type: select_multiple fuels, name: fuels_used, label: {en: "Fuels:"}, read_only: "yes"'
    dialogue = Dialogue(asked(f"{fuels}, default: \"'coal gas'\""), "en")
    assert dialogue.prompt.text == "Fuels:\nCoal, Gas"
    dialogue.tap("Go on")
    assert Scope(dialogue.questionnaire, dialogue.interview).value("fuels_used", 0) == "coal gas"


def test_a_value_that_is_not_there_is_not_shown() -> None:
    wool = (
        'type: decimal, name: wool, label: {en: Wool}, read_only: "yes", calculation: "1 div \'x\'"'
    )
    assert Dialogue(asked(wool), "en").prompt.text == "Wool"


def test_keys_of_an_answer_are_named_where_nobody_answers() -> None:
    wool = 'type: decimal, name: wool, label: {en: Wool}, read_only: "yes", required: "yes"'
    assert codes(f'{wool}, hint: {{en: Ask.}}, constraint: ". > 1"') == {"W644"}


def test_what_is_found_in_a_long_list_cannot_be_only_read() -> None:
    question = 'type: codelist countries, name: one, label: {en: One}, read_only: "yes"'
    assert codes(question) == {"E601"}


# -- defaults and comparisons of the new types ----------------------------------------------------


@pytest.mark.parametrize(
    ("type_", "default", "fits"),
    [
        ("time", "'09:30'", True),
        ("time", "'25:00'", False),
        ("time", "now()", True),
        ("time", "1 + 1", False),
        ("datetime", "'2021-09-20T09:30'", True),
        ("datetime", "'2021-09-20'", False),
        ("datetime", "now()", True),
        ("range", "3", True),
        ("range", "11", False),
        ("range", "1 div 0", False),
        ("range", "today()", False),
        ("rank fuels", "'gas coal'", True),
        ("rank fuels", "'gas'", False),
        ("rank fuels", "'gas gas'", False),
        ("acknowledge", "'OK'", True),
        ("acknowledge", "'yes'", False),
    ],
)
def test_a_default_is_held_against_its_type(type_: str, default: str, *, fits: bool) -> None:
    question = f'type: {type_}, name: one, label: {{en: One?}}, default: "{default}"'
    assert codes(question) == (set() if fits else {"E606"})


@pytest.mark.parametrize(
    ("type_", "constraint", "code"),
    [
        ("time", ". > '9:30'", "E324"),
        ("time", ". > '09:30'", ""),
        ("datetime", ". > 'noon'", "E324"),
        ("range", ". = 'five'", "E318"),
        ("rank fuels", ". = 'gas'", "W319"),
        ("rank fuels", "selected-at(., 0) = 'gas'", ""),
        ("acknowledge", ". = 'ok'", "E317"),
        ("time", ". > '18:00' and . < '09:00'", "E609"),
    ],
)
def test_a_comparison_that_cannot_be_meant_is_named(type_: str, constraint: str, code: str) -> None:
    message = "constraint_message: {en: Mend it.}"
    question = (
        f'type: {type_}, name: one, label: {{en: One?}}, constraint: "{constraint}", {message}'
    )
    assert codes(question) == ({code} if code else set())

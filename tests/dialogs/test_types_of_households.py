"""Times, ranges and orders are asked together, carried over and suggested like other answers."""

from __future__ import annotations

from functools import cache

from dialogs.history import echo
from dialogs.loading import load_source
from dialogs.summaries import rows
from state_machine.items import Missing, Provenance
from state_machine.questionnaire import Questionnaire
from state_machine.scope import Scope
from tests.dialogs.dialogue import Dialogue

SOURCE = """
name: household
title: {en: Household}
languages: [en]
choices:
  needs: [{name: rest, label: {en: Rest}}, {name: work, label: {en: Work}}]
blocks:
  - roster: person
    title: {en: "${called}"}
    noun: {en: person}
    min: 2
    max: 9
    gate: {label: {en: More?}, add: {en: Add}, done: {en: Nobody}}
    blocks:
      - section: card
        title: {en: Person}
        questions:
          - {type: text, name: called, required: "yes", label: {en: Name?}}
          - {type: time, name: wakes, carry: "yes", label: {en: Wakes at?}}
  - each: person
    blocks:
      - section: sheet
        title: {en: Sheet}
        questions:
          - type: rank needs
            name: order
            required: "yes"
            label: {en: "What does ${called} need?"}
            together: {en: What do you all need?}
          - type: range
            name: mark
            required: "yes"
            missing: [unknown]
            label: {en: "${called}: mark?"}
            together: {en: Which mark do you all give?}
          - {type: datetime, name: met, default: "now()", label: {en: "${called}: met when?"}}
"""


@cache
def household() -> Questionnaire:
    return load_source(SOURCE)


def two() -> Dialogue:
    """Two people, of whom the first wakes at half past six."""
    dialogue = Dialogue(household(), "")
    dialogue.say("Ann", "6.30", "Bob")
    return dialogue


def value(dialogue: Dialogue, name: str, item: int) -> object:
    return Scope(household(), dialogue.interview).value(name, item)


def test_a_time_is_carried_over() -> None:
    dialogue = two()
    assert "06:30" in dialogue.prompt.text
    dialogue.say("yes")
    answer = dialogue.interview.items[2].answers["wakes"]
    assert (answer.value, answer.by) == ("06:30", Provenance.CARRIED)


def test_an_order_and_a_number_are_given_for_everybody() -> None:
    dialogue = two()
    dialogue.say("yes")
    dialogue.tap("Nobody")
    assert dialogue.prompt.text.startswith("What do you all need?")
    dialogue.tap("○ Work", "Done")
    assert dialogue.prompt.lead == ("Noted (Ann, Bob): Work, Rest",)
    dialogue.tap("7")
    assert [value(dialogue, "order", item) for item in (1, 2)] == [("work", "rest")] * 2
    assert [value(dialogue, "mark", item) for item in (1, 2)] == [7, 7]
    assert dialogue.interview.items[2].answers["mark"].by is Provenance.TOGETHER


def test_a_moment_is_suggested_to_the_minute_and_a_reason_is_an_answer() -> None:
    dialogue = two()
    dialogue.say("yes")
    dialogue.tap("Nobody")
    dialogue.say("2 1", "don't know")
    assert dialogue.interview.items[1].answers["mark"].missing is Missing.UNKNOWN
    assert "20 September 2021, 10:00" in dialogue.prompt.text
    dialogue.say("yes")
    assert value(dialogue, "met", 1) == "2021-09-20T10:00"


def test_a_review_and_an_echo_say_them_in_words() -> None:
    dialogue = two()
    dialogue.say("yes")
    dialogue.tap("Nobody")
    dialogue.say("2 1")
    found = echo(dialogue.last)
    assert found is not None
    assert found.answer_text == "Work, Rest"
    assert [row.answer for row in rows(household(), dialogue.interview)][1] == "06:30"

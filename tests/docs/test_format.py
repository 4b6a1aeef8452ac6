"""What the page on the format says in passing is so."""

from __future__ import annotations

from typing import Any

import pytest

from dialogs.expressions import Placement, compile_expression
from dialogs.expressions.values import to_string
from dialogs.loading import load_source
from dialogs.transcripts import Rehearsal
from state_machine.inputs import Act, Action, Say
from state_machine.questionnaire import Stage
from tests.docs.pages import ROOT
from tools.fences import fences

PAGE = (ROOT / "docs" / "format.md").read_text(encoding="utf-8")
EXAMPLES = [
    line.split(" → ")
    for fence in fences(PAGE)
    if "expressions" in fence.info
    for line in fence.lines
]


@pytest.mark.parametrize(("expression", "value"), EXAMPLES)
def test_an_expression_gives_what_the_page_says(expression: str, value: str) -> None:
    nobody: Any = None  # these look at no answer
    rule = compile_expression(expression, Placement())
    assert to_string(rule.evaluate(nobody, 0, "")) == value


def test_there_are_examples_of_expressions() -> None:
    assert EXAMPLES


ROSTER = """\
name: cats
title: {en: Cats}
languages: [en]
blocks:
  - roster: cat
    title: {en: "${name}"}
    noun: {en: cat}
    gate: {label: {en: Another cat?}, add: {en: Add}, done: {en: Done}}
    blocks:
      - section: card
        title: {en: Cat}
        questions:
          - {type: text, name: name, label: {en: "What is its name?"}}
"""


def test_what_a_roster_is_when_its_keys_are_not_given() -> None:
    questionnaire = load_source(ROSTER)
    roster = questionnaire.rosters["cat"]
    assert (roster.min, roster.max, roster.respondent_first) == (0, 1000, False)
    assert {"cat_more", "name"} == questionnaire.questions.keys()
    assert {"cat_list", "card"} == questionnaire.sections.keys()
    assert questionnaire.sections["card"].stage is Stage.INTERVIEWING


def test_an_item_without_a_title_is_called_by_its_noun() -> None:
    rehearsal = Rehearsal(load_source(ROSTER), lambda: "2021-09-20T10:00:00+06:00")
    rehearsal.hear(Act(Action.START))
    assert rehearsal.hear(Say("Add")).title == "Cat 1"


def test_the_page_names_every_stage() -> None:
    assert [stage for stage in Stage if f"`{stage}`" not in PAGE] == []

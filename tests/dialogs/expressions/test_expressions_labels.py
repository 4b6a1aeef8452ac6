"""What depends on the language: labels of choices and the words of dates, in texts alone."""

from __future__ import annotations

import pytest

from dialogs.prompts import Prompt
from tests.dialogs.dialogue import Dialogue, questionnaire_of

HOME = questionnaire_of("""
choices:
  heating:
    - {name: stove, label: {kk: Пешпен, ru: Печное, en: By a stove}}
    - {name: gas, label: {kk: Газбен, ru: Газовое, en: By gas}}
blocks:
  - section: home
    title: {kk: Үй, ru: Дом, en: Home}
    questions:
      - type: select_one heating
        name: heating
        label: {kk: Жылыту қандай?, ru: Какое отопление?, en: What heating?}
      - type: date
        name: built
        label: {kk: Қашан салынды?, ru: Когда построен?, en: When was it built?}
      - type: calculate
        name: heated
        calculation: "jr:choice-name(${heating}, '${heating}')"
      - type: note
        name: recap
        label:
          kk: "${heated} / {format-date(${built}, '%e %b')}"
          ru: "${heated} / {format-date(${built}, '%e %b')}"
          en: "${heated} / {format-date(${built}, '%e %b')}"
""")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("kk", "Пешпен / 1 қыр."),
        ("ru", "Печное / 1 сент."),
        ("en", "By a stove / 1 Sep"),
    ],
)
def test_labels_and_months_are_said_in_the_language_of_the_interview(
    language: str, said: str
) -> None:
    dialogue = Dialogue(HOME, language)
    shown: Prompt = dialogue.say("stove", "2008-09-01")
    assert said in shown.text

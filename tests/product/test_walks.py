"""Every questionnaire of the product, walked at random: whole, sayable, and never stuck."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import buttons
from dialogs.history import history
from dialogs.loading import load
from dialogs.prompts import prompt
from state_machine.evolution import replay
from state_machine.inputs import Act, Action
from state_machine.interview import Interview, Status
from state_machine.questionnaire import Questionnaire
from tests.state_machine.talking import Talk, marshalled
from tests.state_machine.walking import assert_whole, hear, talks

ROOT = Path(__file__).parents[2] / "questionnaires"
ALL = pytest.mark.parametrize(
    "path", sorted([*ROOT.rglob("*.yaml"), *ROOT.rglob("*.xlsx")]), ids=lambda path: path.stem
)


@cache
def loaded(path: Path) -> Questionnaire:
    return load(path, constants={"census_moment": "2021-10-01T00:00:00+06:00"})


def assert_sayable(interview: Interview, questionnaire: Questionnaire) -> None:
    """There is something to show, a way on, and every button fits and comes back as it was."""
    shown = prompt(questionnaire, interview)
    assert shown.text.strip()
    assert shown == prompt(questionnaire, marshalled(interview))
    pressed = [button.input for row in shown.rows for button in row]
    for said in pressed:
        data = buttons.encode(questionnaire, said)
        assert len(data.encode()) <= buttons.LIMIT
        assert buttons.decode(questionnaire, data) == said
    over = interview.head.status in (Status.FINISHING, Status.FINISHED)
    assert pressed or shown.answer.value != "none" or over
    history(questionnaire, interview)


@ALL
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_whatever_is_said_there_is_something_true_to_show(path: Path, data: st.DataObject) -> None:
    questionnaire = loaded(path)
    language = data.draw(st.sampled_from(["", "kk", "ru", "en"]))
    talk = Talk(questionnaire, language=language)
    for said, now in data.draw(talks(questionnaire)):
        hear(talk, said, now)
        assert_sayable(talk.interview, questionnaire)
    assert_whole(talk.interview, questionnaire)
    rebuilt = replay(questionnaire, talk.events)
    assert rebuilt.head == talk.interview.head
    assert dict(rebuilt.items) == dict(talk.interview.items)


@ALL
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_a_willing_respondent_gets_to_the_end_in_every_language(path: Path, language: str) -> None:
    questionnaire = loaded(path)
    if language not in questionnaire.languages:  # who speaks another one chooses first
        language = questionnaire.languages[0]
    talk = Talk(questionnaire, language=language).obey().act(Action.FINISH)
    assert talk.status() is Status.FINISHING


@ALL
def test_every_button_shown_on_the_way_is_taken(path: Path) -> None:
    """Pressing any button of any prompt on a willing way leads to something that can be shown."""
    questionnaire = loaded(path)
    talk = Talk(questionnaire, language="ru")
    for _ in range(60):
        for row in prompt(questionnaire, talk.interview).rows:
            for button in row:
                aside = Talk(questionnaire, language="ru")
                aside.interview = talk.interview
                aside.hear(button.input)
                assert_sayable(aside.interview, questionnaire)
                told = getattr(aside.interview.head.pending, "code", "")
                assert told != "stale", button.label
        if talk.at.question.startswith("@"):
            break
        talk.hear(talk.willing())
    talk.hear(Act(Action.START))
    assert_sayable(talk.interview, questionnaire)

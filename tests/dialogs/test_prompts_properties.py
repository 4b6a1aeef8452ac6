"""What holds of prompts whatever anybody says or taps."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from dialogs.history import echo, history
from dialogs.loading import load
from dialogs.prompts import AnswerKind, Button, Prompt, prompt
from dialogs.transcripts import marshalled
from state_machine.engine import step
from state_machine.inputs import Act, Choose, Say
from state_machine.interview import Interview
from state_machine.pending import Rejected
from tests.dialogs.dialogue import START, Dialogue
from tests.dialogs.home import FAMILY, HOME, at
from tests.hostile import HOSTILE

QUESTIONNAIRES = Path(__file__).parents[2] / "questionnaires"

# -- whatever happens ------------------------------------------------------------------------------

SHIPPED = {
    path.stem: load(path)
    for path in [*(QUESTIONNAIRES / "features").glob("*.yaml"), QUESTIONNAIRES / "census.yaml"]
}
NAMES = st.sampled_from(sorted(SHIPPED))
TEXTS = st.sampled_from(
    [
        *HOSTILE,
        *("1", "2", "1.9.2008", "9:30", "1.9.2008 9:30", "2 1 3", "900713300014"),
        *("да", "нет", "Диас", "5,5", "/list", "/review"),
        *("/back", "/skip", "/pause", "/kk", "/restart", "/refuse", "/help", "/agent", "/finish"),
    ]
)


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_whatever_is_said_and_tapped_there_is_something_to_read_and_a_way_on(
    data: st.DataObject,
) -> None:
    questionnaire = SHIPPED[data.draw(NAMES)]
    dialogue = Dialogue(questionnaire, data.draw(st.sampled_from(["", *questionnaire.languages])))
    for _ in range(data.draw(st.integers(1, 40))):
        buttons = [button for row in dialogue.prompt.rows for button in row]
        tap = buttons and data.draw(st.integers(0, 3)) > 0
        move = data.draw(st.sampled_from(buttons)).input if tap else Say(data.draw(TEXTS))
        dialogue.take(move)
        assert_readable(dialogue.prompt, dialogue.interview)
        assert prompt(questionnaire, marshalled(dialogue.interview)) == dialogue.prompt


def assert_readable(shown: Prompt, interview: Interview) -> None:
    assert shown.text.strip()
    assert shown.say_all().strip()
    assert all(line.strip() for line in shown.lead)
    for row in shown.rows:
        assert 0 < len(row) <= 8
        for button in row:
            assert button.label.strip()
            assert isinstance(button.input, Act | Choose)
            assert button.input.tag == interview.tag
    typed = shown.answer not in (AnswerKind.CHOICE, AnswerKind.CHOICES, AnswerKind.NONE)
    assert shown.rows or typed
    if shown.progress is not None:
        assert 1 <= shown.progress.step <= shown.progress.steps
        assert 0 <= shown.progress.done <= shown.progress.total


@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_no_button_that_is_shown_is_out_of_date(data: st.DataObject) -> None:
    questionnaire = SHIPPED[data.draw(NAMES)]
    dialogue = Dialogue(questionnaire, "ru" if "ru" in questionnaire.languages else "")
    for _ in range(data.draw(st.integers(1, 30))):
        buttons = [button for row in dialogue.prompt.rows for button in row]
        if buttons:
            for button in buttons:
                assert_taken(dialogue, button)
            dialogue.take(data.draw(st.sampled_from(buttons)).input)
        dialogue.take(Say(data.draw(TEXTS)))


def assert_taken(dialogue: Dialogue, button: Button) -> None:
    turn = step(dialogue.questionnaire, dialogue.interview, button.input, now=START)
    after = prompt(dialogue.questionnaire, turn.interview)
    assert "устарела" not in "".join(after.lead), button


def test_a_secret_is_in_no_prompt_history_or_echo() -> None:
    dialogue = Dialogue(HOME)
    for move in FAMILY:
        if move.startswith("["):
            dialogue.tap(move[1:-1])
        else:
            dialogue.say(move)
        shown = [dialogue.prompt.say_all(), *dialogue.labels]
        shown += [row.answer for row in history(HOME, dialogue.interview)]
        found = echo(dialogue.last)
        shown.append(found.answer_text if found else "")
        assert not any("900713300014" in text for text in shown)
    dialogue.say("/review")
    assert "записано, здесь не показываем" in dialogue.prompt.text


def test_a_rejected_answer_is_not_repeated() -> None:
    dialogue = at("печное", "да", "моя тайна")
    assert isinstance(dialogue.interview.head.pending, Rejected)
    assert "тайна" not in dialogue.prompt.say_all()

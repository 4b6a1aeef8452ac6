"""Every prompt of the census's transcripts is one message that Telegram takes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import buttons
from bot.channels.telegram.methods import encode
from bot.channels.telegram.rendering import render
from dialogs.loading import load
from dialogs.prompts import Prompt
from dialogs.transcripts import Rehearsal, parse
from state_machine.inputs import Act, Action, Input, Say, Unsupported
from state_machine.questionnaire import Questionnaire
from tests.telegram.botapi.rules import bold, check_text, keyboard_of

QUESTIONNAIRES = Path(__file__).parents[2] / "questionnaires"
TRANSCRIPTS = sorted((QUESTIONNAIRES / "transcripts").glob("*.chat"))
NOW = "2021-09-20T10:00:00+06:00"


@pytest.fixture(scope="module")
def census() -> Questionnaire:
    return load(QUESTIONNAIRES / "census.yaml")


def prompts(path: Path, census: Questionnaire) -> Iterator[Prompt]:
    """What is shown during a transcript."""
    rehearsal = Rehearsal(census, lambda: NOW)
    yield rehearsal.prompt
    for line in parse(path.read_text("utf-8")).lines:
        if line.mark == ">":
            yield rehearsal.hear(meant(line.text, rehearsal.prompt))


def meant(line: str, prompt: Prompt) -> Input:
    if line == "/start":
        return Act(Action.START)
    if line.startswith("("):
        return Unsupported(line.strip("()"))
    labelled = {one.label.lstrip("☐☑ "): one.input for row in prompt.rows for one in row}
    return labelled.get(line.strip("[]").lstrip("☐☑ "), Say(line))


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.name)
def test_a_transcript_can_be_held_in_telegram(path: Path, census: Questionnaire) -> None:
    """One message a prompt, every button on it, and each button means what it meant."""
    shown = list(prompts(path, census))
    assert len({prompt.location for prompt in shown}) > 3
    for prompt in shown:
        (method,) = render(census, prompt).new(7)
        sent = json.loads(encode(method))
        bold(sent.get("entities"), check_text(sent["text"]))
        rows = keyboard_of(sent.get("reply_markup"))
        said = [buttons.decode(census, one["callback_data"]) for row in rows for one in row]
        assert said == [one.input for row in prompt.rows for one in row]

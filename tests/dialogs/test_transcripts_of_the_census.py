"""The conversations that ship with the census go as they are written, in all three languages."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from dialogs.loading import load
from dialogs.transcripts import parse, replay_file
from state_machine.questionnaire import Questionnaire

QUESTIONNAIRES = Path(__file__).parents[2] / "questionnaires"
TRANSCRIPTS = sorted((QUESTIONNAIRES / "transcripts").glob("*.chat"))
IN_ALL_LANGUAGES = ("single", "family", "visitors", "change")


@cache
def questionnaire(name: str) -> Questionnaire:
    return load(QUESTIONNAIRES / f"{name}.yaml")


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.stem)
def test_the_conversation_goes_as_written(path: Path) -> None:
    report = replay_file(path, questionnaire)
    assert report.same, str(report)


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.stem)
def test_nothing_shown_is_left_out_and_the_end_is_asserted(path: Path) -> None:
    lines = parse(path.read_text(encoding="utf-8")).lines
    assert all(line.text != "…" for line in lines)
    assert any(line.mark == "=" for line in lines)


@pytest.mark.parametrize("story", IN_ALL_LANGUAGES)
def test_the_story_is_told_in_every_language(story: str) -> None:
    names = {path.name for path in TRANSCRIPTS}
    assert {f"{story}.{language}.chat" for language in ("kk", "ru", "en")} <= names

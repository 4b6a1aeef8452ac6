"""The conversations beside the small questionnaires go as they are written."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from dialogs.loading import load
from dialogs.transcripts import replay_file
from state_machine.questionnaire import Questionnaire

FEATURES = Path(__file__).parents[2] / "questionnaires" / "features"
TRANSCRIPTS = sorted(FEATURES.glob("*.chat"))


@cache
def questionnaire(name: str) -> Questionnaire:
    return load(next(path for path in FEATURES.glob(f"{name}.*") if path.suffix != ".chat"))


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.stem)
def test_the_conversation_about_a_feature_goes_as_written(path: Path) -> None:
    report = replay_file(path, questionnaire)
    assert report.same, str(report)


@pytest.mark.parametrize("path", sorted(FEATURES.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_feature_is_shown_in_a_conversation_that_ends(path: Path) -> None:
    shown = [each for each in TRANSCRIPTS if each.name.split(".")[0] == path.stem]
    assert any(each.read_text("utf-8").endswith("= finished\n") for each in shown)

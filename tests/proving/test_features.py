"""Every small questionnaire is proved: all of it is reached, but for what is named here."""

from __future__ import annotations

from pathlib import Path

import pytest

from dialogs.loading import parts
from dialogs.proving import Content, prove

FEATURES = Path(__file__).parents[2] / "questionnaires" / "features"
PATHS = sorted((*FEATURES.glob("*.yaml"), *FEATURES.glob("*.xlsx")))

UNDECIDED = {
    # a date with a time has no domain of its own yet
    "times": {"ends"},
    # a file beside the form is read by the engine alone
    "xlsform_clinics": {"why_more"},
}
"""The questions of which something is not decided, and why."""


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_all_of_a_small_questionnaire_is_reached(path: Path) -> None:
    proof = prove(Content(*parts(path)), file=str(path))
    wanted = UNDECIDED.get(path.stem, set())
    undecided = [fault.message for fault in proof.faults if fault.code == "W819"]
    assert proof.unreachable == ()
    assert {name for name in wanted if any(name in text for text in undecided)} == wanted
    assert len(undecided) == len(wanted)
    assert set(proof.undecided) <= wanted

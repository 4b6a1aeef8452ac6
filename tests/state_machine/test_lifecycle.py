"""The lifecycle and control tables, every pair of state and trigger."""

from __future__ import annotations

import itertools

import pytest

from state_machine.interview import Control, Status
from state_machine.lifecycle import CONTROL, LIFECYCLE, diagram, fire_control, fire_status

ALLOWED = {
    (Status.OPEN, "pause"): Status.PAUSED,
    (Status.PAUSED, "resume"): Status.OPEN,
    (Status.OPEN, "refuse"): Status.REFUSED,
    (Status.REFUSED, "return"): Status.OPEN,
    (Status.OPEN, "finish"): Status.FINISHING,
    (Status.FINISHING, "finalise"): Status.FINISHED,
}
TRIGGERS = [*sorted({trigger for _, trigger in ALLOWED}), "no such trigger"]

ALLOWED_CONTROL = {
    (Control.RESPONDENT, "ask"): Control.AWAITING,
    (Control.AWAITING, "withdraw"): Control.RESPONDENT,
    (Control.RESPONDENT, "take"): Control.AGENT,
    (Control.AWAITING, "take"): Control.AGENT,
    (Control.AGENT, "hand_back"): Control.RESPONDENT,
}
CONTROL_TRIGGERS = sorted({trigger for _, trigger in ALLOWED_CONTROL})


@pytest.mark.parametrize(("status", "trigger"), list(itertools.product(Status, TRIGGERS)))
def test_a_status_moves_only_where_the_table_says(status: Status, trigger: str) -> None:
    assert fire_status(status, trigger) is ALLOWED.get((status, trigger))


@pytest.mark.parametrize(("control", "trigger"), list(itertools.product(Control, CONTROL_TRIGGERS)))
def test_control_passes_only_where_the_table_says(control: Control, trigger: str) -> None:
    assert fire_control(control, trigger) is ALLOWED_CONTROL.get((control, trigger))


def test_finished_is_the_end() -> None:
    assert all(row.source is not Status.FINISHED for row in LIFECYCLE)


@pytest.mark.parametrize("table", [LIFECYCLE, CONTROL])
def test_the_diagram_has_one_arrow_for_each_row(table: tuple) -> None:  # type: ignore[type-arg]
    drawn = diagram(table)
    assert drawn.count("-->") == len(table) + 1
    assert all(f"{row.source} --> {row.dest}: {row.trigger}" in drawn for row in table)

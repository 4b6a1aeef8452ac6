"""Who may go where: the lifecycle of an interview and who answers in it, each as one table.

The tables are the truth. The machines of `transitions` are built from them once, `fire` asks the
machine, and the diagrams in the documentation are drawn from the same rows.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from typing import NamedTuple

from transitions import Machine, MachineError

from state_machine.interview import Control, Status

__all__ = ["CONTROL", "LIFECYCLE", "Row", "diagram", "fire_control", "fire_status"]


class Row(NamedTuple):
    """One allowed move: on `trigger`, from `source` to `dest`."""

    trigger: str
    source: StrEnum
    dest: StrEnum


LIFECYCLE: tuple[Row, ...] = (
    Row("pause", Status.OPEN, Status.PAUSED),
    Row("resume", Status.PAUSED, Status.OPEN),
    Row("refuse", Status.OPEN, Status.REFUSED),
    Row("return", Status.REFUSED, Status.OPEN),
    Row("finish", Status.OPEN, Status.FINISHING),
    Row("finalise", Status.FINISHING, Status.FINISHED),
)

CONTROL: tuple[Row, ...] = (
    Row("ask", Control.RESPONDENT, Control.AWAITING),
    Row("withdraw", Control.AWAITING, Control.RESPONDENT),
    Row("take", Control.RESPONDENT, Control.AGENT),
    Row("take", Control.AWAITING, Control.AGENT),
    Row("hand_back", Control.AGENT, Control.RESPONDENT),
)


class _Model:
    """The bare thing that a shared machine moves; making one costs nothing."""

    __slots__ = ("state",)

    def __init__(self, state: StrEnum) -> None:
        self.state = state


@cache
def _machine(table: tuple[Row, ...]) -> Machine:
    """One machine for a table; it gets members alone: mixed with values it would never fire."""
    first = table[0].source
    machine = Machine(
        model=None, states=type(first), initial=first, auto_transitions=False, send_event=True
    )
    for trigger, source, dest in table:
        machine.add_transition(trigger, source, dest)
    return machine


def _fire(table: tuple[Row, ...], state: StrEnum, trigger: str) -> StrEnum | None:
    event = _machine(table).events.get(trigger)
    if event is None:
        return None
    model = _Model(state)
    try:
        event.trigger(model)
    except MachineError:
        return None
    return model.state


def fire_status(status: Status, trigger: str) -> Status | None:
    """The status after a trigger, or None where the table has no such move."""
    moved = _fire(LIFECYCLE, status, trigger)
    return None if moved is None else Status(moved)


def fire_control(control: Control, trigger: str) -> Control | None:
    """Who answers after a trigger, or None where the table has no such move."""
    moved = _fire(CONTROL, control, trigger)
    return None if moved is None else Control(moved)


def diagram(table: tuple[Row, ...]) -> str:
    """The table as a Mermaid state diagram."""
    lines = [f"    {source} --> {dest}: {trigger}" for trigger, source, dest in table]
    return "\n".join(["stateDiagram-v2", f"    [*] --> {table[0].source}", *lines])

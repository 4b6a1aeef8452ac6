"""Which questions stand in a battery: from its first to its last, with what is asked in between."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from state_machine.questionnaire import Battery, Question

__all__ = ["by_battery"]


def by_battery(
    questions: tuple[Question, ...],
) -> Iterator[tuple[Battery | None, tuple[Question, ...]]]:
    """The questions of a section in their order: each battery as one run, others one by one.

    A follow-up that stands between two questions of a battery stands in its run.
    """
    place = 0
    while place < len(questions):
        battery = questions[place].battery
        run = _run(battery, questions[place:]) if battery else questions[place : place + 1]
        yield battery, run
        place += len(run)


def _run(battery: Battery, questions: tuple[Question, ...]) -> tuple[Question, ...]:
    """From the first question, which is of the battery, to the last before another one begins."""
    until = tuple(takewhile(lambda each: each.battery in (None, battery), questions))
    last = max(place for place, each in enumerate(until) if each.battery is battery)
    return until[: last + 1]

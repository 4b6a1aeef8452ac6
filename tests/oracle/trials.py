"""Tries a form with many walks, always the same ones."""

from __future__ import annotations

from collections import Counter

from hypothesis import HealthCheck, given, settings

from tests.oracle.comparing import Difference, Tally, compare
from tests.oracle.tables import Form
from tests.oracle.walker import Walker
from tests.oracle.walks import Walk, walks

__all__ = ["WALKS", "tried"]

WALKS = 50
"""Walks through each form."""


def tried(form: Form, walker: Walker) -> tuple[list[Difference], Tally]:
    """The differences of the shortest walk that shows any, and how much was compared."""
    found: list[Difference] = []
    tally: Tally = Counter()

    @settings(
        max_examples=WALKS,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(walks(form))
    def walk_in_both(walk: Walk) -> None:
        found[:] = compare(form, walk, walker, tally)
        assert not found

    try:
        walk_in_both()
    except AssertionError:
        return found, tally
    return [], tally

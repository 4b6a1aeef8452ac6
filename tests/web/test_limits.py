"""Whoever sends too fast waits, and nobody else does."""

from __future__ import annotations

from bot.channels.web.limits import Budget, Limits


class Clock:
    """A clock that stands still until it is told."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_burst_passes_and_what_comes_after_it_waits() -> None:
    clock = Clock()
    limits = Limits(Budget(rate=2, burst=3), clock=clock)
    assert [limits.wait("a") for _ in range(3)] == [0.0, 0.0, 0.0]
    assert limits.wait("a") == 0.5


def test_after_the_wait_that_was_told_it_passes() -> None:
    clock = Clock()
    limits = Limits(Budget(rate=2, burst=1), clock=clock)
    limits.wait("a")
    clock.now += limits.wait("a")
    assert limits.wait("a") == 0.0


def test_being_refused_costs_nothing_more() -> None:
    clock = Clock()
    limits = Limits(Budget(rate=1, burst=1), clock=clock)
    limits.wait("a")
    assert {limits.wait("a") for _ in range(50)} == {1.0}


def test_one_sender_does_not_use_up_anothers_budget() -> None:
    limits = Limits(Budget(rate=1, burst=1), clock=Clock())
    limits.wait("a")
    assert limits.wait("b") == 0.0


def test_only_the_latest_senders_are_remembered() -> None:
    limits = Limits(Budget(rate=1, burst=1), clock=Clock(), kept=2)
    for sender in "abc":
        limits.wait(sender)
    assert limits.wait("c") > 0
    assert limits.wait("a") == 0.0


def test_a_long_rest_gives_no_more_than_a_burst() -> None:
    clock = Clock()
    limits = Limits(Budget(rate=1, burst=2), clock=clock)
    limits.wait("a")
    clock.now += 3600
    assert [limits.wait("a") > 0 for _ in range(3)] == [False, False, True]

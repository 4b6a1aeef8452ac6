"""A session lasts a working day, is known by its token alone, and ends when it is told."""

from __future__ import annotations

from bot.console.sessions import LASTS, Sessions


class Clock:
    """A clock that stands still until it is told."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_session_is_whose_it_was_begun_for() -> None:
    sessions = Sessions(clock=Clock())
    first, second = sessions.begin("aigerim"), sessions.begin("daniyar")
    assert (sessions.whose(first), sessions.whose(second)) == ("aigerim", "daniyar")
    assert sessions.whose("") is None


def test_a_session_ends_by_itself() -> None:
    clock = Clock()
    sessions = Sessions(clock=clock)
    token = sessions.begin("aigerim")
    clock.now = LASTS - 1
    assert sessions.whose(token) == "aigerim"
    clock.now = LASTS
    assert sessions.whose(token) is None


def test_ending_a_session_leaves_the_others() -> None:
    sessions = Sessions(clock=Clock())
    first, second = sessions.begin("aigerim"), sessions.begin("aigerim")
    sessions.end(first)
    sessions.end("unknown")
    assert (sessions.whose(first), sessions.whose(second)) == (None, "aigerim")


def test_the_oldest_session_gives_way_when_there_are_too_many() -> None:
    sessions = Sessions(clock=Clock(), kept=2)
    tokens = [sessions.begin("aigerim") for _ in range(3)]
    assert [sessions.whose(token) for token in tokens] == [None, "aigerim", "aigerim"]

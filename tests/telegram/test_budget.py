"""A bot keeps to Telegram's limits by itself."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram.budget import Budget
from tests.telegram.botapi import ApiError, LeapingClock
from tests.telegram.botapi.limits import Limits


@given(st.lists(st.tuples(st.floats(0, 2), st.integers(1, 40), st.booleans()), max_size=300))
def test_what_our_budget_allows_telegram_allows(
    sends: list[tuple[float, int, bool]],
) -> None:
    """Whatever the times, chats and kinds: no send that we allow is a 429."""
    clock = LeapingClock()
    budget, limits = Budget(clock), Limits(clock)
    for pause, chat, new in sends:
        clock.advance(pause / 10)
        if budget.wait(chat, new=new) <= 0:
            budget.book(chat, new=new)
            limits.charge(chat, new=new)


def test_the_server_does_refuse_what_is_too_much() -> None:
    """Else the test above proves nothing."""
    limits = Limits(LeapingClock())
    refused = 0
    for _ in range(6):
        try:
            limits.charge(1, new=True)
        except ApiError as error:
            refused = error.retry_after
    assert refused == 1


def test_a_chat_gets_a_short_burst_and_then_one_a_second() -> None:
    clock = LeapingClock()
    budget = Budget(clock)
    for _ in range(4):
        assert budget.wait(7) == 0
        budget.book(7)
    assert budget.wait(7) == 1
    assert budget.wait(8) == 0
    assert budget.wait(7, new=False) == 0
    clock.advance(1)
    assert budget.wait(7) == 0


def test_places_are_booked_one_after_another() -> None:
    """So that many who wait do not all wake for the same place."""
    budget = Budget(LeapingClock())
    waits = [budget.book(chat) for chat in range(10)]
    assert waits[:5] == [0, 0, 0, 0, 0]
    assert [round(wait * 25) for wait in waits[5:]] == [1, 2, 3, 4, 5]


@given(st.lists(st.integers(1, 1_000), unique=True, min_size=1, max_size=200))
def test_booked_places_are_places_that_telegram_allows(chats: list[int]) -> None:
    """Everybody who waits in line is sent to at a time that is no 429."""
    clock = LeapingClock()
    budget, limits = Budget(clock), Limits(clock)
    begun = clock.now()
    for place in [begun + budget.book(chat) for chat in chats]:
        clock.advance(place - clock.now())
        limits.charge(chats[0] + int(place * 1000), new=True)


def test_a_refused_chat_waits_and_others_go_on() -> None:
    clock = LeapingClock()
    budget = Budget(clock)
    budget.refused(7, 30)
    assert budget.wait(7) == 30
    assert budget.wait(8) == 0
    clock.advance(30)
    assert budget.wait(7) == 0


def test_two_refused_chats_are_the_whole_bots_limit() -> None:
    budget = Budget(LeapingClock())
    budget.refused(7, 30)
    budget.refused(8, 20)
    assert budget.wait(9) == 20


def test_chats_that_owe_nothing_are_forgotten() -> None:
    """Memory follows those who are talking, not all who ever talked."""
    clock = LeapingClock()
    budget = Budget(clock, per_second=1e9)
    for chat in range(50_000):
        clock.advance(0.01)
        budget.book(chat)
    assert len(budget._chats) <= 10_001

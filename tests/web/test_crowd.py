"""Nobody holds all the connections there are."""

from __future__ import annotations

from bot.channels.web.crowd import Crowd


def test_a_visitor_holds_so_many_and_no_more() -> None:
    crowd = Crowd(each=2, host=9)
    assert [crowd.enter("a", "h") for _ in range(3)] == [True, True, False]
    assert crowd.enter("b", "h")


def test_new_visitors_of_one_address_hold_no_more_together() -> None:
    """Cookies cost nothing; addresses do."""
    crowd = Crowd(each=2, host=3)
    assert [crowd.enter(visitor, "h") for visitor in "abcd"] == [True, True, True, False]
    assert crowd.enter("d", "another")


def test_a_place_that_is_given_back_is_free_again() -> None:
    crowd = Crowd(each=1, host=1)
    for visitor in "abc":
        assert crowd.enter(visitor, "h")
        assert not crowd.enter("x", "h")
        crowd.leave(visitor, "h")

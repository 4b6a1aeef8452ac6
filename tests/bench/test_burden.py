"""The respondent's burden is a count: it comes out the same everywhere, and keeps its promise."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from bench.burden import PROMISED, WAYS, burden, census, measure, talk
from bench.homes import HOMES
from state_machine.inputs import Action
from state_machine.interview import Interview, Status
from state_machine.items import ROOT, Value
from state_machine.scope import Scope

PAGE = Path(__file__).parents[2] / "docs" / "burden.md"
FAMILIES = ("one person", "family of three", "family of six", "hotel guest")


@cache
def ended(way: str, name: str) -> Interview:
    *_, (_, interview) = talk(way, HOMES[name])
    return interview


def answers(way: str, name: str) -> dict[tuple[str, tuple[int, ...]], Value]:
    """What is stored on the path, by question and by the places from the top down to the item."""
    scope = Scope(census(way), ended(way, name))
    return {
        (question.name, _places(scope, item.id)): answer.value
        for item in scope.interview.items.values()
        for question in scope.questionnaire.by_index
        if (answer := item.answers.get(question.name)) and scope.asks(question, item.id)
    }


def _places(scope: Scope, item: int) -> tuple[int, ...]:
    found: tuple[int, ...] = ()
    while item != ROOT:
        found = (scope.position(item), *found)
        item = scope.item(item).parent
    return found


@pytest.mark.parametrize("way", [way for way in WAYS if way != "person by person"])
@pytest.mark.parametrize("name", FAMILIES)
def test_whoever_is_spared_questions_has_told_the_same(way: str, name: str) -> None:
    stored = answers(way, name)
    assert stored == answers("person by person", name)
    assert len(stored) > 20


@pytest.mark.parametrize("way", WAYS)
def test_an_interview_of_a_dormitory_comes_to_its_end(way: str) -> None:
    interview = ended(way, "dormitory of 50")
    assert interview.head.status is Status.FINISHING
    assert len(interview.items) == 52
    assert answers(way, "dormitory of 50") == answers("person by person", "dormitory of 50")


def test_a_family_of_six_needs_at_most_two_turns_in_five_of_those_person_by_person() -> None:
    alone, spared = (burden(way, HOMES["family of six"]) for way in ("person by person", "both"))
    assert spared.turns <= PROMISED * alone.turns


def test_a_family_is_not_all_alike() -> None:
    """Else one tap for everybody would prove nothing."""
    people = HOMES["family of six"].people
    for name in ("birth_place", "computer_use", "walking", "had_covid", "english_level", "worked"):
        assert len({person.answers.get(name, "") for person in people}) > 1


def test_what_is_carried_over_is_tapped_instead_of_typed() -> None:
    dormitory = HOMES["dormitory of 50"]
    assert burden("both", dormitory).typed < burden("together", dormitory).typed


def test_person_by_person_nothing_is_asked_at_once() -> None:
    said = [each for each, _ in talk("person by person", HOMES["family of six"])]
    spared = {Action.SHARE, Action.APART, Action.USUAL}
    assert not [each for each in said if getattr(each, "action", None) in spared]


def test_the_page_shows_what_is_counted() -> None:
    page = PAGE.read_text("utf-8")
    for home, way, turns, taps, typed, share in measure().rows:
        row = f"| {home} | {way} | {turns:,} | {taps:,} | {typed:,} | {share:.3g} % |"
        assert row in page


def test_the_figure_has_a_row_for_every_home_and_way() -> None:
    figure = measure()
    assert [row[:2] for row in figure.rows] == [(home, way) for home in HOMES for way in WAYS]
    assert all(promise.kept for promise in figure.promises)

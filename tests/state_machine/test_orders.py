"""Putting choices in order, and answers that must lie on a grid."""

from __future__ import annotations

from functools import cache

import pytest
from msgspec.structs import replace

from state_machine.inputs import Choose
from state_machine.pending import Change, Confirming, Problem, Rejected
from state_machine.questionnaire import Choice, Grid, Questionnaire, QuestionType
from state_machine.scope import Scope
from state_machine.values import as_answer
from tests.state_machine.building import Builder, rule, text
from tests.state_machine.talking import Talk


@cache
def ordering() -> Questionnaire:
    """Whether there is a school, what is needed most (a school only without one), a mark."""
    b = Builder()
    none = rule(lambda s, i, _: s.value("has", i) == "no", {"has": ""})
    needs = ("water", "roads", "clinic", Choice("school", text("school"), relevant=none))
    mark = replace(b.question(QuestionType.RANGE, "mark"), grid=Grid(0, 2, 1))
    return b.build(
        b.section(
            "first",
            b.question(QuestionType.SELECT_ONE, "has", ("yes", "no")),
            b.question(QuestionType.RANK, "order", needs),
            replace(mark, choices=tuple(Choice(name, text(name)) for name in ("0", "1", "2"))),
        )
    )


@pytest.fixture
def talk() -> Talk:
    return Talk(ordering()).tap("no")


def drafted(talk: Talk) -> tuple[str, ...]:
    draft = talk.interview.head.draft
    return () if draft is None else draft.chosen


def test_choices_get_their_places_in_the_order_of_the_taps(talk: Talk) -> None:
    talk.tap("clinic", "water")
    assert drafted(talk) == ("clinic", "water")
    talk.tap("school")
    assert drafted(talk) == ("clinic", "water", "school", "roads")
    talk.tap("")
    assert talk.value("order") == ("clinic", "water", "school", "roads")


def test_a_choice_taken_back_lets_the_others_move_up(talk: Talk) -> None:
    talk.tap("clinic", "water", "school")
    talk.hear(Choose("order", 0, "clinic", on=False))
    assert drafted(talk) == ("water", "school", "roads")


def test_the_same_tap_twice_changes_nothing(talk: Talk) -> None:
    talk.tap("clinic", "clinic")
    assert drafted(talk) == ("clinic",)


def test_an_order_without_all_of_them_is_refused_and_kept(talk: Talk) -> None:
    talk.tap("clinic", "")
    assert talk.interview.head.pending == Rejected(Problem("rank_all"), 1)
    assert drafted(talk) == ("clinic",)


def test_a_choice_that_appears_later_contradicts_the_order(talk: Talk) -> None:
    talk = Talk(ordering()).tap("yes", "roads", "water", "")
    assert talk.value("order") == ("roads", "water", "clinic")
    talk.hear(Choose("has", 0, "no"))
    assert isinstance(talk.interview.head.pending, Confirming)
    assert talk.interview.head.pending.intent == Change("has", 0, "no")
    assert talk.interview.head.pending.consequences.contradicted == 1


def test_a_tapped_number_is_a_number(talk: Talk) -> None:
    talk.tap("clinic", "water", "roads", "", "2")
    assert talk.value("mark") == 2


@pytest.mark.parametrize(
    ("type_", "computed", "kept"),
    [
        (QuestionType.TIME, "2021-09-20T10:30:00+06:00", "10:30"),
        (QuestionType.TIME, "10:30:15", "10:30"),
        (QuestionType.TIME, "soon", ""),
        (QuestionType.DATETIME, "2021-09-20T10:30:00+06:00", "2021-09-20T10:30"),
        (QuestionType.DATETIME, "2021-09-20", ""),
        (QuestionType.DATE, "2021-09-20T10:30:00+06:00", "2021-09-20"),
        (QuestionType.DATE, "soon", ""),
        (QuestionType.RANK, "a b", ("a", "b")),
        (QuestionType.INTEGER, float("inf"), ""),
    ],
)
def test_what_is_computed_becomes_an_answer_of_the_type(
    type_: QuestionType, computed: str | float, kept: str | tuple[str, ...]
) -> None:
    assert as_answer(Builder().question(type_, "asked"), computed) == kept


def test_a_number_beside_the_grid_is_refused_with_what_is_expected(talk: Talk) -> None:
    scope = Scope(talk.questionnaire, talk.interview)
    objection = scope.objection(talk.questionnaire.questions["mark"], 0, 2.5)
    assert objection == Problem("not_on_grid", {"start": "0", "end": "2", "step": "1"})

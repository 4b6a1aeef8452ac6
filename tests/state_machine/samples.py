"""The questionnaires that the engine's tests talk through."""

from __future__ import annotations

from functools import cache

from state_machine.assembly import position_of
from state_machine.items import Value
from state_machine.questionnaire import Choice, Loop, Questionnaire, QuestionType, Stage
from state_machine.scope import Scope
from tests.state_machine.building import Builder, rule, text

__all__ = ["household", "plain"]

ADULT = 15


@cache
def plain() -> Questionnaire:
    """Five questions of different kinds in two sections; `why` only after `likes` is no."""
    b = Builder()
    no = rule(lambda s, i, _: s.value("likes", i) == "no", {"likes": ""})
    positive = rule(lambda _s, _i, dot: isinstance(dot, int) and dot > 0)
    first = b.section(
        "first",
        b.question(QuestionType.SELECT_ONE, "likes", ("yes", "no"), hint=True),
        b.question(QuestionType.TEXT, "why", relevant=no),
        b.question(QuestionType.INTEGER, "how_many", constraint=positive, required=False),
    )
    second = b.section(
        "second",
        b.question(QuestionType.SELECT_MULTIPLE, "which", ("a", "b", "c")),
        b.question(QuestionType.NOTE, "thanks"),
    )
    return b.build(first, second)


def _total(scope: Scope, item: int, _dot: Value) -> float:
    ages = (scope.value("age", member) for member in scope.descend(item, "member"))
    return float(sum(age for age in ages if isinstance(age, int)))


def _is_adult(scope: Scope, item: int, _dot: Value) -> bool:
    age = scope.value("age", item)
    return isinstance(age, int) and age >= ADULT


def _is_old(scope: Scope, item: int, _dot: Value) -> bool:
    total = scope.value("total", item)
    return isinstance(total, float) and total > 100


@cache
def household() -> Questionnaire:
    """Households of members listed first and asked about afterwards, as in the census.

    The work sheet follows the age, the dwelling sheet the place in the list; the household's total
    of ages and a last question over everybody read across the rosters.
    """
    b = Builder()
    permanent = rule(
        lambda s, i, _: s.value("kind", s.climb(i, "household")) == "permanent",
        {"kind": "household"},
    )
    first = rule(
        lambda s, i, _: s.position(i) == 1 and s.value("dwelling", 0) == "flat",
        {position_of("member"): "household", "dwelling": ""},
    )
    greeting = b.section(
        "greeting",
        b.question(
            QuestionType.SELECT_ONE,
            "consent",
            ("agree", Choice("refuse", text("refuse"), refuses=True)),
        ),
        b.question(QuestionType.SELECT_ONE, "dwelling", ("flat", "hotel")),
        stage=Stage.GREETING,
    )
    kind = b.section(
        "kind_section",
        b.question(QuestionType.SELECT_ONE, "kind", ("permanent", "visitors")),
        level="household",
        stage=Stage.LISTING,
    )
    person = b.section(
        "person",
        b.question(QuestionType.TEXT, "name"),
        b.question(QuestionType.INTEGER, "age"),
        level="member",
        stage=Stage.LISTING,
    )
    members = b.gather("member", person, parent="household", least=1, most=4, respondent_first=True)
    households = b.gather("household", kind, members, least=1, most=3)
    totals = b.section(
        "totals",
        b.question(
            QuestionType.CALCULATE,
            "total",
            calculation=rule(_total, {"age": "household"}),
            required=False,
        ),
        b.question(
            QuestionType.SELECT_ONE,
            "old_household",
            ("yes", "no"),
            relevant=rule(_is_old, {"total": "household"}),
        ),
        level="household",
    )
    dwelling = b.section(
        "dwelling_sheet",
        b.question(QuestionType.INTEGER, "rooms", relevant=first),
        level="member",
    )
    sheet = b.section(
        "person_sheet",
        b.question(
            QuestionType.SELECT_ONE,
            "works",
            ("yes", "no"),
            relevant=rule(_is_adult, {"age": "member"}),
        ),
        b.question(
            QuestionType.TEXT,
            "employer",
            relevant=rule(lambda s, i, _: s.value("works", i) == "yes", {"works": "member"}),
            required=False,
        ),
        b.question(QuestionType.SELECT_ONE, "religion", ("one", "two"), relevant=permanent),
        level="member",
    )
    last = b.section(
        "last",
        b.question(
            QuestionType.INTEGER,
            "at_home",
            constraint=rule(
                lambda s, i, dot: isinstance(dot, int) and dot <= len(s.descend(i, "member")),
                {"member": "", "household": ""},
            ),
        ),
    )
    visits = Loop("household", (totals, Loop("member", (dwelling, sheet))))
    return b.build(greeting, households, visits, last)

"""A calculation that keeps its value: it is stored when it first has one, and replays."""

from __future__ import annotations

from functools import cache

from state_machine.assembly import KEPT, TODAY
from state_machine.evolution import replay
from state_machine.inputs import Act, Action, Choose
from state_machine.items import Answer, Provenance, Value
from state_machine.pending import Confirming, Returned
from state_machine.questionnaire import Questionnaire, QuestionType
from state_machine.scope import Scope
from tests.state_machine.building import Builder, rule
from tests.state_machine.talking import NOON, Talk

LATER = "2021-09-25T18:00:00+06:00"


def _first(scope: Scope, _item: int, dot: Value) -> str:
    return str(dot or scope.as_of)


def _agreed(scope: Scope, item: int, dot: Value) -> str:
    return _first(scope, item, dot) if scope.value("agrees", scope.climb(item, "")) == "yes" else ""


@cache
def visit() -> Questionnaire:
    """When it began, when somebody agreed, and when each pet was first spoken of."""
    b = Builder()
    reads = {KEPT: "", TODAY: ""}
    began = rule(_first, reads)
    agreed = rule(_agreed, {**reads, "agrees": ""})
    old = rule(lambda s, i, _: s.value("agreed", s.climb(i, "")) != "", {"agreed": ""})
    only = b.section(
        "only",
        b.question(QuestionType.CALCULATE, "began", calculation=began),
        b.question(QuestionType.SELECT_ONE, "agrees", ("yes", "no")),
        b.question(QuestionType.CALCULATE, "agreed", calculation=agreed),
        b.question(QuestionType.TEXT, "why", relevant=old),
    )
    card = b.section(
        "card",
        b.question(QuestionType.TEXT, "name"),
        b.question(QuestionType.CALCULATE, "met", calculation=rule(_first, reads)),
        level="pet",
    )
    return b.build(only, b.gather("pet", card))


def kept(talk: Talk, name: str, item: int = 0) -> Answer | None:
    return talk.interview.items[item].answers.get(name)


def test_a_value_is_stored_at_the_first_moment_and_stays() -> None:
    talk = Talk(visit())
    assert kept(talk, "began") == Answer(NOON, Provenance.DERIVED)
    assert kept(talk, "agreed") is None
    talk.hear(Choose("agrees", 0, "yes"), now=LATER)
    assert talk.value("began") == NOON
    assert talk.value("agreed") == LATER
    talk.hear(Act(Action.START), now="2021-10-01T10:00:00+06:00")
    assert talk.value("agreed") == LATER


def test_what_a_condition_takes_away_is_gone_and_begins_anew() -> None:
    talk = Talk(visit()).tap("yes").say("because")
    for answer, agreed in (("no", ""), ("yes", LATER)):
        talk.hear(Choose("agrees", 0, answer), now=LATER)
        if isinstance(talk.interview.head.pending, Confirming):
            talk.hear(Act(Action.CONFIRM), now=LATER)
        assert talk.value("agreed") == agreed


def test_each_item_keeps_its_own() -> None:
    talk = Talk(visit()).tap("yes").say("because")
    talk.hear(Choose("pet_more", 0, "add"), now=LATER)
    assert talk.value("met", 1) == LATER


def test_the_events_alone_tell_what_was_kept() -> None:
    talk = Talk(visit()).tap("yes").say("because").tap("add").say("Cat").tap("done")
    rebuilt = replay(visit(), talk.events)
    assert dict(rebuilt.items) == dict(talk.interview.items)


def test_what_is_kept_is_no_answer_that_somebody_gave() -> None:
    talk = Talk(visit()).act(Action.START)
    assert not isinstance(talk.interview.head.pending, Returned)
    talk.tap("yes").act(Action.START)
    assert isinstance(talk.interview.head.pending, Returned)


def test_starting_over_keeps_nothing() -> None:
    talk = Talk(visit())
    talk.hear(Act(Action.RESTART), now=LATER).hear(Act(Action.CONFIRM), now=LATER)
    assert talk.value("began") == LATER

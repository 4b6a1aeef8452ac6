"""once, random and uuid: what stays, what chance depends on, and where they may stand."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from dialogs.expressions import ExpressionError, compile_expression
from dialogs.loading import load
from state_machine.interview import Interview
from state_machine.items import ROOT
from state_machine.scope import Scope
from tests.dialogs.dialogue import Dialogue
from tests.dialogs.expressions.samples import MEMBERS, ask, interview, place, world

ONCE = load(Path(__file__).parents[3] / "questionnaires" / "features" / "once.yaml")


def worth(source: str, *, of: Interview, owner: str = "x", item: int = ROOT) -> object:
    scope = Scope(world(), of)
    at = place(scope.item(item).roster, owner=owner)
    return compile_expression(source, at).evaluate(scope, item, "")


def other(**head: object) -> Interview:
    found = interview()
    return Interview(replace(found.head, **head), found.items)


@pytest.mark.parametrize("source", ["random()", "uuid()", "uuid(20)"])
def test_chance_is_the_same_for_an_interview_and_another_one_for_every_other(source: str) -> None:
    same = worth(source, of=interview())
    assert same == worth(source, of=other(as_of="2022-01-01T00:00:00+06:00", revision=7))
    assert same != worth(source, of=other(id="another"))
    assert same != worth(source, of=other(generation=1))
    assert same != worth(source, of=interview(), owner="y")
    assert len({str(ask(source, member)) for member in MEMBERS}) == len(MEMBERS)


def test_chance_is_spread_over_its_range() -> None:
    drawn = [worth("random()", of=other(id=f"i{number}")) for number in range(400)]
    numbers = [number for number in drawn if isinstance(number, float)]
    assert 0.4 < sum(numbers) / len(drawn) < 0.6
    assert min(numbers) < 0.05
    assert max(numbers) > 0.95


@pytest.mark.parametrize(
    "source",
    [
        "once(now())",
        "if(${floors} > 1, once(now()), '')",
        "if(${floors} > 1, 'a', coalesce('', once(now())))",
    ],
)
def test_once_gives_the_value_that_there_is(source: str) -> None:
    scope = Scope(world(), interview())
    rule = compile_expression(source, place(owner="x"))
    assert rule.evaluate(scope, ROOT, "kept") in ("kept", "a")


@pytest.mark.parametrize(
    ("source", "column"),
    [
        ("concat('a', once(now()))", 13),
        ("1 + once(2)", 5),
        ("if(once(1), 2, 3)", 4),
        ("once(once(1))", 6),
        ("not(once(1))", 5),
    ],
)
def test_once_within_another_value_is_refused_since_it_would_grow(source: str, column: int) -> None:
    with pytest.raises(ExpressionError) as caught:
        compile_expression(source, place(owner="x"))
    assert (caught.value.code, caught.value.column) == ("E640", column)


def test_nothing_is_kept_where_no_question_keeps_it() -> None:
    for source in ("once(1)", "random()", "uuid()"):
        with pytest.raises(ExpressionError) as caught:
            compile_expression(source, place())
        assert caught.value.code == "E640"


@pytest.mark.parametrize("length", ["0", "65", "${floors}", "'x'"])
def test_a_uuid_has_a_length_that_is_known(length: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        compile_expression(f"uuid({length})", place(owner="x"))
    assert caught.value.code == "E310"


def test_the_moment_of_an_answer_stays_while_time_goes_on() -> None:
    dialogue = Dialogue(ONCE)
    dialogue.tap("Да")
    before = Scope(ONCE, dialogue.interview).value("agreed_at", 0)
    dialogue.wait(days=3)
    dialogue.say("нечего")
    assert Scope(ONCE, dialogue.interview).value("agreed_at", 0) == before

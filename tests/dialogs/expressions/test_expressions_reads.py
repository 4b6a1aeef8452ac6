"""What an expression reads: by these names and levels a change finds the rules to look at anew."""

from __future__ import annotations

import pytest

from dialogs.expressions import compile_expression
from state_machine.items import ROOT
from tests.dialogs.expressions.samples import place


def test_what_does_not_depend_on_answers_is_computed_once() -> None:
    """A folded expression needs no scope at all, and reads nothing."""
    rule = compile_expression("1 + 2 * 3 = 7 and not(false())", place())
    assert rule.evaluate(None, ROOT, "") is True  # type: ignore[arg-type]
    assert dict(rule.reads) == {}


@pytest.mark.parametrize(
    ("source", "level", "reads"),
    [
        (
            "${age} + ${budget} + ${floors}",
            "member",
            {"age": "member", "budget": "household", "floors": ""},
        ),
        ("sum(${age})", "household", {"age": "household", "member": "household"}),
        ("sum(${age})", "", {"age": "", "member": "", "household": ""}),
        ("count(${member})", "", {"member": "", "household": ""}),
        ("count(${member})", "member", {"member": "household"}),
        ("count(${room})", "member", {"room": "household"}),
        ("position()", "member", {"@position/member": "household"}),
        ("position(${household})", "member", {"@position/household": ""}),
        ("today() > ${moved}", "member", {"@today": "", "moved": ""}),
        ("jr:choice-name(${kind}, '${kind}')", "member", {"@language": "", "kind": ""}),
        ("format-date(${moved}, '%d.%m')", "", {"moved": ""}),
        ("format-date(${moved}, '%d %b')", "", {"moved": "", "@language": ""}),
        (
            "indexed-repeat(${age}, ${member}, ${floors})",
            "member",
            {"age": "household", "member": "household", "floors": ""},
        ),
        (
            "indexed-repeat(${age}, ${member}, 1) - ${age}",
            "member",
            {"age": "household", "member": "household"},
        ),
        (
            "answer-of(${age}, ${floors})",
            "member",
            {"age": "household", "member": "household", "floors": ""},
        ),
        (
            "indexed-repeat(${age}, ${household}, 1, ${member}, 2)",
            "",
            {"age": "", "household": "", "member": ""},
        ),
        ("census-moment()", "member", {}),
        (
            "if(${floors} = 1, selected(${kind}, 'male'), ${area})",
            "",
            {"floors": "", "kind": "", "area": ""},
        ),
    ],
)
def test_a_rule_tells_what_it_reads_and_through_which_level(
    source: str, level: str, reads: dict[str, str]
) -> None:
    assert dict(compile_expression(source, place(level)).reads) == reads

"""What is piped into a wording."""

from __future__ import annotations

import pytest

from dialogs.expressions import ExpressionError, compile_template
from state_machine.items import ROOT
from state_machine.scope import Scope
from tests.dialogs.expressions.samples import MEMBERS, interview, place, world


def say(source: str, item: int = ROOT) -> str:
    """The wording with the text of every value."""
    scope = Scope(world(), interview())
    wording = compile_template(source, place(scope.item(item).roster))
    return "".join(
        part if isinstance(part, str) else str(part.evaluate(scope, item, ""))
        for part in wording.parts
    )


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("", ""),
        ("Просто текст", "Просто текст"),
        ("Улица ${street}.", "Улица Абай 5."),
        ("${ street }", "Абай 5"),
        ("${floors} этажа, ${area} кв. м", "3 этажа, 54.5 кв. м"),
        ("Пол: ${kind}", "Пол: male"),
        ("Языки: ${spoken}", "Языки: kazakh other"),
        ("{1 = 1}", "true"),
        ("[${unanswered}]", "[]"),
        ("{if(${kind} = 'male', 'он', 'она')}", "он"),
        ("{concat('{', '}', ${floors})}", "{}3"),
        ("{{не выражение}} {1 + 1}", "{не выражение} 2"),
        ("{'a}b'}", "a}b"),
        ("}}{{", "}{"),
    ],
)
def test_answers_and_values_are_piped_into_a_text(source: str, said: str) -> None:
    assert say(source) == said


def test_a_wording_of_a_roster_speaks_of_its_item() -> None:
    assert say("{position()}: ${name}, ${street}", MEMBERS[1]) == "2: M4, Абай 5"


@pytest.mark.parametrize(
    ("source", "code", "line", "column"),
    [
        ("a { b", "E407", 1, 3),
        ("a } b", "E407", 1, 3),
        ("${street", "E407", 1, 1),
        ("{a {b} c}", "E407", 1, 1),
        ("один\nдва {1 +}", "E301", 2, 9),
        ("x {1 +\n ${nowhere}}", "E302", 2, 2),
        ("x ${nowhere}", "E302", 1, 3),
        ("${age}", "E303", 1, 1),
        ("{.}", "E307", 1, 2),
        ("{}", "E301", 1, 2),
    ],
)
def test_a_fault_in_a_wording_is_found_at_its_place(
    source: str, code: str, line: int, column: int
) -> None:
    with pytest.raises(ExpressionError) as caught:
        compile_template(source, place())
    assert (caught.value.code, caught.value.line, caught.value.column) == (code, line, column)


def test_a_wording_tells_what_it_reads() -> None:
    wording = compile_template("{position()} ${name} ${street}", place("member"))
    reads = [dict(part.reads) for part in wording.parts if not isinstance(part, str)]
    assert reads == [{"@position/member": "household"}, {"name": "member"}, {"street": ""}]

"""The short closures mean what the general ones mean, which a comparison turned round takes."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from hypothesis import given, settings
from hypothesis import strategies as st

from dialogs.expressions import compile_expression
from dialogs.expressions.values import XPath
from state_machine.interview import Interview
from state_machine.items import ROOT, Answer, Item, Value
from state_machine.scope import Scope
from tests.dialogs.expressions.samples import MEMBERS, interview, place, world

_TURNED: Mapping[str, str] = MappingProxyType(
    {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
)
_SIGNS = st.sampled_from(sorted(_TURNED))
_TEXTS = st.sampled_from(["", "male", "female", "Male", "5", "5.0", " 5", "2021-09-01", "Абай 5"])
_NUMBERS = st.one_of(st.integers(-3, 3), st.sampled_from([0.0, 2.5, 10**30]), st.just(""))
_LITERALS = st.sampled_from(["''", "'male'", "'5'", "'x'", "0", "2", "2.5", "'2021-09-01'"])


def value_of(source: str, name: str, answer: Value, item: int = ROOT) -> XPath:
    """The value of an expression, asked from an item, when a question of the root has an answer."""
    known = interview()
    root = Item(ROOT, answers={name: Answer(answer)}, children=known.items[ROOT].children)
    scope = Scope(world(), Interview(known.head, known.items.put(root)))
    return compile_expression(source, place(scope.item(item).roster)).evaluate(scope, item, "")


@settings(deadline=None)
@given(st.sampled_from(["street", "kind", "moved"]), _TEXTS, _SIGNS, _LITERALS)
def test_a_text_compares_the_same_from_both_sides(
    name: str, answer: str, sign: str, literal: str
) -> None:
    straight = value_of(f"${{{name}}} {sign} {literal}", name, answer)
    assert straight is value_of(f"{literal} {_TURNED[sign]} ${{{name}}}", name, answer)


@settings(deadline=None)
@given(st.sampled_from(["floors", "area"]), _NUMBERS, _SIGNS, _LITERALS)
def test_a_number_compares_the_same_from_both_sides(
    name: str, answer: Value, sign: str, literal: str
) -> None:
    straight = value_of(f"${{{name}}} {sign} {literal}", name, answer)
    assert straight is value_of(f"{literal} {_TURNED[sign]} ${{{name}}}", name, answer)


@settings(deadline=None)
@given(
    st.one_of(st.just(""), st.lists(st.sampled_from(["kazakh", "russian", "other"])).map(tuple)),
    st.sampled_from(["kazakh", "other", "kaz", "", "kazakh other"]),
)
def test_selected_is_the_same_of_the_answer_and_of_its_text(answer: Value, choice: str) -> None:
    straight = value_of(f"selected(${{spoken}}, '{choice}')", "spoken", answer)
    assert straight is value_of(f"selected(string(${{spoken}}), '{choice}')", "spoken", answer)


@settings(deadline=None)
@given(_NUMBERS, _SIGNS)
def test_an_answer_of_an_item_around_is_worth_the_same_from_within(
    answer: Value, sign: str
) -> None:
    source = f"${{floors}} {sign} 2"
    assert value_of(source, "floors", answer) is value_of(source, "floors", answer, MEMBERS[0])

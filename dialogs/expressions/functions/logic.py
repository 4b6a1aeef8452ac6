"""Functions that decide: truth values, alternatives, lists of conditions to meet."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from dialogs.expressions.functions.entry import ENDLESS, Form, Function, Plain, Sort
from dialogs.expressions.values import XPath, to_boolean, to_number, to_string
from state_machine.items import Value
from state_machine.scope import Scope

if TYPE_CHECKING:
    from dialogs.expressions.compiler import Compiler, Evaluate
    from dialogs.expressions.syntax import Call

__all__ = ["LOGIC"]


def _if(call: Call, compiler: Compiler) -> Evaluate:
    condition, then, otherwise = map(compiler.code, call.arguments)

    def evaluate(scope: Scope, item: int, dot: Value) -> XPath:
        chosen = then if to_boolean(condition(scope, item, dot)) else otherwise
        return chosen(scope, item, dot)

    return evaluate


def _coalesce(*values: XPath) -> XPath:
    return next((value for value in values if value != ""), "")


def _boolean_from_string(value: XPath) -> bool:
    return to_string(value).lower() in ("true", "1")


def _checklist(least: XPath, most: XPath, *conditions: XPath) -> bool:
    """Negative bounds are none, as in ODK."""
    count = sum(map(to_boolean, conditions))
    low, high = to_number(least), to_number(most)
    return (low < 0 or count >= low) and (high < 0 or count <= high)


def _weighted_checklist(least: XPath, most: XPath, *pairs: XPath) -> bool:
    """Conditions and weights in turn; here a negative bound is a bound."""
    met = zip(pairs[::2], pairs[1::2], strict=False)
    total = sum(to_number(weight) for condition, weight in met if to_boolean(condition))
    return to_number(least) <= total <= to_number(most)


LOGIC: Mapping[str, Function] = MappingProxyType(
    {
        "if": Form(3, 3, Sort.ANY, "the second value if the first is true, else the third", _if),
        "coalesce": Plain(2, ENDLESS, Sort.ANY, "the first that is not ''", _coalesce),
        "not": Plain(1, 1, Sort.BOOLEAN, "the contrary", lambda value: not to_boolean(value)),
        "true": Plain(0, 0, Sort.BOOLEAN, "true", lambda: True),
        "false": Plain(0, 0, Sort.BOOLEAN, "false", lambda: False),
        "boolean": Plain(1, 1, Sort.BOOLEAN, "'' and 0 are false", to_boolean),
        "boolean-from-string": Plain(
            1, 1, Sort.BOOLEAN, "'true' and '1' are true, all else is false", _boolean_from_string
        ),
        "checklist": Plain(
            2,
            ENDLESS,
            Sort.BOOLEAN,
            "whether so many of the conditions hold, from the first number to the second (-1: any)",
            _checklist,
        ),
        "weighted-checklist": Plain(
            4,
            ENDLESS,
            Sort.BOOLEAN,
            "as checklist, each condition followed by its weight",
            _weighted_checklist,
        ),
    }
)
"""The functions of this kind by name."""

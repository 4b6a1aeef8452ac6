"""Shorter closures for the commonest rules: a question compared with a value known in advance."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from dialogs.expressions.placement import Kind
from dialogs.expressions.syntax import Binary, Call, Literal, Node, Reference
from dialogs.expressions.values import alike
from state_machine.questionnaire import QuestionType
from state_machine.scope import Scope

if TYPE_CHECKING:
    from dialogs.expressions.compiler import Compiler, Evaluate

__all__ = ["find"]

_TEXTS = (QuestionType.SELECT_ONE, QuestionType.TEXT)
_NUMBERS = (QuestionType.INTEGER, QuestionType.DECIMAL, QuestionType.RANGE)
_ORDER: Mapping[str, Callable[[Any, Any], bool]] = MappingProxyType(
    {
        "=": alike,
        "<": operator.lt,
        "<=": operator.le,
        ">": operator.gt,
        ">=": operator.ge,
    }
)


def find(node: Node, compiler: Compiler) -> Evaluate | None:
    """A closure that means the same as the general one; None when there is no shorter way."""
    match node:
        case Binary(operator=sign, left=Reference() as left, right=Literal(value=value)):
            return _comparison(sign, left, value, compiler)
        case Call(name="selected", arguments=(Reference() as left, Literal(value=str(value)))) if (
            value.split() == [value]
        ):
            return _selected(left, value, compiler)
        case _:
            return None


def _type(node: Reference, compiler: Compiler) -> QuestionType | None:
    found = compiler.declared(node)
    return found.type if found.kind is Kind.QUESTION else None


def _comparison(
    sign: str, left: Reference, value: str | float | bool, compiler: Compiler
) -> Evaluate | None:
    found = _type(left, compiler)
    if found in _TEXTS and isinstance(value, str) and sign in ("=", "!="):
        return compiler.around(left, _same(sign, left.name, value))
    number = isinstance(value, float) and value == value  # noqa: PLR0124  NaN differs from itself
    if found in _NUMBERS and number and sign in _ORDER:
        return compiler.around(left, _ordered(_ORDER[sign], left.name, value))
    return None


def _same(sign: str, name: str, value: str) -> Evaluate:
    if sign == "=":
        return lambda scope, item, _dot: scope.value(name, item) == value
    return lambda scope, item, _dot: scope.value(name, item) != value


def _ordered(holds: Callable[[Any, Any], bool], name: str, value: str | float) -> Evaluate:
    """An unanswered number is NaN, which no order holds with."""

    def evaluate(scope: Scope, item: int, _dot: object) -> bool:
        answer = scope.value(name, item)
        return answer.__class__ is not str and holds(answer, value)

    return evaluate


def _selected(left: Reference, value: str, compiler: Compiler) -> Evaluate | None:
    """`selected()` of a question with several answers, which are a tuple, or with one."""
    if _type(left, compiler) not in (QuestionType.SELECT_ONE, QuestionType.SELECT_MULTIPLE):
        return None
    name = left.name

    def evaluate(scope: Scope, item: int, _dot: object) -> bool:
        answer = scope.value(name, item)
        return value in answer if isinstance(answer, tuple) else answer == value

    return compiler.around(left, evaluate)

"""Computes in advance the parts of an expression that depend on nothing."""

from __future__ import annotations

from collections.abc import Callable

from dialogs.expressions.functions import FUNCTIONS, Function
from dialogs.expressions.syntax import (
    Binary,
    Call,
    Dot,
    Literal,
    Logic,
    Minus,
    Node,
    Reference,
)
from dialogs.expressions.values import ARITHMETIC, COMPARISONS, XPath, to_boolean, to_number

__all__ = ["fold"]


def _as_it_is(leaf: Reference | Dot) -> Node:
    return leaf


def fold(node: Node, put: Callable[[Reference | Dot], Node] = _as_it_is) -> Node:
    """The same expression with its constant parts computed; what is wrong in it stays.

    `put` may give a constant for an answer that is referred to.
    """
    match node:
        case Reference() | Dot():
            return put(node)
        case Minus(operand=operand, at=at, height=height):
            inner = fold(operand, put)
            if isinstance(inner, Literal):
                return Literal(-to_number(inner.value), at)
            return Minus(inner, at, height)
        case Binary(left=left, right=right):
            return _binary(node, fold(left, put), fold(right, put))
        case Logic(operands=operands):
            return _logic(node, tuple(fold(each, put) for each in operands))
        case Call(arguments=arguments):
            return _call(node, tuple(fold(each, put) for each in arguments))
        case _:
            return node


def _binary(node: Binary, left: Node, right: Node) -> Node:
    if not (isinstance(left, Literal) and isinstance(right, Literal)):
        return Binary(node.operator, left, right, node.at, node.height)
    if node.operator in COMPARISONS:
        return Literal(COMPARISONS[node.operator](left.value, right.value), node.at)
    apply = ARITHMETIC[node.operator]
    return Literal(apply(to_number(left.value), to_number(right.value)), node.at)


def _logic(node: Logic, operands: tuple[Node, ...]) -> Node:
    known = [to_boolean(each.value) for each in operands if isinstance(each, Literal)]
    if len(known) == len(operands):
        return Literal(all(known) if node.operator == "and" else any(known), node.at)
    return Logic(node.operator, operands, node.at, node.height)


def _call(node: Call, arguments: tuple[Node, ...]) -> Node:
    function = FUNCTIONS.get(node.name)
    apply = None if function is None else function.apply
    values: list[XPath] = [each.value for each in arguments if isinstance(each, Literal)]
    known = len(values) == len(arguments)
    if function is None or apply is None or not known or not _fits(function, len(values)):
        return Call(node.name, arguments, node.at, node.height)
    return Literal(apply(*values), node.at)


def _fits(function: Function, given: int) -> bool:
    return function.least <= given <= function.most

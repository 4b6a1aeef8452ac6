"""Tells the conditions of a section from those of a question: what all of its questions share.

A compiled question carries every condition around it; on paper each stands where it was written.
"""

from __future__ import annotations

from collections.abc import Iterator

from dialogs.expressions import ExpressionError
from dialogs.expressions.parser import parse
from dialogs.expressions.syntax import (
    Binary,
    Call,
    Dot,
    Literal,
    Logic,
    Minus,
    Node,
    Reference,
    children,
)
from dialogs.expressions.values import to_string
from dialogs.words.shapes import conjuncts
from state_machine.questionnaire import Question

__all__ = ["own_rule", "references", "shared_rules", "unparsed"]


def shared_rules(questions: tuple[Question, ...]) -> tuple[str, ...]:
    """The conditions that every question of a section has, as sources, in their order."""
    first, *rest = [_conditions(question) for question in questions] or [()]
    return tuple(rule for rule in first if all(rule in other for other in rest))


def own_rule(question: Question, around: tuple[str, ...]) -> str:
    """What is left of a question's condition without those around it; '' when nothing is."""
    return " and ".join(f"({rule})" for rule in _conditions(question) if rule not in around)


def references(source: str) -> frozenset[str]:
    """The names that a rule speaks of; none where it cannot be parsed."""
    try:
        return frozenset(_named(parse(source)))
    except ExpressionError:
        return frozenset()


def _named(node: Node) -> Iterator[str]:
    if isinstance(node, Reference):
        yield node.name
    for child in children(node):
        yield from _named(child)


def _conditions(question: Question) -> tuple[str, ...]:
    if question.relevant is None:
        return ()
    try:
        parts = conjuncts(parse(question.relevant.source))
    except ExpressionError:
        return (question.relevant.source,)
    return tuple(dict.fromkeys(map(unparsed, parts)))


def unparsed(node: Node) -> str:
    """A source that means the same as a syntax tree; two trees that mean the same look the same."""
    match node:
        case Literal(value=bool(value)):
            return f"{str(value).lower()}()"
        case Literal(value=str(value)):
            return f'"{value}"' if "'" in value else f"'{value}'"
        case Literal(value=value):
            return to_string(value)
        case Reference(name=name):
            return f"${{{name}}}"
        case Dot():
            return "."
        case Minus(operand=operand):
            return f"-{_inner(operand)}"
        case Binary(operator=operator, left=left, right=right):
            return f"{_inner(left)} {operator} {_inner(right)}"
        case Logic(operator=operator, operands=operands):
            return f" {operator} ".join(map(_inner, operands))
        case Call(name=name, arguments=arguments):
            return f"{name}({', '.join(map(unparsed, arguments))})"


def _inner(node: Node) -> str:
    compound = isinstance(node, Binary | Logic | Minus)
    return f"({unparsed(node)})" if compound else unparsed(node)

"""Shapes of rules that are said as one: pairs of bounds, alternatives about one question."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, pairwise

from dialogs.expressions import ExpressionError
from dialogs.expressions.parser import parse
from dialogs.expressions.syntax import Binary, Call, Dot, Literal, Logic, Node, Reference
from dialogs.expressions.values import to_string

__all__ = [
    "ANSWER",
    "binds_less",
    "chosen_from",
    "compared_question",
    "compared_value",
    "conjuncts",
    "key_of",
    "one_question",
    "pairs",
    "parsed",
    "runs",
    "without_pairs",
]

ANSWER = "."
"""How the answer under test is named."""


def conjuncts(node: Node) -> tuple[Node, ...]:
    """The conditions that must all hold."""
    if isinstance(node, Logic) and node.operator == "and":
        return tuple(part for operand in node.operands for part in conjuncts(operand))
    return (node,)


def parsed(source: str) -> Node | None:
    """A rule as a tree; None where it cannot be parsed."""
    try:
        return parse(source)
    except ExpressionError:
        return None


def key_of(node: Node) -> str:
    """The name of a question, `.` for the answer under test, '' for anything else."""
    match node:
        case Reference(name=name):
            return name
        case Dot():
            return ANSWER
    return ""


def chosen_from(node: Node) -> str:
    """The question whose choices a value is from, as `key_of` names it."""
    match node:
        case Call(name="selected-at", arguments=(answer, _)):
            return key_of(answer)
    return key_of(node)


def compared_question(node: Node) -> str:
    """The question that a node compares with a text, '' when it does something else."""
    match node:
        case Binary(operator="=", left=left, right=Literal(value=str(value))):
            return key_of(left) if value else ""
    return ""


def one_question(node: Logic) -> bool:
    """Whether every alternative compares the same question with a text."""
    return len(runs(node)) == 1 and compared_question(node.operands[0]) != ""


def compared_value(node: Node) -> str:
    """The text that a node compares with, '' when it does something else."""
    match node:
        case Binary(right=Literal(value=value)):
            return to_string(value)
    return ""


def runs(node: Logic) -> list[str]:
    """The questions of alternatives, those that follow each other about the same one as one."""
    return [name for name, _ in groupby(node.operands, compared_question)]


def binds_less(part: Node, node: Binary) -> bool:
    """Whether an operand of arithmetic needs brackets to mean what it does."""
    if not isinstance(part, Binary):
        return isinstance(part, Logic)
    inner, outer = _BINDS.get(part.operator, 0), _BINDS[node.operator]
    return inner < outer or (inner == outer and part is node.right)


_BINDS = {"+": 1, "-": 1, "*": 2, "div": 2, "mod": 2}


def pairs(parts: tuple[Node, ...]) -> Iterator[tuple[Binary, Binary]]:
    """Lower and upper bounds of one value, said together: from 1 to 30."""
    for low, high in pairwise(parts):
        match low, high:
            case Binary(operator=">=") as one, Binary(operator="<=") as other:
                if _same(one.left, other.left):
                    yield one, other


def without_pairs(parts: tuple[Node, ...]) -> list[Node]:
    """The conditions that are in no pair of bounds."""
    paired = {id(node) for pair in pairs(parts) for node in pair}
    return [node for node in parts if id(node) not in paired]


def _same(one: Node, other: Node) -> bool:
    """Whether two nodes are the answer itself, or the same question."""
    match one, other:
        case (Dot(), Dot()):
            return True
        case (Reference(name=first), Reference(name=second)):
            return first == second
    return False

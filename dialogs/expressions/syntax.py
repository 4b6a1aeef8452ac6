"""The syntax tree of an expression.

`at` is a node's offset in the source, `height` the levels of nodes below it and its own.
"""

from __future__ import annotations

from msgspec import Struct

from dialogs.expressions.values import XPath

__all__ = [
    "Binary",
    "Call",
    "Dot",
    "Literal",
    "Logic",
    "Minus",
    "Node",
    "Reference",
    "children",
    "height_over",
]


class Literal(Struct, frozen=True):
    """A value known in advance."""

    value: XPath
    at: int
    height: int = 1


class Reference(Struct, frozen=True):
    """`${name}`."""

    name: str
    at: int
    height: int = 1


class Dot(Struct, frozen=True):
    """`.`, the answer under test."""

    at: int
    height: int = 1


class Minus(Struct, frozen=True):
    """The negative of a number."""

    operand: Node
    at: int
    height: int


class Binary(Struct, frozen=True):
    """A comparison or a sum: two operands and the sign between."""

    operator: str
    left: Node
    right: Node
    at: int
    height: int


class Logic(Struct, frozen=True):
    """A run of `and`, or of `or`: kept flat, so that a long list of alternatives is not deep."""

    operator: str
    operands: tuple[Node, ...]
    at: int
    height: int


class Call(Struct, frozen=True):
    """A function and its arguments."""

    name: str
    arguments: tuple[Node, ...]
    at: int
    height: int


Node = Literal | Reference | Dot | Minus | Binary | Logic | Call


def children(node: Node) -> tuple[Node, ...]:
    """The nodes directly below."""
    match node:
        case Minus(operand=operand):
            return (operand,)
        case Binary(left=left, right=right):
            return (left, right)
        case Logic(operands=operands):
            return operands
        case Call(arguments=arguments):
            return arguments
        case _:
            return ()


def height_over(nodes: tuple[Node, ...]) -> int:
    """The height of a node that has these below it."""
    return 1 + max((node.height for node in nodes), default=0)

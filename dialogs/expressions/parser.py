"""Parses an expression by precedence climbing, with a bound on depth for the stack's sake."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from dialogs.expressions.errors import ExpressionError
from dialogs.expressions.lexer import Kind, Token, tokens
from dialogs.expressions.syntax import (
    Binary,
    Call,
    Dot,
    Literal,
    Logic,
    Minus,
    Node,
    Reference,
    height_over,
)

__all__ = ["DEEPEST", "parse"]

DEEPEST = 48
"""Levels of nesting that an expression may have."""

_PRECEDENCE: Mapping[str, int] = MappingProxyType(
    {"or": 1, "and": 2, "=": 3, "!=": 3, "<": 4, "<=": 4, ">": 4, ">=": 4}
    | {"+": 5, "-": 5, "*": 6, "div": 6, "mod": 6}
)
_TIGHTEST = 7
_INSTANCE = (
    "of an instance only instance('list')/root/item[column = value]/column is understood: "
    "take pulldata() for more, jr:choice-name() for the label of a choice"
)
_NOTHING: Mapping[str, str] = MappingProxyType({})


def parse(source: str, columns: Mapping[str, str] = _NOTHING) -> Node:
    """The syntax tree of a source; ExpressionError E301 (syntax) or E312 (too long, too deep).

    `columns` are bare names that stand for a text: what a choice has in its columns.
    """
    return _Parser(source, columns).whole()


class _Parser:
    """One pass over the tokens of a source."""

    def __init__(self, source: str, columns: Mapping[str, str]) -> None:
        self.source = source
        self.columns = columns
        self.tokens = tokens(source)
        self.token = next(self.tokens)
        self.depth = 0

    def whole(self) -> Node:
        if self.at(Kind.END):
            raise self.error("an expression is expected", self.token)
        node = self.expression(0)
        if not self.at(Kind.END):
            raise self.error(f"an operator is expected, not {self.shown()}", self.token)
        return node

    def expression(self, weakest: int) -> Node:
        self.descend()
        node = self.operand()
        while (operator := self.operator()) and _PRECEDENCE[operator] > weakest:
            at = self.advance().offset
            node = self.joined(operator, node, self.expression(_PRECEDENCE[operator]), at)
        self.depth -= 1
        return node

    def operator(self) -> str:
        """The binary operator that comes now, '' if none does; `and` … are names elsewhere."""
        operators = self.token.kind in (Kind.OPERATOR, Kind.NAME)
        return self.token.text if operators and self.token.text in _PRECEDENCE else ""

    def joined(self, operator: str, left: Node, right: Node, at: int) -> Node:
        if operator in ("and", "or"):
            run = isinstance(left, Logic) and left.operator == operator
            before = left.operands if isinstance(left, Logic) and run else (left,)
            operands = (*before, right)
            return self.bounded(Logic(operator, operands, at, height_over(operands)))
        return self.bounded(Binary(operator, left, right, at, height_over((left, right))))

    def operand(self) -> Node:
        token = self.advance()
        match token.kind:
            case Kind.NUMBER:
                return Literal(float(token.text), token.offset)
            case Kind.TEXT:
                return Literal(token.text, token.offset)
            case Kind.REFERENCE:
                return Reference(token.text, token.offset)
            case Kind.DOT:
                return Dot(token.offset)
            case Kind.OPEN:
                node = self.expression(0)
                self.expect(Kind.CLOSE)
                return node
            case Kind.NAME:
                return self.call(token)
            case Kind.OPERATOR if token.text == "-":
                inner = self.expression(_TIGHTEST)
                return self.bounded(Minus(inner, token.offset, inner.height + 1))
            case _:
                raise self.error(f"a value is expected, not {_shown(token)}", token)

    def call(self, name: Token) -> Node:
        if not self.at(Kind.OPEN):
            word = name.text
            if word in self.columns:
                return Literal(self.columns[word], name.offset)
            advice = f"{word} is not a value: write ${{{word}}}, '{word}' or {word}()"
            raise self.error(advice, name)
        if name.text == "instance":  # what follows it is no expression of this language
            raise ExpressionError.at("E326", _INSTANCE, self.source, name.offset)
        self.advance()
        if name.text == "position" and self.at(Kind.PARENT):
            return self.place_of_item(name)
        arguments: list[Node] = []
        while not self.at(Kind.CLOSE):
            if arguments:
                self.expect(Kind.COMMA)
            arguments.append(self.expression(0))
        self.advance()
        height = height_over(tuple(arguments))
        return self.bounded(Call(name.text, tuple(arguments), name.offset, height))

    def place_of_item(self, name: Token) -> Node:
        """`position(..)`, as XLSForm writes it, is `position()`."""
        self.advance()
        self.expect(Kind.CLOSE)
        return Call(name.text, (), name.offset, 1)

    def at(self, kind: Kind) -> bool:
        return self.token.kind is kind

    def advance(self) -> Token:
        token = self.token
        if token.kind is not Kind.END:
            self.token = next(self.tokens)
        return token

    def expect(self, kind: Kind) -> None:
        if not self.at(kind):
            raise self.error(f"{kind.value} is expected, not {self.shown()}", self.token)
        self.advance()

    def descend(self) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise self.too_deep(self.token.offset)

    def bounded(self, node: Node) -> Node:
        if node.height > DEEPEST:
            raise self.too_deep(node.at)
        return node

    def too_deep(self, offset: int) -> ExpressionError:
        message = f"more than {DEEPEST} levels: give a part a name with a calculation"
        return ExpressionError.at("E312", message, self.source, offset)

    def error(self, message: str, token: Token) -> ExpressionError:
        return ExpressionError.at("E301", message, self.source, token.offset)

    def shown(self) -> str:
        return _shown(self.token)


def _shown(token: Token) -> str:
    named = token.kind in (Kind.NAME, Kind.OPERATOR, Kind.NUMBER)
    return repr(token.text) if named else token.kind.value

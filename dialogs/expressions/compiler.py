"""Turns the syntax tree of an expression into closures over a scope.

A name is resolved here, once: a question of the asking item or of an item around it is read
directly; a question of a roster below only through an aggregate (`functions.rosters`). Nothing
that was compiled raises when it is evaluated.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable
from types import MappingProxyType

from dialogs.expressions import shortcuts
from dialogs.expressions.errors import ExpressionError
from dialogs.expressions.folding import fold
from dialogs.expressions.functions import ENDLESS, FUNCTIONS, REFUSED, Function, Plain
from dialogs.expressions.parser import parse
from dialogs.expressions.placement import Declared, Kind, Placement
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
from dialogs.expressions.values import (
    ARITHMETIC,
    COMPARISONS,
    XPath,
    of_answer,
    to_boolean,
    to_number,
)
from state_machine.items import Value
from state_machine.questionnaire import Expression
from state_machine.scope import Scope

__all__ = ["Compiler", "Evaluate", "compile_expression", "compile_node"]

Evaluate = Callable[[Scope, int, Value], XPath]


def compile_expression(source: str, place: Placement) -> Expression:
    """The rule that a source means at a place.

    Raises ExpressionError with a code of `dialogs.faults.CODES`, a line and a column of the source.
    """
    return compile_node(parse(source), source, place)


def compile_node(node: Node, source: str, place: Placement) -> Expression:
    """The rule of a syntax tree; raises ExpressionError as `compile_expression` does."""
    root = fold(node)
    compiler = Compiler(source, place, root)
    evaluate = compiler.code(root)
    return Expression(source, evaluate, MappingProxyType(compiler.reads))


class Compiler:
    """One compilation: where it stands, and what it has been seen to read."""

    def __init__(self, source: str, place: Placement, root: Node | None = None) -> None:
        self.source = source
        self.place = place
        self.root = root
        self.reads: dict[str, str] = {}

    def code(self, node: Node) -> Evaluate:
        """The closure of a node."""
        shortcut = shortcuts.find(node, self)
        if shortcut is not None:
            return shortcut
        match node:
            case Literal(value=value):
                return _constant(value)
            case Reference():
                return self._reference(node)
            case Dot():
                return self._dot(node)
            case Minus(operand=operand):
                return _negated(self.code(operand))
            case Logic(operator=operator, operands=operands):
                run = _all if operator == "and" else _any
                return run(tuple(map(self.code, operands)))
            case Binary():
                return _binary(node.operator, self.code(node.left), self.code(node.right))
            case Call():
                return self._call(node)

    def read(self, name: str, level: str) -> None:
        """Note that something is read, from the item of a level down; of two the outer counts."""
        chain = self.place.chain(self.place.level)
        known = self.reads.get(name, level)
        self.reads[name] = max(level, known, key=chain.index)

    def error(self, code: str, message: str, at: int) -> ExpressionError:
        """The error at an offset of the source."""
        return ExpressionError.at(code, message, self.source, at)

    def declared(self, node: Reference) -> Declared:
        """What a reference names; raises E302 when nothing has that name."""
        found = self.place.names.get(node.name)
        if found is None:
            raise self.error("E302", _unknown(node.name, self.place.names), node.at)
        return found

    def around(self, node: Reference, evaluate: Evaluate) -> Evaluate:
        """The closure about the item that has the question, asked from the item that this is."""
        level = self.readable(node).level
        self.read(node.name, level)
        if level == self.place.level:
            return evaluate
        return lambda scope, item, dot: evaluate(scope, scope.climb(item, level), dot)

    def readable(self, node: Reference) -> Declared:
        """The question that a reference reads directly; raises E302, E303 or E309."""
        found = self.declared(node)
        if found.kind is Kind.ROSTER:
            message = f"${{{node.name}}} is a roster: take count(${{{node.name}}})"
            raise self.error("E309", message, node.at)
        if not self.place.above(found.level):
            message = (
                f"${{{node.name}}} is asked for each {found.level}: "
                "take count-non-empty, sum, min, max, join or distinct of it"
            )
            raise self.error("E303", message, node.at)
        return found

    def _reference(self, node: Reference) -> Evaluate:
        name = node.name
        if self.declared(node).kind is Kind.CONSTANT:
            return lambda scope, _item, _dot: scope.constant(name)
        return self.around(node, lambda scope, item, _dot: of_answer(scope.value(name, item)))

    def _dot(self, node: Dot) -> Evaluate:
        if self.place.under_test is None:
            raise self.error("E307", "'.' is the answer under test: only in a constraint", node.at)
        return lambda _scope, _item, dot: of_answer(dot)

    def _call(self, node: Call) -> Evaluate:
        function = self._function(node)
        if isinstance(function, Plain):
            return _applied(function.apply, tuple(map(self.code, node.arguments)))
        return function.build(node, self)

    def _function(self, node: Call) -> Function:
        """The function that a call names; raises E305, E306 or E326."""
        function = FUNCTIONS.get(node.name)
        if function is None:
            raise self._refusal(node)
        given = len(node.arguments)
        if not function.least <= given <= function.most:
            wanted = _range(function.least, function.most)
            raise self.error("E306", f"{node.name}() takes {wanted}, not {given}", node.at)
        return function

    def _refusal(self, node: Call) -> ExpressionError:
        why = REFUSED.get(node.name)
        if why is not None:
            return self.error("E326", f"there is no {node.name}(): {why}", node.at)
        return self.error("E305", _unknown(node.name, FUNCTIONS), node.at)


def _unknown(name: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(name, list(known), 1)
    return f"nothing is called {name}" + (f": is it {close[0]}?" if close else "")


def _range(least: int, most: int) -> str:
    if most == ENDLESS:
        return f"{least} arguments or more"
    return f"{least} to {most} arguments" if most > least else f"{least} arguments"


def _applied(apply: Callable[..., XPath], arguments: tuple[Evaluate, ...]) -> Evaluate:
    if len(arguments) == 1:
        only = arguments[0]
        return lambda scope, item, dot: apply(only(scope, item, dot))
    return lambda scope, item, dot: apply(*[each(scope, item, dot) for each in arguments])


def _constant(value: XPath) -> Evaluate:
    return lambda _scope, _item, _dot: value


def _negated(operand: Evaluate) -> Evaluate:
    return lambda scope, item, dot: -to_number(operand(scope, item, dot))


def _binary(operator: str, left: Evaluate, right: Evaluate) -> Evaluate:
    holds = COMPARISONS.get(operator)
    if holds is not None:
        return lambda scope, item, dot: holds(left(scope, item, dot), right(scope, item, dot))
    apply = ARITHMETIC[operator]
    return lambda scope, item, dot: apply(
        to_number(left(scope, item, dot)), to_number(right(scope, item, dot))
    )


def _all(operands: tuple[Evaluate, ...]) -> Evaluate:
    def evaluate(scope: Scope, item: int, dot: Value) -> bool:
        for operand in operands:  # noqa: SIM110  a generator costs more
            if not to_boolean(operand(scope, item, dot)):
                return False
        return True

    return evaluate


def _any(operands: tuple[Evaluate, ...]) -> Evaluate:
    def evaluate(scope: Scope, item: int, dot: Value) -> bool:
        for operand in operands:  # noqa: SIM110  a generator costs more
            if to_boolean(operand(scope, item, dot)):
                return True
        return False

    return evaluate

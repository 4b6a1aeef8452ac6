"""Compiles a wording: text with `${question}` and `{expression}` piped into it.

A piped expression gives the text of its value; how `${question}` alone is said in a language, by
the label of a choice for instance, is the affair of `dialogs.wording`. `{{` and `}}` are braces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from dialogs.expressions.compiler import Evaluate, compile_node
from dialogs.expressions.errors import ExpressionError, place_of
from dialogs.expressions.parser import parse
from dialogs.expressions.placement import Placement
from dialogs.expressions.syntax import Node
from dialogs.expressions.values import to_string
from state_machine.questionnaire import Expression, Template

__all__ = ["Piece", "compile_template", "pieces"]


class Piece(NamedTuple):
    """A part of a wording: literal text, or the source of an expression, and where it begins."""

    text: str
    is_expression: bool
    offset: int


_CUT = re.compile(r"\{\{|\}\}|\$\{|\{|\}")
_INSIDE = re.compile(r"'[^']*'|\"[^\"]*\"|\$\{[^{}]*\}|[{}]")


def compile_template(source: str, place: Placement) -> Template:
    """The wording that a source means at a place; ExpressionError E407, or of an expression."""
    return Template(tuple(_part(piece, source, place) for piece in pieces(source)))


def pieces(source: str) -> Iterator[Piece]:
    """The parts of a wording in order, neighbouring literal texts as one; ExpressionError E407."""
    literal, start, offset = "", 0, 0
    while match := _CUT.search(source, offset):
        literal += source[offset : match.start()]
        if match[0] in ("{{", "}}"):
            literal, offset = literal + match[0][0], match.end()
            continue
        if match[0] == "}":
            raise ExpressionError.at("E407", "write }} for a brace", source, match.start())
        if literal:
            yield Piece(literal, is_expression=False, offset=start)
        offset = _close(source, match)
        yield _expression(source, match, offset)
        literal, start = "", offset
    if literal + source[offset:]:
        yield Piece(literal + source[offset:], is_expression=False, offset=start)


def _expression(source: str, opening: re.Match[str], end: int) -> Piece:
    if opening[0] == "${":
        return Piece(source[opening.start() : end], is_expression=True, offset=opening.start())
    return Piece(source[opening.end() : end - 1], is_expression=True, offset=opening.end())


def _close(source: str, opening: re.Match[str]) -> int:
    """The offset after the brace that closes this one; texts within may hold braces."""
    for match in _INSIDE.finditer(source, opening.end()):
        if match[0] == "}":
            return match.end()
        if match[0] == "{" or opening[0] == "${":
            break
    raise ExpressionError.at("E407", "this brace is not closed", source, opening.start())


def _part(piece: Piece, source: str, place: Placement) -> str | Expression:
    if not piece.is_expression:
        return piece.text
    try:
        return _piped(parse(piece.text), piece.text, place)
    except ExpressionError as error:
        raise _shifted(error, piece, source) from None


def _piped(node: Node, source: str, place: Placement) -> Expression:
    rule = compile_node(node, source, place)
    return Expression(source, _as_text(rule.evaluate), rule.reads)


def _as_text(evaluate: Evaluate) -> Evaluate:
    return lambda scope, item, dot: to_string(evaluate(scope, item, dot))


def _shifted(error: ExpressionError, piece: Piece, source: str) -> ExpressionError:
    """The same error with its place counted in the whole wording."""
    line, column = place_of(source, piece.offset)
    if error.line == 1:
        return ExpressionError(error.code, error.message, line, column + error.column - 1)
    return ExpressionError(error.code, error.message, line + error.line - 1, error.column)

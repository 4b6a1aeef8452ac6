"""What the functions that look at the interview have in common: names, literals, the language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogs.expressions.placement import Kind
from dialogs.expressions.syntax import Call, Literal, Node, Reference
from dialogs.expressions.values import to_string
from state_machine.questionnaire import ROOT_ROSTER
from state_machine.scope import Scope

if TYPE_CHECKING:
    from dialogs.expressions.compiler import Compiler

__all__ = ["LANGUAGE", "read_language", "roster_of", "spoken", "text_of"]

LANGUAGE = "@language"
"""What an expression reads when it depends on the language of the interview."""


def read_language(compiler: Compiler) -> None:
    """Note that an expression depends on the language: rules that decide what is asked must not."""
    compiler.read(LANGUAGE, ROOT_ROSTER)


def spoken(scope: Scope) -> str:
    """The language of an interview; the questionnaire's first one until it is chosen."""
    return scope.interview.head.language or scope.questionnaire.languages[0]


def text_of(node: Node, what: str, compiler: Compiler) -> str:
    """The text of an argument that is known in advance; raises E310."""
    if isinstance(node, Literal):
        return to_string(node.value)
    raise compiler.error("E310", f"{what} is a text in quotes", node.at)


def roster_of(node: Node, call: Call, compiler: Compiler) -> str:
    """The roster that an argument names; raises E309."""
    if isinstance(node, Reference) and compiler.declared(node).kind is Kind.ROSTER:
        return node.name
    raise compiler.error("E309", f"{call.name}() takes a roster: ${{its name}}", node.at)

"""The expression language of questionnaires: XPath 1.0 values, `${name}`, compiled to closures."""

from __future__ import annotations

from dialogs.expressions.compiler import compile_expression
from dialogs.expressions.errors import ExpressionError
from dialogs.expressions.placement import Declared, Kind, Placement
from dialogs.expressions.templates import compile_template

__all__ = [
    "Declared",
    "ExpressionError",
    "Kind",
    "Placement",
    "compile_expression",
    "compile_template",
]

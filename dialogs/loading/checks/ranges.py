"""The range of answers that a constraint leaves, as far as its plain comparisons show."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from dialogs.expressions.folding import fold
from dialogs.expressions.syntax import Binary, Dot, Literal, Logic, Node
from dialogs.expressions.values import to_number

__all__ = ["is_empty"]

_TURNED: Mapping[str, str] = MappingProxyType(
    {"=": "=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
)


class _Bound(NamedTuple):
    """A comparison of the answer with a number, or with a date as its day number."""

    sign: str
    value: float


def is_empty(constraint: Node) -> bool:
    """Whether the comparisons of `.` that must all hold leave no number between them."""
    bounds = list(_bounds(fold(constraint)))
    lows = [bound for bound in bounds if bound.sign in (">", ">=", "=")]
    highs = [bound for bound in bounds if bound.sign in ("<", "<=", "=")]
    return any(not _meet(low, high) for low in lows for high in highs)


def _bounds(node: Node) -> Iterator[_Bound]:
    match node:
        case Logic(operator="and", operands=operands):
            for operand in operands:
                yield from _bounds(operand)
        case Binary(operator=sign, left=Dot(), right=Literal(value=value)) if sign in _TURNED:
            yield _Bound(sign, to_number(value))
        case Binary(operator=sign, left=Literal(value=value), right=Dot()) if sign in _TURNED:
            yield _Bound(_TURNED[sign], to_number(value))


def _meet(low: _Bound, high: _Bound) -> bool:
    if math.isnan(low.value) or math.isnan(high.value):
        return True
    strict = low.sign == ">" or high.sign == "<"
    return low.value < high.value or (low.value == high.value and not strict)

"""The range of answers that a constraint leaves, as far as its plain comparisons show."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from operator import eq, ge, gt, le, lt
from types import MappingProxyType
from typing import NamedTuple

from dialogs.expressions.folding import fold
from dialogs.expressions.syntax import Binary, Dot, Literal, Logic, Node, Reference
from dialogs.expressions.values import to_number

__all__ = ["implies", "is_empty"]

_TURNED: Mapping[str, str] = MappingProxyType(
    {"=": "=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
)
_ANSWER = "."
_TAKES: Mapping[str, Callable[[float, float], bool]] = MappingProxyType(
    {"=": eq, "<": lt, "<=": le, ">": gt, ">=": ge}
)


class _Bound(NamedTuple):
    """A comparison with a number, or with a date as its day number.

    `about` is what is compared: `.` for the answer under test, the name of a question else.
    """

    about: str
    sign: str
    value: float


def is_empty(constraint: Node) -> bool:
    """Whether the comparisons of `.` that must all hold leave no number between them."""
    bounds = [bound for bound in _bounds(fold(constraint)) if bound.about == _ANSWER]
    lows = [bound for bound in bounds if bound.sign in (">", ">=", "=")]
    highs = [bound for bound in bounds if bound.sign in ("<", "<=", "=")]
    return any(not _meet(low, high) for low in lows for high in highs)


def implies(given: Iterable[Node], wanted: Node) -> bool:
    """Whether a comparison with a number certainly holds where all of some others do."""
    bounds = list(_bounds(fold(wanted)))
    if len(bounds) != 1:
        return False
    return any(_within(known, bounds[0]) for node in given for known in _bounds(fold(node)))


def _within(known: _Bound, wanted: _Bound) -> bool:
    """Whether what one bound leaves is within what the other leaves; a text is no number."""
    if known.about != wanted.about:
        return False
    takes = _TAKES[wanted.sign](known.value, wanted.value)
    if known.sign == "=":
        return takes
    if known.sign[0] != wanted.sign[0]:
        return False
    further = _TAKES[wanted.sign[0]](known.value, wanted.value)
    return further or (takes and known.sign == wanted.sign) or known[:] == _strictly(wanted)


def _strictly(bound: _Bound) -> _Bound:
    """The same bound without the number itself."""
    return bound._replace(sign=bound.sign[0])


def _bounds(node: Node) -> Iterator[_Bound]:
    match node:
        case Logic(operator="and", operands=operands):
            for operand in operands:
                yield from _bounds(operand)
        case Binary(operator=sign, left=left, right=Literal(value=value)) if sign in _TURNED:
            yield from _bound(left, sign, value)
        case Binary(operator=sign, left=Literal(value=value), right=right) if sign in _TURNED:
            yield from _bound(right, _TURNED[sign], value)


def _bound(compared: Node, sign: str, value: str | float | bool) -> Iterator[_Bound]:
    match compared:
        case Dot():
            yield _Bound(_ANSWER, sign, to_number(value))
        case Reference(name=name):
            yield _Bound(name, sign, to_number(value))


def _meet(low: _Bound, high: _Bound) -> bool:
    if math.isnan(low.value) or math.isnan(high.value):
        return True
    strict = low.sign == ">" or high.sign == "<"
    return low.value < high.value or (low.value == high.value and not strict)

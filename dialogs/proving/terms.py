"""The one home of z3: truths and numbers that are not known yet, and the solver that decides.

z3 ships no types, so a term is `Any`. A truth is Python's `bool` where it is known in advance: what
is constant never reaches the solver.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from enum import Enum
from fractions import Fraction
from typing import Any

import z3

__all__ = [
    "Number",
    "Solver",
    "Truth",
    "Verdict",
    "alike",
    "at_most",
    "choose",
    "contrary",
    "every",
    "exact",
    "exactly_one",
    "floor",
    "implied",
    "is_whole",
    "mark",
    "quotient",
    "real",
    "some",
    "total",
    "truth_named",
    "whole",
]

Truth = Any
"""A `bool`, or a z3 term of that sort."""

Number = Any
"""A z3 term: a whole number or a real one."""


_DIGITS = 6
_LOST = z3.RealVal("1/1000000000000")


class Verdict(Enum):
    """What a solver says: some values fit, none do, or the time was up."""

    POSSIBLE = "possible"
    IMPOSSIBLE = "impossible"
    UNDECIDED = "undecided"


def truth_named(name: str) -> Truth:
    """A truth that nothing is known about."""
    return z3.Bool(name)


def whole(name: str) -> Number:
    """A whole number that nothing is known about."""
    return z3.Int(name)


def real(name: str) -> Number:
    """A real number that nothing is known about."""
    return z3.Real(name)


def exact(value: float) -> Number:
    """A known number, finite, without any rounding."""
    if value == math.floor(value):
        return z3.IntVal(int(value))
    return z3.RealVal(str(Fraction(value)))


def floor(number: Number) -> Number:
    """The greatest whole number that is not above."""
    return number if z3.is_int(number) else z3.ToInt(number)


def is_whole(number: Number) -> bool:
    """Whether a number is whole by its sort."""
    return bool(z3.is_int(number))


def alike(left: Number, right: Number) -> Truth:
    """Whether two numbers are equal as the language has it: but for what arithmetic loses."""
    if is_whole(left) and is_whole(right):
        return left == right
    return z3.And(left - right < _LOST, right - left < _LOST)


def quotient(number: Number, divisor: float) -> Number:
    """A number divided by a known one that is not 0."""
    dividend = z3.ToReal(number) if is_whole(number) else number
    return dividend / z3.RealVal(str(Fraction(divisor)))


def choose(condition: Truth, then: Number, otherwise: Number) -> Number:
    """One number or another."""
    if isinstance(condition, bool):
        return then if condition else otherwise
    return z3.If(condition, then, otherwise)


def total(truths: Iterable[Truth]) -> Number:
    """How many of some truths hold."""
    known, open_ = 0, []
    for each in truths:
        if isinstance(each, bool):
            known += each
        else:
            open_.append(z3.If(each, 1, 0))
    return z3.Sum(z3.IntVal(known), *open_) if open_ else z3.IntVal(known)


def every(truths: Iterable[Truth]) -> Truth:
    """Whether all hold."""
    found: list[Truth] = []
    for each in truths:
        if each is False:
            return False
        if each is not True:
            found.append(each)
    return _joined(z3.And, found, nothing=True)


def some(truths: Iterable[Truth]) -> Truth:
    """Whether one holds at least."""
    found: list[Truth] = []
    for each in truths:
        if each is True:
            return True
        if each is not False:
            found.append(each)
    return _joined(z3.Or, found, nothing=False)


def _joined(join: Any, found: list[Truth], *, nothing: bool) -> Truth:  # noqa: ANN401  z3's own
    if len(found) < 2:  # noqa: PLR2004  one is itself
        return found[0] if found else nothing
    return join(found)


def contrary(truth: Truth) -> Truth:
    """Whether it does not hold."""
    return not truth if isinstance(truth, bool) else z3.Not(truth)


def implied(condition: Truth, truth: Truth) -> Truth:
    """Whether the second holds wherever the first does."""
    return some((contrary(condition), truth))


def exactly_one(truths: Sequence[Truth]) -> Truth:
    """Whether one of some open truths holds and no other."""
    return z3.PbEq([(each, 1) for each in truths], 1)


def at_most(truths: Sequence[Truth], most: int) -> Truth:
    """Whether no more than so many of some truths hold."""
    known = sum(1 for each in truths if each is True)
    open_ = [(each, 1) for each in truths if not isinstance(each, bool)]
    return z3.PbLe(open_, most - known) if open_ else known <= most


def mark(term: Any) -> int:  # noqa: ANN401  z3's own
    """What tells a term from every other that is still in use."""
    return int(term.get_id())


class Solver:
    """Facts, and questions about them; a question may assume more than is known."""

    def __init__(self, milliseconds: int) -> None:
        self._solver = z3.Solver()
        self._solver.set("timeout", milliseconds)
        self._solver.set("random_seed", 1)
        self._model: Any = None
        self.hopeless = False

    def add(self, truth: Truth) -> None:
        """One more fact; `hopeless` tells when one can never be."""
        self.hopeless = self.hopeless or truth is False
        if not isinstance(truth, bool):
            self._solver.add(truth)

    def ask(self, *assumed: Truth) -> Verdict:
        """Whether the facts fit together with what is assumed."""
        if self.hopeless or any(each is False for each in assumed):
            return Verdict.IMPOSSIBLE
        self._solver.push()
        try:
            self._solver.add(*(each for each in assumed if each is not True))
            found = self._solver.check()
            self._model = self._solver.model() if found == z3.sat else None
        finally:
            self._solver.pop()
        return _VERDICTS[str(found)]

    def holds(self, truth: Truth) -> bool:
        """A truth in the values that were found to fit."""
        if isinstance(truth, bool):
            return truth
        return bool(z3.is_true(self._model.eval(truth, model_completion=True)))

    def is_as_found(self, number: Number) -> Truth:
        """The condition that a number is what it was found to be."""
        return number == self._model.eval(number, model_completion=True)

    def number(self, number: Number) -> Fraction:
        """A number in the values that were found to fit."""
        found = self._model.eval(number, model_completion=True)
        if z3.is_algebraic_value(found):
            found = found.approx(_DIGITS)
        return Fraction(found.as_fraction() if z3.is_real(found) else found.as_long())


_VERDICTS = {
    "sat": Verdict.POSSIBLE,
    "unsat": Verdict.IMPOSSIBLE,
    "unknown": Verdict.UNDECIDED,
}

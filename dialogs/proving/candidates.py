"""Answers to try where the proof asks whether any answer is accepted.

Those of a closed question are all there are. For numbers and dates they are the values at the ends
of what the checks compare with; what is found to be accepted elsewhere is added as it stands
against these, so that few tries settle it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from msgspec import Struct

from dialogs.expressions.dates import parse_date
from dialogs.expressions.syntax import Dot, Node, children
from dialogs.proving import calendar
from dialogs.proving.content import nodes_of
from dialogs.proving.domains import Planned
from dialogs.proving.shapes import Cases, Day, Figure, Numeral, Shape, Ticks, known
from dialogs.proving.terms import Number, Solver, Truth, every, exact, is_whole
from dialogs.proving.trees import Spot
from dialogs.proving.world import World
from dialogs.readers.numbers import LARGEST
from state_machine.questionnaire import QuestionType

__all__ = ["Candidate", "Ends", "candidates"]

_NUMBERS = (QuestionType.INTEGER, QuestionType.DECIMAL)


class Candidate(Struct, frozen=True, eq=False):
    """An answer, and when it can be given at all."""

    cases: Cases
    possible: Truth = True


def candidates(world: World, spot: Spot) -> list[Candidate]:
    """The answers to try first."""
    outline = world.content.outlines[spot.question]
    offered = world.choice_offered(spot)
    if outline.type is QuestionType.SELECT_MULTIPLE:
        return list(_single_ticks(offered))
    if offered:
        return [Candidate(known(name), possible) for name, possible in offered.items()]
    if outline.type in (*_NUMBERS, QuestionType.DATE):
        return Ends(world, spot).candidates()
    free = all(edit.soft for edit in outline.edits)
    return [
        Candidate(known(shape))
        for _, shape in world.domain(spot).cases
        if shape != "" and (free or isinstance(shape, str))
    ]


def _single_ticks(offered: dict[str, Truth]) -> Iterator[Candidate]:
    names = tuple(offered)
    for wanted in names:
        ticked = tuple(name == wanted for name in names)
        yield Candidate(known(Ticks(names, ticked)), offered[wanted])


class Ends:
    """The ends of what the checks of a number or date compare it with."""

    def __init__(self, world: World, spot: Spot) -> None:
        outline = world.content.outlines[spot.question]
        self.is_date = outline.type is QuestionType.DATE
        self.is_whole = outline.type is QuestionType.INTEGER
        self.terms = list(self._terms(world, spot))

    def candidates(self) -> list[Candidate]:
        """Each end, one less and one more."""
        return [self.at(term + step) for term in self.terms for step in (0, -1, 1)]

    def at(self, term: Number) -> Candidate:
        """One number or date as an answer, if it is one."""
        if self.is_date:
            return Candidate(known(Day(term)), calendar.is_date(term))
        bounds = every((term >= exact(-LARGEST), term <= exact(LARGEST)))
        return Candidate(known(Figure(term)), bounds)

    def beside(self, planned: Planned, solver: Solver) -> Iterator[Candidate]:
        """An accepted answer, by itself and as far from each end as it was found to be."""
        value = _amount(planned)
        if value is None:
            return
        yield self.at(exact(float(value)))
        for term in self.terms:
            yield self.at(term + exact(float(value - solver.number(term))))

    def _terms(self, world: World, spot: Spot) -> Iterator[Number]:
        yield from self._bounds()
        outline = world.content.outlines[spot.question]
        for edit in outline.edits:
            if not edit.soft:
                for node in _free(world.content.node(edit.rule)):
                    for _, shape in world.code(node, spot.item):
                        yield from self._term(shape)

    def _bounds(self) -> Iterator[Number]:
        if self.is_date:
            yield exact(float(calendar.code_of(date(calendar.FIRST_YEAR, 1, 1))))
            yield exact(float(calendar.code_of(date(calendar.LAST_YEAR, 12, 31))))
            return
        yield exact(0.0)

    def _term(self, shape: Shape) -> Iterator[Number]:
        match shape:
            case Day(code=code) if self.is_date:
                yield code
            case str() if self.is_date and (day := parse_date(shape)) is not None:
                yield exact(float(calendar.code_of(day)))
            case Figure(term=term) | Numeral(term=term) if not self.is_date:
                if is_whole(term) or not self.is_whole:
                    yield term
            case float() if not self.is_date and abs(shape) <= LARGEST:
                yield exact(float(int(shape)) if self.is_whole else shape)
            case _:
                pass


def _free(node: Node) -> Iterator[Node]:
    """The largest parts of a rule that do not look at the answer."""
    if not any(isinstance(each, Dot) for each in nodes_of(node)):
        yield node
        return
    for child in children(node):
        yield from _free(child)


def _amount(planned: Planned) -> Fraction | None:
    if isinstance(planned, str):
        day = parse_date(planned)
        return None if day is None else Fraction(calendar.code_of(day))
    return Fraction(planned) if isinstance(planned, int | float) else None

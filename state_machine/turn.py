"""A turn in the making: the interview so far, its events, and what will be pending at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from state_machine import events as ev
from state_machine.evolution import evolve
from state_machine.interview import Interview, Location
from state_machine.items import Answer, Missing, Provenance, Value
from state_machine.lifecycle import fire_status
from state_machine.pending import Pending, Problem, Rejected, Told
from state_machine.questionnaire import Question, QuestionType
from state_machine.route import next_stop, open_in_item
from state_machine.scope import Scope

if TYPE_CHECKING:
    from state_machine.interview import Head

__all__ = ["Turn", "TurnInTheMaking"]

_MAX_ARRIVALS = 1000
"""More items than this are never added by themselves."""


class Turn(Struct, frozen=True, gc=False):
    """What one input did: the view of the interview after it and the events that led there."""

    scope: Scope
    events: tuple[ev.Event, ...]

    @property
    def interview(self) -> Interview:
        """The interview after the turn."""
        return self.scope.interview


class TurnInTheMaking:
    """What `step` works on; every change goes through `apply`, so that the events tell all.

    `scope` is the view of the interview so far.
    """

    __slots__ = ("by", "events", "pending", "questionnaire", "scope")

    def __init__(
        self,
        scope: Scope,
        *,
        events: list[ev.Event] | None = None,
        by: Provenance = Provenance.SELF,
    ) -> None:
        self.questionnaire = scope.questionnaire
        self.scope = scope
        self.events: list[ev.Event] = events or []
        self.by = by
        self.pending: Pending | None = None

    @property
    def interview(self) -> Interview:
        """The interview so far."""
        return self.scope.interview

    @property
    def head(self) -> Head:
        """The head so far."""
        return self.scope.interview.head

    def apply(self, event: ev.Event) -> None:
        """Adds an event."""
        self.scope = evolve(self.scope, event)
        self.events.append(event)

    def tell(self, code: str) -> None:
        """A sentence of the catalogue goes before the question."""
        self.pending = Told(code)

    def reject(self, problem: Problem) -> None:
        """The typed answer was not taken; the times in a row are counted."""
        before = self.head.pending
        attempts = before.attempts + 1 if isinstance(before, Rejected) else 1
        self.pending = Rejected(problem, attempts)

    def fire(self, trigger: str) -> bool:
        """Moves the lifecycle, if its table allows that."""
        status = fire_status(self.head.status, trigger)
        if status is None:
            return False
        self.apply(ev.StatusChanged(status))
        return True

    def move(self, location: Location) -> None:
        """Stands at a location, and nowhere else."""
        if location != self.head.location:
            self.apply(ev.Moved(location))

    def go(self, location: Location | None) -> None:
        """To the next open question after a location; None: from the beginning."""
        self.arrive(next_stop(self.scope, location))

    def enter(self, item: int) -> None:
        """To the first open question about a new item."""
        self.arrive(open_in_item(self.scope, item) or next_stop(self.scope, None))

    def arrive(self, location: Location) -> None:
        """Moves; a roster that needs more items than it has gets them on arrival."""
        for _ in range(_MAX_ARRIVALS):
            roster = self._short_of(location)
            if roster is None:
                break
            item = self.add(roster, location.item)
            location = open_in_item(self.scope, item) or next_stop(self.scope, None)
        self.move(location)

    def _short_of(self, location: Location) -> str | None:
        question = self.questionnaire.questions.get(location.question)
        if question is None or question.type is not QuestionType.GATE:
            return None
        least, _ = self.scope.bounds(question, location.item)
        few = len(self.scope.children(question, location.item)) < least
        return self.scope.gathers(question).name if few else None

    def add(self, roster: str, parent: int) -> int:
        """One more item under a parent; its id."""
        item = self.head.next_item
        self.apply(ev.ItemAdded(item, roster, parent))
        return item

    def answer(
        self,
        question: Question,
        item: int,
        value: Value,
        *,
        by: Provenance | None = None,
        missing: Missing | None = None,
    ) -> None:
        """Stores a value with how it came about: by whoever speaks, unless said otherwise."""
        if by is None:
            proxy = self.by is Provenance.SELF and self.scope.proxy(item)
            by = Provenance.PROXY if proxy else self.by
        self.apply(ev.Answered(question.name, item, Answer(value, by, missing)))

    def close(self) -> Turn:
        """The finished turn: what is pending is said last."""
        if self.pending != self.head.pending:
            self.apply(ev.Pended(self.pending))
        return Turn(self.scope, tuple(self.events))

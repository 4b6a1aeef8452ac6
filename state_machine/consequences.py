"""What a change would do to the rest of the interview, counted before it is taken."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from state_machine import events as ev
from state_machine.assembly import position_of
from state_machine.evolution import evolve
from state_machine.items import Answer, Value
from state_machine.pending import Consequences
from state_machine.standing import affected

if TYPE_CHECKING:
    from state_machine.questionnaire import Question, Questionnaire
    from state_machine.scope import Scope

__all__ = ["of_change", "of_removal"]

Pairs = set[tuple[str, int]]


class _Stops(NamedTuple):
    """Stops of some sheets by whether they are answered, still open, or contradicted."""

    answered: set[tuple[str, int]]
    open: set[tuple[str, int]]
    contradicted: set[tuple[str, int]]


def of_change(before: Scope, question: Question, values: Mapping[int, Value]) -> Consequences:
    """What other values for an answered question would do, by the items that get them."""
    after = before
    for item, value in values.items():
        after = evolve(after, ev.Answered(question.name, item, Answer(value)))
    pairs: Pairs = set()
    for item in values:
        pairs.update(affected(before, question.name, item))
    return _compare(before, after, pairs, {(question.name, item) for item in values})


def of_removal(before: Scope, item: int) -> Consequences:
    """What taking an item off its roster would do, its own answers included."""
    questionnaire = before.questionnaire
    after = evolve(before, ev.ItemRemoved(item))
    roster, parent = before.item(item).roster, before.item(item).parent
    pairs: Pairs = set()
    for name in (roster, position_of(roster)):
        pairs.update(affected(before, name, parent))
    for level in _levels_below(questionnaire, roster):
        for reached in before.descend(item, level):
            pairs |= {(section.name, reached) for section in questionnaire.sections_of(level)}
    return _compare(before, after, pairs, set())


def _levels_below(questionnaire: Questionnaire, roster: str) -> list[str]:
    levels = [roster]
    for other in questionnaire.rosters.values():
        if other.parent in levels:
            levels.append(other.name)
    return levels


def _compare(before: Scope, after: Scope, pairs: Pairs, but: Pairs) -> Consequences:
    then, now = _stops(before, pairs), _stops(after, pairs)
    on_path_now = now.answered | now.open | now.contradicted
    return Consequences(
        lost=len((then.answered | then.contradicted) - on_path_now - but),
        added=len(now.open - then.open - then.answered - then.contradicted - but),
        contradicted=len(now.contradicted - then.contradicted - but),
    )


def _stops(scope: Scope, pairs: Pairs) -> _Stops:
    found = _Stops(set(), set(), set())
    for name, item in pairs:
        if item not in scope.interview.items:
            continue
        for question in scope.stops(scope.questionnaire.sections[name], item):
            settled = scope.settled(question, item)
            row = found.open if settled is None else found[0 if settled else 2]
            row.add((question.name, item))
    return found

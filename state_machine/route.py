"""The order of the whole: which sheet follows which, and where the next open question is.

A sheet is one section for one item. The order is walked on demand from wherever the dialogue
stands, so that a household of a thousand costs no more than a household of one.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from state_machine.interview import FINISH, Location
from state_machine.items import ROOT, Standing, place_in
from state_machine.questionnaire import Block, Loop, Place, Question, Section

if TYPE_CHECKING:
    from state_machine.interview import Interview
    from state_machine.questionnaire import Questionnaire
    from state_machine.scope import Scope

__all__ = [
    "Sheet",
    "following_stop",
    "next_stop",
    "open_in_item",
    "open_stop",
    "previous_stop",
    "sheets",
    "sheets_after",
]


_T = TypeVar("_T")


class Sheet(NamedTuple):
    """One section for one item."""

    section: str
    item: int


def sheets(
    questionnaire: Questionnaire, interview: Interview, *, back: bool = False
) -> Iterator[Sheet]:
    """Every sheet in order, the absent ones included; from the last to the first with `back`."""
    blocks = questionnaire.blocks
    for block in reversed(blocks) if back else blocks:
        yield from _inside(interview, block, ROOT, back=back)


def sheets_after(
    questionnaire: Questionnaire, interview: Interview, sheet: Sheet, *, back: bool = False
) -> Iterator[Sheet]:
    """The sheets after one, nearest first; those before it with `back`."""
    section = questionnaire.sections[sheet.section]
    item = sheet.item
    if section.gate:
        loop, place = _gathering(questionnaire, section.gate)
        if back:
            yield from _items(interview, loop, item, back=True)
    else:
        place = questionnaire.places[section.name]
    yield from _outwards(questionnaire, interview, place, item, back=back)


def _outwards(
    questionnaire: Questionnaire, interview: Interview, place: Place, item: int, *, back: bool
) -> Iterator[Sheet]:
    """What is left at a place, then of the items of the loop around it, and so on outwards."""
    while True:
        rest = _rest(place.siblings, place.index, back=back)
        for block in rest:
            yield from _inside(interview, block, item, back=back)
        loop = place.around
        if loop is None:
            return
        parent = interview.items[item].parent
        others = interview.items[parent].children[loop.roster]
        for other in _rest(others, place_in(others, item), back=back):
            yield from _blocks(interview, loop, other, back=back)
        if loop.gate and not back:
            yield Sheet(loop.gate, parent)
        place, item = questionnaire.places[id(loop)], parent


def _gathering(questionnaire: Questionnaire, roster: str) -> tuple[Loop, Place]:
    place = questionnaire.places[roster]
    loop = place.siblings[place.index]
    assert isinstance(loop, Loop)  # noqa: S101  assembly files only loops under a roster's name
    return loop, place


def _rest(row: tuple[_T, ...], index: int, *, back: bool) -> tuple[_T, ...]:
    return row[:index][::-1] if back else row[index + 1 :]


def _inside(interview: Interview, block: Block, item: int, *, back: bool) -> Iterator[Sheet]:
    if isinstance(block, Section):
        yield Sheet(block.name, item)
        return
    if block.gate and back:
        yield Sheet(block.gate, item)
    yield from _items(interview, block, item, back=back)
    if block.gate and not back:
        yield Sheet(block.gate, item)


def _items(interview: Interview, loop: Loop, parent: int, *, back: bool) -> Iterator[Sheet]:
    children = interview.items[parent].children.get(loop.roster, ())
    for child in reversed(children) if back else children:
        yield from _blocks(interview, loop, child, back=back)


def _blocks(interview: Interview, loop: Loop, item: int, *, back: bool) -> Iterator[Sheet]:
    for block in reversed(loop.blocks) if back else loop.blocks:
        yield from _inside(interview, block, item, back=back)


_SETTLED = (Standing.ABSENT, Standing.FILLED)


def open_stop(scope: Scope, sheet: Sheet, after: Question | None = None) -> Location | None:
    """The first unanswered or contradicted question of a sheet after one, else before it."""
    if scope.interview.items[sheet.item].standing[sheet.section] in _SETTLED:
        return None
    section = scope.questionnaire.sections[sheet.section]
    stops, settled = scope.stops(section, sheet.item), scope.settled_stops(section, sheet.item)
    at = 0 if after is None else bisect_right(stops, after.index, key=_index)
    for place in itertools.chain(range(at, len(stops)), range(at)):
        if not settled[place]:
            return Location(stops[place].name, sheet.item)
    return None


def _index(question: Question) -> int:
    return question.index


def open_in_item(scope: Scope, item: int) -> Location | None:
    """The first open question among what is asked about an item where its roster is gathered."""
    roster = scope.item(item).roster
    loop, _ = _gathering(scope.questionnaire, roster)
    for sheet in _blocks(scope.interview, loop, item, back=False):
        found = open_stop(scope, sheet)
        if found is not None:
            return found
    return None


def next_stop(scope: Scope, location: Location | None) -> Location:
    """Where the dialogue goes on: the rest of the sheet, what follows, then what was left open."""
    questionnaire, interview = scope.questionnaire, scope.interview
    if location is not None:
        question = questionnaire.questions[location.question]
        sheet = Sheet(question.section, location.item)
        found = open_stop(scope, sheet, question)
        if found is not None:
            return found
        for other in sheets_after(questionnaire, interview, sheet):
            found = open_stop(scope, other)
            if found is not None:
                return found
    for other in sheets(questionnaire, interview):
        found = open_stop(scope, other)
        if found is not None:
            return found
    return FINISH


def following_stop(scope: Scope, location: Location) -> Location | None:
    """The stop after a location on its sheet, answered or not; None at the end of the sheet."""
    question = scope.questionnaire.questions[location.question]
    section = scope.questionnaire.sections[question.section]
    later = (stop for stop in scope.stops(section, location.item) if stop.index > question.index)
    found = next(later, None)
    return None if found is None else Location(found.name, location.item)


def previous_stop(scope: Scope, location: Location) -> Location | None:
    """The stop before a location on the path, answered or not; None at the very beginning."""
    if location == FINISH:
        return _last_stop(scope, sheets(scope.questionnaire, scope.interview, back=True))
    question = scope.questionnaire.questions[location.question]
    stops = scope.stops(scope.questionnaire.sections[question.section], location.item)
    earlier = [stop for stop in stops if stop.index < question.index]
    if earlier:
        return Location(earlier[-1].name, location.item)
    sheet = Sheet(question.section, location.item)
    return _last_stop(scope, sheets_after(scope.questionnaire, scope.interview, sheet, back=True))


def _last_stop(scope: Scope, backwards: Iterator[Sheet]) -> Location | None:
    for sheet in backwards:
        stops = scope.stops(scope.questionnaire.sections[sheet.section], sheet.item)
        if stops:
            return Location(stops[-1].name, sheet.item)
    return None

"""How far each section is for each item, and which standings an event can change.

The standing is a cache beside the item. `standing` computes it from scratch; the index `dependents`
of the questionnaire says where it has to be computed again after a change. At the same places the
calculations that keep their value are looked at: what is kept is then what was computed before, so
that nothing which reads it changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from msgspec.structs import replace

from state_machine.interview import Interview
from state_machine.items import Answer, Item, Provenance, Standing

if TYPE_CHECKING:
    from state_machine.questionnaire import Section
    from state_machine.scope import Scope

__all__ = ["affected", "refreshed", "standing"]


def standing(scope: Scope, section: Section, item: int) -> Standing:
    """The standing of a section for an item, from its answers alone."""
    settled = scope.settled_stops(section, item)
    if not settled:
        return Standing.ABSENT
    if False in settled:
        return Standing.CONTRADICTED
    if None not in settled:
        return Standing.FILLED
    return Standing.BEGUN if True in settled else Standing.UNFILLED


def affected(scope: Scope, name: str, item: int) -> Iterator[tuple[str, int]]:
    """The (section, item) pairs whose standing may change with a question or roster at an item."""
    questionnaire = scope.questionnaire
    for section, via in questionnaire.dependents.get(name, ()):
        level = questionnaire.sections[section].level
        for reached in scope.descend(scope.climb(item, via), level):
            yield section, reached


def refreshed(scope: Scope, pairs: Iterable[tuple[str, int]]) -> Scope:
    """The interview with these standings computed again, and what is kept stored.

    No rule reads a standing, so what was computed on the way holds good unless something is kept.
    """
    questionnaire, interview = scope.questionnaire, scope.interview
    items, see = interview.items, scope.on
    for section, id_ in sorted(set(pairs)):
        found = standing(scope, questionnaire.sections[section], id_)
        before = items[id_]
        item = _keeping(scope, section, before)
        if item is not before:
            see = scope.of
        if item.standing.get(section) is not found:
            item = replace(item, standing={**item.standing, section: found})
        if item is not before:
            items = items.put(item)
    return scope if items is interview.items else see(Interview(interview.head, items))


def _keeping(scope: Scope, section: str, item: Item) -> Item:
    """The item with what the calculations of a section keep for it."""
    for question in scope.questionnaire.keeping.get(section, ()):
        if not scope.relevant(question, item.id):
            continue
        value = scope.value(question.name, item.id)
        old = item.answers.get(question.name)
        if value != ("" if old is None else old.value):
            kept = Answer(float(value) if isinstance(value, bool) else value, Provenance.DERIVED)
            item = replace(item, answers={**item.answers, question.name: kept})
    return item

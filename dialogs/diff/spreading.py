"""Follows changes to what reads them: an answer can be asked again though its question is the same.

A question depends on what decides whether it is asked, which answers it takes, and what it is
worth. Wordings and suggestions decide nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dialogs.diff.changes import Change, Severity, change
from dialogs.words import references
from state_machine.questionnaire import Expression, Question, Questionnaire

__all__ = ["reading_constants", "spread"]

_MOMENT = "census_moment"
_STRUCTURE = frozenset({"level", "added", "removed"})
"""Changes of a roster that change whose answers are where."""


def spread(new: Questionnaire, changes: Iterable[Change]) -> Iterator[Change]:
    """A change of its own for every question that reads, directly or not, what has changed."""
    grave = [each for each in changes if each.severity is not Severity.HARMLESS]
    moving = {each.name for each in grave}
    changed = set(moving)
    structure = frozenset(each.name for each in grave if each.kind in _STRUCTURE)
    constants = frozenset(each.name for each in grave if each.kind == "constant read")
    for name in _affected(new, moving, structure, constants):
        if name not in changed:
            yield change("depends", name)


def _affected(
    new: Questionnaire, moving: set[str], structure: frozenset[str], constants: frozenset[str]
) -> Iterator[str]:
    """The questions that are reached, each once, in waves until nothing more is."""
    reached = set(reading_constants(new, constants))
    reached |= {q.name for q in new.by_index if structure & _levels(new, q.level)}
    yield from sorted(reached)
    known = moving | reached
    while wave := {q.name for q in new.by_index if _reads(new, q) & known} - known:
        yield from sorted(wave)
        known |= wave


def reading_constants(new: Questionnaire, constants: frozenset[str]) -> Iterator[str]:
    """The questions with a rule that reads one of some constants."""
    for question in new.by_index:
        sources = [rule.source for rule in _rules(new, question)]
        named = any(references(source) & constants for source in sources)
        moment = _MOMENT in constants and any("census-moment" in source for source in sources)
        if named or moment:
            yield question.name


def _levels(new: Questionnaire, level: str) -> frozenset[str]:
    """A roster and those around it."""
    found: set[str] = set()
    while level:
        found.add(level)
        level = new.rosters[level].parent
    return frozenset(found)


def _reads(new: Questionnaire, question: Question) -> set[str]:
    found = {name for rule in _rules(new, question) for name in rule.reads}
    return found | ({question.members} if question.members else set())


def _rules(new: Questionnaire, question: Question) -> Iterator[Expression]:
    """The rules that decide about an answer."""
    rules = (question.relevant, question.required, question.calculation)
    yield from (rule for rule in rules if rule is not None)
    yield from (edit.rule for edit in question.edits if not edit.soft)
    yield from (choice.relevant for choice in question.choices if choice.relevant is not None)
    yield from question.narrowing.conditions if question.narrowing is not None else ()
    gathered = new.rosters.get(new.sections[question.section].gate)
    if gathered is not None and gathered.count is not None:
        yield gathered.count

"""Follows changes to what reads them: an answer can be asked again though its question is the same.

A question depends on what decides whether it is asked, which answers it takes, and what it is
worth. Wordings and suggestions decide nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from msgspec import Struct

from dialogs.diff.changes import Change, Severity, change
from dialogs.words import references
from state_machine.questionnaire import Expression, Question, Questionnaire

__all__ = ["reads_constant", "spread"]

_MOMENT = "census_moment"
_STRUCTURE = frozenset({"level", "added", "removed"})
"""Changes of a roster that change whose answers are where."""

_STILL = frozenset(
    {
        "added",
        "checks changed",
        "checks tightened",
        "choice condition",
        "choice refuses",
        "list",
        "range",
        "required",
        "roster bounds",
    }
)
"""Grave changes after which rules still see the answers that they saw before."""


def spread(new: Questionnaire, changes: Iterable[Change]) -> Iterator[Change]:
    """A change of its own for every question that reads, directly or not, what has changed.

    Its detail names what it reads of that. Where that decides whether it is asked, and has another
    value now, answers may drop; they may be asked again elsewhere.
    """
    grave = [each for each in changes if each.severity is not Severity.HARMLESS]
    read = {question.name: _reads(new, question) for question in new.by_index}
    seeds = frozenset(each.name for each in grave)
    structure = frozenset(each.name for each in grave if each.kind in _STRUCTURE)
    within = {name for name, own in read.items() if own.around & structure}
    moving = {each.name for each in grave if each.kind not in _STILL}
    moved = _spread({*moving, *structure, *within}, read, _worth)
    touched = _spread({*seeds, *moved}, read, _any)
    for name, own in read.items():
        if name in seeds:
            continue
        if causes := (own.deciding & moved) | (own.around & structure):
            yield change("may drop", name, ", ".join(sorted(causes)))
        elif causes := _any(own) & touched:
            yield change("depends", name, ", ".join(sorted(causes)))


def reads_constant(new: Questionnaire, name: str) -> bool:
    """Whether a rule reads a constant."""
    return any(name in _any(_reads(new, question)) for question in new.by_index)


class _Reads(Struct, frozen=True):
    """What a question's rules read, by what they do; `around` are the rosters that it is in.

    Some decide whether it is asked, some what it is worth, some which answers it takes.
    """

    deciding: frozenset[str]
    worth: frozenset[str]
    taking: frozenset[str]
    around: frozenset[str]


def _worth(reads: _Reads) -> frozenset[str]:
    """Whatever changes the value that other rules see."""
    return reads.deciding | reads.worth


def _any(reads: _Reads) -> frozenset[str]:
    return reads.deciding | reads.worth | reads.taking


def _spread(
    seeds: set[str], read: Mapping[str, _Reads], through: Callable[[_Reads], frozenset[str]]
) -> set[str]:
    """The seeds and whatever reads them, in waves until nothing more is reached."""
    known = set(seeds)
    while wave := {name for name, own in read.items() if through(own) & known} - known:
        known |= wave
    return known


def _reads(new: Questionnaire, question: Question) -> _Reads:
    gathered = new.rosters.get(new.sections[question.section].gate)
    edits = (edit.rule for edit in question.edits if not edit.soft)
    narrowed = question.narrowing.conditions if question.narrowing is not None else ()
    offers = (*(choice.relevant for choice in question.choices), *narrowed)
    members = {question.members} if question.members else set()
    return _Reads(
        deciding=_names(question.relevant),
        worth=_names(question.calculation),
        taking=_names(question.required, *edits, *offers, gathered.count if gathered else None)
        | members,
        around=_levels(new, question.level),
    )


def _names(*rules: Expression | None) -> frozenset[str]:
    """The questions, rosters and constants that rules read."""
    found: set[str] = set()
    for rule in rules:
        if rule is not None:
            found.update(rule.reads, references(rule.source))
            found.update({_MOMENT} if "census-moment" in rule.source else ())
    return frozenset(found)


def _levels(new: Questionnaire, level: str) -> frozenset[str]:
    """A roster and those around it."""
    found: set[str] = set()
    while level:
        found.add(level)
        level = new.rosters[level].parent
    return frozenset(found)

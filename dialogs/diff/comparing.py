"""Compares two compiled questionnaires, part by part, and then follows what reads what changed."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from dialogs.diff.changes import Change, Severity, change
from dialogs.diff.questions import compare_questions
from dialogs.diff.rules import Relation, conditions, normal, relation
from dialogs.diff.spreading import reads_constant, spread
from dialogs.diff.wordings import same_text
from state_machine.questionnaire import Question, Questionnaire, QuestionType, Roster, Topic

__all__ = ["compare"]

_SILENT = (QuestionType.NOTE,)


def compare(old: Questionnaire, new: Questionnaire) -> tuple[Change, ...]:
    """Every change from one version to the next, the gravest first.

    What is called harmless leaves every settled answer settled; the others may, or may not.
    """
    found = [
        *_whole(old, new),
        *_constants(old, new),
        *_rosters(old, new),
        *_questions(old, new),
        *_sections(old, new),
        *_topics(old, new),
    ]
    order = list(Severity)
    spreading = [*found, *spread(new, found)]
    return tuple(sorted(spreading, key=lambda each: -order.index(each.severity)))


def _whole(old: Questionnaire, new: Questionnaire) -> Iterator[Change]:
    if old.name != new.name:
        yield change("name", new.name, f"{old.name} → {new.name}")
    if not same_text(old.title, new.title):
        yield change("title", new.name)
    for language in old.languages:
        if language not in new.languages:
            yield change("language removed", language)
    for language in new.languages:
        if language not in old.languages:
            yield change("language added", language)
    kept = [language for language in old.languages if language in new.languages]
    if kept != [language for language in new.languages if language in old.languages]:
        yield change("language order", ", ".join(new.languages))


def _constants(old: Questionnaire, new: Questionnaire) -> Iterator[Change]:
    for name in sorted({*old.constants, *new.constants}):
        before, after = old.constants.get(name, ""), new.constants.get(name, "")
        if before != after:
            kind = "constant read" if reads_constant(new, name) else "constant"
            yield change(kind, name, f"{before or 'nothing'} → {after or 'nothing'}")


# -- questions ------------------------------------------------------------------------------------


def _questions(old: Questionnaire, new: Questionnaire) -> Iterator[Change]:
    before, after = _asked(old), _asked(new)
    gone = [each for name, each in before.items() if name not in after]
    fresh = [each for name, each in after.items() if name not in before]
    renamed = {each.name: other for each in gone if (other := _namesake(each, fresh))}
    yield from (_gone(each, renamed.get(each.name)) for each in gone)
    yield from map(_fresh, fresh)
    for name, question in after.items():
        if name in before:
            yield from compare_questions(before[name], question)
    kept = [name for name in before if name in after]
    yield from (change("order", name) for name in _moved(kept, [*after]))


def _asked(questionnaire: Questionnaire) -> dict[str, Question]:
    """The questions, the gates of rosters left out."""
    return {q.name: q for q in questionnaire.by_index if q.type is not QuestionType.GATE}


def _gone(question: Question, other: Question | None) -> Change:
    if other is not None:
        return change("renamed", question.name, f"perhaps {other.name}", old=True)
    kind = "removed silently" if question.type in _SILENT else "removed"
    return change(kind, question.name, old=True)


def _fresh(question: Question) -> Change:
    silent = question.type in _SILENT or question.calculation is not None
    return change("added silently" if silent else "added", question.name)


def _namesake(question: Question, fresh: list[Question]) -> Question | None:
    """A new question that is asked in the same words about the same thing."""
    return next(
        (
            each
            for each in fresh
            if each.type is question.type
            and each.level == question.level
            and same_text(each.label, question.label)
        ),
        None,
    )


def _moved(before: list[str], after: list[str]) -> list[str]:
    """The fewest names that have to be put elsewhere to come from one order to the other."""
    places = {name: place for place, name in enumerate(before)}
    now = [name for name in after if name in places]
    chains: list[tuple[str, ...]] = []  # by their length: those in order that end the earliest
    for name in now:
        at = bisect_left(chains, places[name], key=lambda chain: places[chain[-1]])
        chains[at : at + 1] = [(*(chains[at - 1] if at else ()), name)]
    stayed = frozenset(chains[-1] if chains else ())
    return [name for name in now if name not in stayed]


# -- rosters and sections -------------------------------------------------------------------------


def _rosters(old: Questionnaire, new: Questionnaire) -> Iterator[Change]:
    for name in old.rosters:
        if name not in new.rosters:
            yield change("removed", name, old=True)
    for name, roster in new.rosters.items():
        if name not in old.rosters:
            yield change("added", name)
            continue
        yield from _roster(old.rosters[name], roster)
        yield from _gate(old.questions[roster.gate], new.questions[roster.gate], name)


def _roster(old: Roster, new: Roster) -> Iterator[Change]:
    if old.parent != new.parent:
        yield change(
            "level", new.name, f"{old.parent or 'the whole'} → {new.parent or 'the whole'}"
        )
    if normal(old.count) != normal(new.count):
        yield change("roster count", new.name)
    if (old.min, old.max) != (new.min, new.max):
        wider = new.min <= old.min and new.max >= old.max
        kind = "roster bounds wider" if wider else "roster bounds"
        yield change(kind, new.name, f"{old.min}–{old.max} → {new.min}–{new.max}")
    if not (same_text(old.title, new.title) and same_text(old.noun, new.noun)):
        yield change("wording", new.name)
    if old.respondent_first != new.respondent_first:
        yield change("marked", new.name, "respondent_first")


def _gate(old: Question, new: Question, roster: str) -> Iterator[Change]:
    texts = zip(
        (old.label, *(choice.label for choice in old.choices)),
        (new.label, *(choice.label for choice in new.choices)),
        strict=False,
    )
    if not all(same_text(before, after) for before, after in texts):
        yield change("wording", roster, "gate")
    if relation(conditions(old.relevant), conditions(new.relevant)) is not Relation.SAME:
        yield change("condition", roster)


def _sections(old: Questionnaire, new: Questionnaire) -> Iterator[Change]:
    for name, section in new.sections.items():
        before = old.sections.get(name)
        if before is None or section.gate:
            continue
        same = (before.stage, before.form) == (section.stage, section.form)
        if not (same and same_text(before.title, section.title)):
            yield change("section", name)


def _topics(old: Questionnaire, new: Questionnaire) -> Iterator[Change]:
    """What people ask about the survey itself: no answer of theirs depends on it."""
    for name in {**old.topics, **new.topics}:
        before, after = old.topics.get(name), new.topics.get(name)
        if before is None or after is None or not _same_topic(before, after):
            yield change("topic", name, old=after is None)


def _same_topic(old: Topic, new: Topic) -> bool:
    texts = same_text(old.title, new.title) and same_text(old.answer, new.answer)
    return texts and old.related == new.related

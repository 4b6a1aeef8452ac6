"""Changes between versions: each kind is told, and what is called harmless does no harm."""

from __future__ import annotations

import json
from functools import cache

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from dialogs.diff import Severity, Side, compare, harmless, lines_of, report
from dialogs.diff.changes import KINDS
from dialogs.expressions.parser import parse
from dialogs.faults import ContentErrors
from dialogs.loading.checks.ranges import implies
from state_machine.interview import Interview
from state_machine.items import Item, Items
from state_machine.questionnaire import Questionnaire
from state_machine.scope import Scope
from tests.dialogs.diff.versions import CASES, Case, after, before
from tests.state_machine.talking import Talk
from tests.state_machine.walking import hear, talks

BEFORE = before()


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.kind}: {case.name}")
def test_a_change_is_told_by_its_kind_and_part(case: Case) -> None:
    changes = compare(BEFORE, after(case))
    assert (case.kind, case.name) in {(each.kind, each.name) for each in changes}
    assert all(each.severity is KINDS[each.kind][0] for each in changes)


@pytest.mark.parametrize(
    "case",
    [case for case in CASES if KINDS[case.kind][0] is Severity.HARMLESS],
    ids=lambda case: f"{case.kind}: {case.name}",
)
def test_a_harmless_change_alone_makes_a_harmless_version(case: Case) -> None:
    assert harmless(compare(BEFORE, after(case)))


def test_every_kind_of_change_has_a_case() -> None:
    assert {case.kind for case in CASES} | {"language added"} == set(KINDS)
    (alone,) = (case for case in CASES if case.kind == "language removed")
    assert {each.kind for each in compare(after(alone), BEFORE)} >= {"language added"}


def test_the_same_version_has_no_changes_whatever_its_layout() -> None:
    spaced = Case("", "", lambda content: _respace(content["blocks"][0]["questions"][3]))
    assert compare(BEFORE, after(spaced)) == ()


def _respace(question: dict[str, object]) -> None:
    question["relevant"] = "( ${kind}='house' )"


BOUNDS = [
    (". >= 1", ". >= 0", True),
    (". >= 1", ". >= 1", True),
    (". > 1", ". >= 1", True),
    (". >= 1", ". > 1", False),
    (". <= 4", ". < 5", True),
    (". <= 5", ". < 5", False),
    (". = 3", ". < 5", True),
    (". <= 3", ". = 3", False),
    (". = 'a'", ". <= 3", False),
    (". >= 1", ". <= 9", False),
    ("5 > .", ". <= 5", True),
    (". < '2020-01-01'", ". < '2021-01-01'", True),
    (". >= ${x}", ". >= 1", False),
    (". >= 1", ". >= 0 and . <= 9", False),
]


@pytest.mark.parametrize(("given", "wanted", "follows"), BOUNDS)
def test_a_bound_follows_from_a_tighter_one(given: str, wanted: str, *, follows: bool) -> None:
    assert implies([parse(given)], parse(wanted)) is follows


# -- the promise ----------------------------------------------------------------------------------


@cache
def version(places: tuple[int, ...]) -> Questionnaire | None:
    """The version that some cases make together; None where they do not go together."""
    try:
        return after(*(CASES[place] for place in places))
    except (ContentErrors, StopIteration, LookupError):
        return None


def carried(interview: Interview, new: Questionnaire) -> Interview:
    """The interview as if its answers had been given to another version: by item and name."""
    items = [_carried(item, new) for item in interview.items.values() if _known(item, new)]
    head = replace(interview.head, questionnaire=new.identity)
    return Interview(head, Items({item.id: item for item in items}))


def _known(item: Item, new: Questionnaire) -> bool:
    return not item.roster or item.roster in new.rosters


def _carried(item: Item, new: Questionnaire) -> Item:
    here = {name: a for name, a in item.answers.items() if name in new.questions}
    answers = {name: a for name, a in here.items() if new.questions[name].level == item.roster}
    children = {name: ids for name, ids in item.children.items() if name in new.rosters}
    return replace(item, answers=answers, children=children)


def settled(questionnaire: Questionnaire, interview: Interview) -> set[tuple[str, int]]:
    """The questions that are on the path and have an answer that holds."""
    scope = Scope(questionnaire, interview)
    return {
        (question.name, item.id)
        for item in interview.items.values()
        for question in questionnaire.by_index
        if question.level == item.roster
        and question.calculation is None
        and scope.relevant(question, item.id)
        and scope.settled(question, item.id)
    }


@settings(max_examples=400, deadline=None)
@given(data=st.data(), places=st.sets(st.integers(0, len(CASES) - 1), min_size=1, max_size=3))
def test_an_answer_stays_settled_where_no_change_but_harmless_ones_is_told(
    data: st.DataObject, places: set[int]
) -> None:
    """The heart: answers given to one version are taken to the next."""
    new = version(tuple(sorted(places)))
    assume(new is not None)
    assert new is not None
    talk = Talk(BEFORE, language="en")
    for said, now in data.draw(talks(BEFORE)):
        hear(talk, said, now)
    touched = {each.name for each in compare(BEFORE, new) if each.severity is not Severity.HARMLESS}
    touched |= {roster.gate for name, roster in BEFORE.rosters.items() if name in touched}
    then = settled(new, carried(talk.interview, new))
    for name, item in settled(BEFORE, talk.interview):
        assert name in touched or (name, item) in then, (name, sorted(touched))


# -- the report -----------------------------------------------------------------------------------

OLD = """\
name: cats
title: {en: Cats}
languages: [en]
blocks:
  - section: home
    title: {en: Home}
    questions:
      - {type: integer, name: cats, label: {en: How many cats?}, hint: {en: Count.}}
      - {type: text, name: dog, label: {en: Which dog?}, hint: {en: Name it.}}
"""


def test_lines_are_found_by_the_names_of_parts() -> None:
    assert lines_of(OLD) == {"home": 5, "cats": 8, "dog": 9}
    assert lines_of("{") == {}
    assert lines_of("") == {}


def test_a_report_names_file_line_severity_and_counts() -> None:
    changes = compare(BEFORE, after(next(case for case in CASES if case.kind == "removed")))
    old, new = Side("old.yaml", {"pets": 7}), Side("new.yaml", {})
    told = report(changes, old, new, json=False).splitlines()
    assert told[0] == "old.yaml:7: loses: pets: it is gone, and its answers with it"
    assert told[-1] == "1 loses."
    (entry,) = json.loads(report(changes, old, new, json=True))
    assert (entry["severity"], entry["kind"], entry["line"]) == ("loses", "removed", 7)
    assert report((), old, new, json=False) == "Nothing changed."

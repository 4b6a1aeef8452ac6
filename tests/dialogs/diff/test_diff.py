"""Changes between versions: each kind is told, and what is called harmless does no harm."""

from __future__ import annotations

import json
from functools import cache

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from dialogs.diff import Change, Severity, Side, compare, harmless, lines_of, report
from dialogs.diff.changes import KINDS
from dialogs.diff.rules import Relation, conditions, relation
from dialogs.expressions.parser import parse
from dialogs.faults import ContentErrors
from dialogs.loading import load_source
from dialogs.loading.checks.ranges import implies
from state_machine.inputs import Say
from state_machine.interview import Interview
from state_machine.items import ROOT, Item, Items
from state_machine.questionnaire import Expression, Questionnaire, QuestionType
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


SAME = [
    ("${kind} = 'house' or ${kind} = 'tent'", "${kind} = 'tent' or ${kind} = 'house'"),
    (
        "${rooms} > 2 and (${kind} = 'a' or ${kind} = 'b')",
        "(${kind}='b' or ${kind}='a') and ${rooms}>2",
    ),
    ("${rooms} > 2", "2 < ${rooms}"),
    ("${rooms} > 2", "${rooms} > 2 and ${rooms} > 1"),
]
WIDER = [
    ("${kind} = 'a'", "${kind} = 'a' or ${kind} = 'b'"),
    ("${kind} = 'a' or ${kind} = 'b'", "${kind} = 'b' or ${kind} = 'c' or ${kind} = 'a'"),
    ("${rooms} >= 3", "${rooms} > 2"),
    ("${rooms} = 3 and ${kind} = 'a'", "${kind} = 'a' or ${rooms} = 9"),
    ("${rooms} > 5 or ${rooms} < 1", "${rooms} > 4 or ${rooms} < 2"),
    (". = 'a' and ${rooms} > 3", "${rooms} > 2"),
]
OTHER = [
    ("${rooms} > 3", "${built} > 2"),
    ("${rooms} > 3", ". > 2"),
    ("${kind} = 'a' or ${kind} = 'b'", "${kind} = 'a' or ${kind} = 'c'"),
    ("not(${rooms} > 3)", "not(${rooms} > 2)"),
]


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [(old, new, Relation.SAME) for old, new in SAME]
    + [(old, new, Relation.WIDER) for old, new in WIDER]
    + [(new, old, Relation.NARROWER) for old, new in WIDER]
    + [(old, new, Relation.OTHER) for old, new in OTHER],
)
def test_what_can_be_told_of_two_rules_without_answers_is(
    old: str, new: str, found: Relation
) -> None:
    one, other = (conditions(Expression(rule, lambda *_: True)) for rule in (old, new))
    assert relation(one, other) is found


def test_only_what_was_put_elsewhere_is_told_to_have_moved() -> None:
    """Not what stands after something else because of it."""
    (case,) = (case for case in CASES if case.kind == "order")
    assert [each.name for each in compare(BEFORE, after(case))] == ["street"]


def test_what_depends_on_a_change_says_on_what() -> None:
    (case,) = (case for case in CASES if (case.kind, case.name) == ("depends", "attic"))
    told = {each.name: each.detail for each in compare(BEFORE, after(case))}
    assert (told["half"], told["attic"]) == ("rooms", "half")


TWO = """\
name: two
title: {{en: Two}}
languages: [en]
blocks:
  - roster: hen
    title: {{en: Hen}}
    noun: {{en: hen}}
    gate: {{label: {{en: Another hen?}}, add: {{en: Add}}, done: {{en: Done}}}}
    blocks:
      - section: hens
        title: {{en: Hens}}
        questions: [{{type: text, name: hen_name, label: {{en: Her name?}}}}]
  - roster: duck
    title: {{en: Duck}}
    noun: {{en: duck}}
    gate: {{label: {{en: Another duck?}}, add: {{en: Add}}, done: {{en: Done}}}}
    blocks:
      - section: ducks
        title: {{en: Ducks}}
        questions: [{{type: text, name: duck_name, label: {{en: Its name?}}}}]
  - each: {each}
    blocks:
      - section: further
        title: {{en: Further}}
        questions:
          - {{type: calculate, name: place, calculation: "position() * 2"}}
          - {{type: text, name: nest, relevant: "position() > 1", label: {{en: Which nest?}}}}
          - {{type: text, name: egg, relevant: "${{place}} > 2", label: {{en: Which egg?}}}}
"""


def test_a_section_that_moves_to_another_roster_loses_what_goes_by_places_in_it() -> None:
    """Its rules look the same; `position()` counts something else now."""
    old, new = (load_source(TWO.format(each=roster)) for roster in ("hen", "duck"))
    assert named(compare(old, new), Severity.LOSES) >= {"place", "nest", "egg"}


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


def on_path(questionnaire: Questionnaire, interview: Interview) -> set[tuple[str, int]]:
    """The questions that are asked, whether they have an answer or not."""
    scope = Scope(questionnaire, interview)
    return {
        (question.name, item.id)
        for item in interview.items.values()
        for question in questionnaire.by_index
        if question.level == item.roster
        and question.calculation is None
        and scope.relevant(question, item.id)
    }


def settled(questionnaire: Questionnaire, interview: Interview) -> set[tuple[str, int]]:
    """The questions that are on the path and have an answer that holds."""
    scope = Scope(questionnaire, interview)
    return {
        (name, item)
        for name, item in on_path(questionnaire, interview)
        if scope.settled(questionnaire.questions[name], item)
    }


@settings(max_examples=400, deadline=None)
@given(data=st.data(), places=st.sets(st.integers(0, len(CASES) - 1), min_size=1, max_size=3))
def test_an_answer_stays_settled_where_no_change_but_harmless_ones_is_told(
    data: st.DataObject, places: set[int]
) -> None:
    """The heart: answers given to one version are taken to the next.

    What is asked again is told to be, and what drops from the path is told to be lost.
    """
    new = version(tuple(sorted(places)))
    assume(new is not None)
    assert new is not None
    talk = Talk(BEFORE, language="en")
    for said, now in data.draw(talks(BEFORE)):
        hear(talk, said, now)
    told = compare(BEFORE, new)
    lost = named(told, Severity.LOSES)
    touched = lost | named(told, Severity.RE_ASKS)
    interview = carried(talk.interview, new)
    then, asked = settled(new, interview), on_path(new, interview)
    for name, item in settled(BEFORE, talk.interview):
        assert name in touched or (name, item) in then, (name, sorted(touched))
        assert name in lost or (name, item) in asked, (name, sorted(lost))
    for name, item in asked - then - on_path(BEFORE, talk.interview):
        silent = new.questions[name].type is QuestionType.NOTE
        assert silent or name in touched, (name, item)


@pytest.mark.parametrize("case", [c for c in CASES if c.kind == "may drop"], ids=lambda c: c.name)
def test_what_may_drop_does_for_somebody(case: Case) -> None:
    """Somebody with three rooms, three people and an answer to everything."""
    talk = Talk(BEFORE, language="en")
    for said in ("house", "3", "1.1.2000", "High", "gas", "yes", "yes", "Add"):
        talk.hear(Say(said))
    for place in range(1, 5):
        talk.hear(Say(f"Person {place}")).hear(Say("20")).hear(Say("yes"))
        talk.hear(Say("Add" if place < 4 else "Done"))
    talk.hear(Say("yes"))
    new = after(case)
    assert (case.name, ROOT) in settled(BEFORE, talk.interview)
    assert (case.name, ROOT) not in on_path(new, carried(talk.interview, new))
    assert case.name in named(compare(BEFORE, new), Severity.LOSES)


def named(told: tuple[Change, ...], *severities: Severity) -> set[str]:
    """What is touched as gravely, the gates of rosters included."""
    found = {each.name for each in told if each.severity in severities}
    return found | {roster.gate for name, roster in BEFORE.rosters.items() if name in found}


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

"""What rules read is known: whatever changes, no standing is left as it was by mistake."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce

from hypothesis import given, settings
from hypothesis import strategies as st

from state_machine import events as ev
from state_machine.evolution import evolve, opened
from state_machine.interview import Interview
from state_machine.items import ROOT, Answer, Value
from state_machine.questionnaire import Question, QuestionType
from state_machine.scope import Scope
from state_machine.standing import standing
from tests.dialogs.dialogue import START, questionnaire_of

_GATE = """
    noun: {kk: x, ru: x, en: x}
    max: 4
    gate:
      label: {kk: x, ru: x, en: x}
      add: {kk: көп, ru: ещё, en: more}
      done: {kk: болды, ru: всё, en: done}
"""
_TITLE = "title: {kk: x, ru: x, en: x}"
_LABEL = "label: {kk: x, ru: x, en: x}"

HOUSE = questionnaire_of(f"""
blocks:
  - section: first
    {_TITLE}
    questions:
      - {{type: integer, name: floors, {_LABEL}}}
  - roster: flat
    {_TITLE}{_GATE}
    blocks:
      - section: card
        {_TITLE}
        questions:
          - {{type: integer, name: rooms, relevant: "${{floors}} > 1", {_LABEL}}}
          - type: integer
            name: lodgers
            relevant: "indexed-repeat(${{rooms}}, ${{flat}}, position(..) - 1) >= ${{rooms}}"
            constraint: ". <= indexed-repeat(${{rooms}}, ${{flat}}, 1)"
            {_LABEL}
      - roster: person
        {_TITLE}
{_GATE.replace(chr(10) + "    ", chr(10) + "        ")}
        blocks:
          - section: sheet
            {_TITLE}
            questions:
              - {{type: integer, name: age, {_LABEL}}}
              - type: integer
                name: school
                relevant: "indexed-repeat(${{age}}, ${{flat}}, 1, ${{person}}, 1) > 1"
                {_LABEL}
              - type: integer
                name: beside
                relevant: "indexed-repeat(${{age}}, ${{person}}, position() + 1) = ${{rooms}}"
                {_LABEL}
  - section: last
    {_TITLE}
    questions:
      - {{type: calculate, name: ages, calculation: "join('+', ${{age}})"}}
      - {{type: text, name: same, relevant: "${{ages}} = '1+2' or ${{ages}} = '2'", {_LABEL}}}
      - {{type: text, name: asked, relevant: "count(${{school}}) > 1", {_LABEL}}}
      - {{type: text, name: crowd, required: "max(${{age}}) > count(${{rooms}})", {_LABEL}}}
""")

Change = Callable[[Interview, st.DataObject], ev.Event]

_VALUES: st.SearchStrategy[Value] = st.sampled_from(["", 1, 2, 3])


def _answered(interview: Interview, data: st.DataObject) -> ev.Event:
    """Some answer about some item."""
    item = interview.items[data.draw(st.sampled_from(sorted(interview.items)))]
    names = sorted(
        each.name for each in HOUSE.questions.values() if _takes_answers(each, item.roster)
    )
    name = data.draw(st.sampled_from(names))
    return ev.Answered(name, item.id, Answer(data.draw(_VALUES)))


def _takes_answers(question: Question, level: str) -> bool:
    return question.level == level and question.type is not QuestionType.CALCULATE


def _added(interview: Interview, data: st.DataObject) -> ev.Event:
    """One more item of some roster."""
    parents = [
        (roster.name, item.id)
        for roster in HOUSE.rosters.values()
        for item in interview.items.values()
        if item.roster == roster.parent
    ]
    roster, parent = data.draw(st.sampled_from(sorted(parents)))
    return ev.ItemAdded(interview.head.next_item, roster, parent)


def _removed(interview: Interview, data: st.DataObject) -> ev.Event:
    """One item less, if there is one."""
    items = sorted(set(interview.items) - {ROOT})
    return ev.ItemRemoved(data.draw(st.sampled_from(items))) if items else _added(interview, data)


_CHANGES: tuple[Change, ...] = (_answered, _answered, _added, _added, _removed)
_KINDS = st.lists(st.sampled_from(_CHANGES), min_size=3, max_size=12)


_BEGINNING: tuple[ev.Event, ...] = (
    ev.Answered("floors", ROOT, Answer(2)),
    ev.ItemAdded(1, "flat", ROOT),
    ev.ItemAdded(2, "flat", ROOT),
    ev.ItemAdded(3, "person", 1),
    ev.ItemAdded(4, "person", 1),
    ev.ItemAdded(5, "person", 2),
    *(ev.Answered("rooms", flat, Answer(2)) for flat in (1, 2)),
    *(ev.Answered("age", person, Answer(2)) for person in (3, 4, 5)),
)


def _house() -> Scope:
    """Two flats, with people of whom everything is asked."""
    begun = opened(HOUSE, ev.Opened("i", HOUSE.identity, "web:1", START))
    return reduce(evolve, _BEGINNING, begun)


@settings(deadline=None, max_examples=200)
@given(_KINDS, st.data())
def test_after_any_change_every_standing_is_what_the_answers_say(
    kinds: list[Change], data: st.DataObject
) -> None:
    scope = _house()
    for kind in kinds:
        scope = evolve(scope, kind(scope.interview, data))
        fresh = Scope(HOUSE, scope.interview)
        for item in scope.interview.items.values():
            sections = HOUSE.sections_of(item.roster)
            assert item.standing == {each.name: standing(fresh, each, item.id) for each in sections}


@settings(deadline=None, max_examples=200)
@given(_KINDS, st.data())
def test_what_a_scope_still_knows_after_a_change_is_what_a_new_one_finds(
    kinds: list[Change], data: st.DataObject
) -> None:
    scope = _house()
    for kind in kinds:
        _seen(scope)
        scope = evolve(scope, kind(scope.interview, data))
        assert _seen(scope) == _seen(Scope(HOUSE, scope.interview))


def _seen(scope: Scope) -> list[object]:
    """Everything that rules and prompts can ask of a scope, with its kind: True is not 1."""
    found: list[object] = []
    for item in scope.interview.items.values():
        for section in HOUSE.sections_of(item.roster):
            found.append(scope.stops(section, item.id))
            for question in section.questions:
                value = scope.value(question.name, item.id)
                found.append((type(value), str(value), scope.company(question, item.id)))
    return found

"""What holds whatever anybody says, in any order."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from state_machine import events as ev
from state_machine.evolution import replay
from state_machine.inputs import Action, Choose
from state_machine.interview import LANGUAGE, Control, Status
from state_machine.questionnaire import Questionnaire
from tests.state_machine.samples import household, plain
from tests.state_machine.talking import Talk
from tests.state_machine.test_together import people
from tests.state_machine.walking import assert_whole, hear, talks

Sample = Callable[[], Questionnaire]
SAMPLES = pytest.mark.parametrize("sample", [plain, household, people])


@SAMPLES
@settings(max_examples=120, deadline=None)
@given(data=st.data())
def test_whatever_is_said_the_interview_stays_whole(sample: Sample, data: st.DataObject) -> None:
    talk = Talk(sample(), language=data.draw(st.sampled_from(["", "kk"])))
    for said, now in data.draw(talks(sample())):
        before = talk.interview
        hear(talk, said, now)
        assert talk.interview.head.revision == before.head.revision + 1
        assert_whole(talk.interview, sample())


@SAMPLES
@settings(max_examples=80, deadline=None)
@given(data=st.data())
def test_the_events_alone_rebuild_the_interview(sample: Sample, data: st.DataObject) -> None:
    talk = Talk(sample())
    for said, now in data.draw(talks(sample())):
        hear(talk, said, now)
    rebuilt = replay(sample(), talk.events)
    assert rebuilt.head == talk.interview.head
    assert dict(rebuilt.items) == dict(talk.interview.items)


@SAMPLES
@settings(max_examples=80, deadline=None)
@given(data=st.data())
def test_an_answer_is_lost_only_with_its_item_or_by_starting_over(
    sample: Sample, data: st.DataObject
) -> None:
    talk = Talk(sample())
    gates = {roster.gate for roster in sample().rosters.values()}
    for said, now in data.draw(talks(sample())):
        before, known = talk.interview, len(talk.events)
        hear(talk, said, now)
        new = talk.events[known:]
        if any(isinstance(event, ev.StartedOver) for event in new):
            continue
        answered = {(e.question, e.item) for e in new if isinstance(e, ev.Answered)}
        removed = any(isinstance(event, ev.ItemRemoved) for event in new)
        for item in before.items.values():
            if removed and item.id not in talk.interview.items:
                continue
            after = talk.interview.items[item.id].answers
            for name, answer in item.answers.items():
                if (name, item.id) not in answered and name not in gates:
                    assert after[name] == answer


@SAMPLES
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_there_is_always_a_way_to_the_end(sample: Sample, data: st.DataObject) -> None:
    talk = Talk(sample())
    for said, now in data.draw(talks(sample())):
        hear(talk, said, now)
    if talk.interview.head.status is Status.REFUSED:
        talk.act(Action.RETURN)
    if talk.interview.head.status is Status.PAUSED:
        talk.act(Action.RESUME)
    if talk.interview.head.status is Status.OPEN:
        talk.act(Action.CANCEL)
        if talk.at == LANGUAGE:
            talk.act(Action.LANGUAGE, "ru")
        talk.obey().act(Action.CANCEL).act(Action.FINISH)
        talk.act(Action.FINISH)
    assert talk.interview.head.control is not Control.AGENT
    assert talk.interview.head.status in (Status.FINISHING, Status.FINISHED)


@settings(max_examples=60, deadline=None)
@given(st.permutations([("dwelling", 0, "hotel"), ("kind", 1, "visitors"), ("works", 2, "no")]))
def test_taps_in_any_order_change_only_what_they_name(taps: list[tuple[str, int, str]]) -> None:
    talk = Talk(household()).tap("agree", "flat", "permanent").say("A", "30").tap("done", "done")
    talk.hear(Choose("works", 2, "yes"))
    before = dict(talk.interview.items)
    for question, item, choice in taps:
        talk.hear(Choose(question, item, choice)).act(Action.CONFIRM)
    changed = {
        (name, item.id)
        for item in talk.interview.items.values()
        for name, answer in item.answers.items()
        if before[item.id].answers.get(name) != answer
    }
    assert changed == {(question, item) for question, item, _ in taps}

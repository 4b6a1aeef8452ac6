"""What holds whatever anybody says, in any order."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from state_machine import events as ev
from state_machine.evolution import replay
from state_machine.inputs import Act, Action, Choose, Finalised, Input, Say, Unsupported
from state_machine.interview import FINISH, LANGUAGE, Control, Interview, Receipt, Status
from state_machine.questionnaire import Questionnaire
from state_machine.route import next_stop
from state_machine.scope import Scope
from state_machine.standing import standing
from tests.state_machine.samples import household, plain
from tests.state_machine.talking import Talk

ITEMS = st.integers(min_value=-1, max_value=8)
TIMES = st.sampled_from(
    [f"2021-09-{day:02}T{hour:02}:00:00+06:00" for day in (20, 21) for hour in (9, 12, 23)]
)


@cache
def inputs(questionnaire: Questionnaire) -> st.SearchStrategy[Input]:
    """Anything that can be said, with a liking for what means something here."""
    names = st.sampled_from([*questionnaire.questions, "nothing"])
    choices = sorted({c.name for q in questionnaire.questions.values() for c in q.choices})
    arguments = st.one_of(
        st.sampled_from(["", "ru", "kk", "0", "1", "99", "x"]),
        ITEMS.map(str),
        st.tuples(st.sampled_from([*questionnaire.sections, *questionnaire.questions]), ITEMS).map(
            lambda pair: f"{pair[0]}/{pair[1]}"
        ),
        st.text(max_size=8),
    )
    choose = st.builds(
        Choose,
        question=names,
        item=ITEMS,
        choice=st.sampled_from([*choices, "", "nothing"]),
        on=st.booleans(),
        tag=st.sampled_from(["", "", "", "000000"]),
    )
    return st.one_of(
        choose,
        choose,
        st.builds(
            Say, st.one_of(st.sampled_from([*choices, "1", "30", "60"]), st.text(max_size=9))
        ),
        st.builds(Act, st.sampled_from(list(Action)), arguments),
        st.builds(Unsupported, st.sampled_from(["voice", "anything"])),
        st.just(Finalised((Receipt(0, "KZ-1"),))),
    )


Sample = Callable[[], Questionnaire]
WILLING = "a willing answer"


def talks(questionnaire: Questionnaire) -> st.SearchStrategy[list[tuple[Input | str, str]]]:
    """Conversations: inputs with their times, with willing answers among them so as to get far."""
    said = st.one_of(st.just(WILLING), st.just(WILLING), inputs(questionnaire))
    return st.lists(st.tuples(said, TIMES), max_size=40)


def hear(talk: Talk, said: Input | str, now: str) -> None:
    if isinstance(said, str):
        at = talk.at
        said = Act(Action.CONFIRM) if at in (FINISH, LANGUAGE) else talk.willing()
    talk.hear(said, now=now)


SAMPLES = pytest.mark.parametrize("sample", [plain, household])


def check(interview: Interview, questionnaire: Questionnaire) -> None:
    """The interview is whole: standings are true, the location exists, every parent is there."""
    scope = Scope(questionnaire, interview)
    for item in interview.items.values():
        truth = {
            s.name: standing(scope, s, item.id) for s in questionnaire.sections_of(item.roster)
        }
        assert item.standing == truth
        assert item.id == 0 or item.id in interview.items[item.parent].children[item.roster]
        assert set(item.answers) <= {
            q.name for q in questionnaire.questions.values() if q.level == item.roster
        }
    where = interview.head.location
    if where not in (FINISH, LANGUAGE):
        assert scope.asks(questionnaire.questions[where.question], where.item)
    if where == FINISH or interview.head.status is Status.FINISHING:
        assert next_stop(scope, None) == FINISH


@SAMPLES
@settings(max_examples=120, deadline=None)
@given(data=st.data())
def test_whatever_is_said_the_interview_stays_whole(sample: Sample, data: st.DataObject) -> None:
    talk = Talk(sample(), language=data.draw(st.sampled_from(["", "kk"])))
    for said, now in data.draw(talks(sample())):
        before = talk.interview
        hear(talk, said, now)
        assert talk.interview.head.revision == before.head.revision + 1
        check(talk.interview, sample())


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

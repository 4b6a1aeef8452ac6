"""What anybody may say in any order, and what must hold of an interview after it."""

from __future__ import annotations

from functools import cache

from hypothesis import strategies as st

from state_machine.attachment import Medium
from state_machine.inputs import (
    Act,
    Action,
    Attach,
    Choose,
    Finalised,
    Input,
    Locate,
    Say,
    Unkept,
    Unsupported,
)
from state_machine.interview import FINISH, LANGUAGE, Interview, Receipt, Status
from state_machine.pending import Problem
from state_machine.questionnaire import Questionnaire
from state_machine.route import next_stop
from state_machine.scope import Scope
from state_machine.standing import standing
from tests.state_machine.talking import Talk

__all__ = ["assert_whole", "hear", "inputs", "talks"]

ITEMS = st.integers(min_value=-1, max_value=8)
TIMES = st.sampled_from(
    [f"2021-09-{day:02}T{hour:02}:00:00+06:00" for day in (20, 21) for hour in (9, 12, 23)]
)


@cache
def inputs(questionnaire: Questionnaire) -> st.SearchStrategy[Input]:
    """Anything that can be said, with a liking for what means something here."""
    names = st.sampled_from([*questionnaire.questions, "nothing"])
    choices = sorted({c.name for q in questionnaire.questions.values() for c in q.choices})
    people = [str(number) for number in range(4)]
    arguments = st.one_of(
        st.sampled_from(["", "ru", "kk", "0", "1", "99", "x", "unknown", "withheld"]),
        st.sampled_from(
            ["for/1/0", "for/2/0", "for/2/1", "for/99/1", "for//1", "tick/7/1", "/0", "10/0"]
        ),
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
        choice=st.sampled_from([*choices, *people, "", "nothing"]),
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
        st.builds(Locate, st.floats(), st.floats()),
        st.builds(Attach, st.sampled_from(Medium), st.just(f"{'0' * 32}-1.bin")),
        st.builds(Unkept, st.just(Problem("not_received"))),
        st.builds(Unsupported, st.sampled_from(["voice", "anything"])),
        st.just(Finalised((Receipt(0, "KZ-1"),))),
    )


WILLING = "a willing answer"


def talks(questionnaire: Questionnaire) -> st.SearchStrategy[list[tuple[Input | str, str]]]:
    """Conversations: inputs with their times, with willing answers among them so as to get far."""
    said = st.one_of(st.just(WILLING), st.just(WILLING), inputs(questionnaire))
    return st.lists(st.tuples(said, TIMES), max_size=40)


def hear(talk: Talk, said: Input | str, now: str) -> None:
    if isinstance(said, str):
        at = talk.at
        said = Act(Action.FINISH) if at in (FINISH, LANGUAGE) else talk.willing()
    talk.hear(said, now=now)


def assert_whole(interview: Interview, questionnaire: Questionnaire) -> None:
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

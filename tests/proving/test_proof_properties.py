"""What is proved of small questionnaires is what happens when everything is tried."""

from __future__ import annotations

import re

from hypothesis import HealthCheck, assume, given, settings

from dialogs.faults import ContentErrors, Fault
from dialogs.loading import parts_of_source
from dialogs.proving import Content, prove
from state_machine.questionnaire import Question, Questionnaire, QuestionType
from tests.proving.chance import questionnaires
from tests.proving.exploring import Explored, explore

_STUCK = ("E812", "E813", "W820")


def _read(text: str) -> Content:
    try:
        return Content(*parts_of_source(text))
    except ContentErrors:
        assume(False)  # noqa: FBT003  hypothesis has it so
        raise


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(questionnaires())
def test_a_proof_says_what_trying_everything_shows(text: str) -> None:
    content = _read(text)
    proof, explored = prove(content, file="chance.yaml"), explore(content.questionnaire)
    assert proof.undecided == ()
    assert proof.witnesses.keys() - {"to-the-end"} == explored.asked
    assert ("to-the-end" in proof.witnesses) is explored.finished
    assert set(proof.unreachable) == _never_asked(content.questionnaire, explored)
    assert_faults(proof.faults, content.questionnaire, explored)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(questionnaires(most=6))
def test_what_is_proved_of_many_items_never_happens(text: str) -> None:
    """More items than are tried: nothing that happens may be called impossible."""
    content = _read(text)
    proof, explored = (
        prove(content, file="chance.yaml"),
        explore(content.questionnaire, states=1500),
    )
    assert not explored.asked & set(proof.unreachable)
    excluded = [fault.message for fault in proof.faults if fault.code in ("E812", "W820")]
    words = {word for message in excluded for word in re.findall(r"\w+", message)}
    assert not explored.accepted & words


def _never_asked(questionnaire: Questionnaire, explored: Explored) -> set[str]:
    counted = {each.gate for each in questionnaire.rosters.values() if each.count is not None}
    return set(questionnaire.questions) - explored.asked - counted


def assert_faults(
    faults: tuple[Fault, ...], questionnaire: Questionnaire, explored: Explored
) -> None:
    """The faults named are those that were met with, question by question."""
    named = {(each.code, word) for each in faults for word in re.findall(r"\w+", each.message)}
    for question in questionnaire.questions.values():
        name, asked = question.name, question.name in explored.asked
        never = asked and bool(question.edits) and name not in explored.accepted
        stuck = name in explored.stuck or never
        assert any((code, name) in named for code in _STUCK) is stuck, (name, faults)
        if name in explored.accepted and any(edit.soft for edit in question.edits):
            assert (("W816", name) in named) is (name not in explored.failed), (name, faults)
            assert (("W817", name) in named) is (name not in explored.met), (name, faults)
        said = {each.message for each in faults if each.code == "W815"}
        unseen = _unseen(question, explored) if asked else set()
        assert unseen == {each for each in said if each.startswith(f"{name} ")}, (name, faults)


def _unseen(question: Question, explored: Explored) -> set[str]:
    """What there is to say of the choices that were never offered."""
    if question.type is QuestionType.GATE:
        return set()
    names = {choice.name for choice in question.choices}
    offered = {choice for name, choice in explored.offered if name == question.name}
    return {f"{question.name} never offers {each}" for each in names - offered}

"""Every fault that a proof can show is shown by a questionnaire, at its line."""

from __future__ import annotations

import pytest

from dialogs.faults import Fault
from dialogs.loading import check_source, parts_of_source
from dialogs.proving import Content, Proof, prove
from tests.proving.faulty import CASES, SOUND, Case


def proof_of(text: str) -> Proof:
    return prove(Content(*parts_of_source(text)), file="provable.yaml")


def codes(faults: tuple[Fault, ...]) -> set[str]:
    return {fault.code for fault in faults}


def test_a_sound_questionnaire_is_reached_everywhere() -> None:
    proof = proof_of(SOUND)
    assert proof.faults == ()
    assert proof.unreachable == proof.undecided == ()
    assert proof.witnesses.keys() >= {"region", "town", "age", "works", "years", "job_title"}
    assert proof.summary == "reached 7, proved unreachable 0, undecided 0"


@pytest.mark.parametrize("case", CASES, ids=[case.code for case in CASES])
def test_a_fault_is_shown_at_its_line(case: Case) -> None:
    faults = proof_of(case.text()).faults
    assert codes(faults) == {case.code}
    assert case.line() in {fault.line for fault in faults if fault.code == case.code}


@pytest.mark.parametrize("case", CASES, ids=[case.code for case in CASES])
def test_no_check_of_the_text_alone_sees_it(case: Case) -> None:
    assert case.code not in codes(tuple(check_source(case.text())))

"""The census is proved, and no mistake that is put into it stays unseen."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dialogs.faults import ContentErrors, Severity
from dialogs.loading import parts, parts_of_source
from dialogs.proving import Content, prove
from dialogs.transcripts import parse, play
from tests.proving.mutants import MUTANTS, Mutant

CENSUS = Path(__file__).parents[2] / "questionnaires" / "census.yaml"
SOURCE = CENSUS.read_text(encoding="utf-8")
STOPS_ON_PURPOSE = {"W820"}
"""`iin_corrected` is asked where two people have the same IIN, and no answer makes that right."""


def test_there_are_thirty_mutants_that_a_check_of_the_text_does_not_see() -> None:
    assert sum(not mutant.seen_by_check for mutant in MUTANTS) >= 30
    assert len({mutant.applied(SOURCE) for mutant in MUTANTS}) == len(MUTANTS)


@pytest.mark.parametrize("mutant", MUTANTS, ids=[f"{m.part}-{m.code}" for m in MUTANTS])
def test_every_mistake_is_found(mutant: Mutant) -> None:
    text = mutant.applied(SOURCE)
    if mutant.seen_by_check:
        with pytest.raises(ContentErrors) as caught:
            parts_of_source(text)
        faults = caught.value.faults
    else:
        content = Content(*parts_of_source(text))
        section = content.questionnaire.sections.get(mutant.part)
        about = [q.name for q in section.questions] if section else [mutant.named]
        faults = prove(content, file="census.yaml", only=frozenset(about)).faults
    assert mutant.code in {f.code for f in faults if mutant.named in re.findall(r"\w+", f.message)}


def test_every_question_of_the_census_is_reached_by_a_conversation_that_replays() -> None:
    content = Content(*parts(CENSUS))
    proof = prove(content, file="census.yaml", language="ru")
    assert proof.unreachable == proof.undecided == ()
    asked = {q.name for q in content.questionnaire.by_index if q.type.value != "calculate"}
    assert proof.witnesses.keys() == asked | {"to-the-end"}
    assert {f.code for f in proof.faults} <= STOPS_ON_PURPOSE
    assert not [f for f in proof.faults if f.severity is Severity.ERROR]
    for text in proof.witnesses.values():
        assert play(parse(text), content.questionnaire).differences == ()

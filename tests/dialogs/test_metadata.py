"""The times of an interview are known by themselves, and stay known."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from dialogs.faults import ContentErrors
from dialogs.loading import load, load_source
from state_machine.inputs import Act, Action
from state_machine.interview import Head
from state_machine.scope import Scope
from tests.dialogs.dialogue import START, Dialogue

METADATA = load(Path(__file__).parents[2] / "questionnaires" / "features" / "metadata.yaml")


def value(dialogue: Dialogue, name: str) -> object:
    return Scope(METADATA, dialogue.interview).value(name, 0)


def test_the_beginning_stays_and_the_end_moves_on() -> None:
    dialogue = Dialogue(METADATA)
    dialogue.wait(days=1, hours=3)
    dialogue.say("тюльпан")
    assert value(dialogue, "began") == START
    assert value(dialogue, "first_day") == START[:10]
    assert value(dialogue, "ended") == "2021-09-21T13:00:00+06:00"


def test_starting_over_is_still_the_same_interview() -> None:
    dialogue = Dialogue(METADATA)
    dialogue.wait(hours=1)
    dialogue.take(Act(Action.RESTART))
    dialogue.take(Act(Action.CONFIRM))
    assert dialogue.interview.head.generation == 1
    assert value(dialogue, "began") == START


def test_an_interview_from_before_its_beginning_was_noted_is_read_and_has_none() -> None:
    dialogue = Dialogue(METADATA)
    fields = msgspec.to_builtins(dialogue.interview.head)
    del fields["opened_at"]
    assert msgspec.convert(fields, Head).opened_at == ""


def test_what_is_hidden_is_computed_of_its_default() -> None:
    dialogue = Dialogue(METADATA)
    assert value(dialogue, "wave") == "spring 2021"
    assert value(dialogue, "season") == "spring"


def test_what_only_a_device_would_know_is_empty() -> None:
    assert value(Dialogue(METADATA), "user") == ""


def test_metadata_take_no_rule() -> None:
    source = """
name: wrong
title: {en: Wrong}
languages: [en]
blocks:
  - section: one
    title: {en: One}
    questions:
      - {type: start, name: began, calculation: "1"}
"""
    with pytest.raises(ContentErrors) as caught:
        load_source(source)
    assert [fault.code for fault in caught.value.faults] == ["E601"]

"""A transcript is played against the real engine and says where the conversation went otherwise."""

from __future__ import annotations

import contextlib
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogs.loading import load_source
from dialogs.transcripts import (
    Playback,
    Rehearsal,
    TranscriptError,
    marshalled,
    parse,
    play,
    render,
    replay_file,
)
from state_machine.inputs import Say
from state_machine.questionnaire import Questionnaire

TEA = """
name: tea
title: {en: Tea}
languages: [en]
choices:
  drinks:
    - {name: black, label: {en: Black tea}}
    - {name: green, label: {en: Green tea}}
blocks:
  - section: order
    title: {en: Order}
    questions:
      - type: select_one drinks
        name: drink
        required: "yes"
        label: {en: What would you like?}
      - type: select_multiple drinks
        name: others
        label: {en: And for the others?}
      - type: text
        name: guest
        required: "yes"
        label: {en: What is your name?}
"""

TALK = """\
# A guest orders
@ questionnaire tea

> /start
< What would you like?
< [Black tea] [Green tea]
> [Green tea]
< …
> [Black tea]
< …
= open
"""


@cache
def _tea() -> Questionnaire:
    return load_source(TEA, name="tea")


@pytest.fixture
def tea() -> Questionnaire:
    return _tea()


def _played(text: str, tea: Questionnaire) -> Playback:
    return play(parse(text), tea)


def test_a_conversation_that_goes_as_written_has_no_differences(tea: Questionnaire) -> None:
    assert _played(TALK, tea).differences == ()


def test_what_is_rendered_from_it_is_the_same_text(tea: Questionnaire) -> None:
    assert render(_played(TALK, tea)) == TALK


def test_a_difference_names_the_line_and_both_sides(tea: Questionnaire) -> None:
    (found,) = _played(TALK.replace("would you like", "do you want"), tea).differences
    assert found.line == 4
    assert found.expected == ("< What do you want?", "< [Black tea] [Green tea]")
    assert found.actual == ("< What would you like?", "< [Black tea] [Green tea]")


def test_what_is_shown_and_not_written_is_a_difference(tea: Questionnaire) -> None:
    (found,) = _played("@ questionnaire tea\n> /start\n", tea).differences
    assert (found.line, found.expected) == (2, ())


def test_a_button_that_is_not_there_is_named_with_those_that_are(tea: Questionnaire) -> None:
    (found,) = _played("@ questionnaire tea\n> [Coffee]\n< …\n", tea).differences
    assert found.actual == ("no such button; there are [Black tea] [Green tea]",)


def test_a_tick_is_pressed_by_its_label_with_or_without_the_box(tea: Questionnaire) -> None:
    talk = "@ questionnaire tea\n> 1\n< …\n> [Black tea]\n< …\n> [☐ Green tea]\n< …\n"
    assert _played(talk, tea).differences == ()
    shown = _played(talk + "> /unknown\n", tea).lines
    assert "< [☑ Black tea]" in "\n".join(shown)
    assert "☑ Green tea" in "\n".join(shown)


def test_a_wrong_status_is_a_difference(tea: Questionnaire) -> None:
    (found,) = _played(TALK.replace("= open", "= finished"), tea).differences
    assert (found.expected, found.actual) == (("= finished",), ("= open",))


def test_a_sticker_is_answered_and_taken_for_nothing(tea: Questionnaire) -> None:
    talk = "@ questionnaire tea\n> (sticker)\n"
    (found,) = _played(talk, tea).differences
    assert found.actual[0].startswith("< ")
    assert "< What would you like?" in found.actual


def test_time_passes_only_where_the_transcript_says_so(tea: Questionnaire) -> None:
    at_once = "@ questionnaire tea\n@ now 2021-09-20T10:00:00+06:00\n> 1\n< …\n{}> /back\n"
    soon = _played(at_once.format("@ +30m\n"), tea).differences[0].actual
    later = _played(at_once.format("@ +5h\n"), tea).differences[0].actual
    assert soon != later
    assert set(soon) < set(later)


def test_a_file_that_is_no_text_is_refused_with_a_reason(tmp_path: Path) -> None:
    file = tmp_path / "talk.chat"
    file.write_bytes(b"\xff")
    with pytest.raises(TranscriptError, match="UTF-8"):
        replay_file(file, lambda _: pytest.fail("nothing is loaded"))


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("hello", "a line begins with"),
        ("@ tomorrow", "after @ comes"),
        ("@ now yesterday", "after @ comes"),
        ("@ now 2021-09-20T10:00:00", "after @ comes"),
        ("@ +5y", "after @ comes"),
        (">", "nothing follows"),
        ("> @fax", "after > @ comes"),
        ("> @location 51.16", "after > @ comes"),
        ("> @location 91 0", "after > @ comes"),
        ("> @photo of us", "after > @ comes"),
        ("=", "nothing follows"),
        ("< What would you like?", "follows what was said"),
        ("@ questionnaire coffee", "exactly one"),
    ],
)
def test_a_line_outside_the_format_is_refused(line: str, reason: str) -> None:
    with pytest.raises(TranscriptError, match=reason):
        parse(f"@ questionnaire tea\n{line}\n")


def test_the_fault_of_a_line_carries_its_number() -> None:
    with pytest.raises(TranscriptError) as caught:
        parse("@ questionnaire tea\n\nhello\n")
    assert caught.value.line == 3


def test_an_update_writes_what_is_and_settles_the_file(tmp_path: Path, tea: Questionnaire) -> None:
    file = tmp_path / "talk.chat"
    file.write_text("@ questionnaire tea\n> /start\n< Hello?\n= paused\n", encoding="utf-8")
    assert not replay_file(file, lambda _: tea).same
    report = replay_file(file, lambda _: tea, update=True)
    assert report.same
    assert report.updated
    assert file.read_text(encoding="utf-8") == (
        "@ questionnaire tea\n> /start\n< What would you like?\n< [Black tea] [Green tea]\n= open\n"
    )
    assert not replay_file(file, lambda _: tea, update=True).updated


def test_an_update_does_not_hide_a_button_that_is_not_there(
    tmp_path: Path, tea: Questionnaire
) -> None:
    file = tmp_path / "talk.chat"
    file.write_text("@ questionnaire tea\n> [Coffee]\n< …\n", encoding="utf-8")
    report = replay_file(file, lambda _: tea, update=True)
    assert not report.same
    assert f"{file}:2" in str(report)
    assert "[Coffee]" in file.read_text(encoding="utf-8")


def test_the_questionnaire_is_asked_for_by_the_name_in_the_file(
    tmp_path: Path, tea: Questionnaire
) -> None:
    asked: list[str] = []

    def load(name: str) -> Questionnaire:
        asked.append(name)
        return tea

    file = tmp_path / "talk.chat"
    file.write_text(TALK, encoding="utf-8")
    report = replay_file(file, load)
    assert str(report) == f"{file}: as written"
    assert asked == ["tea"]


def test_an_interview_survives_its_journey_through_bytes(tea: Questionnaire) -> None:
    rehearsal = Rehearsal(tea, lambda: "2021-09-20T10:00:00+06:00")
    for text in ("green", "1 2", "Dias"):
        rehearsal.hear(Say(text))
        again = marshalled(rehearsal.interview)
        assert again.head == rehearsal.interview.head
        assert dict(again.items) == dict(rehearsal.interview.items)


async def test_a_finished_rehearsal_gives_specimens_of_numbers(tea: Questionnaire) -> None:
    rehearsal = Rehearsal(tea, lambda: "2021-09-20T10:00:00+06:00")
    for text in ("green", "/skip", "Dias"):
        rehearsal.hear(Say(text))
    prompt = await rehearsal.take(Say("/finish"))
    assert "SPECIMEN-0001" in prompt.text
    assert prompt == rehearsal.prompt


@given(st.text(alphabet="#@><= \n[]()+hnow…АЖ1", max_size=60))
def test_any_text_is_a_transcript_or_a_located_fault(text: str) -> None:
    rows = text.count("\n") + 2
    with contextlib.suppress(TranscriptError):
        found = parse(f"@ questionnaire tea\n{text}")
        assert [line.number for line in found.lines] == list(range(1, len(found.lines) + 1))
        assert len(found.lines) in (rows, rows - 1)


SAID = ["1", "2", "[Green tea]", "[Done]", "/back", "Dias", "/finish"]


@settings(deadline=None, max_examples=50)
@given(st.lists(st.sampled_from(SAID), max_size=12))
def test_what_an_update_writes_is_played_without_a_difference(said: list[str]) -> None:
    tea = _tea()
    text = "".join(["@ questionnaire tea\n", *(f"> {line}\n" for line in said)])
    first = play(parse(text), tea)
    missing = [found.line for found in first.differences if "no such" in found.actual[0]]
    second = play(parse(render(first)), tea)
    assert len(second.differences) == len(missing)
    assert render(second) == render(first)

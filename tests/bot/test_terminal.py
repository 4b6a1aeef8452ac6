"""The terminal: what is typed or piped in becomes answers, and what is shown can be read."""

from __future__ import annotations

import io
import os
from collections.abc import AsyncIterator

import pytest

from bot.terminal import chat, lines_of, meant
from dialogs.loading import load_source
from dialogs.transcripts import Rehearsal
from state_machine.interview import Status
from state_machine.questionnaire import Questionnaire

CHOICES = "\n".join(f"    - {{name: c{n}, label: {{en: Choice {n}}}}}" for n in range(1, 13))
VISIT = f"""
name: visit
title: {{en: Visit}}
languages: [en]
choices:
  yes_no:
    - {{name: "yes", label: {{en: "Yes"}}}}
    - {{name: "no", label: {{en: "No"}}}}
  many:
{CHOICES}
blocks:
  - section: visit
    title: {{en: Visit}}
    questions:
      - type: select_one yes_no
        name: here
        required: "yes"
        label: {{en: Are you here for the first time?}}
      - type: integer
        name: guests
        label: {{en: "How many of you came, children and grandparents and everybody else counted?"}}
      - type: select_one many
        name: choice
        required: "yes"
        label: {{en: Which one?}}
"""


class Screen(io.StringIO):
    """A terminal in memory: what differs is that it says it is one."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(scope="module")
def visit() -> Questionnaire:
    return load_source(VISIT, name="visit")


@pytest.fixture
def rehearsal(visit: Questionnaire) -> Rehearsal:
    return Rehearsal(visit, lambda: "2021-09-20T10:00:00+06:00")


async def _typed(*lines: str) -> AsyncIterator[str]:
    for line in lines:
        yield f"{line}\n"


async def _held(rehearsal: Rehearsal, *lines: str, out: io.StringIO | None = None) -> str:
    out = out or io.StringIO()
    await chat(rehearsal, _typed(*lines), out)
    return out.getvalue()


def _answers(rehearsal: Rehearsal) -> dict[str, object]:
    return {name: answer.value for name, answer in rehearsal.interview.items[0].answers.items()}


async def test_a_number_presses_the_button_of_a_choice(rehearsal: Rehearsal) -> None:
    await _held(rehearsal, "2")
    assert _answers(rehearsal) == {"here": "no"}


async def test_a_label_presses_its_button_in_any_case(rehearsal: Rehearsal) -> None:
    await _held(rehearsal, "YES")
    assert _answers(rehearsal) == {"here": "yes"}


async def test_a_number_is_an_answer_where_a_number_is_asked(rehearsal: Rehearsal) -> None:
    await _held(rehearsal, "1", "2")
    assert _answers(rehearsal) == {"here": "yes", "guests": 2}


async def test_a_slash_and_a_number_press_a_button_where_text_is_asked(
    rehearsal: Rehearsal,
) -> None:
    shown = await _held(rehearsal, "1")
    skip = next(line.split()[0] for line in shown.splitlines() if "Skip" in line)
    await _held(rehearsal, skip)
    assert _answers(rehearsal) == {"here": "yes", "guests": ""}


async def test_a_number_without_a_button_is_only_a_text(rehearsal: Rehearsal) -> None:
    shown = await _held(rehearsal, "77")
    assert _answers(rehearsal) == {}
    assert shown.count("Are you here for the first time?") == 2


async def test_an_empty_line_shows_the_question_again(rehearsal: Rehearsal) -> None:
    shown = await _held(rehearsal, "  ")
    assert shown.count("Are you here for the first time?") == 2
    assert _answers(rehearsal) == {}


async def test_quitting_pauses_and_hears_no_more(rehearsal: Rehearsal) -> None:
    await _held(rehearsal, "1", "/quit", "5")
    assert _answers(rehearsal) == {"here": "yes"}
    assert rehearsal.interview.head.status is Status.PAUSED


async def test_the_end_of_a_pipe_pauses_politely(rehearsal: Rehearsal) -> None:
    shown = await _held(rehearsal, "1")
    assert rehearsal.interview.head.status is Status.PAUSED
    assert shown.rstrip().endswith(rehearsal.prompt.text)


async def test_a_later_chat_goes_on_where_the_last_one_stopped(rehearsal: Rehearsal) -> None:
    await _held(rehearsal, "1")
    await _held(rehearsal, "4")
    assert _answers(rehearsal) == {"here": "yes", "guests": 4}


async def test_a_finished_interview_is_not_said_farewell_twice(rehearsal: Rehearsal) -> None:
    shown = await _held(rehearsal, "1", "4", "3", "yes")
    assert rehearsal.interview.head.status is Status.FINISHED
    assert shown.count("SPECIMEN-0001") == 1


async def test_a_pipe_gets_plain_lines_and_no_colours(rehearsal: Rehearsal) -> None:
    shown = await _held(rehearsal, "1")
    assert "\033" not in shown
    assert "How many of you came, children and grandparents and everybody else counted?" in shown


async def test_a_terminal_gets_lines_of_its_own_width(
    rehearsal: Rehearsal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "44")
    shown = await _held(rehearsal, "1", "4", out=Screen())
    plain = shown.replace("\033[1m", "").replace("\033[0m", "").replace("\033[2m", "")
    assert "\033[1m" in shown
    assert max(map(len, plain.splitlines())) <= 44


async def test_many_choices_stand_in_columns_and_read_downwards(
    rehearsal: Rehearsal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    shown = await _held(rehearsal, "1", "4", out=Screen())
    row = next(line for line in shown.splitlines() if "1  Choice 1 " in line)
    assert row.count("Choice") > 1
    assert "2  Choice 2" not in row


async def test_the_lines_of_a_pipe_arrive_until_it_is_closed() -> None:
    reading, writing = os.pipe()
    os.write(writing, "да\nнет".encode())
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as stream:
        assert [line async for line in lines_of(stream)] == ["да\n", "нет"]


async def test_a_typed_text_stays_what_it_is(rehearsal: Rehearsal) -> None:
    prompt = rehearsal.prompt
    assert getattr(meant(prompt, "perhaps"), "text", None) == "perhaps"


async def test_where_a_photo_is_asked_for_the_terminal_says_how_to_go_on() -> None:
    asked = """
name: door
title: {en: Door}
languages: [en]
blocks:
  - section: entrance
    title: {en: Door}
    questions:
      - {type: image, name: door, required: "yes", missing: [unknown], label: {en: A photo?}}
"""
    out = io.StringIO()
    rehearsal = Rehearsal(load_source(asked, name="door"), lambda: "2021-09-20T10:00:00+06:00")
    await chat(rehearsal, lines_of(io.StringIO("here it is\n1\n")), out)
    assert out.getvalue().count("A file cannot be sent in the terminal.") == 2
    assert "Finish filling in the survey?" in out.getvalue()

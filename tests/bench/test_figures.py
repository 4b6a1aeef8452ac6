"""Every figure of the benchmark is measured with real parts, too short to mean anything."""

from __future__ import annotations

import os
import subprocess
import sys

import msgspec
import pytest

from bench.__main__ import FIGURES
from bench.bots import BotSilentError, running
from bench.engine import CENSUS, census_respondent, opened, taken
from bench.figures import Figure, Promise, as_text
from bench.households import half_way
from bench.machine import Cores, cpu_seconds
from bench.plan import Plan
from bench.respondent import Respondent, iin
from dialogs.iin import valid
from dialogs.loading import load
from state_machine.questionnaire import Questionnaire

FEATURES = CENSUS.parent / "features"

TINY = Plan(
    cores=Cores(None, frozenset({0})),
    rounds=1,
    seconds=0.2,
    people=2,
    moment=0.005,
    households=(1, 2),
    repeats=1,
)


@pytest.mark.parametrize("name", FIGURES)
async def test_every_figure_is_measured(name: str) -> None:
    figure = await FIGURES[name](TINY)
    assert figure.name == name
    assert figure.rows
    for row in figure.rows:
        assert len(row) == len(figure.columns)
        assert all(cell > 0 for cell in row if isinstance(cell, float))


def test_a_table_shows_every_cell_and_judges_its_promises() -> None:
    figure = Figure(
        "small",
        "Small things",
        ("part", "µs"),
        (("read", 1234.5), ("write", 0.125)),
        ("A remark.",),
        (Promise("reads", 5.0, 6.0), Promise("bytes", 5.0, 6.0, at_most=True)),
    )
    assert as_text([figure]).splitlines() == [
        "Small things",
        "  part      µs",
        "  -----  -----",
        "  read   1,234",
        "  write  0.125",
        "  A remark.",
        "  kept: reads: 6 (at least 5 promised)",
        "  MISSED: bytes: 6 (at most 5 promised)",
    ]


def test_the_command_line_prints_one_figure_as_json() -> None:
    command = [sys.executable, "-m", "bench", "--quick", "--json", "--only", "engine"]
    done = subprocess.run(command, capture_output=True, check=True)
    found = msgspec.json.decode(done.stdout)
    assert [figure["name"] for figure in found["figures"]] == ["engine"]


async def test_a_bot_that_cannot_start_is_an_error_and_leaves_nothing_running() -> None:
    with pytest.raises(BotSilentError):
        async with running("bench.no_such_bot"):
            pass


async def test_a_bot_ends_with_its_starter(redis_url: str) -> None:
    orders = ("--redis", redis_url, "--api", "http://127.0.0.1:9")
    async with running("bench.peers.aiogram_fsm", *orders) as bot:
        assert bot.cpu() > 0
        assert cpu_seconds(bot.pid) > 0
    with pytest.raises(ProcessLookupError):
        os.kill(bot.pid, 0)


def test_half_way_means_half_of_the_sheets_and_everybody_listed() -> None:
    half = half_way(load(CENSUS), 4)
    members = [item for item in half.interview.items.values() if item.roster == "member"]
    filled = [
        item for item in members if "main_livelihood" in item.answers or "education" in item.answers
    ]
    assert len(members) == 4
    assert len(filled) == 2
    assert half.answers


def test_the_respondent_of_the_benchmark_finishes_the_census() -> None:
    census = load(CENSUS)
    assert finishes(census, census_respondent(census, members=2))


def finishes(questionnaire: Questionnaire, respondent: Respondent) -> bool:
    interview = opened(questionnaire, "kk")
    for _ in range(200):
        if interview.head.location.question not in questionnaire.questions:
            break
        interview, _ = taken(questionnaire, interview, respondent)
    return interview.head.location.question == "@finish"


@pytest.mark.parametrize(
    "name", ["times", "range", "rank", "acknowledge", "or_other", "read_only", "once"]
)
def test_the_respondent_knows_every_type(name: str) -> None:
    questionnaire = load(FEATURES / f"{name}.yaml")
    assert finishes(questionnaire, Respondent(questionnaire, language="kk", sizes={}, choices={}))


def test_the_numbers_of_the_respondent_are_valid() -> None:
    assert all(valid(iin(number)) for number in range(500))

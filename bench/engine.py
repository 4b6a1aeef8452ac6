"""Turns a second of the engine alone: no store, no messenger, one core."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bench.chats import TWENTY, twenty
from bench.figures import Cell, Figure
from bench.respondent import Respondent
from bench.timing import microseconds
from dialogs.loading import load
from dialogs.prompts import prompt_in
from state_machine.engine import open_interview, step
from state_machine.inputs import Input, Say
from state_machine.interview import Location

if TYPE_CHECKING:
    from bench.plan import Plan
    from state_machine.interview import Interview
    from state_machine.questionnaire import Questionnaire

__all__ = ["CENSUS", "NOW", "census_respondent", "measure", "opened", "play", "taken"]

CENSUS = Path(__file__).parents[1] / "questionnaires" / "census.yaml"
NOW = "2021-10-01T10:00:00+06:00"
_SHEET = "sheet_3i"


async def measure(plan: Plan) -> Figure:
    """Give turns a second for the chat of twenty typed answers and for a sheet of the census."""
    chat = load(TWENTY)
    answers: list[Input] = [Say(asked.answer) for asked in twenty()]
    census = load(CENSUS)
    sheet, replies = _sheet(census)
    works = {
        "20 typed answers, one section": (chat, opened(chat, ""), answers),
        f"form 3-И of the census, {len(replies)} answers": (census, sheet, replies),
    }
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (name, *_speed(*work, seconds=plan.moment)) for name, work in works.items()
    )
    return Figure(
        "engine",
        "The engine alone (step; prompt: with the text and buttons of the next question)",
        ("chat", "turns/s", "µs/turn", "turns/s with prompt", "µs/turn"),
        rows,
    )


def _speed(
    questionnaire: Questionnaire, begun: Interview, inputs: list[Input], *, seconds: float
) -> tuple[float, ...]:
    alone = microseconds(partial(play, questionnaire, begun, inputs), seconds=seconds) / len(inputs)
    shown = microseconds(partial(_play_shown, questionnaire, begun, inputs), seconds=seconds)
    shown /= len(inputs)
    return 1e6 / alone, alone, 1e6 / shown, shown


def opened(questionnaire: Questionnaire, language: str) -> Interview:
    """A new interview."""
    return open_interview(
        questionnaire, id="00bench", address="telegram:1", now=NOW, language=language
    ).interview


def play(questionnaire: Questionnaire, interview: Interview, inputs: list[Input]) -> Interview:
    """The interview after some inputs, stored nowhere."""
    for said in inputs:
        interview = step(questionnaire, interview, said, now=NOW).interview
    return interview


def _play_shown(
    questionnaire: Questionnaire, interview: Interview, inputs: list[Input]
) -> Interview:
    for said in inputs:
        turn = step(questionnaire, interview, said, now=NOW)
        prompt_in(turn.scope)
        interview = turn.interview
    return interview


def census_respondent(census: Questionnaire, *, members: int) -> Respondent:
    """Answers for one household of permanent residents in a dwelling, for each person apart."""
    return Respondent(
        census,
        language="ru",
        sizes={"household": 1, "member": members},
        choices={"dwelling_kind": "dwelling", "residence": "permanent"},
        together=False,
    )


def taken(
    questionnaire: Questionnaire, interview: Interview, respondent: Respondent
) -> tuple[Interview, Input]:
    """One turn further: the interview, and what was said."""
    said = respondent.reply(interview)
    return step(questionnaire, interview, said, now=NOW).interview, said


def _sheet(census: Questionnaire) -> tuple[Interview, list[Input]]:
    """The interview of a person alone at the first question of form 3-И, and the answers to it."""
    respondent = census_respondent(census, members=1)
    interview = opened(census, "ru")
    while not _asks(census, interview.head.location):
        interview, _ = taken(census, interview, respondent)
    begun, replies = interview, []
    while _asks(census, interview.head.location):
        interview, said = taken(census, interview, respondent)
        replies.append(said)
    return begun, replies


def _asks(census: Questionnaire, location: Location) -> bool:
    question = census.questions.get(location.question)
    return question is not None and question.section == _SHEET

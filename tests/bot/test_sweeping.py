"""The sweeper: what was left while finishing is gone on with, whatever was wrong before."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.library import Library
from bot.turns import Inbound, Turns
from dialogs.loading import load
from state_machine.inputs import Act, Action, Say
from state_machine.interview import Receipt, Status
from state_machine.questionnaire import Questionnaire
from storage.database import DatabaseUnavailable
from storage.interviews import InterviewStore
from storage.sealing import KeyRing
from storage.stored import Stored

QUESTIONNAIRE = Path(__file__).parents[2] / "questionnaires/features/roster.yaml"
SAID = ("English", "Aigul", "Female", "30", "Nobody else", "Yes")


class Registry:
    """Finalises once it is there; counts who asked while it was away."""

    def __init__(self) -> None:
        self.away: Exception | None = DatabaseUnavailable("gone")
        self.asked = 0

    async def finalise(self, _: Questionnaire, stored: Stored) -> tuple[Receipt, ...]:
        self.asked += 1
        if self.away is not None:
            raise self.away
        return (Receipt(0, f"KZ-{stored.id}"),)


@pytest.fixture
async def store(redis_url: str) -> AsyncIterator[InterviewStore]:
    async with InterviewStore.connect(redis_url, KeyRing({1: bytes(32)}), shards=2) as store:
        yield store


async def finished_by(turns: Turns, address: str) -> None:
    await turns.take(Inbound(address, None, Act(Action.START), "web"))
    for text in SAID:
        await turns.take(Inbound(address, None, Say(text), "web"))
    await turns.settle()


def turns_over(store: InterviewStore, registry: Registry) -> Turns:
    async def fetch(_: str) -> None:
        return None

    return Turns(
        store=store,
        library=Library(load(QUESTIONNAIRE), fetch),
        now=lambda: "2021-09-20T12:00:00+06:00",
        finalise=registry.finalise,
    )


async def status(turns: Turns, address: str) -> Status:
    outcome = await turns.look(address)
    assert outcome is not None
    return outcome.interview.head.status


async def test_while_the_database_is_away_one_try_speaks_for_all(store: InterviewStore) -> None:
    registry = Registry()
    turns = turns_over(store, registry)
    for person in ("web:a", "web:b", "web:c"):
        await finished_by(turns, person)
    registry.asked = 0
    assert await turns.sweep() == 3
    assert registry.asked == 1
    registry.away = None
    assert await turns.sweep() == 3
    assert [await status(turns, f"web:{who}") for who in "abc"] == [Status.FINISHED] * 3
    assert await turns.sweep() == 0


async def test_one_interview_that_cannot_be_finalised_does_not_hold_up_the_others(
    store: InterviewStore,
) -> None:
    registry = Registry()
    registry.away = ValueError("what was said must not be logged")
    turns = turns_over(store, registry)
    for person in ("web:a", "web:b"):
        await finished_by(turns, person)
    registry.asked = 0
    await turns.sweep()
    assert registry.asked == 2

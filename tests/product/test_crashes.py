"""kill -9 between any two steps, with redelivery: nothing is lost and nothing doubled."""

from __future__ import annotations

import asyncio
import base64
import os
import sys
from pathlib import Path

import pytest
from sqlalchemy import func, select

from state_machine.interview import Status
from storage import schema
from storage.database import migrate
from storage.interviews import InterviewStore
from storage.master_key import key_ring
from storage.projector import Projector
from storage.registry import Registry
from tests.product.crashing import ADDRESS, STEPS

ROOT = Path(__file__).parents[2]
QUESTIONNAIRE = ROOT / "questionnaires/features/roster.yaml"
KEYS = base64.b64encode(bytes(32)).decode()
SAID = (
    "/start",
    "Русский",
    "Айгүл",
    "Женский",
    "30",
    "Добавить человека",
    "Болат",
    "много",
    "Мужской",
    "5",
    "сын",
    "Больше никого",
    "Да",
)
MESSAGES = {f"m{number}": text for number, text in enumerate(SAID)}
LAST = f"m{len(SAID) - 1}"
FINISHING_STEPS = ("before finalising", "after finalising", "after telling Redis")


class Desk:
    """Delivers messages to workers as a messenger does: until each is acknowledged, in order."""

    def __init__(self, redis: str, database: str) -> None:
        self.redis = redis
        self.database = database
        self.deaths = 0

    async def deliver(self, step: str = "", message: str = "") -> None:
        """Everything from the first message; a dead worker is replaced, its message repeated."""
        waiting = list(MESSAGES)
        while waiting or step:
            taken = await self._shift(waiting, step, message)
            # One that was acknowledged may come again all the same: acknowledgements get lost.
            waiting = waiting[max(len(taken) - 1, 0) :] if step else waiting[len(taken) :]
            step = ""

    async def _shift(self, waiting: list[str], step: str, message: str) -> list[str]:
        worker = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "tests.product.crashing"),
            *(self.redis, self.database, KEYS, str(QUESTIONNAIRE), step, message),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        lines = "".join(f"{id_}\t{MESSAGES[id_]}\n" for id_ in waiting)
        printed, _ = await worker.communicate(lines.encode())
        self.deaths += worker.returncode != 0
        return printed.decode().split()


@pytest.fixture
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database of the kind that a case names."""
    if request.param == "sqlite":
        return f"sqlite+aiosqlite:///{tmp_path}/crash.db"
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture
async def desk(redis_url: str, database: str) -> Desk:
    await migrate(database)
    return Desk(redis_url, database)


MESSAGES_HIT = ("m0", "m2", "m5", "m7", LAST)
CASES = [
    *(("sqlite", step, message) for step in STEPS[:3] for message in MESSAGES_HIT),
    *((kind, step, LAST) for kind in ("sqlite", "postgresql") for step in FINISHING_STEPS),
]


@pytest.mark.parametrize(("database", "step", "message"), CASES, indirect=["database"])
async def test_a_kill_at_any_step_loses_and_doubles_nothing(
    desk: Desk, step: str, message: str
) -> None:
    await desk.deliver(step, message)
    assert desk.deaths == 1, "the worker was to die, once"
    async with (
        InterviewStore.connect(desk.redis, key_ring(KEYS), shards=2) as store,
        Registry.connect(desk.database) as registry,
    ):
        stored = await store.find(ADDRESS)
        assert stored is not None
        head, items = stored.interview.head, stored.interview.items
        people = [item for item in items.values() if item.roster == "member"]
        told = [{name: a.value for name, a in person.answers.items()} for person in people]
        assert told == [
            {"name": "Айгүл", "sex": "female", "years": 30},
            {"name": "Болат", "sex": "male", "years": 5, "relation": "сын"},
        ]
        assert head.status is Status.FINISHED
        # One revision for each message that was said, and one for the numbers.
        assert head.revision == len(SAID) + 1
        while await Projector(store, registry).run_once():
            pass
        counts = await registry.counts()
        assert (counts.submissions, counts.by_status) == (1, {"finished": 1})
        async with registry.database.reading() as connection:
            turns = await connection.scalar(select(func.count()).select_from(schema.journal))
            letters = await connection.scalar(select(func.count()).select_from(schema.deliveries))
            numbers = (await connection.scalars(select(schema.persons.c.number))).all()
        assert (turns, letters) == (head.revision, 1)
        assert sorted(numbers) == sorted(receipt.number for receipt in head.receipts)

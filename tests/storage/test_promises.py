"""Whatever is delivered, by whom and how often, each message counts exactly once."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable
from itertools import count
from typing import TypeVar

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    invariant,
    rule,
    run_state_machine_as_test,
)

from state_machine.inputs import Choose
from storage.interviews import InterviewStore
from storage.sealing import KEY_BYTES, KeyRing
from storage.stored import Committed, Conflict, Duplicate, Stored
from tests.storage.talking import commit, opened

T = TypeVar("T")

KEYRING = KeyRing({1: bytes(range(KEY_BYTES))})
ONE_MORE = Choose("person_more", 0, "add")
WORKERS = st.integers(0, 1)
_addresses = (f"web:{number}" for number in count())


class Deliveries(RuleBasedStateMachine):
    """Two workers with a cache each, one respondent, and a messenger that repeats itself."""

    messages: Bundle[str] = Bundle("messages")
    memories: Bundle[Stored] = Bundle("memories")

    def __init__(self, redis_url: str) -> None:
        super().__init__()
        self._url = redis_url
        self._address = next(_addresses)
        self._runner = asyncio.Runner()
        self._open = contextlib.AsyncExitStack()
        self._workers = [self._worker() for _ in range(2)]
        self._run(opened(self._workers[0], self._address))
        self._taken: list[str] = []

    def teardown(self) -> None:
        """Close what was opened."""
        self._run(self._open.aclose())
        self._runner.close()

    @rule(target=messages, worker=WORKERS)
    def say_something_new(self, worker: int) -> str:
        """Deliver a message for the first time."""
        message = f"bot:{len(self._taken)}"
        done = self._run(self._take(worker, message))
        assert isinstance(done, Committed)
        self._taken.append(message)
        return message

    @rule(worker=WORKERS, message=messages)
    def deliver_again(self, worker: int, message: str) -> None:
        """Deliver a message that was taken: nothing changes, and the last one is known."""
        done = self._run(self._take(worker, message))
        assert isinstance(done, Duplicate)
        assert done.newest is (message == self._taken[-1])
        assert done.stored.revision == 1 + len(self._taken)

    @rule(target=messages)
    def deliver_to_both_at_once(self) -> str:
        """Deliver one new message to both workers at the same time: one of them takes it."""
        message = f"bot:{len(self._taken)}"
        both = self._run(self._both(message))
        assert {type(done) for done in both} == {Committed, Duplicate}
        self._taken.append(message)
        return message

    @rule(target=memories, worker=WORKERS)
    def remember(self, worker: int) -> Stored:
        """Have a turn begun that will be committed much later."""
        found = self._run(self._workers[worker].find(self._address))
        assert found is not None
        return found

    @rule(worker=WORKERS, memory=consumes(memories))
    def commit_from_memory(self, worker: int, memory: Stored) -> None:
        """Commit a turn taken long ago: refused with what is true now, unless nothing happened."""
        message = f"bot:{len(self._taken)}"
        done = self._run(self._commit(worker, memory, message))
        if memory.revision == 1 + len(self._taken):
            assert isinstance(done, Committed)
            self._taken.append(message)
        else:
            assert isinstance(done, Conflict)
            assert done.stored is not None
            assert done.stored.revision == 1 + len(self._taken)

    @rule(worker=WORKERS)
    def restart_a_worker(self, worker: int) -> None:
        """Have a worker begin anew, with an empty cache."""
        self._workers[worker] = self._worker()

    @invariant()
    def everything_taken_is_there_once(self) -> None:
        """Ask Redis itself."""
        held = self._run(self._workers[0].find(self._address, fresh=True))
        assert held is not None
        assert held.revision == 1 + len(self._taken)
        assert held.outline.persons == len(self._taken)
        assert len(held.interview.items) == 1 + len(self._taken)

    async def _take(self, worker: int, message: str) -> Committed | Duplicate:
        """Take a turn as the service does: again from the current state when it was overtaken."""
        stored = await self._workers[worker].find(self._address)
        while True:
            assert stored is not None
            done = await self._commit(worker, stored, message)
            if not isinstance(done, Conflict):
                return done
            stored = done.stored

    async def _both(self, message: str) -> list[Committed | Duplicate]:
        return await asyncio.gather(*(self._take(worker, message) for worker in range(2)))

    async def _commit(
        self, worker: int, stored: Stored, message: str
    ) -> Committed | Duplicate | Conflict:
        store = self._workers[worker]
        return await commit(store, stored, ONE_MORE, message=message, address=self._address)

    def _worker(self) -> InterviewStore:
        store = InterviewStore.connect(self._url, KEYRING, shards=2)
        return self._run(self._open.enter_async_context(store))

    def _run(self, work: Awaitable[T]) -> T:
        async def awaited() -> T:
            return await work

        return self._runner.run(awaited())


def test_each_message_counts_once(redis_url: str) -> None:
    """Fewer than 64 messages: older ones are beyond what is promised."""
    run_state_machine_as_test(
        lambda: Deliveries(redis_url),  # type: ignore[arg-type]
        settings=settings(max_examples=25, stateful_step_count=40, deadline=None),
    )

"""Turns that are taken and stored, as the service would: the talk of a test with a store."""

from __future__ import annotations

from collections.abc import Iterable

from state_machine.inputs import Input
from storage.interviews import InterviewStore
from storage.stored import Committed, Conflict, Duplicate, Reserved, Stored
from tests.storage.household import ADDRESS, QUESTIONNAIRE, begin, take

__all__ = ["commit", "opened", "talk"]


async def commit(
    store: InterviewStore,
    stored: Stored | Reserved,
    said: Input | str | None = None,
    *,
    message: str | None = None,
    address: str = ADDRESS,
) -> Committed | Duplicate | Conflict:
    """Take one turn from what is stored and commit it."""
    if isinstance(stored, Reserved):
        turn = begin(stored.id, address)
    else:
        turn = take(stored.interview, said or "")
    return await store.commit(
        stored,
        turn,
        questionnaire=QUESTIONNAIRE,
        address=address,
        message=message,
        channel=address.partition(":")[0],
    )


async def opened(store: InterviewStore, address: str = ADDRESS) -> Stored:
    """Begin an interview and store it."""
    done = await commit(store, await store.reserve(address), address=address)
    assert isinstance(done, Committed)
    return done.stored


async def talk(
    store: InterviewStore, inputs: Iterable[Input | str], address: str = ADDRESS
) -> Stored:
    """Begin an interview, say everything, and give what is stored in the end."""
    stored = await opened(store, address)
    for said in inputs:
        done = await commit(store, stored, said, address=address)
        assert isinstance(done, Committed)
        stored = done.stored
    return stored

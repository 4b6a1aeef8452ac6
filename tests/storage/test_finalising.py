"""A finished interview becomes a submission once, and stays as it is."""

from __future__ import annotations

import asyncio

import msgspec
import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from state_machine.inputs import Act, Action, Input
from state_machine.interview import Receipt
from state_machine.items import Answer
from storage import schema
from storage.finalising import ANSWER
from storage.interviews import InterviewStore
from storage.numbers import NumberMaker
from storage.registry import Registry, Verdict
from storage.sealing import KeyRing
from storage.stored import Stored
from storage.submission import NotFinishing
from tests.storage.household import QUESTIONNAIRE, SHEET, family
from tests.storage.talking import talk

IINS = ("850101300001", "900202400002")


async def _finalise(
    registry: Registry, stored: Stored, keyring: KeyRing, numbers: NumberMaker
) -> tuple[Receipt, ...]:
    return await registry.finalise(QUESTIONNAIRE, stored, keyring=keyring, numbers=numbers)


async def test_every_person_gets_a_number_and_a_repeat_gives_the_same(
    store: InterviewStore, registry: Registry, keyring: KeyRing, numbers: NumberMaker
) -> None:
    stored = await talk(store, family(*IINS))
    receipts = await _finalise(registry, stored, keyring, numbers)
    assert [receipt.item for receipt in receipts] == [1, 2]
    assert len({receipt.number for receipt in receipts}) == 2
    assert all(receipt.number.startswith("KZ26-75-") for receipt in receipts)
    assert await _finalise(registry, stored, keyring, numbers) == receipts


async def test_two_processes_that_finalise_at_once_give_the_same_numbers(
    store: InterviewStore,
    registry: Registry,
    database_url: str,
    keyring: KeyRing,
    numbers: NumberMaker,
) -> None:
    stored = await talk(store, family(*IINS))
    async with Registry.connect(database_url) as elsewhere:
        calls = [_finalise(each, stored, keyring, numbers) for each in (registry, elsewhere) * 4]
        given = await asyncio.gather(*calls)
    assert len(set(given)) == 1
    counts = await registry.counts()
    assert (counts.submissions, counts.persons) == (1, 2)


async def test_an_interview_still_open_is_not_finalised(
    store: InterviewStore, registry: Registry, keyring: KeyRing, numbers: NumberMaker
) -> None:
    stored = await talk(store, family(*IINS)[:-1])
    with pytest.raises(NotFinishing):
        await _finalise(registry, stored, keyring, numbers)
    assert (await registry.counts()).submissions == 0


async def test_answers_are_sealed_and_open_with_the_key_of_the_interview(
    store: InterviewStore, registry: Registry, keyring: KeyRing, numbers: NumberMaker
) -> None:
    stored = await talk(store, family(*IINS))
    await _finalise(registry, stored, keyring, numbers)
    async with registry.database.reading() as connection:
        rows = (await connection.execute(select(schema.answers))).all()
        keys = await connection.execute(select(schema.interview_keys.c.wrapped))
    key = keyring.unwrap(stored.id, keys.scalar_one())
    opened = {
        (row.question, row.item): msgspec.msgpack.decode(
            key.open(f"{ANSWER}/{row.question}/{row.item}", row.sealed), type=Answer
        )
        for row in rows
    }
    assert opened[("iin", 2)] == Answer(IINS[1])
    assert len(opened) == 3 + 2 * 6
    assert not any(IINS[0].encode() in row.sealed for row in rows)


async def test_only_answers_on_the_path_are_final(
    store: InterviewStore, registry: Registry, keyring: KeyRing, numbers: NumberMaker
) -> None:
    changed: list[Input | str] = [Act(Action.CHANGE, "street/0"), "a tent", Act(Action.CONFIRM)]
    said = family(IINS[0])
    stored = await talk(store, [*said[:-1], *changed, said[-1]])
    await _finalise(registry, stored, keyring, numbers)
    async with registry.database.reading() as connection:
        asked = set(await connection.scalars(select(schema.answers.c.question)))
    assert {"floor", "person_more"} <= set(stored.interview.items[0].answers)
    assert asked == {"region", "street", *SHEET}


@pytest.mark.parametrize("table", [table.name for table in schema.FINAL])
@pytest.mark.parametrize("change", ["UPDATE {} SET submission = submission", "DELETE FROM {}"])
async def test_the_database_refuses_to_change_what_is_final(
    table: str,
    change: str,
    store: InterviewStore,
    registry: Registry,
    keyring: KeyRing,
    numbers: NumberMaker,
) -> None:
    await _finalise(registry, await talk(store, family(*IINS)), keyring, numbers)
    statement = change.format(table)
    if table == "submissions":
        statement = statement.replace("submission = submission", "revision = 0")
    with pytest.raises(DBAPIError, match="is final"):
        async with registry.database.writing() as connection:
            await connection.execute(text(statement))


async def test_a_person_told_of_twice_is_counted_once_and_nobody_learns_of_it(
    store: InterviewStore, registry: Registry, keyring: KeyRing, numbers: NumberMaker
) -> None:
    first = await talk(store, family(IINS[0]), "web:one")
    second = await talk(store, family(IINS[1], IINS[0]), "web:two")
    assert len(await _finalise(registry, first, keyring, numbers)) == 1
    assert len(await _finalise(registry, second, keyring, numbers)) == 2
    assert (await registry.counts()).persons == 2
    async with registry.database.reading() as connection:
        flags = select(schema.persons.c.item).where(schema.persons.c.counted.is_(False))
        assert list(await connection.scalars(flags)) == [2]


async def test_families_with_common_members_do_not_wait_for_each_other(
    store: InterviewStore, registry: Registry, keyring: KeyRing, numbers: NumberMaker
) -> None:
    """In opposite orders, at once, again and again: a deadlock would end one of them."""
    iins = [f"85010130{number:04}" for number in range(8)]
    families = [
        await talk(store, family(*(iins if number % 2 else reversed(iins))), f"web:{number}")
        for number in range(6)
    ]
    calls = [_finalise(registry, stored, keyring, numbers) for stored in families]
    assert all(len(receipts) == 8 for receipts in await asyncio.gather(*calls))
    assert (await registry.counts()).persons == 8


async def test_a_number_that_exists_already_is_made_anew(
    store: InterviewStore, registry: Registry, keyring: KeyRing
) -> None:
    draws = iter([0] * 8 + [0] * 8 + [1] * 8)
    numbers = NumberMaker("KZ26", lambda _below: next(draws))
    one = await _finalise(registry, await talk(store, family("1"), "web:1"), keyring, numbers)
    two = await _finalise(registry, await talk(store, family("2"), "web:2"), keyring, numbers)
    assert one[0].number != two[0].number


async def test_verifying_tells_genuine_unknown_or_mistyped_and_nothing_else(
    store: InterviewStore, registry: Registry, keyring: KeyRing, numbers: NumberMaker
) -> None:
    stored = await talk(store, family(IINS[0]))
    (receipt,) = await _finalise(registry, stored, keyring, numbers)
    spoken = receipt.number.lower().replace("-", " ")
    assert await registry.verify(spoken, numbers) is Verdict.GENUINE
    assert await registry.verify(numbers.make("75"), numbers) is Verdict.UNKNOWN
    wrong = receipt.number[:-1] + ("2" if receipt.number[-1] != "2" else "3")
    assert await registry.verify(wrong, numbers) is Verdict.MISTYPED

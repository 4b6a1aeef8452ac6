"""Every letter owed comes to an end: sent, refused, or given up after many tries."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

import pytest
import pytest_asyncio
from sqlalchemy import select, update

from notifications.courier import ATTEMPTS, FIRST_PAUSE, LEASE_MS, LONGEST_PAUSE, Clock, Courier
from notifications.senders import Deferred, OnThePage, Outcome, Refused, Sender, Sent
from storage import schema
from storage.interviews import InterviewStore
from storage.numbers import NumberMaker
from storage.outbox import RECEIPT, Delivery, DeliveryState, Letter, Outbox
from storage.registry import Registry
from storage.sealing import KeyRing
from tests.storage.household import QUESTIONNAIRE, family
from tests.storage.talking import talk

START = 1_630_000_000.0
ADDRESS = "telegram:3527065"


class Time:
    """A clock that stands still until it is moved; a pause moves it."""

    def __init__(self) -> None:
        self.seconds = START
        self.pauses: list[float] = []

    async def sleep(self, seconds: float) -> None:
        """Let the time pass at once."""
        self.pauses.append(seconds)
        self.seconds += seconds
        await asyncio.sleep(0)

    def clock(self, chance: float = 1.0) -> Clock:
        """Give the clock a courier takes."""
        return Clock(lambda: self.seconds, lambda: chance, self.sleep)


class Scripted:
    """A sender that answers as it was told, and remembers what it was given."""

    def __init__(self, outcomes: Iterable[Outcome | Exception]) -> None:
        self.given: list[Delivery] = []
        self._outcomes = iter(outcomes)

    async def send(self, delivery: Delivery) -> Outcome:
        """Give the next outcome, or raise it."""
        self.given.append(delivery)
        outcome = next(self._outcomes)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome


@pytest.fixture
def time() -> Time:
    """Give a clock of the test's own."""
    return Time()


@pytest_asyncio.fixture
async def outbox(
    store: InterviewStore, registry: Registry, keyring: KeyRing, numbers: NumberMaker
) -> Outbox:
    """Give an outbox with one letter in it."""
    await _finish(store, registry, keyring, numbers)
    return registry.outbox(keyring)


async def test_a_finished_interview_owes_its_numbers_to_its_channel(
    outbox: Outbox, registry: Registry, time: Time
) -> None:
    sender = Scripted([Sent()])
    assert await Courier(outbox, {"telegram": sender}, time.clock()).run_once() == 1
    (delivery,) = sender.given
    (name, number) = delivery.letter.receipts[0]
    assert delivery.letter == Letter(RECEIPT, ADDRESS, "en", ((name, number),))
    assert (delivery.channel, delivery.attempt, name) == ("telegram", 1, "Omarov Person 0")
    assert number.startswith("KZ26-75-")
    assert await _states(registry) == [(DeliveryState.SENT, "")]


async def test_a_letter_that_was_sent_is_not_sent_again(outbox: Outbox, time: Time) -> None:
    courier = Courier(outbox, {"telegram": Scripted([Sent()])}, time.clock())
    assert await courier.run_once() == 1
    time.seconds += 10 * LEASE_MS
    assert await courier.run_once() == 0


async def test_a_refused_letter_is_at_its_end(
    outbox: Outbox, registry: Registry, time: Time
) -> None:
    courier = Courier(outbox, {"telegram": Scripted([Refused("blocked")])}, time.clock())
    assert await courier.run_once() == 1
    time.seconds += 10 * LEASE_MS
    assert await courier.run_once() == 0
    assert await _states(registry) == [(DeliveryState.REFUSED, "blocked")]


async def test_a_deferred_letter_waits_twice_as_long_each_time_and_is_given_up_in_the_end(
    outbox: Outbox, registry: Registry, time: Time
) -> None:
    sender = Scripted([Deferred("timeout")] * ATTEMPTS)
    courier = Courier(outbox, {"telegram": sender}, time.clock())
    pauses = []
    for attempt in range(1, ATTEMPTS + 1):
        assert await courier.run_once() == 1, attempt
        assert await courier.run_once() == 0, attempt
        pauses.append((await _due_ms(registry)) / 1000 - time.seconds)
        time.seconds += pauses[-1]
    assert [delivery.attempt for delivery in sender.given] == list(range(1, ATTEMPTS + 1))
    assert pauses[:3] == [FIRST_PAUSE, 2 * FIRST_PAUSE, 4 * FIRST_PAUSE]
    assert pauses[-2] == LONGEST_PAUSE
    assert await _states(registry) == [(DeliveryState.DEFERRED, "timeout")]


async def test_pauses_are_spread_by_chance(outbox: Outbox, registry: Registry, time: Time) -> None:
    sender = Scripted([Deferred("timeout")])
    await Courier(outbox, {"telegram": sender}, time.clock(chance=0.0)).run_once()
    assert (await _due_ms(registry)) / 1000 - time.seconds == FIRST_PAUSE / 2


async def test_a_channel_that_names_a_time_is_not_asked_before(
    outbox: Outbox, registry: Registry, time: Time
) -> None:
    sender = Scripted([Deferred("too_many_requests", retry_after_seconds=77.0)])
    await Courier(outbox, {"telegram": sender}, time.clock()).run_once()
    assert (await _due_ms(registry)) / 1000 - time.seconds == 77.0


async def test_a_sender_that_breaks_has_not_sent(
    outbox: Outbox, registry: Registry, time: Time, caplog: pytest.LogCaptureFixture
) -> None:
    sender = Scripted([RuntimeError(f"secret {ADDRESS}"), Sent()])
    courier = Courier(outbox, {"telegram": sender}, time.clock())
    await courier.run_once()
    assert await _states(registry) == [(DeliveryState.OWED, "")]
    time.seconds += FIRST_PAUSE
    await courier.run_once()
    assert await _states(registry) == [(DeliveryState.SENT, "")]
    assert [record.message for record in caplog.records] == ["sender_failed"]
    assert "3527065" not in str(caplog.records[0].__dict__)


async def test_a_letter_of_a_courier_that_died_goes_to_another_when_the_lease_is_over(
    outbox: Outbox, time: Time
) -> None:
    now = int(time.seconds * 1000)
    (lost,) = await outbox.lease(["telegram"], now_ms=now, lease_ms=LEASE_MS)
    courier = Courier(outbox, {"telegram": Scripted([Sent()])}, time.clock())
    assert await courier.run_once() == 0
    time.seconds += LEASE_MS / 1000
    assert await courier.run_once() == 1
    assert not await outbox.postponed(lost, due_ms=0)


async def test_couriers_side_by_side_never_hold_the_same_letter(
    store: InterviewStore,
    registry: Registry,
    database_url: str,
    keyring: KeyRing,
    numbers: NumberMaker,
) -> None:
    for number in range(12):
        await _finish(store, registry, keyring, numbers, f"telegram:{number}", iin=str(number))
    async with Registry.connect(database_url) as elsewhere:
        boxes = [each.outbox(keyring) for each in (registry, elsewhere) * 3]
        taken = await asyncio.gather(
            *(box.lease(["telegram"], now_ms=1, lease_ms=LEASE_MS, limit=2) for box in boxes)
        )
    ids = [delivery.id for batch in taken for delivery in batch]
    assert len(ids) == len(set(ids)) == 12


async def test_a_courier_takes_only_the_letters_of_its_channels(outbox: Outbox, time: Time) -> None:
    assert await Courier(outbox, {"web": OnThePage()}, time.clock()).run_once() == 0
    assert await Courier(outbox, {"telegram": OnThePage()}, time.clock()).run_once() == 1


async def test_a_running_courier_delivers_what_comes_later(
    store: InterviewStore,
    registry: Registry,
    keyring: KeyRing,
    numbers: NumberMaker,
    time: Time,
) -> None:
    arrived = asyncio.Event()

    class Telling:
        async def send(self, delivery: Delivery) -> Outcome:
            assert delivery.attempt == 1
            arrived.set()
            return Sent()

    sender: Sender = Telling()
    running = asyncio.create_task(
        Courier(registry.outbox(keyring), {"telegram": sender}, time.clock()).run()
    )
    await _finish(store, registry, keyring, numbers)
    await arrived.wait()
    running.cancel()
    await asyncio.wait([running])
    assert time.pauses


async def test_the_outbox_holds_no_name_and_no_address_in_the_clear(
    outbox: Outbox, registry: Registry, time: Time
) -> None:
    async with registry.database.reading() as connection:
        (row,) = (await connection.execute(select(schema.deliveries))).all()
    assert "Omarov" not in repr(row)
    assert "3527065" not in repr(row)
    assert b"Omarov" not in row.sealed
    await Courier(outbox, {"telegram": OnThePage()}, time.clock()).run_once()


async def test_a_letter_whose_seal_is_broken_does_not_stop_the_others(
    store: InterviewStore,
    registry: Registry,
    keyring: KeyRing,
    numbers: NumberMaker,
    time: Time,
) -> None:
    for number in range(2):
        await _finish(store, registry, keyring, numbers, f"telegram:{number}", iin=str(number))
    async with registry.database.writing() as connection:
        first = schema.deliveries.c.id == 1
        await connection.execute(update(schema.deliveries).where(first).values(sealed=b"\1broken"))
    sender = Scripted([Sent()])
    await Courier(registry.outbox(keyring), {"telegram": sender}, time.clock()).run_once()
    assert [delivery.id for delivery in sender.given] == [2]
    assert await _states(registry) == [
        (DeliveryState.REFUSED, "seal_broken"),
        (DeliveryState.SENT, ""),
    ]


async def _finish(
    store: InterviewStore,
    registry: Registry,
    keyring: KeyRing,
    numbers: NumberMaker,
    address: str = ADDRESS,
    *,
    iin: str = "850101300001",
) -> None:
    stored = await talk(store, family(iin), address)
    await registry.finalise(QUESTIONNAIRE, stored, keyring=keyring, numbers=numbers)


async def _states(registry: Registry) -> list[tuple[str, str]]:
    kept = schema.deliveries.c
    async with registry.database.reading() as connection:
        rows = await connection.execute(select(kept.state, kept.reason).order_by(kept.id))
        return [(row.state, row.reason) for row in rows]


async def _due_ms(registry: Registry) -> int:
    async with registry.database.reading() as connection:
        return int((await connection.execute(select(schema.deliveries.c.due_ms))).scalar_one())

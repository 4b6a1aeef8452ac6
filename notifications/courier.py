"""The courier: takes letters from the outbox, hands them to senders, records how it ended."""

from __future__ import annotations

import asyncio
import logging
import random
import time
from collections.abc import Awaitable, Callable, Mapping

from msgspec import Struct

from notifications.senders import Deferred, Refused, Sender, Sent
from storage.database import DatabaseUnavailable
from storage.outbox import Delivery, Outbox

__all__ = ["Clock", "Courier", "system_clock"]

log = logging.getLogger(__name__)

LEASE_MS = 60_000
ATTEMPTS = 24  # with the pauses below, about half a day
FIRST_PAUSE, LONGEST_PAUSE = 2.0, 3600.0  # seconds
LOOK = 1.0  # seconds between two looks into an empty outbox
RECOVERY = 5.0  # seconds to wait while the database is away


class Clock(Struct, frozen=True):
    """Time, chance and waiting: seconds since 1970, from 0 to 1, a pause of some seconds."""

    now: Callable[[], float]
    chance: Callable[[], float]
    sleep: Callable[[float], Awaitable[None]]


def system_clock() -> Clock:
    """Give the clock of this machine."""
    return Clock(time.time, random.random, asyncio.sleep)


class Courier:
    """Empties the outbox for the channels that it has senders for."""

    def __init__(
        self, outbox: Outbox, senders: Mapping[str, Sender], clock: Clock | None = None
    ) -> None:
        self._outbox = outbox
        self._senders = senders
        self._clock = clock or system_clock()

    async def run(self) -> None:
        """Deliver until cancelled; what is away is waited for."""
        while True:
            try:
                delivered = await self.run_once()
            except DatabaseUnavailable as error:
                log.warning("courier_waits", extra={"reason": str(error)})
                await self._clock.sleep(RECOVERY)
                continue
            if not delivered:
                await self._clock.sleep(LOOK)

    async def run_once(self) -> int:
        """Take what is due and see each letter to an end or to its next attempt; their number."""
        leased = await self._outbox.lease(
            tuple(self._senders), now_ms=self._now_ms(), lease_ms=LEASE_MS
        )
        await asyncio.gather(*map(self._deliver, leased))
        return len(leased)

    async def _deliver(self, delivery: Delivery) -> None:
        match await self._send(delivery):
            case Sent():
                await self._outbox.sent(delivery)
            case Refused(reason=reason):
                _tell("delivery_refused", delivery, reason)
                await self._outbox.refused(delivery, reason)
            case Deferred(reason=reason) if delivery.attempt >= ATTEMPTS:
                _tell("delivery_deferred", delivery, reason)
                await self._outbox.deferred(delivery, reason)
            case Deferred(retry_after_seconds=wanted):
                pause = self._pause(delivery.attempt, wanted)
                await self._outbox.postponed(delivery, due_ms=self._now_ms() + int(pause * 1000))

    async def _send(self, delivery: Delivery) -> Sent | Deferred | Refused:
        """Send, whatever the sender does: one that raises has not sent."""
        try:
            return await self._senders[delivery.channel].send(delivery)
        except Exception as error:  # noqa: BLE001 - one channel's fault must not stop the others
            kind = type(error).__name__
            _tell("sender_failed", delivery, kind)
            return Deferred(kind)

    def _pause(self, attempt: int, wanted: float | None) -> float:
        """Wait twice as long each time, and never all at the same moment."""
        grown = min(FIRST_PAUSE * 2.0 ** (attempt - 1), LONGEST_PAUSE)
        return max(wanted or 0.0, grown * (0.5 + self._clock.chance() / 2))

    def _now_ms(self) -> int:
        return int(self._clock.now() * 1000)


def _tell(event: str, delivery: Delivery, reason: str) -> None:
    keys = {"delivery": delivery.id, "interview": delivery.interview, "channel": delivery.channel}
    log.warning(event, extra={**keys, "reason": reason})

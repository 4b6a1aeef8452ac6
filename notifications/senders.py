"""What a sender is: the hand of a channel that takes a letter and says what became of it."""

from __future__ import annotations

from typing import Protocol

from msgspec import Struct

from storage.outbox import Delivery

__all__ = ["Deferred", "OnThePage", "Outcome", "Refused", "Sender", "Sent"]


class Sent(Struct, frozen=True):
    """The channel took the letter."""


class Deferred(Struct, frozen=True):
    """Not now: try again, after `retry_after_seconds` if the channel named a time."""

    reason: str
    retry_after_seconds: float | None = None


class Refused(Struct, frozen=True):
    """Never: the person blocked the bot, the address does not exist; `reason` is a short code."""

    reason: str


Outcome = Sent | Deferred | Refused


class OnThePage:
    """The sender of a channel whose own screen shows the numbers as soon as they exist."""

    async def send(self, delivery: Delivery) -> Outcome:  # noqa: ARG002 - as every sender
        """Have nothing to do: the finished interview is the letter."""
        return Sent()


class Sender(Protocol):
    """Sends a letter on one channel. Raises nothing: a messenger's failure is an outcome."""

    async def send(self, delivery: Delivery) -> Outcome:
        """Send, and tell what became of it; after a crash a letter may come a second time."""

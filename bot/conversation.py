"""A conversation of one address with the real service, as the terminal holds it."""

from __future__ import annotations

from bot.turns import Inbound, Turns
from dialogs.prompts import Prompt
from state_machine.inputs import Input
from state_machine.interview import Status

__all__ = ["ServiceConversation"]


class ServiceConversation:
    """Takes inputs for one address. When the interview ends, it waits for the numbers."""

    def __init__(self, turns: Turns, address: str, channel: str) -> None:
        self._turns = turns
        self._address = address
        self._channel = channel

    async def take(self, input: Input) -> Prompt:
        """Takes one input and gives what is shown then."""
        inbound = Inbound(self._address, None, input, self._channel)
        outcome = await self._turns.take(inbound)
        if outcome.interview.head.status is not Status.FINISHING:
            return outcome.prompt
        await self._turns.settle()
        latest = await self._turns.look(self._address)
        return outcome.prompt if latest is None else latest.prompt

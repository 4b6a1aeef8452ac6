"""One bot's conversations: an update goes in, its turn is taken, and the answer goes out."""

from __future__ import annotations

import logging
from collections import Counter, OrderedDict
from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol

import msgspec

from bot.channels.telegram.budget import Clock
from bot.channels.telegram.files import Files
from bot.channels.telegram.methods import (
    Keyboard,
    LeaveChat,
    Method,
    SendMessage,
    encode,
    is_prompt,
)
from bot.channels.telegram.outgoing import Outgoing
from bot.channels.telegram.reading import (
    CHANNEL,
    Ignored,
    Member,
    Outside,
    Reading,
    Said,
    Sent,
    address_of,
    read,
)
from bot.channels.telegram.replies import Reply, reply_to, shown_anew
from bot.channels.telegram.uncovered import Messages
from bot.order import Order
from bot.receiving import Upload
from bot.turns import Given, Inbound, Outcome, OvertakenError, Pressed
from state_machine.inputs import Input
from storage.database import DatabaseUnavailable
from storage.server import StoreUnavailable

__all__ = ["Conversation", "MakesLinks", "NotTakenError", "TakesTurns"]

log = logging.getLogger(__name__)

_PATIENCE = 3
_REMEMBERED = 1_000
_ACQUAINTANCES = 100_000
_LONGEST_PAUSE = 30.0


class NotTakenError(Exception):
    """The update's turn was not committed: Telegram should deliver it again."""


class TakesTurns(Protocol):
    """The service behind every channel."""

    async def take(self, inbound: Inbound) -> Outcome:
        """Take one turn and commit it."""
        ...


MakesLinks = Callable[[Outcome, str, str], str]
"""The page of our own for a sensitive question: by the outcome, the address, and this bot's id."""


class Conversation:
    """Everybody's conversation with one bot, one update of a person at a time.

    `heard` counts updates by kind.
    """

    def __init__(
        self,
        bot: int,
        turns: TakesTurns,
        outgoing: Outgoing,
        files: Files,
        clock: Clock,
        link: MakesLinks | None = None,
    ) -> None:
        self._bot = bot
        self._link = link or _no_link
        self._turns = turns
        self._outgoing = outgoing
        self._files = files
        self._clock = clock
        self._order = Order()
        self._failures: OrderedDict[int, int] = OrderedDict()
        self._known: OrderedDict[int, None] = OrderedDict()
        self.heard: Counter[str] = Counter()

    async def answer(self, payload: bytes) -> bytes:
        """Take a webhook's update; the method for its response, b'' for none.

        Raises NotTakenError when it must be delivered again.
        """
        reading = self._read(payload)
        if not isinstance(reading, Said):
            return await self._notice(reading)
        async with self._order.turn(reading.user):
            return await self._take(reading, inline=True)

    async def insist(self, payload: bytes | msgspec.Raw) -> None:
        """Take a polled update, trying again until it is committed: nobody delivers it again."""
        reading = self._read(payload)
        if not isinstance(reading, Said):
            await self._notice(reading)
            return
        pause = 0.5
        async with self._order.turn(reading.user):
            while not await self._taken(reading):
                await self._clock.sleep(pause)
                pause = min(2 * pause, _LONGEST_PAUSE)

    async def show(self, user: int, outcome: Outcome) -> None:
        """Show where the interview stands, after it moved on without this bot."""
        async with self._order.turn(user):
            uncovered = self._outgoing.uncovered.of(user)
            link = self._link_for(user, outcome)
            await self._reply(user, shown_anew(user, outcome, link, uncovered), inline=False)

    def knows(self, user: int) -> bool:
        """Whether this person spoke to this bot of late."""
        return user in self._known

    def _read(self, payload: bytes | msgspec.Raw) -> Reading:
        reading = read(payload)
        self.heard[type(reading).__name__.lower()] += 1
        return reading

    async def _notice(self, reading: Member | Outside | Ignored) -> bytes:
        match reading:
            case Member(user=user, blocked=blocked):
                self._outgoing.blocked(user, is_so=blocked)
            case Outside(chat=chat):
                await self._outgoing.send(chat, [LeaveChat(chat)])
            case Ignored():
                pass
        return b""

    async def _taken(self, said: Said) -> bool:
        try:
            await self._take(said, inline=False)
        except NotTakenError:
            return False
        return True

    async def _take(self, said: Said, *, inline: bool) -> bytes:
        """One turn, and its answer. What the person sent shows that the bot may write."""
        self._outgoing.blocked(said.user, is_so=False)
        self._remember(said.user)
        outcome = await self._outcome(said)
        if outcome is None:
            return b""
        link, uncovered = self._link_for(said.user, outcome), self._outgoing.uncovered.of(said.user)
        reply = _reply(said, outcome, link, uncovered)
        return await self._reply(said.user, reply, inline=inline)

    async def _reply(self, chat: int, reply: Reply, *, inline: bool) -> bytes:
        self._note(chat, reply)
        first = reply.first
        if first is None or (reply.again and self._outgoing.just_shown(chat, first)):
            return await self._send(chat, reply.then)
        inline = inline and not (reply.called and is_prompt(first))
        if inline and self._outgoing.inline(chat, first):
            await self._send(chat, reply.then)
            return encode(first)
        return await self._send(chat, reply.methods)

    def _note(self, chat: int, reply: Reply) -> None:
        """Remember which messages will show a sensitive question."""
        self._outgoing.uncovered.replace(chat, reply.uncovered)
        asking = [method for method in reply.methods if _asks(method)]
        if reply.called and asking:
            self._outgoing.uncovered.expect(chat, asking[-1])

    def _link_for(self, user: int, outcome: Outcome) -> str:
        return self._link(outcome, address_of(user), str(self._bot))

    def _remember(self, user: int) -> None:
        self._known[user] = None
        self._known.move_to_end(user)
        if len(self._known) > _ACQUAINTANCES:
            self._known.popitem(last=False)

    async def _send(self, chat: int, methods: Sequence[Method]) -> bytes:
        if methods:
            await self._outgoing.send(chat, methods)
        return b""

    async def _outcome(self, said: Said) -> Outcome | None:
        """The committed turn; None for an update that has failed too often to be of any use."""
        inbound = Inbound(
            address=address_of(said.user),
            id=f"{self._bot}:{said.update}",
            input=self._given(said.input),
            channel=CHANNEL,
        )
        try:
            return await self._turns.take(inbound)
        except (StoreUnavailable, DatabaseUnavailable, OvertakenError) as error:
            log.warning("telegram_postponed", extra={"error": type(error).__name__})
            raise NotTakenError from error
        except Exception as error:  # noqa: BLE001  a fault of ours must not stop those who come after
            self._failed(said.update, error)
            return None

    def _given(self, input: Input | Pressed | Sent) -> Given:
        """What is sent is fetched only when its turn comes, and only if it is asked for."""
        if not isinstance(input, Sent):
            return input
        fetch = partial(self._files.fetch, input.file, input.size)
        return Upload(input.kind, input.medium, fetch, input.size, input.claimed)

    def _failed(self, update: int, error: Exception) -> None:
        """Count an unexpected failure; the last acknowledges the update, the others ask again."""
        failures = self._failures.pop(update, 0) + 1
        log.error("telegram_turn_failed", extra={"error": type(error).__name__})
        if failures >= _PATIENCE:
            return
        self._failures[update] = failures
        if len(self._failures) > _REMEMBERED:
            self._failures.popitem(last=False)
        raise NotTakenError from error


def _asks(method: Method) -> bool:
    """Whether this is a new message of a question, and not the one of the telephone's keyboard."""
    return isinstance(method, SendMessage) and isinstance(method.reply_markup, Keyboard | None)


def _no_link(_outcome: Outcome, _address: str, _via: str) -> str:
    return ""


def _reply(said: Said, outcome: Outcome, link: str, uncovered: Messages) -> Reply:
    """The turn is committed: a prompt that cannot be shown is logged, not asked for again."""
    try:
        return reply_to(said, outcome, link, uncovered)
    except Exception as error:  # noqa: BLE001  whatever is wrong with it, the answer is safe
        log.error("telegram_prompt_failed", extra={"error": type(error).__name__})  # noqa: TRY400
        return Reply()

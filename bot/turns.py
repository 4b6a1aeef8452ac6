"""The one service that takes a turn: every channel, the sweeper and the command line go through it.

    inbound → interview from the store → step → commit → prompt

The commit is one atomic script that refuses duplicates and overtaken revisions and then hands back
the current state, with which the turn is taken again. Nothing is acknowledged before it.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import asynccontextmanager
from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

from bot import buttons
from bot.changes import Changes
from dialogs.history import Echo, echo
from dialogs.prompts import Prompt, prompt
from state_machine.engine import Turn, open_interview, step
from state_machine.inputs import Act, Action, Finalised, Input
from state_machine.interview import Interview, Status
from state_machine.questionnaire import Questionnaire
from storage.interviews import Committed, Conflict, Duplicate, InterviewStore, Stored

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from bot.clock import Now
    from bot.library import Library
    from state_machine.interview import Receipt

__all__ = ["Inbound", "Kind", "Outcome", "OvertakenError", "Pressed", "Turns"]

log = logging.getLogger(__name__)

_TRIES = 8
"""So often may other processes overtake one turn before it is given back to the messenger."""


class Pressed(Struct, frozen=True):
    """A tapped button, as its data."""

    data: str


class Inbound(Struct, frozen=True):
    """One thing that somebody did on a channel. `id` is unique per address, None never repeats."""

    address: str
    id: str | None
    input: Input | Pressed
    channel: str
    language: str = ""


class Kind(StrEnum):
    """What became of an inbound: taken now, or known already and the newest or an older one."""

    TAKEN = "taken"
    REPEATED = "repeated"
    STALE_REPEAT = "stale_repeat"


class Outcome(Struct, frozen=True):
    """Where an interview stands after an inbound, and what to show; `echo` is what it answered."""

    kind: Kind
    interview: Interview
    questionnaire: Questionnaire
    prompt: Prompt
    echo: Echo | None = None


class OvertakenError(Exception):
    """Other processes changed the interview again and again; the messenger should deliver anew."""


class Turns:
    """Takes turns; `finalise(interview, questionnaire)` stores a finishing one for good."""

    def __init__(
        self,
        *,
        store: InterviewStore,
        library: Library,
        now: Now,
        finalise: Callable[[Interview, Questionnaire], Awaitable[tuple[Receipt, ...]]],
    ) -> None:
        self.changed = Changes()
        self._store = store
        self._library = library
        self._now = now
        self._finalise = finalise
        self._locks: dict[str, tuple[asyncio.Lock, int]] = {}
        self._finishing: dict[str, asyncio.Task[None]] = {}

    async def take(self, inbound: Inbound) -> Outcome:
        """Takes a turn. Raises OvertakenError, and the store's errors when it is away."""
        async with self._alone(inbound.address):
            outcome = await self._take(inbound)
        head = outcome.interview.head
        if outcome.kind is Kind.TAKEN:
            self.changed.tell(head.id, head.revision)
        if head.status is Status.FINISHING:
            self._finish_soon(head.id)
        return outcome

    async def look(self, address: str) -> Outcome | None:
        """Where the current interview of an address stands, or None. Writes nothing."""
        stored = await self._store.find(address)
        if stored is None or stored.interview is None:
            return None
        interview = stored.interview
        return _outcome(Kind.REPEATED, interview, await self._questionnaire(interview))

    async def _take(self, inbound: Inbound) -> Outcome:
        stored = await self._store.find(inbound.address)
        if stored is None:
            stored = await self._store.reserve(inbound.address)
        for _ in range(_TRIES):
            questionnaire = await self._questionnaire(stored.interview)
            turn = self._turn(questionnaire, stored, inbound)
            result = await self._store.commit(
                stored, turn, address=inbound.address, message=inbound.id, channel=inbound.channel
            )
            match result:
                case Committed():
                    said = echo(questionnaire, turn.interview, turn.events)
                    return _outcome(Kind.TAKEN, turn.interview, questionnaire, said)
                case Duplicate(stored=known, newest=newest) if known.interview is not None:
                    kind = Kind.REPEATED if newest else Kind.STALE_REPEAT
                    questionnaire = await self._questionnaire(known.interview)
                    return _outcome(kind, known.interview, questionnaire)
                case Duplicate(stored=known) | Conflict(stored=known):
                    stored = known
        raise OvertakenError

    def _turn(self, questionnaire: Questionnaire, stored: Stored, inbound: Inbound) -> Turn:
        said = _read(questionnaire, inbound.input)
        if stored.interview is not None:
            return step(questionnaire, stored.interview, said, now=self._now())
        return open_interview(
            questionnaire,
            id=stored.id,
            address=inbound.address,
            now=self._now(),
            language=_language(said),
        )

    async def _questionnaire(self, interview: Interview | None) -> Questionnaire:
        if interview is None:
            return self._library.current
        return await self._library.get(interview.head.questionnaire)

    @asynccontextmanager
    async def _alone(self, address: str) -> AsyncIterator[None]:
        """Turns of one address follow each other in the order in which they came."""
        lock, waiting = self._locks.get(address) or (asyncio.Lock(), 0)
        self._locks[address] = (lock, waiting + 1)
        try:
            async with lock:
                yield
        finally:
            lock, waiting = self._locks[address]
            if waiting == 1:
                del self._locks[address]
            else:
                self._locks[address] = (lock, waiting - 1)

    # -- finishing ---------------------------------------------------------------------------------

    def _finish_soon(self, interview: str) -> None:
        """Goes on with finishing beside the reply, which already says that all is safe."""
        if interview not in self._finishing:
            task = asyncio.create_task(self._finish_logged(interview))
            self._finishing[interview] = task
            task.add_done_callback(lambda _: self._finishing.pop(interview, None))

    async def _finish_logged(self, interview: str) -> None:
        try:
            await self.finish(interview)
        except Exception as error:  # noqa: BLE001  whatever it is, the sweeper comes again
            log.warning(
                "finishing_postponed interview=%s error=%s", interview, type(error).__name__
            )

    async def finish(self, interview_id: str) -> None:
        """The second and third step of finishing, from wherever they stopped. Repeatable."""
        stored = await self._store.load(interview_id)
        while stored is not None and stored.interview is not None:
            interview = stored.interview
            if interview.head.status is not Status.FINISHING:
                return
            questionnaire = await self._questionnaire(interview)
            receipts = await self._finalise(interview, questionnaire)
            turn = step(questionnaire, interview, Finalised(receipts), now=self._now())
            result = await self._store.commit(
                stored, turn, address=None, message=None, channel="registry"
            )
            if isinstance(result, Committed):
                self.changed.tell(interview_id, turn.interview.head.revision)
                return
            stored = result.stored

    async def sweep(self) -> int:
        """Goes on with every interview that is still finishing; gives how many there were."""
        waiting = await self._store.finishing()
        for interview in waiting:
            await self._finish_logged(interview)
        return len(waiting)

    async def settle(self) -> None:
        """Waits for the finishing that turns have begun."""
        while self._finishing:
            await asyncio.gather(*self._finishing.values())


def _read(questionnaire: Questionnaire, input: Input | Pressed) -> Input:
    if not isinstance(input, Pressed):
        return input
    return buttons.decode(questionnaire, input.data) or Act(Action.CONTINUE, tag=_NOBODYS)


def _language(said: Input) -> str:
    """The language that a first input chooses, if it does."""
    chooses = isinstance(said, Act) and said.action is Action.LANGUAGE
    return said.argument if chooses else ""


_NOBODYS = "-"
"""A tag that no interview has: the engine answers that the button is out of date."""


def _outcome(
    kind: Kind, interview: Interview, questionnaire: Questionnaire, said: Echo | None = None
) -> Outcome:
    return Outcome(kind, interview, questionnaire, prompt(questionnaire, interview), said)

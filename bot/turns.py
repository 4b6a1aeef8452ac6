"""The one service that takes a turn: every channel, the sweeper and the command line go through it.

    inbound → interview from the store → step → commit → prompt

The commit is one atomic script that refuses duplicates and overtaken revisions and then hands back
the current state, with which the turn is taken again. Nothing is acknowledged before it.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable
from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

from bot import buttons
from bot.changes import Changes
from bot.order import Order
from bot.receiving import Upload
from dialogs.history import Echo, echo
from dialogs.prompts import Prompt, prompt_in
from state_machine.engine import Turn, open_interview, step
from state_machine.inputs import Act, Action, Finalised, Input, Unsupported
from state_machine.interview import Interview, Location, Receipt, Status
from state_machine.questionnaire import Questionnaire
from state_machine.scope import Scope
from storage.database import DatabaseUnavailable
from storage.interviews import InterviewStore
from storage.server import StoreUnavailable
from storage.stored import Committed, Conflict, Duplicate, Reserved, Stored

if TYPE_CHECKING:
    from bot.clock import Now
    from bot.library import Library
    from bot.receiving import Receiving

__all__ = [
    "ElsewhereError",
    "Finalise",
    "Given",
    "Inbound",
    "Kind",
    "Outcome",
    "OvertakenError",
    "Place",
    "Pressed",
    "Turns",
]

log = logging.getLogger(__name__)

_AWAY = (DatabaseUnavailable, StoreUnavailable)
"""What is wrong for one interview is then wrong for all."""

_TRIES = 8
"""So often may other processes overtake one turn before it is given back to the messenger."""


Finalise = Callable[[Questionnaire, Stored], Awaitable[tuple[Receipt, ...]]]
"""Stores exactly this revision and gives its numbers; a repeat gives the same ones."""


class Pressed(Struct, frozen=True):
    """A tapped button, as its data."""

    data: str


Given = Input | Pressed | Upload
"""What a channel can bring."""


class Place(Struct, frozen=True):
    """Where one interview stands: at which location, in which of its starts."""

    interview: str
    generation: int
    location: Location

    @classmethod
    def of(cls, interview: Interview) -> Place:
        """The place where an interview stands."""
        head = interview.head
        return cls(head.id, head.generation, head.location)


class Inbound(Struct, frozen=True):
    """One thing that somebody did on a channel. `id` is unique per address, None never repeats.

    `at`: it is meant for this place alone, and not taken anywhere else.
    """

    address: str
    id: str | None
    input: Given
    channel: str
    at: Place | None = None


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


class ElsewhereError(Exception):
    """The interview does not stand where an inbound was meant for: nothing was taken."""


class Turns:
    """Takes turns; `finalise` stores an interview that is finishing for good, repeatably.

    `receiving` keeps what is sent and is no text; without it nothing of the kind is taken.
    """

    def __init__(
        self,
        *,
        store: InterviewStore,
        library: Library,
        now: Now,
        finalise: Finalise,
        receiving: Receiving | None = None,
    ) -> None:
        self.changed = Changes()
        self._store = store
        self._library = library
        self._now = now
        self._finalise = finalise
        self._receiving = receiving
        self._order = Order()
        self._finishing: dict[str, asyncio.Task[None]] = {}

    async def take(self, inbound: Inbound) -> Outcome:
        """Takes a turn.

        Raises OvertakenError, ElsewhereError, and the store's errors when it is away.
        """
        async with self._order.turn(inbound.address):
            outcome = await self._take(inbound)
        head = outcome.interview.head
        if outcome.kind is Kind.TAKEN:
            self.changed.tell(head.id, head.revision)
        if head.status is Status.FINISHING:
            self._finish_soon(head.id)
        return outcome

    async def look(self, address: str) -> Outcome | None:
        """Where the current interview of an address stands, or None. Writes nothing."""
        stored = await self._store.find(address, fresh=True)
        if stored is None:
            return None
        return _outcome(Kind.REPEATED, await self._scope(stored))

    async def _take(self, inbound: Inbound) -> Outcome:
        known: Stored | None = await self._store.find(inbound.address)
        for _ in range(_TRIES):
            stored = known or await self._store.reserve(inbound.address)
            questionnaire = await self._questionnaire(stored)
            _demand_place(stored, inbound.at)
            said = await self._said(questionnaire, stored, inbound.input)
            turn = self._turn(questionnaire, stored, said, inbound.address)
            result = await self._store.commit(
                stored,
                turn,
                questionnaire=questionnaire,
                address=inbound.address,
                message=inbound.id,
                channel=inbound.channel,
            )
            match result:
                case Committed():
                    return _outcome(Kind.TAKEN, turn.scope, echo(turn))
                case Duplicate(stored=current, newest=newest):
                    kind = Kind.REPEATED if newest else Kind.STALE_REPEAT
                    return _outcome(kind, await self._scope(current))
                case Conflict():
                    known = result.stored
        raise OvertakenError

    def _turn(
        self, questionnaire: Questionnaire, stored: Stored | Reserved, said: Input, address: str
    ) -> Turn:
        if isinstance(stored, Stored):
            return step(questionnaire, stored.interview, said, now=self._now())
        return open_interview(
            questionnaire,
            id=stored.id,
            address=address,
            now=self._now(),
            language=_language(said),
        )

    async def _said(
        self, questionnaire: Questionnaire, stored: Stored | Reserved, given: Given
    ) -> Input:
        """What an inbound says. An upload is kept by now, whether or not its turn comes about."""
        if not isinstance(given, Upload):
            return _read(questionnaire, given)
        if self._receiving is None or isinstance(stored, Reserved):
            return Unsupported(given.kind)
        return await self._receiving.receive(questionnaire, stored, given)

    async def _questionnaire(self, stored: Stored | Reserved) -> Questionnaire:
        if isinstance(stored, Reserved):
            return self._library.current
        return await self._library.get(stored.interview.head.questionnaire)

    async def _scope(self, stored: Stored) -> Scope:
        return Scope(await self._questionnaire(stored), stored.interview)

    # -- finishing ---------------------------------------------------------------------------------

    def _finish_soon(self, interview: str) -> None:
        """Goes on with finishing beside the reply, which already says that all is safe."""
        if interview not in self._finishing:
            task = asyncio.create_task(self._finish_logged(interview))
            self._finishing[interview] = task
            task.add_done_callback(lambda _: self._finishing.pop(interview, None))

    async def _finish_logged(self, interview: str) -> None:
        with contextlib.suppress(*_AWAY):
            await self._finish_or_tell(interview)

    async def _finish_or_tell(self, interview: str) -> None:
        """Finishes; a failure is logged, and raised when it would meet every other one as well."""
        try:
            await self.finish(interview)
        except Exception as error:
            keys = {"interview": interview, "error": type(error).__name__}
            log.warning("finishing_postponed", extra=keys)
            if isinstance(error, _AWAY):
                raise

    async def finish(self, interview_id: str) -> None:
        """The second and third step of finishing, from wherever they stopped. Repeatable."""
        stored = await self._store.load(interview_id, fresh=True)
        while stored is not None and stored.interview.head.status is Status.FINISHING:
            head = stored.interview.head
            questionnaire = await self._questionnaire(stored)
            receipts = await self._finalise(questionnaire, stored)
            turn = step(questionnaire, stored.interview, Finalised(receipts), now=self._now())
            result = await self._store.commit(
                stored,
                turn,
                questionnaire=questionnaire,
                address=head.addresses[0],
                message=None,
                channel=stored.outline.channel,
            )
            if isinstance(result, Committed):
                self.changed.tell(interview_id, result.stored.revision)
                return
            stored = result.stored

    async def sweep(self) -> int:
        """Goes on with every interview that is still finishing; gives how many there were.

        While a store is away the others wait for the next time, and the log is spared their lines.
        """
        waiting = await self._store.finishing()
        with contextlib.suppress(*_AWAY):
            for interview in waiting:
                await self._finish_or_tell(interview)
        return len(waiting)

    async def settle(self) -> None:
        """Waits for the finishing that turns have begun."""
        while self._finishing:
            await asyncio.gather(*self._finishing.values())


def _demand_place(stored: Stored | Reserved, at: Place | None) -> None:
    if at is None:
        return
    if isinstance(stored, Reserved) or Place.of(stored.interview) != at:
        raise ElsewhereError


def _read(questionnaire: Questionnaire, input: Input | Pressed) -> Input:
    if not isinstance(input, Pressed):
        return input
    return buttons.decode(questionnaire, input.data) or Act(Action.CONTINUE, tag=_NOBODYS)


def _language(said: Input) -> str:
    """The language that a first input chooses, if it does."""
    match said:
        case Act(action=Action.LANGUAGE, argument=language):
            return language
    return ""


_NOBODYS = "-"
"""A tag that no interview has: the engine answers that the button is out of date."""


def _outcome(kind: Kind, scope: Scope, said: Echo | None = None) -> Outcome:
    return Outcome(kind, scope.interview, scope.questionnaire, prompt_in(scope), said)

"""Sends what a bot has to say: at once while the budget is open, else in order and in time."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter, OrderedDict, deque
from collections.abc import Sequence
from dataclasses import dataclass, field

from aiogram import Bot

from bot.channels.telegram.budget import Budget, Clock
from bot.channels.telegram.calling import (
    Ended,
    Failed,
    Flooded,
    Forbidden,
    Refused,
    Session,
    Verdict,
)
from bot.channels.telegram.methods import Method, is_message, is_prompt
from bot.channels.telegram.uncovered import Uncovered

__all__ = ["Outgoing"]

log = logging.getLogger(__name__)

_ATTEMPTS = 5
_BACK_OFF = 1.0
_IN_LINE = 32
_SHORT = 10.0
_REMEMBERED = 100_000
_RECENT = 1_000
_MOMENT = 10.0


@dataclass(slots=True)
class _Line:
    """What waits for one chat, each with the number of the reply it belongs to.

    A prompt of an older reply than the newest is worth nothing any more.
    """

    methods: deque[tuple[int, Method]] = field(default_factory=deque)
    newest: int = 0

    def add(self, methods: Sequence[Method]) -> None:
        self.newest += any(map(is_prompt, methods))
        self.methods.extend((self.newest, method) for method in methods)

    def outdated(self, reply: int, method: Method) -> bool:
        return reply < self.newest and is_prompt(method)


class Outgoing:
    """The sending side of one bot.

    Methods for one chat keep their order; chats do not wait for each other. At most `room` chats
    wait: beyond that a reply is let go, since any input of the person brings the prompt again.
    `uncovered` knows which messages still show a sensitive question.
    `counts` says how calls ended, by name, and holds nothing about anybody.
    """

    def __init__(
        self, bot: Bot, session: Session, budget: Budget, clock: Clock, *, room: int = 5_000
    ) -> None:
        self._bot = bot
        self._session = session
        self._budget = budget
        self._clock = clock
        self._room = room
        self._lines: dict[int, _Line] = {}
        self._pumps: set[asyncio.Task[None]] = set()
        self._blocked: OrderedDict[int, None] = OrderedDict()
        self._shown: OrderedDict[int, tuple[float, Method]] = OrderedDict()
        self.uncovered = Uncovered()
        self.counts: Counter[str] = Counter()

    @property
    def waiting(self) -> int:
        """How many chats wait for the budget."""
        return len(self._lines)

    def inline(self, chat: int, method: Method) -> bool:
        """Whether this method may ride in a webhook's response now; the budget is spent if so."""
        if chat in self._lines or chat in self._blocked or not self._open(chat, method):
            return False
        self._spend(chat, method)
        self.counts["inline"] += 1
        return True

    async def send(self, chat: int, methods: Sequence[Method]) -> None:
        """Call the methods in order; returns when each was tried once or waits in line.

        Callback answers and deletions are no messages: they wait for nothing, and nothing waits for
        them.
        """
        if chat in self._blocked:
            self.counts["blocked"] += len(methods)
            return
        messages = [method for method in methods if is_message(method)]
        answers = [self._try(chat, method) for method in methods if not is_message(method)]
        if not answers:
            await self._send(chat, messages)
        else:
            await asyncio.gather(self._send(chat, messages), *answers)

    async def _send(self, chat: int, methods: Sequence[Method]) -> None:
        for position, method in enumerate(methods):
            if chat in self._lines or not self._open(chat, method):
                self._line_up(chat, methods[position:])
                return
            self._spend(chat, method)
            if await self._try(chat, method) is not None:
                self._line_up(chat, methods[position:])
                return

    async def deliver(self, chat: int, methods: Sequence[Method]) -> Verdict:
        """Call all the methods, for somebody who keeps them and comes again; how it ended.

        The end that is not `Ended` is that of the first method that was not executed; once one was,
        the others are insisted on, since the whole would be sent again.
        """
        if chat in self._blocked:
            return Forbidden()
        wait = self._budget.wait_of_chat(chat)
        if wait > _SHORT:
            return Flooded(wait)
        verdict: Verdict = Failed()
        for begun, method in enumerate(methods):
            verdict = await self._deliver(chat, method, attempts=_ATTEMPTS if begun else 1)
            if not isinstance(verdict, Ended):
                break
        return verdict

    async def _deliver(self, chat: int, method: Method, *, attempts: int) -> Verdict:
        await self._turn(chat, method)
        verdict = await self._call(method)
        wait = self._judge(chat, verdict)
        if wait is None or attempts == 1:
            return verdict
        await self._clock.sleep(wait)
        return await self._deliver(chat, method, attempts=attempts - 1)

    def just_shown(self, chat: int, method: Method) -> bool:
        """Whether this very message is known to have arrived a moment ago."""
        at, shown = self._shown.get(chat, (0.0, None))
        return shown == method and self._clock.now() - at < _MOMENT

    def blocked(self, chat: int, *, is_so: bool) -> None:
        """The person blocked the bot (nothing more is sent), or may be written to again."""
        self._blocked.pop(chat, None)
        if is_so:
            self._blocked[chat] = None
            self._lines.pop(chat, None)
        if len(self._blocked) > _REMEMBERED:
            self._blocked.popitem(last=False)

    async def close(self, *, seconds: float) -> None:
        """Send what can still be sent in so many seconds, then let the rest go."""
        pumps = set(self._pumps)
        if pumps:
            await asyncio.wait(pumps, timeout=seconds)
        for pump in pumps:
            pump.cancel()
        await asyncio.gather(*pumps, return_exceptions=True)

    def _open(self, chat: int, method: Method) -> bool:
        return not is_message(method) or self._budget.wait(chat, new=is_prompt(method)) <= 0.0

    def _spend(self, chat: int, method: Method) -> None:
        if is_message(method):
            self._budget.book(chat, new=is_prompt(method))

    async def _call(self, method: Method) -> Verdict:
        verdict = await self._session.call(self._bot, method)
        self.counts[type(verdict).__name__.lower()] += 1
        return verdict

    async def _try(self, chat: int, method: Method) -> float | None:
        """One call; the seconds to wait before the same call again, None: done with."""
        verdict = await self._call(method)
        if isinstance(verdict, Ended) and is_prompt(method):
            self._remember(chat, method)
            self.uncovered.arrived(chat, method, verdict.result)
        return self._judge(chat, verdict)

    def _remember(self, chat: int, method: Method) -> None:
        self._shown[chat] = (self._clock.now(), method)
        self._shown.move_to_end(chat)
        if len(self._shown) > _RECENT:
            self._shown.popitem(last=False)

    def _judge(self, chat: int, verdict: Verdict) -> float | None:
        match verdict:
            case Flooded(retry_after):
                self._budget.refused(chat, retry_after)
                return retry_after
            case Failed():
                return _BACK_OFF
            case Forbidden():
                self.blocked(chat, is_so=True)
            case Refused(code):
                log.info("telegram_refused", extra={"code": code})
            case Ended():
                pass
        return None

    def _line_up(self, chat: int, methods: Sequence[Method]) -> None:
        line = self._lines.get(chat)
        if len(line.methods) > _IN_LINE if line else len(self._lines) >= self._room:
            self.counts["let_go"] += len(methods)
            return
        if line is None:
            line = self._lines[chat] = _Line()
            pump = asyncio.create_task(self._pump(chat, line))
            self._pumps.add(pump)
            pump.add_done_callback(self._pumps.discard)
        line.add(methods)

    async def _pump(self, chat: int, line: _Line) -> None:
        """Empties one chat's line; ends when it is empty or the person has blocked the bot."""
        while line.methods and self._lines.get(chat) is line:
            await self._insist(chat, line, *line.methods.popleft())
        if self._lines.get(chat) is line:
            del self._lines[chat]

    async def _insist(self, chat: int, line: _Line, reply: int, method: Method) -> None:
        """Try one method until it ends, a newer prompt replaces it, or it was tried enough."""
        for attempt in range(1, _ATTEMPTS + 1):
            await self._turn(chat, method)
            if line.outdated(reply, method):
                self.counts["outdated"] += 1
                return
            wait = await self._try(chat, method)
            if wait is None:
                return
            await self._clock.sleep(wait * attempt)
        self.counts["let_go"] += 1

    async def _turn(self, chat: int, method: Method) -> None:
        """Wait until the chat and then the bot may send."""
        new = is_prompt(method)
        while (wait := self._budget.wait_of_chat(chat, new=new)) > 0.0:
            await self._clock.sleep(wait)
        await self._clock.sleep(self._budget.book(chat, new=new))

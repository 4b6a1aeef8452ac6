"""Telegram's flood limits: about one message a second to a chat, thirty a second from a bot."""

from __future__ import annotations

from collections import defaultdict, deque
from math import ceil

from tests.telegram.botapi.clock import LeapingClock
from tests.telegram.botapi.rules import ApiError

__all__ = ["Limits"]

_BURST = 5


class Limits:
    """Counts what a bot sends; more than is allowed is a 429 and is not sent."""

    def __init__(self, clock: LeapingClock) -> None:
        self._clock = clock
        self._sent: deque[float] = deque()
        self._chats: dict[int, float] = defaultdict(float)
        self.most_in_a_second = 0

    def charge(self, chat: int, *, new: bool) -> None:
        """One message (`new`) or edit; raises ApiError 429."""
        now = self._clock.now()
        while self._sent and self._sent[0] <= now - 1:
            self._sent.popleft()
        if len(self._sent) >= 30:
            raise _too_many(self._sent[0] + 1 - now)
        if new:
            self._charge_chat(chat, now)
        self._sent.append(now)
        self.most_in_a_second = max(self.most_in_a_second, len(self._sent))

    def _charge_chat(self, chat: int, now: float) -> None:
        due = max(self._chats[chat], now)
        if due - now > _BURST - 1:
            raise _too_many(due - now - (_BURST - 1))
        self._chats[chat] = due + 1


def _too_many(seconds: float) -> ApiError:
    wait = max(1, ceil(seconds))
    return ApiError(429, f"Too Many Requests: retry after {wait}", wait)

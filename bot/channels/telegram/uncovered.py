"""Which messages still show a sensitive question, so that none does once it is answered."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping

import msgspec
from msgspec import Struct

from bot.channels.telegram.methods import Method

__all__ = ["Messages", "Uncovered"]

_CHATS = 10_000
_MESSAGES = 8

Messages = Mapping[int, bool]
"""Messages by id, the oldest first, and whether each still has its buttons."""


class Uncovered:
    """The messages of each chat that show a sensitive question, as far as this process knows them.

    It knows those that it sent by a call, and those that were tapped. What it does not know (it was
    sent by another process, or before a restart) stays as it is: the question and what it offers.
    """

    def __init__(self) -> None:
        self._chats: OrderedDict[int, Messages] = OrderedDict()
        self._expected: OrderedDict[int, Method] = OrderedDict()

    def of(self, chat: int) -> Messages:
        """The messages of a chat."""
        return self._chats.get(chat, {})

    def replace(self, chat: int, messages: Iterable[tuple[int, bool]]) -> None:
        """These are the messages now; of many the newest are kept."""
        self._chats.pop(chat, None)
        kept = dict(sorted(messages)[-_MESSAGES:])
        if kept:
            self._chats[chat] = kept
            if len(self._chats) > _CHATS:
                self._chats.popitem(last=False)

    def expect(self, chat: int, method: Method) -> None:
        """This very method will bring one more."""
        self._expected.pop(chat, None)
        self._expected[chat] = method
        if len(self._expected) > _CHATS:
            self._expected.popitem(last=False)

    def arrived(self, chat: int, method: Method, result: msgspec.Raw) -> None:
        """A method was executed with this result; the message of the expected one stands."""
        if self._expected.get(chat) is method:
            del self._expected[chat]
            message = _SENT.decode(result).message_id
            self.replace(chat, [*self.of(chat).items(), (message, True)])


class _Sent(Struct, frozen=True):
    message_id: int


_SENT = msgspec.json.Decoder(_Sent)

"""Makes and reads the links to the page: sealed, short-lived, for one person and one question."""

from __future__ import annotations

import base64
import binascii
import time
from collections.abc import Callable
from urllib.parse import urlsplit

import msgspec
from msgspec import Struct

from bot.private.asking import is_shown
from bot.turns import Outcome, Place
from state_machine.interview import Location
from storage.sealing import KeyRing, SealBroken

__all__ = ["PATH", "Link", "Links"]

PATH = "/private"
LONGEST = 1024
"""Characters of a token; our own have less than half."""

_MINUTE = 60
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class Link(Struct, frozen=True, array_like=True):
    """Whose link it is and for what: `via` is the bot that showed it.

    `until` is in minutes of Unix time.
    """

    address: str
    interview: str
    generation: int
    question: str
    item: int
    via: str
    until: int

    @property
    def place(self) -> Place:
        """Where the interview has to stand."""
        location = Location(self.question, self.item)
        return Place(self.interview, self.generation, location)


class Links:
    """Links that are good for some minutes; `clock` gives Unix time in seconds.

    None are made unless people reach the page by https, or on this machine.
    """

    def __init__(
        self,
        keyring: KeyRing,
        *,
        public_url: str,
        minutes: int,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._keyring = keyring
        self._base = public_url.rstrip("/") if _is_safe(public_url) else ""
        self._minutes = minutes
        self._clock = clock

    def url(self, outcome: Outcome, address: str, via: str) -> str:
        """The link for the question that is asked now; '' if it is not sensitive.

        The same within a minute, so that a prompt that is shown twice is the same message.
        """
        if not (self._base and is_shown(outcome)):
            return ""
        return f"{self._base}{PATH}/{self._token(outcome, address, via)}"

    def path(self, outcome: Outcome, link: Link) -> str:
        """Where on this site the next question can be answered; '' if it is not sensitive."""
        if not is_shown(outcome):
            return ""
        return f"{PATH}/{self._token(outcome, link.address, link.via)}"

    def read(self, token: str) -> Link | None:
        """The link of a token, expired or not; None for what we have not made."""
        if len(token) > LONGEST or not token.isascii():
            return None
        try:
            padded = token + "=" * (-len(token) % 4)
            sealed = base64.b64decode(padded, altchars=b"-_", validate=True)
            return _DECODER.decode(self._keyring.open_ticket(sealed))
        except (binascii.Error, SealBroken, msgspec.MsgspecError):
            return None

    def has_expired(self, link: Link) -> bool:
        """Whether the link's time is over."""
        return self._clock() >= link.until * _MINUTE

    def _token(self, outcome: Outcome, address: str, via: str) -> str:
        head = outcome.interview.head
        until = int(self._clock()) // _MINUTE + 1 + self._minutes
        question, item = head.location
        link = Link(address, head.id, head.generation, question, item, via, until)
        sealed = self._keyring.seal_ticket(msgspec.msgpack.encode(link))
        return base64.urlsafe_b64encode(sealed).decode().rstrip("=")


_DECODER = msgspec.msgpack.Decoder(Link)


def _is_safe(url: str) -> bool:
    """Whether what is typed there stays private: https, or nothing leaves this machine."""
    parts = urlsplit(url)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)

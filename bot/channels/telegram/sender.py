"""Carries letters of the outbox to people's chats: their notification numbers."""

from __future__ import annotations

from collections.abc import Sequence

from bot.channels.telegram.calling import Ended, Failed, Flooded
from bot.channels.telegram.calling import Refused as RefusedCall
from bot.channels.telegram.conversation import Conversation
from bot.channels.telegram.measures import split
from bot.channels.telegram.methods import Method, SendMessage
from bot.channels.telegram.outgoing import Outgoing
from bot.channels.telegram.reading import user_of
from dialogs.catalogues import say
from notifications.senders import Deferred, Outcome, Refused, Sent
from storage.outbox import Delivery, Letter

__all__ = ["TelegramSender", "letter_text"]

_MANY = 1_000
_NEVER = 400
"""The refusal that is about this chat; others say that our token or address is wrong."""


class TelegramSender:
    """Sends through the bot that the person spoke to, else through any that may write to them."""

    def __init__(self, bots: Sequence[tuple[Conversation, Outgoing]]) -> None:
        self._bots = tuple(bots)

    async def send(self, delivery: Delivery) -> Outcome:
        """Send a letter. Refused when every bot is blocked, else what the first other one says."""
        user = user_of(delivery.letter.address)
        if user is None:
            return Refused("address")
        methods = _messages(user, delivery.letter)
        nearest = sorted(self._bots, key=lambda bot: not bot[0].knows(user))
        for _, outgoing in nearest:
            outcome = await _through(outgoing, user, methods)
            if not isinstance(outcome, Refused):
                return outcome
        return Refused("blocked")


def letter_text(letter: Letter) -> str:
    """Thanks, and a line with the number for every person."""
    key = "finished.number" if len(letter.receipts) == 1 else "finished.numbers"
    numbers = [f"{name} — {number}" if name else number for name, number in letter.receipts]
    return "\n\n".join(
        (
            say(letter.language, "finished.thanks"),
            "\n".join((say(letter.language, key), *numbers)),
            say(letter.language, "finished.keep"),
        )
    )


def _messages(user: int, letter: Letter) -> list[Method]:
    """A large household's numbers take several messages, and none is cut off."""
    return [SendMessage(user, piece) for piece in split(letter_text(letter), pieces=_MANY)]


async def _through(outgoing: Outgoing, user: int, methods: Sequence[Method]) -> Outcome:
    match await outgoing.deliver(user, methods):
        case Ended():
            return Sent()
        case Flooded(retry_after):
            return Deferred("flooded", retry_after)
        case Failed():
            return Deferred("unreachable")
        case RefusedCall(code) if code != _NEVER:
            return Deferred(f"refused_{code}")
    return Refused("blocked")

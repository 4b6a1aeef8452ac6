"""A Bot API server of our own, as strict as Telegram, for conversations without a network."""

from tests.telegram.botapi.clock import LeapingClock
from tests.telegram.botapi.people import Message, Person
from tests.telegram.botapi.rules import ApiError
from tests.telegram.botapi.server import BotApi, Call

__all__ = ["ApiError", "BotApi", "Call", "LeapingClock", "Message", "Person"]

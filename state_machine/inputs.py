"""What somebody did, channel-neutral: the only things that can be said to an interview."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from state_machine.attachment import Medium
from state_machine.interview import Receipt
from state_machine.pending import Problem

__all__ = [
    "Act",
    "Action",
    "Attach",
    "Choose",
    "Finalised",
    "Input",
    "Locate",
    "Say",
    "Unkept",
    "Unsupported",
    "number_in",
]


class Action(StrEnum):
    """The commands. Those that need an argument say which; it is '' otherwise."""

    START = "start"
    LANGUAGE = "language"  # the language code, '' asks which
    BACK = "back"
    SKIP = "skip"  # the place of the question and the item, '' for the question asked now
    HELP = "help"
    AGENT = "agent"
    PAUSE = "pause"
    RESUME = "resume"
    REFUSE = "refuse"
    RETURN = "return"
    RESTART = "restart"
    SHEETS = "sheets"  # the page from 0, '' for the first
    REVIEW = "review"  # the page from 0, '' for the first
    OPEN = "open"  # section/item
    CHANGE = "change"  # question/item
    EDIT = "edit"  # item
    REMOVE = "remove"  # item
    CONTINUE = "continue"
    CONFIRM = "confirm"  # the mark of what is confirmed, '' for what is asked now
    CANCEL = "cancel"
    FINISH = "finish"
    ACCEPT = "accept"  # as SKIP
    MISSING = "missing"  # the reason, or reason/place as SKIP
    APART = "apart"  # as SKIP
    SHARE = "share"  # as SKIP to say for whom an answer is; for/item/1 or for/item/0
    USUAL = "usual"  # tick/index/1 or tick/index/0 for a question of a battery; as SKIP to go on
    BROWSE = "browse"  # code/page
    ASK = "ask"  # the topic, '' for a question that no topic answers
    TOPICS = "topics"  # the page from 0, '' for the first


class Say(Struct, frozen=True, gc=False, tag=True):
    """A typed text."""

    text: str


class Choose(Struct, frozen=True, gc=False, tag=True):
    """A tapped choice of a named question.

    `on` is the state asked for, where a question takes several answers.
    `choice` '' confirms the ticked choices of such a question. `tag` '' comes from a surface that
    can only show what is current; any other tag must be the interview's.
    """

    question: str
    item: int
    choice: str
    on: bool = True
    tag: str = ""


class Act(Struct, frozen=True, gc=False, tag=True):
    """A command, typed or tapped."""

    action: Action
    argument: str = ""
    tag: str = ""


class Locate(Struct, frozen=True, gc=False, tag=True):
    """A shared place: degrees north and east, metres above the sea and of doubt; 0: unknown."""

    latitude: float
    longitude: float
    altitude: float = 0.0
    accuracy: float = 0.0


class Attach(Struct, frozen=True, gc=False, tag=True):
    """Something that is no text, kept already: what it is, and the reference that stands for it."""

    medium: Medium
    reference: str


class Unkept(Struct, frozen=True, gc=False, tag=True):
    """Something that is no text and could not be kept, and why."""

    problem: Problem


class Unsupported(Struct, frozen=True, gc=False, tag=True):
    """What a chat carries and is no answer: sticker, voice, photo, location, edited or other."""

    kind: str


class Finalised(Struct, frozen=True, gc=False, tag=True):
    """The registry has stored this interview for good and gave these numbers."""

    receipts: tuple[Receipt, ...]


Input = Say | Choose | Act | Locate | Attach | Unkept | Unsupported | Finalised


_DIGITS = 6


def number_in(text: str) -> int:
    """A number in an argument, such as a page from 0; what is none reads as 0."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _DIGITS else 0

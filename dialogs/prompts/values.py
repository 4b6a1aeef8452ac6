"""What is shown, channel-neutral: a text, what stands before it, and buttons that carry inputs."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from state_machine.inputs import Input
from state_machine.interview import Location

__all__ = ["AnswerKind", "Button", "ButtonStyle", "Progress", "Prompt"]


class AnswerKind(StrEnum):
    """What may be typed or sent: which means a channel offers. Buttons can always be tapped."""

    CHOICE = "choice"
    CHOICES = "choices"
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    PLACE = "place"
    IMAGE = "image"
    AUDIO = "audio"
    VIDEO = "video"
    FILE = "file"
    TIME = "time"
    DATETIME = "datetime"
    NONE = "none"


class ButtonStyle(StrEnum):
    """What a button is for: an answer, a tick, a place, the way on, a command, something grave."""

    CHOICE = "choice"
    TICK = "tick"
    RANK = "rank"
    PRIMARY = "primary"
    COMMAND = "command"
    DANGER = "danger"


class Button(Struct, frozen=True):
    """A button. `on`: the choice is ticked, or is the answer now."""

    label: str
    input: Input
    style: ButtonStyle = ButtonStyle.CHOICE
    on: bool = False


class Progress(Struct, frozen=True):
    """The step of the whole, from 1, with its name, and the questions done of the section."""

    step: int
    steps: int
    name: str
    done: int = 0
    total: int = 0


class Prompt(Struct, frozen=True):
    """What an interview shows now.

    `lead`: lines before the question: a problem, a hint, a greeting, notes. `title`: whom it is
    about, "Диас · 2 из 3", or ''. `rows`: buttons in rows; the small commands stand in the last.
    `sensitive`: the answer is not repeated, and a channel may offer a page of our own for it.
    """

    text: str
    location: Location
    language: str
    lead: tuple[str, ...] = ()
    title: str = ""
    rows: tuple[tuple[Button, ...], ...] = ()
    answer: AnswerKind = AnswerKind.NONE
    progress: Progress | None = None
    sensitive: bool = False

    def say_all(self) -> str:
        """Everything but the buttons as one message."""
        body = f"{self.title}\n{self.text}" if self.title else self.text
        return "\n\n".join(part for part in (*self.lead, body) if part)

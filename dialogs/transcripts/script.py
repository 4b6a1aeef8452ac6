"""The `.chat` format: a conversation as text, read line by line.

The first character says what a line is:

    # a comment, for people
    @ questionnaire census             what is asked
    @ now 2021-09-20T10:00:00+06:00    the time at the beginning
    @ +5h                              time passes: minutes (m), hours (h) or days (d)
    > a typed text
    > [A label]                        the button with this label is pressed
    > (sticker)                        something that a questionnaire cannot take
    > @location 51.16 71.43            a location is shared: degrees north and east
    > @photo                           something is sent: @photo, @voice, @video or @file
    < what is shown, line by line, its buttons as [A] [B] at the end
    < …                                whatever is shown
    = finished                         the status of the interview now
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from state_machine.geopoint import geopoint_of

__all__ = [
    "Exchange",
    "Line",
    "Transcript",
    "TranscriptError",
    "exchanges",
    "moment",
    "parse",
    "passing",
]

_AFTER = "after > @ comes location 51.16 71.43, photo, voice, video or file"
_MARKS = "#@><="
_STEP = re.compile(r"\+(\d{1,4})([mhd])")
_UNITS = {"m": "minutes", "h": "hours", "d": "days"}


class TranscriptError(ValueError):
    """A line that is not the format's: `line` from 1 and what is wrong with it."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"line {line}: {reason}")
        self.line = line
        self.reason = reason


class Line(NamedTuple):
    """One line: its number from 1, its mark ('' when it is blank) and what follows the mark."""

    number: int
    mark: str
    text: str

    def __str__(self) -> str:
        return f"{self.mark} {self.text}".rstrip()


class Exchange(NamedTuple):
    """A line of the writer and what is shown after it."""

    line: Line
    shown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Transcript:
    """The lines of a conversation, in order, and the name of the questionnaire that it is about."""

    lines: tuple[Line, ...]
    questionnaire: str


def parse(text: str) -> Transcript:
    """Reads a transcript; raises `TranscriptError` for a line that is not the format's."""
    lines = tuple(_line(number, raw) for number, raw in enumerate(_rows(text), start=1))
    _check_order(lines)
    names = [line.text.split()[1] for line in lines if _directive(line) == "questionnaire"]
    if len(names) != 1:
        raise TranscriptError(1, "exactly one '@ questionnaire NAME' says what is asked")
    return Transcript(lines, names[0])


def _rows(text: str) -> list[str]:
    return text.removesuffix("\n").split("\n")


def _line(number: int, raw: str) -> Line:
    mark, text = raw[:1], raw[1:].strip()
    if not raw.strip():
        return Line(number, "", "")
    if mark not in _MARKS:
        raise TranscriptError(number, f"a line begins with one of {' '.join(_MARKS)}")
    if mark in "@>=" and not text:
        raise TranscriptError(number, f"nothing follows the {mark}")
    if mark == "@" and not _known(text):
        raise TranscriptError(number, "after @ comes questionnaire NAME, now TIME or +5h")
    if mark == ">" and text.startswith("@") and not _sent(text):
        raise TranscriptError(number, _AFTER)
    return Line(number, mark, text)


def _sent(text: str) -> bool:
    """Whether a line says in the format's words what is sent that is no text."""
    match text.split():
        case ["@location", *numbers]:
            return geopoint_of(" ".join(numbers)) is not None
        case ["@photo" | "@voice" | "@video" | "@file"]:
            return True
        case _:
            return False


def _known(directive: str) -> bool:
    match directive.split():
        case ["questionnaire", _]:
            return True
        case ["now", time]:
            return moment(time) is not None
        case [step]:
            return passing(step) is not None
        case _:
            return False


def _directive(line: Line) -> str:
    return line.text.split()[0] if line.mark == "@" else ""


def _check_order(lines: tuple[Line, ...]) -> None:
    before = ""
    for line in lines:
        if line.mark == "<" and before not in (">", "<"):
            raise TranscriptError(line.number, "what is shown follows what was said")
        before = line.mark


def exchanges(transcript: Transcript) -> Iterator[Exchange]:
    """Each line that is not shown, in order, with the lines shown after it."""
    lines = transcript.lines
    starts = [place for place, line in enumerate(lines) if line.mark != "<"]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        yield Exchange(lines[start], tuple(line.text for line in lines[start + 1 : end]))


def moment(text: str) -> datetime | None:
    """A time with its zone, as ISO 8601 writes it; None when it is none."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else None


def passing(text: str) -> timedelta | None:
    """How much time `+5h` lets pass; None when it is not of that form."""
    step = _STEP.fullmatch(text)
    return timedelta(**{_UNITS[step[2]]: int(step[1])}) if step else None

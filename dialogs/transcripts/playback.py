"""Playing a transcript: the conversation is held again, and differences are shown."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from dialogs.prompts import SIGNS, Button, ButtonStyle, Prompt
from dialogs.transcripts.rehearsal import Rehearsal
from dialogs.transcripts.script import (
    Exchange,
    Line,
    Transcript,
    TranscriptError,
    exchanges,
    moment,
    parse,
    passing,
)
from state_machine.attachment import Medium, Reference
from state_machine.inputs import Attach, Input, Locate, Say, Unsupported
from state_machine.questionnaire import Questionnaire

__all__ = ["Difference", "Playback", "Report", "handed", "play", "render", "replay_file", "shown"]

ANYTHING = "…"
"""The one shown line that stands for whatever is shown."""

_START = datetime.fromisoformat("2021-09-20T10:00:00+06:00")
_BUTTON = re.compile(r"\[(.+)]")
_TICKS = f"☐☑✓{SIGNS}"
_OTHER = re.compile(r"\((sticker|voice|photo|edited|other)\)")
_HANDED = {
    "@photo": (Medium.IMAGE, 1_200_000, "jpg"),
    "@voice": (Medium.AUDIO, 48_000, "ogg"),
    "@video": (Medium.VIDEO, 3_400_000, "mp4"),
    "@file": (Medium.FILE, 85_000, "pdf"),
}
"""What is sent and is no text, always of the same size: nothing of it is kept in a rehearsal."""


class Difference(NamedTuple):
    """Where a conversation went otherwise: the line that began it, what was and what is."""

    line: int
    expected: tuple[str, ...]
    actual: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Playback:
    """What a transcript became: its lines as they are now, and where those written differ."""

    lines: tuple[str, ...]
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What replaying one file showed; `updated`: the file now says what is."""

    path: Path
    differences: tuple[Difference, ...]
    updated: bool = False

    @property
    def same(self) -> bool:
        """Whether the conversation went as written."""
        return not self.differences

    def __str__(self) -> str:
        if self.same:
            return f"{self.path}: as written"
        return "\n".join(
            line
            for difference in self.differences
            for line in (
                f"{self.path}:{difference.line}",
                *(f"- {text}" for text in difference.expected),
                *(f"+ {text}" for text in difference.actual),
            )
        )


def play(transcript: Transcript, questionnaire: Questionnaire) -> Playback:
    """Holds the conversation and compares. Time passes only where the transcript says so."""
    player = _Player(questionnaire)
    for exchange in exchanges(transcript):
        player.play(exchange)
    return Playback(tuple(player.lines), tuple(player.differences))


class _Player:
    """The state of a play: the rehearsal, its clock, and what came of it so far."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.lines: list[str] = []
        self.differences: list[Difference] = []
        self._now = _START
        self._rehearsal = Rehearsal(questionnaire, self._clock)

    def _clock(self) -> str:
        return self._now.isoformat()

    def play(self, exchange: Exchange) -> None:
        line = exchange.line
        match line.mark:
            case ">":
                self._say(line, exchange.shown)
            case "=":
                self._assert(line)
            case "@":
                self._pass_time(line.text)
                self.lines.append(str(line))
            case _:
                self.lines.append(str(line))

    def _say(self, line: Line, expected: tuple[str, ...]) -> None:
        meant = self._meant(line.text)
        if isinstance(meant, str):
            self.differences.append(Difference(line.number, (str(line),), (meant,)))
            self._keep(line, expected)
            return
        actual = shown(self._rehearsal.hear(meant))
        if expected == (ANYTHING,):
            self._keep(line, expected)
            return
        self._keep(line, actual)
        if actual != expected:
            self.differences.append(Difference(line.number, _marked(expected), _marked(actual)))

    def _keep(self, line: Line, texts: tuple[str, ...]) -> None:
        self.lines += [str(line), *_marked(texts)]

    def _meant(self, text: str) -> Input | str:
        """The input that a said line stands for, or why there is none such."""
        other = _OTHER.fullmatch(text)
        if other:
            return Unsupported(other[1])
        given = handed(text)
        if given is not None:
            return given
        pressed = _BUTTON.fullmatch(text)
        if pressed is None:
            return Say(text)
        buttons = _buttons(self._rehearsal.prompt)
        found = [button.input for button in buttons if pressed[1] in _names(button)]
        offered = " ".join(_face(button) for button in buttons)
        return found[0] if found else f"no such button; there are {offered}"

    def _assert(self, line: Line) -> None:
        status = self._rehearsal.interview.head.status.value
        self.lines.append(f"= {status}")
        if status != line.text:
            self.differences.append(Difference(line.number, (str(line),), (f"= {status}",)))

    def _pass_time(self, directive: str) -> None:
        word, _, rest = directive.partition(" ")
        self._now = moment(rest.strip()) or self._now + (passing(word) or timedelta())


def handed(text: str) -> Input | None:
    """A shared location or an attachment, where a line says so."""
    word, *numbers = text.split()
    if word == "@location":
        return Locate(*map(float, numbers))
    if word not in _HANDED:
        return None
    medium, size, extension = _HANDED[word]
    return Attach(medium, str(Reference(_SPECIMEN, size, extension)))


_SPECIMEN = "0" * 32


def _marked(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"< {text}".rstrip() for text in texts)


def shown(prompt: Prompt) -> tuple[str, ...]:
    """A prompt as the lines of a transcript: what is said, then its rows of buttons."""
    said = [line.strip() for line in prompt.say_all().split("\n")]
    rows = (" ".join(_face(button) for button in row) for row in prompt.rows)
    return (*said, *rows)


def _face(button: Button) -> str:
    """A button: the answer that a question has now is marked, a tick shows itself."""
    now = button.on and button.style is ButtonStyle.CHOICE
    return f"[✓ {button.label}]" if now else f"[{button.label}]"


def _names(button: Button) -> tuple[str, ...]:
    """What a button answers to: all of its label, or what follows the tick."""
    return (button.label, button.label.lstrip(_TICKS).strip())


def _buttons(prompt: Prompt) -> tuple[Button, ...]:
    return tuple(button for row in prompt.rows for button in row)


def render(playback: Playback) -> str:
    """A transcript that says what is: the text for its file."""
    return "\n".join(playback.lines) + "\n"


def replay_file(
    path: Path, load: Callable[[str], Questionnaire], *, update: bool = False
) -> Report:
    """Plays the transcript in a file; `load` gives a questionnaire by its name.

    With `update` the file is rewritten to say what is, and the report is about the file after
    that: a button that is not there stays a difference until somebody changes the conversation.
    Raises `TranscriptError`, `OSError`, and what `load` raises.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise TranscriptError(1, "the file is not UTF-8") from error
    questionnaire = load(parse(text).questionnaire)
    playback = play(parse(text), questionnaire)
    updated = update and render(playback) != text
    if updated:
        path.write_text(render(playback), encoding="utf-8")
        playback = play(parse(render(playback)), questionnaire)
    return Report(path, playback.differences, updated=updated)

"""The conversation in a terminal: numbered buttons, typed answers, also from a pipe."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import textwrap
import threading
import unicodedata
from collections.abc import AsyncIterator
from typing import Protocol, TextIO

from dialogs.catalogues import say
from dialogs.prompts import SIGNS, AnswerKind, Button, ButtonStyle, Prompt
from state_machine.inputs import Act, Action, Input, Say

__all__ = ["Conversation", "chat", "lines_of"]

QUIT = "/quit"

_BOLD, _DIM, _GREEN, _PLAIN = "\033[1m", "\033[2m", "\033[32m", "\033[0m"
_SENT = frozenset({AnswerKind.IMAGE, AnswerKind.AUDIO, AnswerKind.VIDEO, AnswerKind.FILE})
"""What cannot be sent from a terminal: a line says so, and how to go on."""
_PICKED = frozenset({AnswerKind.CHOICE, AnswerKind.CHOICES, AnswerKind.NONE}) | _SENT
"""Prompts that a bare number answers by its button; elsewhere /1 is the button, 1 an answer."""
_NARROW = 40
_COLUMNS_FROM = 9
"""From this many buttons on they stand in columns, where the width allows it."""
_TICKS = f"☐☑{SIGNS} "


class Conversation(Protocol):
    """Whoever answers: a rehearsal in memory or the service with its storage."""

    async def take(self, input: Input) -> Prompt:
        """Takes one input and gives what is shown then."""
        ...


async def chat(
    conversation: Conversation, lines: AsyncIterator[str], out: TextIO, *, kept: bool = True
) -> None:
    """Holds a conversation until the lines end or `/quit`.

    Whoever leaves an interview that is `kept` has paused; of a rehearsal nothing stays.
    """
    page = _Page(out)
    prompt = await conversation.take(Act(Action.START))
    page.show(prompt)
    async for line in lines:
        text = line.strip()
        if text == QUIT:
            break
        if text:
            prompt = await conversation.take(meant(prompt, text))
        page.show(prompt)
    last = await conversation.take(Act(Action.PAUSE)) if kept else prompt
    page.leave(last if last.text != prompt.text else None)


async def lines_of(stream: TextIO) -> AsyncIterator[str]:
    """The lines of a stream as they come. A thread waits for them, so that the loop never does."""
    loop = asyncio.get_running_loop()
    arrived: asyncio.Queue[str | None] = asyncio.Queue()

    def read() -> None:
        with contextlib.suppress(RuntimeError):  # the loop is over, and nobody listens any more
            for line in stream:
                loop.call_soon_threadsafe(arrived.put_nowait, line)
            loop.call_soon_threadsafe(arrived.put_nowait, None)

    # A daemon: somebody who presses Ctrl-C must not be kept until the next Enter.
    threading.Thread(target=read, name="terminal", daemon=True).start()
    while (line := await arrived.get()) is not None:
        yield line


def meant(prompt: Prompt, text: str) -> Input:
    """A typed line as an input: the button with this number or label, else the text itself."""
    buttons = _buttons(prompt)
    number = text.removeprefix("/")
    picks = text != number or prompt.answer in _PICKED
    if picks and number.isascii() and number.isdigit() and 1 <= int(number[:4]) <= len(buttons):
        return buttons[int(number[:4]) - 1].input
    if prompt.answer in _PICKED:
        named = [button for button in buttons if _name(button).casefold() == text.casefold()]
        if len(named) == 1:
            return named[0].input
    return Say(text)


def _buttons(prompt: Prompt) -> tuple[Button, ...]:
    return tuple(button for row in prompt.rows for button in row)


def _name(button: Button) -> str:
    return button.label.strip(_TICKS)


class _Page:
    """Where prompts are printed: as wide as the terminal; plain and unwrapped when it is none."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._terminal = out.isatty()

    def show(self, prompt: Prompt) -> None:
        """Prints a prompt with its buttons, and waits in the same place for what is typed."""
        self._out.write("\n")
        self._say(prompt)
        if prompt.answer in _SENT:
            self._out.write("\n")
            self._paragraph(say(prompt.language, "terminal.no_attachment"), _DIM)
        self._number(prompt)
        self._out.write("> " if self._terminal else "")
        self._out.flush()

    def leave(self, prompt: Prompt | None) -> None:
        """Ends the line, and prints the last words if there is anything new to say."""
        self._out.write("\n")
        if prompt is not None:
            self._say(prompt)
        self._out.flush()

    def _say(self, prompt: Prompt) -> None:
        for part in prompt.lead:
            self._paragraph(part, _GREEN)
            self._out.write("\n")
        if prompt.title:
            self._paragraph(prompt.title, _DIM)
        self._paragraph(prompt.text, _BOLD)

    def _paragraph(self, text: str, colour: str) -> None:
        for line in text.splitlines():
            for piece in self._wrapped(line):
                self._out.write(f"{colour}{piece}{_PLAIN}\n" if self._terminal else f"{piece}\n")

    def _wrapped(self, line: str) -> list[str]:
        if not self._terminal:
            return [line]
        return textwrap.wrap(line, max(_columns(), _NARROW), break_long_words=False) or [""]

    def _number(self, prompt: Prompt) -> None:
        slash, buttons = "" if prompt.answer in _PICKED else "/", _buttons(prompt)
        digits = len(str(len(buttons)))
        faces = [
            f"{slash}{number:>{digits}}  {_face(button)}"
            for number, button in enumerate(buttons, start=1)
        ]
        for line in _laid_out(faces, _columns() if self._terminal else 0):
            self._out.write(f"  {line}\n")


def _face(button: Button) -> str:
    now = button.on and button.style is ButtonStyle.CHOICE
    return f"{button.label} ✓" if now else button.label


def _laid_out(faces: list[str], columns: int) -> list[str]:
    """The buttons one a line, or in columns where there are many and they are short."""
    widest = max(map(_width, faces), default=0) + 4
    fit = (columns - 2) // widest if len(faces) >= _COLUMNS_FROM else 1
    if fit <= 1:
        return faces
    height = -(-len(faces) // fit)
    return [
        "".join(face + " " * (widest - _width(face)) for face in faces[row::height]).rstrip()
        for row in range(height)
    ]


def _columns() -> int:
    return shutil.get_terminal_size().columns


def _width(text: str) -> int:
    """Columns of a terminal that a text takes: wide signs take two, combining ones none."""
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1
        for sign in text
    )

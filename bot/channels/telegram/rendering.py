"""Turns a prompt into a message with an inline keyboard, within Telegram's measures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, count

from bot import buttons
from bot.channels.telegram.measures import LONGEST, fits, shorten, split, units
from bot.channels.telegram.methods import Bold, EditText, Keyboard, Method, Preview, SendMessage
from bot.channels.telegram.methods import Button as Shown
from bot.channels.telegram.reading import Tap
from dialogs.catalogues import say
from dialogs.prompts import AnswerKind, Button, ButtonStyle, Progress, Prompt
from state_machine.questionnaire import Questionnaire

__all__ = ["Rendered", "answered", "render"]

_NO_PREVIEW = Preview()
_MOST_CHOICES = 90
_MOST_IN_ROW = 8
_WIDEST_ROW = 36
_GAP = 2
_LONGEST_LABEL = 40

_TICKED = frozenset({ButtonStyle.TICK, ButtonStyle.RANK})
_CHOICES = _TICKED | {ButtonStyle.CHOICE}
_STYLES = {ButtonStyle.PRIMARY: "primary", ButtonStyle.DANGER: "danger"}
_EXPECTED = {
    AnswerKind.CHOICE: "expected.select_one",
    AnswerKind.CHOICES: "expected.select_multiple",
}
_TYPED = frozenset({AnswerKind.TEXT, AnswerKind.NUMBER, AnswerKind.DATE})
_TICK = len("☑ ")


@dataclass(frozen=True, slots=True)
class Rendered:
    """A prompt as Telegram shows it: the text in pieces, of which the last carries the keyboard."""

    pieces: tuple[str, ...]
    bold: tuple[Bold, ...]
    keyboard: Keyboard | None

    def new(self, chat: int) -> tuple[Method, ...]:
        """The methods that send it."""
        *before, last = self.pieces
        sent = [SendMessage(chat, piece, link_preview_options=_NO_PREVIEW) for piece in before]
        return (*sent, SendMessage(chat, last, self.bold, self.keyboard, _NO_PREVIEW))

    def over(self, chat: int, message: int) -> EditText | None:
        """The edit that puts it in the place of a message; None if it takes more than one."""
        if len(self.pieces) > 1:
            return None
        return EditText(chat, message, self.pieces[0], self.bold, self.keyboard, _NO_PREVIEW)

    def is_shown_by(self, tap: Tap) -> bool:
        """Whether the tapped message already looks like this: Telegram refuses such an edit."""
        rows = () if self.keyboard is None else self.keyboard.inline_keyboard
        keyboard = tuple(tuple((one.text, one.callback_data) for one in row) for row in rows)
        return self.pieces == (tap.text,) and keyboard == tap.keyboard


def render(questionnaire: Questionnaire, prompt: Prompt, link: str = "") -> Rendered:
    """The message of a prompt. Long labels are numbered, shortened and spelled out in the text.

    `link` '' or the address of the page where a sensitive question can be answered.
    """
    rows = _short(prompt.rows)
    numbered = not all(
        fits(one.label, _LONGEST_LABEL) or not _is_choice(one) for row in rows for one in row
    )
    if numbered:
        rows = _numbered(rows)
    text, bold = _composed(prompt, rows if numbered else ())
    pieces = split(text)
    keyboard = _keyboard(questionnaire, rows, _opening(prompt, link))
    return Rendered(pieces, bold if len(pieces) == 1 else (), keyboard)


def answered(tap: Tap, answer: str, chat: int) -> EditText:
    """The edit after which the asked message shows the chosen answer and no keyboard."""
    room = LONGEST - units(tap.text) - len("\n\n✓ ")
    text = f"{tap.text}\n\n✓ {shorten(answer, room)}" if room > 0 else tap.text
    bold = tuple(Bold(offset, length) for offset, length in tap.bold)
    return EditText(chat, tap.message, text, bold, link_preview_options=_NO_PREVIEW)


Rows = Sequence[Sequence[Button]]


def _is_choice(button: Button) -> bool:
    return button.style in _CHOICES


def _composed(prompt: Prompt, spelled_out: Rows) -> tuple[str, tuple[Bold, ...]]:
    """The whole text, and the title's place in it."""
    lead = "".join(f"{line.strip()}\n\n" for line in prompt.lead if line.strip())
    progress = _progress(prompt.progress)
    before = f"{lead}{progress} · " if progress and prompt.title else f"{lead}{progress}"
    head = f"{before}{prompt.title}\n" if progress or prompt.title else lead
    body = "\n\n".join([prompt.text.strip(), *_lines(prompt, spelled_out)])
    if not prompt.title:
        return f"{head}{body}", ()
    return f"{head}{body}", (Bold(units(before), units(prompt.title)),)


def _lines(prompt: Prompt, spelled_out: Rows) -> list[str]:
    """What stands below the question: long labels, and that more choices can be typed."""
    labels = [_spelled(one) for one in chain.from_iterable(spelled_out) if _is_choice(one)]
    lines = ["\n".join(labels)] if labels else []
    if sum(map(len, prompt.rows)) > _MOST_CHOICES and prompt.answer in _EXPECTED:
        offered = sum(map(_is_choice, chain.from_iterable(prompt.rows)))
        lines.append(say(prompt.language, _EXPECTED[prompt.answer], last=str(offered)))
    if prompt.sensitive and prompt.answer in _TYPED:
        lines.append(say(prompt.language, "private.deleted"))
    return lines


def _spelled(button: Button) -> str:
    """A numbered label without its tick, so that the text stays the same while ticks change."""
    if button.style not in _TICKED:
        return button.label
    number, _, label = button.label.partition(" ")
    return f"{number} {label[_TICK:]}"


def _progress(progress: Progress | None) -> str:
    """The stage as little squares and the place in the section: `▪▪▫▫▫ 3/14`."""
    if progress is None:
        return ""
    squares = "▪" * progress.step + "▫" * (progress.steps - progress.step)
    return f"{squares} {progress.done}/{progress.total}" if progress.total else squares


def _short(rows: Rows) -> Rows:
    """The rows without the choices that a keyboard has no room for: those are typed."""
    if sum(map(len, rows)) <= _MOST_CHOICES:
        return rows
    numbers = count(1)
    return [
        [one for one in row if not _is_choice(one) or next(numbers) <= _MOST_CHOICES]
        for row in rows
    ]


def _numbered(rows: Rows) -> Rows:
    """The same rows with the number of each choice before its label, as it can also be typed."""
    numbers = count(1)
    return [
        [
            _relabelled(one, f"{next(numbers)}. {one.label}") if _is_choice(one) else one
            for one in row
        ]
        for row in rows
    ]


def _relabelled(button: Button, label: str) -> Button:
    return Button(label, button.input, button.style, button.on)


def _opening(prompt: Prompt, link: str) -> tuple[tuple[Shown, ...], ...]:
    """The row of the button that opens the page of our own."""
    return ((Shown(say(prompt.language, "private.button"), url=link),),) if link else ()


def _keyboard(
    questionnaire: Questionnaire, rows: Rows, above: tuple[tuple[Shown, ...], ...]
) -> Keyboard | None:
    below = tuple(tuple(_shown(questionnaire, one) for one in row) for row in _packed(rows))
    shown = (*above, *below)
    return Keyboard(shown) if shown else None


def _shown(questionnaire: Questionnaire, button: Button) -> Shown:
    style = _STYLES.get(button.style, "")
    if button.on:
        style = "success"
    data = buttons.encode(questionnaire, button.input)
    return Shown(shorten(button.label, _LONGEST_LABEL), data, style)


def _packed(rows: Rows) -> Iterable[Sequence[Button]]:
    """The rows, each broken where it is too wide for a telephone."""
    for whole in rows:
        begin, width = 0, 0
        for place, button in enumerate(whole):
            wider = width + len(button.label)
            if place > begin and (wider > _WIDEST_ROW or place - begin == _MOST_IN_ROW):
                yield whole[begin:place]
                begin, wider = place, len(button.label)
            width = wider + _GAP
        if whole:
            yield whole[begin:]

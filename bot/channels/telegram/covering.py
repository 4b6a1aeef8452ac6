"""Covers what still shows a sensitive question once it is answered, from whichever message."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.channels.telegram.methods import (
    EditKeyboard,
    EditText,
    Method,
    Preview,
    is_prompt,
)
from bot.channels.telegram.uncovered import Messages
from bot.turns import Outcome

__all__ = ["covers", "hidden", "left_uncovered"]

_NO_PREVIEW = Preview()


def hidden(chat: int, message: int, answer: str) -> EditText:
    """The edit after which nothing of a message is left but that something is saved."""
    return EditText(chat, message, f"✓ {answer}", link_preview_options=_NO_PREVIEW)


def covers(
    chat: int, outcome: Outcome, sent: Sequence[Method], uncovered: Messages
) -> tuple[Method, ...]:
    """What is done to the messages that `sent` leaves alone.

    Once answered they say only that; where the question is asked anew they lose their buttons, on
    which ticks would stay.
    """
    others = {each: on for each, on in uncovered.items() if each not in set(_edited(sent))}
    taken = outcome.echo
    if taken is not None and taken.sensitive:
        return tuple(hidden(chat, each, taken.answer_text) for each in others)
    if any(map(is_prompt, sent)):
        return tuple(EditKeyboard(chat, each) for each, on in others.items() if on)
    return ()


def left_uncovered(
    outcome: Outcome, sent: Sequence[Method], uncovered: Messages, shows: int
) -> Iterator[tuple[int, bool]]:
    """The messages that show a sensitive question once `sent` is, but for a new one among it.

    `shows` is the message that was turned into the prompt, or is it already; 0: none.
    """
    edits = {each.message_id: each for each in sent if isinstance(each, EditText | EditKeyboard)}
    if shows and outcome.prompt.sensitive:
        yield shows, True
    for message, on in uncovered.items():
        edit = edits.get(message)
        if message == shows or isinstance(edit, EditText):
            continue
        yield message, on if edit is None else edit.reply_markup is not None


def _edited(sent: Sequence[Method]) -> Iterator[int]:
    return (each.message_id for each in sent if isinstance(each, EditText | EditKeyboard))

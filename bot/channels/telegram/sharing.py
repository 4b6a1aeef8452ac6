"""Asks for a location by a button of the telephone's keyboard, and takes the button away again.

A message carries one kind of keyboard, and a question has its buttons under it. So the button that
shares a location comes with a message of its own, before the question.
"""

from __future__ import annotations

from bot.channels.telegram.methods import (
    KeyboardGone,
    LocationButton,
    LocationKeyboard,
    Method,
    SendMessage,
)
from bot.turns import Outcome
from dialogs.catalogues import say
from dialogs.prompts import AnswerKind
from state_machine.questionnaire import QuestionType

__all__ = ["location_asked", "location_settled"]


def location_asked(outcome: Outcome, chat: int) -> tuple[Method, ...]:
    """What brings the button, where a place is asked for; () elsewhere."""
    prompt = outcome.prompt
    if prompt.answer is not AnswerKind.PLACE:
        return ()
    button = LocationButton(say(prompt.language, "place.share"))
    text = say(prompt.language, "place.how")
    return (SendMessage(chat, text, reply_markup=LocationKeyboard(((button,),))),)


def location_settled(outcome: Outcome, chat: int) -> tuple[Method, ...]:
    """What says the place that was taken, and takes the button away; () for other answers."""
    taken = outcome.echo
    question = taken and outcome.questionnaire.questions.get(taken.location.question)
    if not taken or not question or question.type is not QuestionType.GEOPOINT:
        return ()
    return (SendMessage(chat, f"✓ {taken.answer_text}", reply_markup=KeyboardGone()),)

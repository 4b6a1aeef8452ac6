"""Answers that are no texts: a place on the map, and attachments."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from state_machine.answering import answers_nothing
from state_machine.attachment import Medium
from state_machine.geopoint import Geopoint
from state_machine.interview import Status
from state_machine.pending import Problem
from state_machine.questionnaire import QuestionType
from state_machine.taking import take

if TYPE_CHECKING:
    from state_machine.inputs import Attach, Locate, Unkept
    from state_machine.interview import Interview
    from state_machine.questionnaire import Question, Questionnaire
    from state_machine.turn import TurnInTheMaking

__all__ = ["MEDIA", "asked_for", "attach", "cannot_read", "explain", "fits", "locate"]

MEDIA: Mapping[QuestionType, Medium] = MappingProxyType(
    {
        QuestionType.IMAGE: Medium.IMAGE,
        QuestionType.AUDIO: Medium.AUDIO,
        QuestionType.VIDEO: Medium.VIDEO,
        QuestionType.FILE: Medium.FILE,
    }
)
"""The types that are answered by an attachment, and what it has to be."""

_SAID = MappingProxyType(
    {Medium.IMAGE: "photo", Medium.AUDIO: "voice", Medium.VIDEO: "photo", Medium.FILE: "photo"}
)
"""The sentence for what is sent where no attachment is asked for."""

_HANDED = frozenset({*MEDIA, QuestionType.GEOPOINT})


def asked_for(questionnaire: Questionnaire, interview: Interview) -> Medium | None:
    """What would be taken as the answer now; None: no attachment is asked for.

    Whoever paused before a question saw it, and may well come back with the photo.
    """
    if interview.head.status not in (Status.OPEN, Status.PAUSED):
        return None
    question = questionnaire.questions.get(interview.head.location.question)
    return None if question is None else MEDIA.get(question.type)


def fits(asked: Medium, sent: Medium) -> bool:
    """Whether what is sent can be what is asked for; a file may turn out to be anything."""
    return asked is sent or Medium.FILE in (asked, sent)


def locate(turn: TurnInTheMaking, input: Locate) -> None:
    """A place that somebody shared."""
    if answers_nothing(turn):
        return
    question = _question(turn)
    place = Geopoint(input.latitude, input.longitude, input.altitude, input.accuracy)
    if question.type is not QuestionType.GEOPOINT:
        cannot_read(turn, "location")
    elif not place.is_on_earth:
        turn.reject(Problem("no_such_place"))
    else:
        take(turn, question, turn.head.location.item, str(place))


def attach(turn: TurnInTheMaking, input: Attach) -> None:
    """Something that is kept already, under a reference that becomes the answer."""
    if answers_nothing(turn):
        return
    question = _question(turn)
    asked = MEDIA.get(question.type)
    if asked is None or asked not in (input.medium, Medium.FILE):
        cannot_read(turn, _SAID[input.medium])
    else:
        take(turn, question, turn.head.location.item, input.reference)


def explain(turn: TurnInTheMaking, input: Unkept) -> None:
    """Something came that could not be kept: the answer is asked for again, with the reason."""
    if not answers_nothing(turn):
        turn.reject(input.problem)


def cannot_read(turn: TurnInTheMaking, kind: str) -> None:
    """Something that is no answer here; a question for a photo says that it wants a photo."""
    question = turn.questionnaire.questions.get(turn.head.location.question)
    if question is not None and question.type in _HANDED:
        turn.reject(Problem("wrong_medium"))
    else:
        turn.tell(f"unsupported_{kind if kind in _UNSUPPORTED else 'other'}")


_UNSUPPORTED = frozenset({"sticker", "voice", "photo", "location", "edited", "other"})


def _question(turn: TurnInTheMaking) -> Question:
    """The question where the dialogue stands."""
    return turn.questionnaire.questions[turn.head.location.question]

"""Which reader belongs to which type of question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogs.readers.choices import SelectMultiple, SelectOne
from dialogs.readers.dates import read_date
from dialogs.readers.numbers import read_decimal, read_integer
from dialogs.readers.places import read_geopoint
from dialogs.readers.texts import read_text
from state_machine.interview import Problem
from state_machine.questionnaire import QuestionType

if TYPE_CHECKING:
    from state_machine.questionnaire import Choice, Reader
    from state_machine.scope import Scope

__all__ = ["reader_for"]


def reader_for(
    question_type: QuestionType, choices: tuple[Choice, ...], languages: tuple[str, ...]
) -> Reader:
    """The reader of typed answers for a question; it never raises on any text.

    Notes and calculations take no answer: their reader always says `nothing_to_type`; what is
    answered by an attachment takes no text, and its reader always says `wrong_medium`.
    """
    match question_type:
        case QuestionType.SELECT_ONE | QuestionType.GATE:
            return SelectOne(choices, languages)
        case QuestionType.SELECT_MULTIPLE:
            return SelectMultiple(choices, languages)
        case QuestionType.INTEGER:
            return read_integer
        case QuestionType.DECIMAL:
            return read_decimal
        case QuestionType.TEXT:
            return read_text
        case QuestionType.DATE:
            return read_date
        case QuestionType.GEOPOINT:
            return read_geopoint
        case QuestionType.IMAGE | QuestionType.AUDIO | QuestionType.VIDEO | QuestionType.FILE:
            return _read_no_attachment
        case QuestionType.NOTE | QuestionType.CALCULATE:
            return _read_nothing


def _read_no_attachment(text: str, scope: Scope, item: int) -> Problem:  # noqa: ARG001
    return Problem("wrong_medium")


def _read_nothing(text: str, scope: Scope, item: int) -> Problem:  # noqa: ARG001
    return Problem("nothing_to_type")

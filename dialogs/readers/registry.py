"""Which reader belongs to which type of question."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from dialogs.readers.choices import Acknowledge, SelectMultiple, SelectOne
from dialogs.readers.dates import read_date
from dialogs.readers.numbers import RangeReader, read_decimal, read_integer
from dialogs.readers.places import read_geopoint
from dialogs.readers.ranking import Rank
from dialogs.readers.texts import read_text
from dialogs.readers.times import read_datetime, read_time
from state_machine.handing import MEDIA
from state_machine.pending import Problem
from state_machine.questionnaire import Grid, QuestionType

if TYPE_CHECKING:
    from state_machine.questionnaire import Choice, Reader
    from state_machine.scope import Scope
    from state_machine.shuffling import Shuffle

__all__ = ["reader_for"]


_NUMBERS = Grid(1, 10, 1)
"""The range of XLSForm where nothing else is said."""


def reader_for(
    question_type: QuestionType,
    choices: tuple[Choice, ...],
    languages: tuple[str, ...],
    grid: Grid | None = None,
    shuffle: Shuffle | None = None,
) -> Reader:
    """The reader of typed answers for a question; it never raises on any text.

    `grid` holds the numbers of a range, `shuffle` is the order of the choices if it is drawn. Notes
    and calculations take no answer: their reader always says `nothing_to_type`; what is answered by
    an attachment takes no text, and its reader always says `wrong_medium`.
    """
    match question_type:
        case QuestionType.SELECT_ONE | QuestionType.GATE:
            return SelectOne(choices, languages, shuffle)
        case QuestionType.SELECT_MULTIPLE:
            return SelectMultiple(choices, languages, shuffle)
        case QuestionType.RANK:
            return Rank(choices, languages, shuffle)
        case QuestionType.ACKNOWLEDGE:
            return Acknowledge(choices, languages)
        case QuestionType.RANGE:
            return RangeReader(grid or _NUMBERS)
        case _:
            return _PLAIN[question_type]


def _read_no_attachment(text: str, scope: Scope, item: int) -> Problem:  # noqa: ARG001
    return Problem("wrong_medium")


def _read_nothing(text: str, scope: Scope, item: int) -> Problem:  # noqa: ARG001
    return Problem("nothing_to_type")


_PLAIN: Mapping[QuestionType, Reader] = MappingProxyType(
    {
        QuestionType.INTEGER: read_integer,
        QuestionType.DECIMAL: read_decimal,
        QuestionType.TEXT: read_text,
        QuestionType.DATE: read_date,
        QuestionType.TIME: read_time,
        QuestionType.DATETIME: read_datetime,
        QuestionType.GEOPOINT: read_geopoint,
        **dict.fromkeys(MEDIA, _read_no_attachment),
        QuestionType.NOTE: _read_nothing,
        QuestionType.CALCULATE: _read_nothing,
    }
)
"""Readers that need to know nothing of the question."""

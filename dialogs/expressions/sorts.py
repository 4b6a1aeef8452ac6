"""What kind of value an expression gives, as far as its text and the declarations show."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from dialogs.expressions.functions import FUNCTIONS, Sort
from dialogs.expressions.placement import Declared, Placement
from dialogs.expressions.syntax import (
    Binary,
    Call,
    Dot,
    Literal,
    Logic,
    Minus,
    Node,
    Reference,
)
from dialogs.expressions.values import COMPARISONS
from state_machine.questionnaire import QuestionType

__all__ = ["declared_at", "sort_of"]

_OF_TYPE: Mapping[QuestionType | None, Sort] = MappingProxyType(
    {
        QuestionType.SELECT_ONE: Sort.CHOICE,
        QuestionType.SELECT_MULTIPLE: Sort.CHOICES,
        QuestionType.INTEGER: Sort.NUMBER,
        QuestionType.DECIMAL: Sort.NUMBER,
        QuestionType.TEXT: Sort.TEXT,
        QuestionType.DATE: Sort.DATE,
        QuestionType.GEOPOINT: Sort.TEXT,
        QuestionType.IMAGE: Sort.TEXT,
        QuestionType.AUDIO: Sort.TEXT,
        QuestionType.VIDEO: Sort.TEXT,
        QuestionType.FILE: Sort.TEXT,
        QuestionType.TIME: Sort.TIME,
        QuestionType.DATETIME: Sort.DATE,
        QuestionType.RANGE: Sort.NUMBER,
        QuestionType.RANK: Sort.CHOICES,
        QuestionType.ACKNOWLEDGE: Sort.CHOICE,
    }
)


def sort_of(node: Node, place: Placement) -> Sort:
    """The sort of a node's value; ANY when that is known only from the answers."""
    match node:
        case Literal(value=value):
            return _of_value(value)
        case Minus():
            return Sort.NUMBER
        case Binary(operator=operator):
            return Sort.BOOLEAN if operator in COMPARISONS else Sort.NUMBER
        case Logic():
            return Sort.BOOLEAN
        case Call(name=name):
            function = FUNCTIONS.get(name)
            return function.sort if function else Sort.ANY
        case Reference() | Dot():
            declared = declared_at(node, place)
            return _OF_TYPE.get(declared.type, Sort.ANY) if declared else Sort.ANY


def declared_at(node: Node, place: Placement) -> Declared | None:
    """The question behind a reference or behind `.`; None for anything else."""
    match node:
        case Reference(name=name):
            return place.names.get(name)
        case Dot():
            return place.under_test
        case _:
            return None


def _of_value(value: str | float | bool) -> Sort:
    if isinstance(value, bool):
        return Sort.BOOLEAN
    return Sort.NUMBER if isinstance(value, float) else Sort.TEXT

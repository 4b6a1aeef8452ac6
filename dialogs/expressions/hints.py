"""Static nonsense: expressions that compile, yet cannot mean what their author wanted."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

from dialogs.expressions.dates import clock_part, parse_date
from dialogs.expressions.errors import place_of
from dialogs.expressions.functions import Sort
from dialogs.expressions.placement import Placement
from dialogs.expressions.sorts import declared_at, sort_of
from dialogs.expressions.syntax import Binary, Call, Literal, Node, children
from dialogs.expressions.values import COMPARISONS, to_number, to_string

__all__ = ["Hint", "hints"]

_ENOUGH = 8
"""Names of choices that a message shows."""


class Hint(NamedTuple):
    """What is suspicious: a code of `dialogs.faults.CODES`, a sentence, line and column."""

    code: str
    message: str
    line: int
    column: int


class _Finding(NamedTuple):
    code: str
    message: str
    at: int


def hints(node: Node, source: str, place: Placement) -> Iterator[Hint]:
    """What is suspicious in a syntax tree, in the order of the source."""
    for finding in sorted(_walk(node, place), key=lambda each: each.at):
        yield Hint(finding.code, finding.message, *place_of(source, finding.at))


def _walk(node: Node, place: Placement) -> Iterator[_Finding]:
    for child in children(node):
        yield from _walk(child, place)
    match node:
        case Binary(operator=operator, left=left, right=right) if operator in COMPARISONS:
            yield from _comparison(node, left, right, place)
            yield from _comparison(node, right, left, place)
        case Call(name="selected", arguments=(answer, choice)):
            yield from _selected(answer, choice, place)


def _comparison(node: Binary, side: Node, other: Node, place: Placement) -> Iterator[_Finding]:
    """What is wrong with comparing a question (`side`) with a value known in advance (`other`)."""
    if not isinstance(other, Literal) or isinstance(other.value, bool) or other.value == "":
        return
    sort, value = sort_of(side, place), to_string(other.value)
    if sort is Sort.CHOICES:
        yield _Finding("W319", "several answers are one text: ask with selected()", node.at)
    elif sort is Sort.CHOICE and node.operator in ("=", "!="):
        yield from _no_choice(side, value, other.at, place)
    elif sort is Sort.NUMBER and isinstance(other.value, str) and math.isnan(to_number(value)):
        yield _Finding("E318", f"a number is never '{value}'", other.at)
    elif sort is Sort.DATE and isinstance(other.value, str) and parse_date(value) is None:
        yield _Finding("E324", f"'{value}' is no date: write YYYY-MM-DD", other.at)
    elif sort is Sort.TIME and isinstance(other.value, str) and math.isnan(clock_part(value)):
        yield _Finding("E324", f"'{value}' is no time: write HH:MM", other.at)


def _selected(answer: Node, choice: Node, place: Placement) -> Iterator[_Finding]:
    if sort_of(answer, place) not in (Sort.CHOICE, Sort.CHOICES, Sort.ANY):
        yield _Finding("W322", "selected() asks about a question with choices", answer.at)
    elif isinstance(choice, Literal):
        yield from _no_choice(answer, to_string(choice.value), choice.at, place)


def _no_choice(question: Node, value: str, at: int, place: Placement) -> Iterator[_Finding]:
    declared = declared_at(question, place)
    if declared is None or declared.choices is None or value in ("", *declared.choices):
        return
    yield _Finding("E317", f"'{value}' is none of its choices: {_some(declared.choices)}", at)


def _some(names: tuple[str, ...]) -> str:
    return ", ".join(names[:_ENOUGH]) + (", …" if len(names) > _ENOUGH else "")

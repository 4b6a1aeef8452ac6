"""Answers that can be typed where the proof only knows that there is some text."""

from __future__ import annotations

from functools import cache

from dialogs import iin
from dialogs.expressions.syntax import Call
from dialogs.loading.outline import QuestionOutline
from dialogs.proving.content import Content, nodes_of

__all__ = ["TYPED", "iins", "samples_for"]

_WORDS = ("Айгүл", "Aigul", "Тест-1")

_PATTERNED = (
    *("1234567890123456"[:length] for length in range(1, 17)),
    *("+77010000000", "87010000000", "8 701 000 00 00", "050000", "A1", "AB", "ABC", "a", "ab"),
    *("A-12", "AB-123", "A123456", "N12345678", "name@example.kz", "https://example.kz"),
    *("2021", "12:30", "2021-09-20", "10.5", "10,5", "Алматы 1", "а", "абв", "ABCDEF"),
    *("1, 2", "1, 2, 3", "1, 2, 3, 4", "43.238, 76.889"),
)
"""Texts of many forms, for questions that check theirs."""

TYPED = (*_WORDS, *_PATTERNED)
"""What is tried, in this order, where any answer will do."""

_PERSONS = ("900713300014", "850210400013", "100601500012", "190305600011", "000000000001")
"""Dates of birth, sexes and serial numbers: two adults, two children, and nothing told."""


def samples_for(outline: QuestionOutline, content: Content) -> tuple[str, ...]:
    """Texts to try: of many forms where a question checks its answer, an IIN where it wants one."""
    rules = [content.node(edit.rule) for edit in outline.edits if not edit.soft]
    if not rules:
        return _WORDS[:1]
    called = {node.name for rule in rules for node in nodes_of(rule) if isinstance(node, Call)}
    if "valid-iin" in called:
        return iins()
    return TYPED if called else _WORDS[:1]


@cache
def iins() -> tuple[str, ...]:
    """Valid numbers of nobody, for each of the persons above."""
    return tuple(_valid(number[:-1]) for number in _PERSONS)


def _valid(first: str) -> str:
    """The number with these digits, or with the next serial number that has a check digit."""
    digit = iin.check_digit(first)
    return f"{first}{digit}" if digit is not None else _valid(f"{int(first) + 1:011}")

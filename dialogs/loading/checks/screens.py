"""What a person meets as a whole: messages that run over, buttons cut alike, no way on."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations
from urllib.parse import quote

from dialogs.loading.building import Built
from dialogs.loading.checks.choices import LONGEST_LABEL
from dialogs.loading.checks.wordings import LONGEST, units
from dialogs.loading.nodes import Scalar
from dialogs.loading.notebook import Notebook
from dialogs.loading.outline import (
    ChoiceOutline,
    QuestionOutline,
    SectionOutline,
    Wording,
    offered_together,
)
from dialogs.readers import fold
from state_machine.questionnaire import QuestionType

__all__ = ["LONGEST_CODE", "review_screens"]

_FIGURES = frozenset({QuestionType.INTEGER, QuestionType.DECIMAL, QuestionType.DATE})
"""What somebody who answers for another may well not know."""

LONGEST_CODE = 40
"""Bytes of a code, quoted as in an address, that a button of 64 bytes carries with all else."""


def review_screens(built: Built, notebook: Notebook) -> None:
    """Notes W880, W881, W882 and E883."""
    for language in built.outline.languages:
        for choices in built.outline.lists.values():
            _review_cuts(choices, language, notebook)
        for block in built.outline.walk():
            if isinstance(block, SectionOutline):
                _review_messages(block, language, notebook)
    about_others = {name for name, roster in built.names.rosters.items() if roster.respondent_first}
    for question in built.outline.questions():
        if question.level in about_others and _is_dead_end(question):
            message = f"who answers for somebody else may not know {question.name.text}"
            notebook.note("W882", question.name, message)
        _review_codes(built, question, notebook)


def _review_codes(built: Built, question: QuestionOutline, notebook: Notebook) -> None:
    """An entry of a long list travels in its button by its code, not by a place in the list."""
    table = built.names.codelist(question)
    longest = max(table.entries if table else (), key=_travels, default="")
    if question.codelist is not None and _travels(longest) > LONGEST_CODE:
        message = f"{longest!r} has {_travels(longest)} bytes, a button carries {LONGEST_CODE}"
        notebook.note("E883", question.codelist, message)


def _travels(code: str) -> int:
    return len(quote(code))


def _review_cuts(choices: Iterable[ChoiceOutline], language: str, notebook: Notebook) -> None:
    """Labels that only what a phone cuts off tells apart."""
    long = [
        (choice, label)
        for choice in choices
        if (label := _in(choice.label, language)) and len(label.text) > LONGEST_LABEL
    ]
    for (one, label), (other, same) in combinations(long, 2):
        if _cut(label) == _cut(same) and offered_together(one, other):
            message = f"cut for a button it looks like the label of {one.name.text} ({language})"
            notebook.note("W880", same, message)


def _in(wording: Wording | None, language: str) -> Scalar | None:
    return wording.texts.get(language) if wording else None


def _cut(label: Scalar) -> str:
    return fold(label.text[:LONGEST_LABEL])


def _review_messages(section: SectionOutline, language: str, notebook: Notebook) -> None:
    """A question stands in one message with the notes before it and its hint."""
    length = units(_in(section.title, language))
    notes = 0
    for question in section.questions:
        if question.type is QuestionType.NOTE:
            notes += units(_in(question.label, language))
            continue
        asked = max(units(_in(wording, language)) for wording in (question.label, question.proxy))
        whole = length + notes + asked + units(_in(question.hint, language))
        notes = 0
        if whole > LONGEST and asked <= LONGEST:
            message = f"with notes and hint it has {whole} characters in {language}"
            notebook.note("W881", question.name, f"{message}, a message carries {LONGEST}")


def _is_dead_end(question: QuestionOutline) -> bool:
    """Whether a figure must be given, and nothing can be said instead."""
    figure = question.type in _FIGURES or question.codelist is not None
    must = question.required is not None and question.required.text == "yes"
    return figure and must and not question.missing and question.default is None

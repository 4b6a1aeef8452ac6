"""What each type of question takes: `check` is asked about every pair of type and key."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from dialogs.loading import check_source
from state_machine.questionnaire import QuestionType

__all__ = ["ANSWERS", "question_types"]

ANSWERS: Mapping[QuestionType, str] = MappingProxyType(
    {
        QuestionType.SELECT_ONE: "one choice of a list: `select_one LIST`",
        QuestionType.SELECT_MULTIPLE: "several choices of a list: `select_multiple LIST`",
        QuestionType.INTEGER: "a whole number",
        QuestionType.DECIMAL: "a number, with a comma or a point",
        QuestionType.TEXT: "a text of at most 500 characters",
        QuestionType.DATE: "a date, kept as YYYY-MM-DD",
        QuestionType.NOTE: "nothing: it is shown before the question that follows it",
        QuestionType.CALCULATE: "nothing: it is computed, and never shown",
    }
)
"""What answers each type that an author can write; a roster's gate makes its own question."""

_TEXT = {"en": "A text to show."}
_KEYS: Mapping[str, object] = MappingProxyType(
    {
        "label": _TEXT,
        "proxy": _TEXT,
        "hint": _TEXT,
        "relevant": "true()",
        "constraint": ". != ''",
        "constraint_message": _TEXT,
        "required": "yes",
        "calculation": "1 + 1",
        "sensitive": "yes",
    }
)
_NOT_TAKEN = "E601"
_LISTS = (QuestionType.SELECT_ONE, QuestionType.SELECT_MULTIPLE)


def question_types() -> Iterator[tuple[str, str, str]]:
    """The type, what answers it, and the keys that it takes."""
    for type_, answer in ANSWERS.items():
        keys = " ".join(f"`{key}`" for key in _KEYS if _takes(type_, key))
        yield f"`{type_}`", answer, keys


def _takes(type_: QuestionType, key: str) -> bool:
    return _NOT_TAKEN not in _codes(type_, key)


def _codes(type_: QuestionType, key: str) -> set[str]:
    """The codes of a questionnaire (JSON is YAML) whose only question has the key."""
    named = f"{type_} answers" if type_ in _LISTS else type_.value
    question = {"type": named, "name": "asked", key: _KEYS[key]}
    section = {"section": "part", "title": _TEXT, "questions": [question]}
    choices = {"answers": [{"name": "one", "label": _TEXT}]}
    whole = {"name": "probe", "title": _TEXT, "languages": ["en"], "choices": choices}
    return {fault.code for fault in check_source(json.dumps(whole | {"blocks": [section]}))}

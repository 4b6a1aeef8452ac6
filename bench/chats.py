"""The chat of twenty questions that every bot of the benchmark holds, and its answers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import yaml
from msgspec import Struct, convert

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["DATA", "TWENTY", "Asked", "twenty"]

DATA = Path(__file__).parent / "data"
TWENTY = DATA / "twenty.yaml"
LANGUAGE = "en"


class Asked(Struct, frozen=True):
    """One question as a bot asks it, and what is typed in answer; `choices` are (name, label)."""

    name: str
    kind: str
    label: str
    answer: str
    choices: tuple[tuple[str, str], ...] = ()


class _Choice(Struct):
    name: str
    label: dict[str, str]


class _Question(Struct):
    name: str
    type: str
    label: dict[str, str]


class _Section(Struct):
    questions: list[_Question]


class _Content(Struct):
    choices: dict[str, list[_Choice]]
    blocks: list[_Section]


def twenty() -> tuple[Asked, ...]:
    """The twenty questions in their order, each with its answer."""
    content = convert(yaml.safe_load(TWENTY.read_text("utf-8")), _Content)
    answers = yaml.safe_load((DATA / "twenty_answers.yaml").read_text("utf-8"))
    lists = {
        name: tuple((choice.name, choice.label[LANGUAGE]) for choice in choices)
        for name, choices in content.choices.items()
    }
    return tuple(
        _asked(question, lists, answers)
        for section in content.blocks
        for question in section.questions
    )


def _asked(
    question: _Question,
    lists: Mapping[str, tuple[tuple[str, str], ...]],
    answers: Mapping[str, str],
) -> Asked:
    kind, _, choices = question.type.partition(" ")
    return Asked(
        question.name,
        kind,
        question.label[LANGUAGE],
        answers[question.name],
        lists[choices] if choices else (),
    )

"""The number under which a question stands on paper, and by which rules in words name it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import count
from types import MappingProxyType

from state_machine.questionnaire import Question, Questionnaire, QuestionType

__all__ = ["SILENT", "UNNUMBERED", "numbering"]

SILENT = (QuestionType.NOTE, QuestionType.CALCULATE, QuestionType.GATE)
"""What is not asked under a number."""

UNNUMBERED = "A"
"""The letter before the count of questions that have no official number beside others that do."""


def numbering(questionnaire: Questionnaire) -> Mapping[str, str]:
    """The numbers by question: the official one, with a place where several questions share it.

    What has no official number is counted: A1, A2 … beside official ones, else 1, 2 …
    """
    asked = [each for each in questionnaire.by_index if each.type not in SILENT]
    shared = Counter(each.official for each in asked)
    letter = UNNUMBERED if any(each.official for each in asked) else ""
    return MappingProxyType(dict(_numbered(asked, shared, letter)))


def _numbered(
    asked: list[Question], shared: Counter[str], letter: str
) -> Iterator[tuple[str, str]]:
    places: Counter[str] = Counter()
    further = count(1)
    for each in asked:
        places[each.official] += 1
        if not each.official:
            yield each.name, f"{letter}{next(further)}"
        elif shared[each.official] == 1:
            yield each.name, each.official
        else:
            yield each.name, f"{each.official}/{places[each.official]}"

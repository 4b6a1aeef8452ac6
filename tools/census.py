"""Writes docs/census.md: each question of the census, whom it is asked, whence its wording comes.

The numbers, names and wordings come from the questionnaire; whom a question is asked, in words, and
the origin of its wording are kept in census_sources.csv beside this file.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from dialogs.loading import load
from state_machine.questionnaire import QuestionType

if TYPE_CHECKING:
    from state_machine.questionnaire import Question, Questionnaire

__all__ = ["PAGE", "Source", "census_page", "sources"]

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "census.md"

_INTRODUCTION = """\
<!-- Written by tools/census.py from questionnaires/census.yaml: change that, then `make docs`. -->

# The census

The 91 questions of the four forms as `questionnaires/census.yaml` asks them: 69 main ones, and 22
that clarify, with a point in their number. The name in the second column is the answer's in rules
and data; some questions have several parts. *Published* are the rows and fields that the census
office made public in 2021, in a full sentence where a form has a caption. All other wording follows
the forms and recommendations that the last column names, or is ours, and so are all hints and the
wording about somebody else. The Kazakh and English texts that were not published need a native
reader before they are used.
"""
_HEADER = """\
| number | name | form | asked of | wording |
| --- | --- | --- | --- | --- |
"""


class Source(NamedTuple):
    """What the questionnaire does not say of an official question."""

    official: str
    asked: str
    source: str


def sources() -> tuple[Source, ...]:
    """The official questions in the order of the forms."""
    path = Path(__file__).with_name("census_sources.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(Source(**_named(row)) for row in csv.DictReader(file))


def _named(row: dict[str, str]) -> dict[str, str]:
    return {"official": row["id"], "asked": row["asked"], "source": row["source"]}


def census_page() -> str:
    """The page, as Markdown."""
    census = load(ROOT / "questionnaires" / "census.yaml")
    rows = "".join(_row(census, source) for source in sources())
    return f"{_INTRODUCTION}\n{_HEADER}{rows}{_more(census)}"


def _row(census: Questionnaire, source: Source) -> str:
    parts = [each for each in census.by_index if each.official == source.official]
    names = ", ".join(f"`{each.name}`" for each in parts)
    forms = dict.fromkeys(census.sections[each.section].form for each in parts)
    cells = (source.official, names, ", ".join(forms), source.asked, source.source)
    return f"| {' | '.join(cells)} |\n"


def _more(census: Questionnaire) -> str:
    names = ", ".join(f"`{each.name}`" for each in _unnumbered(census))
    return (
        "\nWithout a number are consent, the questions that make sure that nobody is forgotten or"
        f" counted twice, and what helps to tell parts apart: {names}.\n"
    )


def _unnumbered(census: Questionnaire) -> Iterator[Question]:
    quiet = (QuestionType.NOTE, QuestionType.GATE, QuestionType.CALCULATE)
    return (each for each in census.by_index if not each.official and each.type not in quiet)

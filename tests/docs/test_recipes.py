"""What the recipes count on: whoever forgets a step of one is told by a test."""

from __future__ import annotations

import ast
import re

import pytest

from dialogs.catalogues import is_known
from dialogs.loading import load
from dialogs.loading.kinds import COMPUTED
from dialogs.loading.outlining import LANGUAGES
from state_machine.questionnaire import QuestionType
from tests.docs.pages import ROOT, trees
from tools.reference_questions import ANSWERS

AUTHORED = [type_ for type_ in QuestionType if type_ is not QuestionType.GATE]
UNANSWERED = (QuestionType.NOTE, QuestionType.CALCULATE)


def test_every_type_of_question_is_in_the_reference() -> None:
    assert set(ANSWERS) == {*AUTHORED, "select_one_from", "codelist", *COMPUTED}


@pytest.mark.parametrize("type_", [each for each in QuestionType if each not in UNANSWERED])
def test_every_type_says_what_it_expects(type_: QuestionType) -> None:
    assert is_known(f"expected.{type_}")


def test_every_type_of_question_is_shown_by_a_small_questionnaire() -> None:
    features = (ROOT / "questionnaires" / "features").glob("*.yaml")
    shown = {question.type for path in features for question in load(path).questions.values()}
    assert set(QuestionType) - shown == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_a_family_that_went_through_the_census(language: str) -> None:
    assert (ROOT / "questionnaires" / "transcripts" / f"family.{language}.chat").exists()


def said() -> list[str]:
    """Every text in the code of the product, those with places in pieces."""
    return [
        node.value
        for tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]


def test_every_refusal_that_is_explained_is_one_that_is_said() -> None:
    page = (ROOT / "docs" / "how-to" / "refused-start.md").read_text("utf-8")
    texts = said()
    refusals = re.findall(r"^\| `([^`]+)` \|", page, re.MULTILINE)
    pieces = [piece.strip(" .") for refusal in refusals for piece in refusal.split("…")]
    assert [piece for piece in pieces if not any(piece in text for text in texts)] == []
    assert refusals

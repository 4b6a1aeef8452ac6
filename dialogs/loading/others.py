"""What `or_other` adds to a question: one more choice, and a question that asks which."""

from __future__ import annotations

from msgspec import structs

from dialogs.catalogues import say
from dialogs.loading.nodes import Scalar
from dialogs.loading.outline import ChoiceOutline, QuestionOutline, Wording
from state_machine.questionnaire import QuestionType

__all__ = ["OTHER", "with_other", "with_other_choice"]

OTHER = "other"
"""The name of the choice, as in XLSForm."""


def with_other_choice(
    choices: tuple[ChoiceOutline, ...], at: Scalar | None, languages: tuple[str, ...]
) -> tuple[ChoiceOutline, ...]:
    """Choices, with the one for whatever is not on the list where that is wanted and not there."""
    if at is None or any(choice.name.text == OTHER for choice in choices):
        return choices
    return (*choices, _other_choice(at, languages))


def _other_choice(at: Scalar, languages: tuple[str, ...]) -> ChoiceOutline:
    return ChoiceOutline(
        name=structs.replace(at, text=OTHER),
        label=_said("other.choice", at, languages),
        refuses=False,
        relevant=None,
    )


def with_other(
    question: QuestionOutline, languages: tuple[str, ...]
) -> tuple[QuestionOutline, ...]:
    """A question, followed by the one for what is not on its list where its author wants that."""
    at = question.or_other
    if at is None or question.list is None:
        return (question,)
    return question, _which(question, at, languages)


def _which(question: QuestionOutline, at: Scalar, languages: tuple[str, ...]) -> QuestionOutline:
    """`<name>_other`, asked when the choice was taken; it may be skipped, as in XLSForm."""
    name = question.name.text
    return QuestionOutline(
        name=structs.replace(question.name, text=f"{name}_{OTHER}"),
        type=QuestionType.TEXT,
        level=question.level,
        section=question.section,
        sensitive=question.sensitive,
        label=_said("other.which", at, languages),
        proxy=_said("other.which", at, languages) if question.proxy else None,
        hint=_said("other.hint", at, languages),
        relevant=structs.replace(at, text=f"selected(${{{name}}}, '{OTHER}')"),
        around=question.around,
        line=question.line,
        column=question.column,
    )


def _said(key: str, at: Scalar, languages: tuple[str, ...]) -> Wording:
    """A sentence of the bot itself as if it stood in the file."""
    texts = {language: structs.replace(at, text=say(language, key)) for language in languages}
    return Wording(texts, at.line, at.column)

"""Lists of choices: those that a reader of typed answers, or a person, could confuse."""

from __future__ import annotations

from collections.abc import Iterator

from dialogs.loading.building import Built
from dialogs.loading.longlists import MOST_BUTTONS, most_at_once
from dialogs.loading.nodes import Scalar
from dialogs.loading.notebook import Notebook
from dialogs.loading.outline import ChoiceOutline, Outline, offered_together
from dialogs.readers import fold
from state_machine.questionnaire import QuestionType

__all__ = ["LONGEST_LABEL", "review_choices"]

LONGEST_LABEL = 60
"""Characters of a button that a phone shows whole, on two lines."""


def review_choices(built: Built, notebook: Notebook) -> None:
    """Notes E503, E505, W406, W506, W507, W508, E509 and E510."""
    outline = built.outline
    for name, choices in outline.lists.items():
        _review_list(name, choices, outline, notebook)
        _review_lengths(choices, notebook)
        _review_names(choices, notebook)
        for language in outline.languages:
            _review_labels(choices, language, notebook)
    _review_uses(outline, notebook)


def _review_list(
    name: str, choices: tuple[ChoiceOutline, ...], outline: Outline, notebook: Notebook
) -> None:
    at_once = most_at_once(choices)
    if at_once > MOST_BUTTONS:
        message = f"{name} offers {at_once} choices at once, {MOST_BUTTONS} are possible"
        notebook.note("E505", outline.list_places[name], message)
    if len(choices) == 1:
        notebook.note("W507", outline.list_places[name], f"{name} leaves nothing to choose")


def _review_lengths(choices: tuple[ChoiceOutline, ...], notebook: Notebook) -> None:
    for _, label in _all_labels(choices):
        if len(label.text) > LONGEST_LABEL:
            message = f"{len(label.text)} characters, a button shows {LONGEST_LABEL}"
            notebook.note("W406", label, message)


def _all_labels(choices: tuple[ChoiceOutline, ...]) -> Iterator[tuple[ChoiceOutline, Scalar]]:
    for choice in choices:
        for label in (choice.label.texts if choice.label else {}).values():
            yield choice, label


def _review_names(choices: tuple[ChoiceOutline, ...], notebook: Notebook) -> None:
    by_name = {fold(choice.name.text): choice for choice in choices}
    for choice, label in _all_labels(choices):
        other = by_name.get(fold(label.text))
        if (
            other is not None
            and other.name.text != choice.name.text
            and offered_together(choice, other)
        ):
            message = f"{label.text!r} is the name of another choice of the list"
            notebook.note("E509", label, message)


def _review_labels(choices: tuple[ChoiceOutline, ...], language: str, notebook: Notebook) -> None:
    seen: dict[str, list[ChoiceOutline]] = {}
    filtered = any(choice.relevant is not None for choice in choices)
    for number, choice in enumerate(choices, 1):
        label = choice.label.texts.get(language) if choice.label else None
        if label is None:
            continue
        alike = seen.setdefault(fold(label.text), [])
        other = next((each for each in alike if offered_together(each, choice)), None)
        if other is not None:
            message = f"{label.text!r} looks like the label of {other.name.text} ({language})"
            notebook.note("E503", label, message)
        alike.append(choice)
        if not filtered and _another_number(label.text, number, len(choices)):
            message = f"{label.text!r} is choice {number}: a typed {label.text} means two choices"
            notebook.note("W508", label, message)


def _another_number(label: str, number: int, count: int) -> bool:
    text = label.strip()
    if not (text.isascii() and text.isdigit() and len(text) < 4):  # noqa: PLR2004  at most 100 choices
        return False
    return int(text) != number and 1 <= int(text) <= count


def _review_uses(outline: Outline, notebook: Notebook) -> None:
    uses = [question for question in outline.questions() if question.list is not None]
    used = {question.list.text for question in uses if question.list}
    for name, place in outline.list_places.items():
        if name in outline.lists and name not in used:
            notebook.note("W506", place, f"no question uses {name}")
    for question in uses:
        choices = outline.lists.get(question.list.text, ()) if question.list else ()
        several = question.type in (QuestionType.SELECT_MULTIPLE, QuestionType.RANK)
        if several and any(choice.refuses for choice in choices):
            message = f"{question.name.text} lets people refuse and agree at once"
            notebook.note("E510", question.name, message)

"""Batteries: what a question says of itself when it is asked in one turn with others."""

from __future__ import annotations

from collections import Counter

from dialogs.loading.building import Built
from dialogs.loading.notebook import Notebook
from dialogs.loading.outline import QuestionOutline
from state_machine.questionnaire import Question

__all__ = ["review_batteries"]

_FEWEST = 2


def review_batteries(built: Built, notebook: Notebook) -> None:
    """Notes E730 to E734, and E940."""
    sizes = Counter(each.battery.name for _, each in built.questions if each.battery)
    seen: set[str] = set()
    for outline, question in built.questions:
        if outline.tick is not None or outline.usual is not None:
            _review(outline, question, notebook)
        battery = outline.battery
        if battery is not None and battery.name.text not in seen:
            seen.add(battery.name.text)
            if sizes[battery.name.text] < _FEWEST:
                message = f"{battery.name.text} asks fewer than {_FEWEST} questions in one turn"
                notebook.note("E734", battery.name, message)
    _review_sensitivity(built, notebook)


def _review_sensitivity(built: Built, notebook: Notebook) -> None:
    """One message asks them all, so what it may not keep of one it may keep of none."""
    firsts: dict[str, Question] = {}
    for outline, question in built.questions:
        if question.battery is None:
            continue
        first = firsts.setdefault(question.battery.name, question)
        if first.sensitive is not question.sensitive:
            message = f"of {first.name} and {question.name} only one is sensitive"
            notebook.note("E940", outline.name, message)


def _review(outline: QuestionOutline, question: Question, notebook: Notebook) -> None:
    name = outline.name
    if outline.battery is None:
        notebook.note("E730", name, f"{name.text} is in no battery: tick and usual have no say")
    elif outline.tick is None or outline.usual is None:
        notebook.note("E732", name, f"{name.text} needs both tick and usual")
    elif not question.choices:
        notebook.note("E731", name, f"{name.text} has no choices of its own")
    elif unknown := {*outline.usual.text.split()} - {choice.name for choice in question.choices}:
        message = f"{name.text} has no choice {', '.join(sorted(unknown))}"
        notebook.note("E733", outline.usual, message)

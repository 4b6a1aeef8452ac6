"""What is shown and not asked: the text of a note, with the value that stands under it."""

from __future__ import annotations

from dialogs.prompts.view import View
from dialogs.summaries import label_for
from dialogs.wording import answer_text
from state_machine.questionnaire import Question

__all__ = ["noted"]


def noted(view: View, note: Question, item: int) -> str:
    """A note; one that is a question for reading has its value below, unless that is ''."""
    label = label_for(note, view.scope, item, view.language)
    value = "" if note.calculation is None else view.scope.value(note.name, item)
    if value == "":
        return label
    return f"{label}\n{answer_text(note, value, view.scope, item, view.language)}"

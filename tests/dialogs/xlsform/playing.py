"""Plays a form as a person would, and tells what its questions are worth at the end."""

from __future__ import annotations

from collections.abc import Iterable

from dialogs.transcripts.playback import handed
from state_machine.interview import FINISH
from state_machine.items import ROOT, Value
from state_machine.questionnaire import Questionnaire, QuestionType
from state_machine.scope import Scope
from tests.dialogs.dialogue import Dialogue

__all__ = ["played", "worth"]

_SILENT = (QuestionType.NOTE, QuestionType.GATE)


def played(
    asked: Questionnaire,
    script: Iterable[str],
    language: str = "en",
    screens: list[str] | None = None,
) -> Dialogue:
    """The dialogue after a script, which has to come to its last question.

    A line is typed, tapped where it is in brackets, or sent: `@photo`, `@location 43.2 76.9`.
    `screens` gathers what was shown.
    """
    dialogue = Dialogue(asked, language=language)
    for line in script:
        before = dialogue.interview.head.revision
        _do(dialogue, line)
        assert dialogue.interview.head.revision > before, line
        if screens is not None:
            screens.append(dialogue.prompt.say_all())
    assert dialogue.interview.head.location.question == FINISH.question, dialogue.prompt.say_all()
    return dialogue


def _do(dialogue: Dialogue, line: str) -> None:
    sent = handed(line) if line.startswith("@") else None
    if sent is not None:
        dialogue.take(sent)
    elif line.startswith("["):
        assert line[1:-1] in dialogue.labels, f"{line}: {dialogue.prompt.say_all()}"
        dialogue.tap(line[1:-1])
    else:
        dialogue.say(line)


def worth(dialogue: Dialogue) -> dict[str, Value | bool | list[Value | bool]]:
    """Every question that is worth anything: a value, or those of all items in order."""
    scope = Scope(dialogue.questionnaire, dialogue.interview)
    found: dict[str, Value | bool | list[Value | bool]] = {}
    for name, question in dialogue.questionnaire.questions.items():
        if question.type in _SILENT and question.calculation is None:
            continue
        values = [scope.value(name, item) for item in scope.descend(ROOT, question.level)]
        if any(value != "" for value in values):
            found[name] = values if question.level else values[0]
    return found

"""What an interview shows now: a prompt is a function of the interview alone."""

from __future__ import annotations

from dialogs.prompts.present import SCREENS, prompt, prompt_in, shows_question
from dialogs.prompts.ranking import SIGNS
from dialogs.prompts.values import AnswerKind, Button, ButtonStyle, Progress, Prompt

__all__ = [
    "SCREENS",
    "SIGNS",
    "AnswerKind",
    "Button",
    "ButtonStyle",
    "Progress",
    "Prompt",
    "prompt",
    "prompt_in",
    "shows_question",
]

"""A conversation held by words and labels, for tests of what is read and what is shown."""

from __future__ import annotations

from datetime import datetime, timedelta

from dialogs.loading import load_source
from dialogs.prompts import Button, Prompt, prompt, prompt_in
from state_machine.engine import Turn, open_interview, step
from state_machine.inputs import Act, Action, Finalised, Input, Say
from state_machine.interview import Interview, Receipt
from state_machine.questionnaire import Questionnaire

__all__ = ["START", "Dialogue", "questionnaire_of"]

START = "2021-09-20T10:00:00+06:00"

_HEAD = """
name: sample
title: {kk: Үлгі, ru: Пример, en: Sample}
languages: [kk, ru, en]
hotline: "1446"
"""


def questionnaire_of(body: str) -> Questionnaire:
    """A questionnaire in three languages with these choices and blocks, in YAML."""
    return load_source(_HEAD + body)


class Dialogue:
    """One interview, talked to."""

    def __init__(self, questionnaire: Questionnaire, language: str = "ru") -> None:
        self.questionnaire = questionnaire
        self.now = START
        turn = open_interview(questionnaire, id="i1", address="web:1", now=START)
        self.interview: Interview = turn.interview
        self.last: Turn = turn
        if language:
            self.take(Act(Action.LANGUAGE, language))

    def take(self, input: Input) -> Prompt:
        """Give an input; the prompt after it."""
        self.last = step(self.questionnaire, self.interview, input, now=self.now)
        self.interview = self.last.interview
        assert prompt_in(self.last.scope) == self.prompt, "what a turn knows makes no difference"
        return self.prompt

    def say(self, *texts: str) -> Prompt:
        """Type some texts, one after the other."""
        for text in texts:
            self.take(Say(text))
        return self.prompt

    def tap(self, *labels: str) -> Prompt:
        """Tap the buttons that have these labels."""
        for label in labels:
            self.take(self.button(label).input)
        return self.prompt

    def wait(self, **time: int) -> None:
        """Let time pass: hours=3."""
        self.now = (datetime.fromisoformat(self.now) + timedelta(**time)).isoformat()

    def finalise(self, *numbers: tuple[int, str]) -> Prompt:
        """What the registry says when the interview is stored."""
        return self.take(Finalised(tuple(Receipt(item, number) for item, number in numbers)))

    @property
    def prompt(self) -> Prompt:
        """What is shown now."""
        return prompt(self.questionnaire, self.interview)

    @property
    def labels(self) -> list[str]:
        """The labels of all buttons shown."""
        return [button.label for row in self.prompt.rows for button in row]

    def button(self, label: str) -> Button:
        """The one button with a label."""
        (found,) = [b for row in self.prompt.rows for b in row if b.label == label]
        return found

"""What every screen is made from: an interview in its language, buttons that carry its tag."""

from __future__ import annotations

from functools import lru_cache

from dialogs.catalogues import say
from dialogs.prompts.values import AnswerKind, Button, ButtonStyle, Progress, Prompt
from dialogs.summaries import language_of
from dialogs.wording import render, title_in
from state_machine.inputs import Act, Action
from state_machine.interview import LANGUAGE, Location
from state_machine.items import ROOT
from state_machine.questionnaire import Questionnaire, Stage, Text
from state_machine.scope import Scope

__all__ = ["View"]

_MANY_STEPS = 64


class View:
    """An interview about to be shown. Thrown away with the prompt."""

    __slots__ = ("interview", "language", "questionnaire", "scope", "tag")

    def __init__(self, scope: Scope) -> None:
        self.questionnaire = scope.questionnaire
        self.interview = scope.interview
        self.scope = scope
        self.language = language_of(scope.questionnaire, scope.interview)
        self.tag = scope.interview.tag

    def say(self, key: str, count: int | None = None, /, **places: str) -> str:
        """A sentence of the catalogue."""
        return say(self.language, key, count, **places)

    def render(self, text: Text, item: int) -> str:
        """A wording of the content."""
        return render(text, self.scope, item, self.language)

    def act(
        self,
        label: str,
        action: Action,
        argument: str = "",
        style: ButtonStyle = ButtonStyle.COMMAND,
    ) -> Button:
        """A button for a command."""
        return Button(label, Act(action, argument, self.tag), style)

    def screen(
        self,
        text: str,
        rows: tuple[tuple[Button, ...], ...],
        *,
        lead: tuple[str, ...] = (),
        title: str = "",
        answer: AnswerKind = AnswerKind.NONE,
        sensitive: bool = False,
    ) -> Prompt:
        """A prompt at the interview's location; empty rows are left out."""
        return Prompt(
            text=text,
            location=self.interview.head.location,
            language=self.language,
            lead=lead,
            title=title,
            rows=tuple(row for row in rows if row),
            answer=answer,
            progress=self._progress(),
            sensitive=sensitive,
        )

    # -- whom it is about -------------------------------------------------------------------------

    def title(self, item: int, *, gathering: bool = False) -> str:
        """In words, "Диас · 2 из 3"; while a list is still being made there is no "из 3" yet."""
        if item == ROOT:
            return ""
        parts = [title_in(self.scope, item, self.language)]
        place = self._place(item, gathering=gathering)
        # A title that counts by itself ("Домашнее хозяйство № 2") is not counted again.
        if place and str(self.scope.position(item)) not in parts[0].split():
            parts.append(place)
        parent = self.scope.item(item).parent
        if parent != ROOT and len(self.scope.siblings(parent)) > 1:
            parts.insert(0, title_in(self.scope, parent, self.language))
        return " · ".join(parts)

    def _place(self, item: int, *, gathering: bool) -> str:
        position, total = self.scope.position(item), len(self.scope.siblings(item))
        if gathering:
            return self.say("place.number", position=str(position))
        if total == 1:
            return ""
        return self.say("place.of", position=str(position), total=str(total))

    # -- how far it is ----------------------------------------------------------------------------

    def _progress(self) -> Progress | None:
        """Where the dialogue stands, whatever screen stands before it; None: not begun."""
        location = self.interview.head.location
        if location == LANGUAGE:
            return None
        question = self.questionnaire.questions.get(location.question)
        if question is None:
            return self._step(Stage.REVIEWING, 0, 0)
        section = self.questionnaire.sections[question.section]
        if section.gate:
            return self._step(section.stage, 0, 0)
        settled = self.scope.settled_stops(section, location.item)
        # What has to be asked again is not done, though there is an answer.
        return self._step(section.stage, settled.count(True), len(settled))

    def _step(self, stage: Stage, done: int, total: int) -> Progress:
        stages = _stages(self.questionnaire)
        name = self.say(f"stage.{stage.value}")
        return Progress(stages.index(stage) + 1, len(stages), name, done, total)

    # -- ways back --------------------------------------------------------------------------------

    def change(self, location: Location, label: str) -> Button:
        """A button that goes to an answered question."""
        return self.act(label, Action.CHANGE, f"{location.question}/{location.item}")


@lru_cache(maxsize=_MANY_STEPS)
def _stages(questionnaire: Questionnaire) -> tuple[Stage, ...]:
    """The steps of a questionnaire: the stages that it has, in order, and the finish."""
    found = {section.stage for section in questionnaire.sections.values()} | {Stage.REVIEWING}
    return tuple(stage for stage in Stage if stage in found)

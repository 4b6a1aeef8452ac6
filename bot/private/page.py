"""Renders the page: the one question as a plain form, or the line that says why it is not asked."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from msgspec import Struct

from bot import buttons
from bot.channels.web.assets import Assets
from bot.private.asking import is_offered
from bot.turns import Outcome
from dialogs.catalogues import say
from dialogs.prompts import AnswerKind, Button, ButtonStyle
from dialogs.wording import render
from state_machine.pending import Hinting, Rejected
from state_machine.scope import Scope

__all__ = ["Page"]

TEMPLATES = Path(__file__).parent / "templates"
_TYPED = frozenset({AnswerKind.TEXT, AnswerKind.NUMBER, AnswerKind.DATE})
_ID_BYTES = 12


class _Key(Struct, frozen=True):
    """A button of the form: what it says, what it sends, its style, whether it is ticked."""

    label: str
    data: str
    style: str
    on: bool


class Page:
    """The page in the language of its reader; nothing on it comes from elsewhere."""

    def __init__(self, assets: Assets) -> None:
        environment = Environment(
            loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined
        )
        environment.globals.update(asset=assets.url)
        self._question = environment.get_template("question.html")
        self._notice = environment.get_template("notice.html")

    def question(self, outcome: Outcome, *, refused: bool = False) -> str:
        """The question that is asked now; `refused`: what was sent is no answer to it."""
        prompt, language = outcome.prompt, outcome.prompt.language
        label, _, more = prompt.text.partition("\n")
        rejected = refused or isinstance(outcome.interview.head.pending, Rejected)
        return self._question.render(
            language=language,
            say=_Speaker(language),
            form=secrets.token_urlsafe(_ID_BYTES),
            lead=(say(language, "private.only_answer"),) if refused else prompt.lead,
            rejected=rejected,
            title=prompt.title,
            label=label,
            more=more,
            hint=_hint(outcome),
            typed=prompt.answer in _TYPED,
            numeric=prompt.answer is AnswerKind.NUMBER,
            rows=tuple(filter(None, (tuple(_keys(outcome, row)) for row in prompt.rows))),
        )

    def notice(self, language: str, kind: str) -> str:
        """A line with a title, of the family `private.<kind>`, and nothing to fill in."""
        return self._notice.render(
            language=language,
            title=say(language, f"private.{kind}"),
            text=say(language, f"private.{kind}_text"),
        )


class _Speaker:
    """The sentences of the page in one language, for its templates."""

    def __init__(self, language: str) -> None:
        self._language = language

    def __getitem__(self, key: str) -> str:
        return say(self._language, f"private.{key}")


def _hint(outcome: Outcome) -> str:
    """The hint, which always stands here; '' for a battery, whose questions have one each.

    And '' while the lines before the question say it already.
    """
    head = outcome.interview.head
    question, item = outcome.questionnaire.questions[head.location.question], head.location.item
    scope = Scope(outcome.questionnaire, outcome.interview)
    said = isinstance(head.pending, Hinting) or scope.battery(question, item)
    if question.hint is None or said:
        return ""
    return render(question.hint, scope, item, outcome.prompt.language)


def _keys(outcome: Outcome, row: tuple[Button, ...]) -> Iterator[_Key]:
    for button in row:
        if is_offered(button.input):
            yield _key(outcome, button)


def _key(outcome: Outcome, button: Button) -> _Key:
    label = button.label
    if button.style is ButtonStyle.TICK:
        label = label.removeprefix("☑ ").removeprefix("☐ ")  # the page draws a box of its own
    data = buttons.encode(outcome.questionnaire, button.input)
    return _Key(label, data, button.style.value, button.on)

"""From an interview to its prompt: which screen is shown now."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from dialogs.prompts.batteries import ask_at_once
from dialogs.prompts.codelists import browse
from dialogs.prompts.confirmations import confirm
from dialogs.prompts.lists import edit_item, list_sheets, review
from dialogs.prompts.questions import ask
from dialogs.prompts.screens import (
    agent_answers,
    choose_language,
    finish,
    finished,
    finishing,
    paused,
    refused,
)
from dialogs.prompts.suggestions import suggest
from dialogs.prompts.topics import list_topics
from dialogs.prompts.values import Prompt
from dialogs.prompts.view import View
from state_machine.interview import FINISH, Control, Interview, Status
from state_machine.pending import (
    Browsing,
    Confirming,
    Editing,
    LanguageAsked,
    Listing,
    Pending,
    Reviewing,
    Suggesting,
    Topics,
)
from state_machine.questionnaire import Question, Questionnaire
from state_machine.scope import Scope

__all__ = ["SCREENS", "prompt", "prompt_in", "shows_question"]

SCREENS = (
    Confirming | LanguageAsked | Listing | Editing | Reviewing | Suggesting | Browsing | Topics
)
"""What is pending in the question's place, rather than before it."""

_BY_STATUS: Mapping[Status, Callable[[View], Prompt]] = MappingProxyType(
    {
        Status.PAUSED: paused,
        Status.REFUSED: refused,
        Status.FINISHING: finishing,
        Status.FINISHED: finished,
    }
)

_PAGED: Mapping[type[Pending], Callable[[View, int], Prompt]] = MappingProxyType(
    {Listing: list_sheets, Reviewing: review, Topics: list_topics}
)


def prompt(questionnaire: Questionnaire, interview: Interview) -> Prompt:
    """What is shown now; a function of the interview alone."""
    return prompt_in(Scope(questionnaire, interview))


def prompt_in(scope: Scope) -> Prompt:
    """The same of an interview that is looked at already."""
    view = View(scope)
    screen = _screen(view)
    if screen is not None:
        return screen
    location = scope.interview.head.location
    question = scope.questionnaire.questions.get(location.question)
    if question is not None:
        return _ask(view, question, location.item)
    return finish(view) if location == FINISH else choose_language(view)


def _ask(view: View, question: Question, item: int) -> Prompt:
    """The question at the location, with its battery where that is asked in one turn."""
    asked = view.scope.battery(question, item)
    if question.battery is not None and asked:
        return ask_at_once(view, question.battery, asked, item)
    return ask(view, question, item)


def shows_question(scope: Scope) -> bool:
    """Whether a question is what is shown, so that a typed text is its answer."""
    head = scope.interview.head
    question = scope.questionnaire.questions.get(head.location.question)
    return (
        question is not None
        and head.status is Status.OPEN
        and head.control is not Control.AGENT
        and not isinstance(head.pending, SCREENS)
        and not scope.battery(question, head.location.item)
    )


def _screen(view: View) -> Prompt | None:
    """The screen that stands in the question's place, if any."""
    head = view.interview.head
    if head.control is Control.AGENT and head.status is Status.OPEN:
        return agent_answers(view)
    match head.pending:
        case Confirming() as confirming:
            return confirm(view, confirming)
        case LanguageAsked():
            return choose_language(view)
        case Listing() | Reviewing() | Topics() as paged:
            return _PAGED[type(paged)](view, paged.page)
        case Editing(item=item):
            return edit_item(view, item)
        case Suggesting() as suggesting:
            return suggest(view, suggesting)
        case Browsing() as browsing:
            return browse(view, browsing)
    show = _BY_STATUS.get(head.status)
    return None if show is None else show(view)

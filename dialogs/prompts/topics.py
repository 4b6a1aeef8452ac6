"""What Salamat can answer: the list of topics, and the ways on from an answer."""

from __future__ import annotations

from dialogs.prompts.leads import lead_elsewhere
from dialogs.prompts.values import AnswerKind, Button, ButtonStyle, Prompt
from dialogs.prompts.view import View
from state_machine.inputs import Action
from state_machine.interview import Control
from state_machine.items import ROOT
from state_machine.pending import Hinting, Informing, Told, Topics
from state_machine.questionnaire import Topic

__all__ = ["asking", "inform", "list_topics"]

_PAGE = 8
"""Topics a page."""

_RELATED = 2
"""Topics offered after an answer."""


def list_topics(view: View, number: int) -> Prompt:
    """A page of the topics, each a button; a question can be typed here, too."""
    topics = tuple(view.questionnaire.topics.values())
    page = max(0, min(number, (len(topics) - 1) // _PAGE))
    shown = topics[page * _PAGE : (page + 1) * _PAGE]
    return view.screen(
        view.say("faq.title"),
        (
            *((_open(view, topic),) for topic in shown),
            _turning(view, page, more=(page + 1) * _PAGE < len(topics)),
            (view.act(view.say("button.to_question"), Action.CANCEL),),
        ),
        lead=lead_elsewhere(view),
        answer=AnswerKind.TEXT,
    )


def _open(view: View, topic: Topic) -> Button:
    title = view.render(topic.title, ROOT)
    return view.act(title, Action.ASK, topic.name, ButtonStyle.CHOICE)


def _turning(view: View, page: int, *, more: bool) -> tuple[Button, ...]:
    buttons = []
    if page:
        buttons.append(view.act(view.say("button.earlier"), Action.TOPICS, str(page - 1)))
    if more:
        buttons.append(view.act(view.say("button.later"), Action.TOPICS, str(page + 1)))
    return tuple(buttons)


def inform(view: View) -> tuple[tuple[Button, ...], ...]:
    """The rows after an answer of Salamat's: related topics; an agent where no topic answers."""
    match view.interview.head.pending:
        case Informing(topic=""):
            return (_agent(view),)
        case Informing(topic=name):
            return tuple((_related(view, topic),) for topic in _near(view, name))
    return ()


def _agent(view: View) -> tuple[Button, ...]:
    if view.interview.head.control is not Control.RESPONDENT:
        return ()
    return (view.act(view.say("button.agent"), Action.AGENT, style=ButtonStyle.PRIMARY),)


def _near(view: View, name: str) -> list[Topic]:
    topics = view.questionnaire.topics
    found = topics.get(name)
    return [topics[near] for near in (found.related if found else ())[:_RELATED]]


def _related(view: View, topic: Topic) -> Button:
    return view.act(view.render(topic.title, ROOT), Action.ASK, topic.name)


def asking(view: View) -> tuple[Button, ...]:
    """The button to the list of topics, where somebody looks for help."""
    pending = view.interview.head.pending
    helping = isinstance(pending, Hinting | Informing | Topics) or pending == Told("no_hint")
    if not (helping and view.questionnaire.topics):
        return ()
    return (view.act(view.say("button.topics"), Action.TOPICS),)

"""Asking what a typed text means: one answer with a yes and a no, or several to choose from."""

from __future__ import annotations

from dialogs.prompts.codelists import entry_label, opening
from dialogs.prompts.offers import asked
from dialogs.prompts.values import AnswerKind, Button, ButtonStyle, Prompt
from dialogs.prompts.view import View
from dialogs.wording import answer_text
from state_machine.inputs import Action, Choose
from state_machine.pending import Suggesting
from state_machine.questionnaire import Question

__all__ = ["suggest"]


def suggest(view: View, pending: Suggesting) -> Prompt:
    """What a typed text may mean. An entry of a long list is always shown as a button."""
    location = view.interview.head.location
    question = view.questionnaire.questions[location.question]
    if question.codelist is None and len(pending.names) == 1:
        return _whether(view, question, location.item, pending.names[0])
    return _which(view, question, location.item, pending.names)


def _whether(view: View, question: Question, item: int, name: str) -> Prompt:
    """The question whether one answer is meant."""
    yes = _choosing(view, question, item, name, view.say("finish.yes"), ButtonStyle.PRIMARY)
    no = view.act(view.say("finish.no"), Action.CANCEL, style=ButtonStyle.CHOICE)
    meant = view.say("suggestion.meant", answer=_said(view, question, item, name))
    return view.screen(
        f"{asked(view, question, item)}\n{meant}",
        ((yes, no),),
        title=view.title(item),
        sensitive=question.sensitive,
        answer=AnswerKind.TEXT,
    )


def _which(view: View, question: Question, item: int, names: tuple[str, ...]) -> Prompt:
    """The answers that may be meant, to choose from."""
    rows = [
        (_choosing(view, question, item, name, _said(view, question, item, name)),)
        for name in names
    ]
    none = view.act(view.say("button.none_fits"), Action.CANCEL)
    long = ((opening(view),),) if question.codelist is not None else ()
    key = "codelist.found" if question.codelist is not None else "suggestion.which"
    return view.screen(
        f"{asked(view, question, item)}\n{view.say(key)}",
        (*rows, (none,), *long),
        title=view.title(item),
        sensitive=question.sensitive,
        answer=AnswerKind.TEXT,
    )


def _said(view: View, question: Question, item: int, name: str) -> str:
    """An entry of a long list is said even where it is sensitive: it cannot be chosen unseen."""
    if question.codelist is not None:
        return entry_label(view, question.codelist, name, item)
    return answer_text(question, name, view.scope, item, view.language)


def _choosing(
    view: View,
    question: Question,
    item: int,
    name: str,
    label: str,
    style: ButtonStyle = ButtonStyle.CHOICE,
) -> Button:
    whom = view.scope.whom(question, item)
    return Button(label, Choose(question.name, whom, name, tag=view.tag), style)

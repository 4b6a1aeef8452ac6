"""Screens that are no question: the language, a pause, a refusal, the finish and after it."""

from __future__ import annotations

from dialogs.catalogues import say
from dialogs.prompts.leads import lead_elsewhere
from dialogs.prompts.values import AnswerKind, Button, ButtonStyle, Prompt
from dialogs.prompts.view import View
from dialogs.wording import title_in
from state_machine.inputs import Action
from state_machine.interview import LANGUAGE
from state_machine.pending import Rejected, Told

__all__ = [
    "agent_answers",
    "choose_language",
    "finish",
    "finished",
    "finishing",
    "paused",
    "refused",
]

_PRIMARY = ButtonStyle.PRIMARY


def choose_language(view: View) -> Prompt:
    """The choice of language, asked in all of them at once."""
    languages = view.questionnaire.languages
    again = isinstance(view.interview.head.pending, Rejected)
    buttons = tuple(
        view.act(say(language, "language.name"), Action.LANGUAGE, language, ButtonStyle.CHOICE)
        for language in languages
    )
    begun = view.interview.head.location != LANGUAGE
    close = view.act(view.say("button.close"), Action.CANCEL)
    return view.screen(
        " · ".join(say(language, "language.choose") for language in languages),
        (buttons, (close,) if begun else ()),
        lead=(" · ".join(say(language, "language.tap") for language in languages),)
        if again
        else (),
        answer=AnswerKind.CHOICE,
    )


def finish(view: View) -> Prompt:
    """The last question: whether to end the interview for good."""
    yes = view.act(view.say("finish.yes"), Action.FINISH, style=_PRIMARY)
    no = view.act(view.say("finish.no"), Action.SHEETS, style=ButtonStyle.CHOICE)
    back = view.act(view.say("button.back"), Action.BACK)
    return view.screen(
        view.say("finish.question"),
        ((yes, no), (_view_answers(view),), (back,)),
        lead=lead_elsewhere(view),
        answer=AnswerKind.CHOICE,
    )


def finishing(view: View) -> Prompt:
    """The answers are safe, the numbers will follow."""
    return view.screen(
        view.say("told.finishing"),
        ((_view_answers(view),),),
    )


def finished(view: View) -> Prompt:
    """Thanks, and the notification number of every person."""
    parts = (view.say("finished.thanks"), *_numbers(view))
    return view.screen(
        "\n\n".join(parts),
        ((_view_answers(view),),),
        lead=lead_elsewhere(view),
    )


def _numbers(view: View) -> tuple[str, ...]:
    receipts = view.interview.head.receipts
    if not receipts:
        return ()
    one = len(receipts) == 1
    lines = [view.say("finished.number" if one else "finished.numbers")]
    for receipt in receipts:
        title = title_in(view.scope, receipt.item, view.language)
        lines.append(f"{title} — {receipt.number}" if title else receipt.number)
    return "\n".join(lines), view.say("finished.keep" if one else "finished.keep_all")


def _view_answers(view: View) -> Button:
    return view.act(view.say("button.view_answers"), Action.REVIEW)


def paused(view: View) -> Prompt:
    """Nothing is lost, and how to go on."""
    resume = view.act(view.say("button.resume"), Action.RESUME, style=_PRIMARY)
    return view.screen(view.say("paused.text"), ((resume,),), lead=lead_elsewhere(view))


def refused(view: View) -> Prompt:
    """The refusal is respected and can be taken back."""
    back = view.act(view.say("button.take_part"), Action.RETURN, style=_PRIMARY)
    said = view.interview.head.pending == Told("refused")
    lead = () if said else lead_elsewhere(view)
    return view.screen(view.say("told.refused"), ((back,),), lead=lead)


def agent_answers(view: View) -> Prompt:
    """An agent of the call centre has taken over: nothing is asked of the respondent."""
    return view.screen(view.say("told.agent_has_it"), ())

"""What spares typing and asking: a suggested answer, one question for several people, reasons."""

from __future__ import annotations

from dialogs.prompts.values import Button, ButtonStyle
from dialogs.prompts.view import View
from dialogs.summaries import label_for
from dialogs.wording import answer_text, title_in
from state_machine.commands import place_of
from state_machine.inputs import Action
from state_machine.interview import Answer, Provenance
from state_machine.questionnaire import Question

__all__ = ["accepting", "apart", "asked", "everybody", "reasons", "suggested"]

_NAMED = 6
"""People named at once above a question for all of them."""

_LONGEST = 40
"""Characters of an answer on the button that takes it; the line above says all of it."""


def asked(view: View, question: Question, item: int) -> str:
    """The wording of a question: about everybody whom it asks at once, else about the item."""
    if question.together is not None and view.scope.company(question, item):
        return view.render(question.together, item)
    return label_for(question, view.scope, item, view.language)


def suggested(view: View, question: Question, item: int) -> str:
    """The line that says which answer is suggested, and from where; '' when none is."""
    offer = _offer(view, question, item)
    if offer is None:
        return ""
    answer = answer_text(question, offer.value, view.scope, item, view.language)
    if offer.by is not Provenance.CARRIED:
        computed = question.default is not None and question.default.reads
        key = "suggestion.derived" if computed else "suggestion.offered"
        return view.say(key, answer=answer)
    row = view.scope.siblings(item)
    before = title_in(view.scope, row[row.index(item) - 1], view.language)
    return view.say("suggestion.carried", name=before, answer=answer)


def accepting(view: View, question: Question, item: int) -> tuple[Button, ...]:
    """The button that takes the suggested answer."""
    offer = _offer(view, question, item)
    if offer is None:
        return ()
    answer = answer_text(question, offer.value, view.scope, item, view.language)
    short = answer if len(answer) <= _LONGEST else f"{answer[: _LONGEST - 1].rstrip()}…"
    label = view.say("suggestion.accept", answer=short)
    return (view.act(label, Action.ACCEPT, place_of(question, item), ButtonStyle.PRIMARY),)


def _offer(view: View, question: Question, item: int) -> Answer | None:
    return None if question.sensitive else view.scope.suggestion(question, item)


def everybody(view: View, company: tuple[int, ...]) -> str:
    """The names of those who are asked about at once: "Дидар, Диас, Айша"."""
    names = [title_in(view.scope, each, view.language) for each in company[:_NAMED]]
    more = len(company) - len(names)
    line = ", ".join(names)
    return view.say("together.more", more, names=line) if more else line


def apart(view: View, question: Question, item: int) -> Button:
    """The button for asking one by one instead."""
    here = place_of(question, item)
    return view.act(view.say("button.apart"), Action.APART, here)


def reasons(view: View, question: Question, item: int) -> tuple[Button, ...]:
    """A button for each reason that is accepted in place of an answer."""
    here = place_of(question, item)
    return tuple(
        view.act(
            view.say(f"reason.{reason.value}"),
            Action.MISSING,
            f"{reason.value}/{here}",
        )
        for reason in question.missing
    )

"""What spares typing and asking: a suggested answer, one question for several people, reasons."""

from __future__ import annotations

from dialogs.prompts.values import Button, ButtonStyle
from dialogs.prompts.view import View
from dialogs.summaries import label_for
from dialogs.wording import answer_text, title_in
from state_machine.inputs import Action
from state_machine.items import Answer, Provenance
from state_machine.questionnaire import Question
from state_machine.together import place_of

__all__ = ["accepting", "asked", "reasons", "suggested"]

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
    if view.scope.company(question, item):
        return _for_each(view, question, item)
    answer = answer_text(question, offer.value, view.scope, item, view.language)
    if offer.by is not Provenance.CARRIED:
        computed = question.default is not None and question.default.reads
        key = "suggestion.derived" if computed else "suggestion.offered"
        return view.say(key, answer=answer)
    row = view.scope.siblings(item)
    before = title_in(view.scope, row[view.scope.position(item) - 2], view.language)
    return view.say("suggestion.carried", name=before, answer=answer)


def _for_each(view: View, question: Question, item: int) -> str:
    """What is suggested for each of those who are asked about at once, one a line."""
    lines = [view.say("together.offered")]
    for each in view.scope.company(question, item):
        offer = view.scope.suggestion(question, each)
        name = title_in(view.scope, each, view.language)
        answer = "" if offer is None else offer.value
        text = answer_text(question, answer, view.scope, each, view.language)
        lines.append(view.say("together.line", name=name, answer=text))
    return "\n".join(lines)


def accepting(view: View, question: Question, item: int) -> tuple[Button, ...]:
    """The button that takes the suggested answer, or those of all who are asked about at once."""
    offer = _offer(view, question, item)
    if offer is None:
        return ()
    whom = view.scope.whom(question, item)
    if whom != item:
        label = view.say("button.all_right")
        return (view.act(label, Action.ACCEPT, place_of(question, whom), ButtonStyle.PRIMARY),)
    answer = answer_text(question, offer.value, view.scope, item, view.language)
    short = answer if len(answer) <= _LONGEST else f"{answer[: _LONGEST - 1].rstrip()}…"
    label = view.say("suggestion.accept", answer=short)
    return (view.act(label, Action.ACCEPT, place_of(question, item), ButtonStyle.PRIMARY),)


def _offer(view: View, question: Question, item: int) -> Answer | None:
    return None if question.sensitive else view.scope.suggestion(question, item)


def reasons(view: View, question: Question, item: int) -> tuple[Button, ...]:
    """A button for each reason that is accepted in place of an answer."""
    here = place_of(question, view.scope.whom(question, item))
    return tuple(
        view.act(
            view.say(f"reason.{reason.value}"),
            Action.MISSING,
            f"{reason.value}/{here}",
        )
        for reason in question.missing
    )

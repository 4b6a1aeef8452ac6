"""One answer for several people: a tick for each whom it suits."""

from __future__ import annotations

from dialogs.prompts.values import AnswerKind, Button, ButtonStyle, Prompt
from dialogs.prompts.view import View
from dialogs.wording import answer_text, title_in
from state_machine.commands import place_of
from state_machine.inputs import Act, Action
from state_machine.interview import Sharing

__all__ = ["share"]


def share(view: View, pending: Sharing) -> Prompt:
    """Whom the answer in hand suits; with nobody ticked it says that somebody has to be."""
    location = view.interview.head.location
    question = view.questionnaire.questions[location.question]
    answer = answer_text(question, pending.value, view.scope, location.item, view.language)
    asking = view.say("share.hidden" if question.sensitive else "share.question", answer=answer)
    label = view.render(question.together or question.label, location.item)
    ticks = [
        _tick(view, each, on=each in pending.chosen)
        for each in pending.company
        if each in view.interview.items
    ]
    here = place_of(question, location.item)
    everybody = pending.chosen == pending.company
    done = view.say("share.everybody" if everybody else "button.done")
    return view.screen(
        f"{label}\n{asking}",
        (
            *((tick,) for tick in ticks),
            (view.act(done, Action.SHARE, here, ButtonStyle.PRIMARY),),
            (view.act(view.say("button.other_answer"), Action.CANCEL),),
        ),
        lead=() if pending.chosen else (view.say("share.nobody"),),
        answer=AnswerKind.CHOICES,
    )


def _tick(view: View, item: int, *, on: bool) -> Button:
    """A tick asks for the opposite of what it shows, so that the same tap twice changes nothing."""
    label = f"{'☑' if on else '☐'} {title_in(view.scope, item, view.language)}"
    wanted = Act(Action.SHARE, f"for/{item}/{0 if on else 1}", view.tag)
    return Button(label, wanted, ButtonStyle.TICK, on=on)

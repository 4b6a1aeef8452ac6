"""Questions asked in one turn: a tick for each that is not as usual, and one button for all."""

from __future__ import annotations

from dialogs.prompts.leads import lead
from dialogs.prompts.sharing import everybody
from dialogs.prompts.values import AnswerKind, Button, ButtonStyle, Prompt
from dialogs.prompts.view import View
from dialogs.wording import render
from state_machine.inputs import Act, Action
from state_machine.questionnaire import Battery, Question
from state_machine.route import previous_stop
from state_machine.together import place_of

__all__ = ["ask_at_once"]


def ask_at_once(view: View, battery: Battery, asked: tuple[Question, ...], item: int) -> Prompt:
    """The wording of the battery and a tick for each of its questions that is still open."""
    first = asked[0]
    company = view.scope.company(first, item)
    draft, location = view.interview.head.draft, view.interview.head.location
    ticked = draft.chosen if draft is not None and draft.location == location else ()
    done = view.say("battery.done") if ticked else view.render(battery.usual, item)
    place = place_of(first, view.scope.whom(first, item))
    return view.screen(
        view.render(battery.label, item),
        (
            *((_tick(view, each, item, on=each.name in ticked),) for each in asked),
            (view.act(done, Action.USUAL, place, ButtonStyle.PRIMARY),),
            _back(view),
        ),
        lead=lead(view, first, item),
        title=everybody(view, company) if company else view.title(item),
        sensitive=first.sensitive,
        answer=AnswerKind.CHOICES,
    )


def _tick(view: View, question: Question, item: int, *, on: bool) -> Button:
    """A tick asks for the opposite of what it shows, so that the same tap twice changes nothing."""
    text = question.tick or question.label
    label = f"{'☑' if on else '☐'} {render(text, view.scope, item, view.language)}"
    wanted = Act(Action.USUAL, f"tick/{question.index}/{0 if on else 1}", view.tag)
    return Button(label, wanted, ButtonStyle.TICK, on=on)


def _back(view: View) -> tuple[Button, ...]:
    if previous_stop(view.scope, view.interview.head.location) is None:
        return ()
    return (view.act(view.say("button.back"), Action.BACK),)

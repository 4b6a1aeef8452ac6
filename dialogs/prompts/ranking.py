"""Choices put in order by tapping: each carries its place, and the rest wait for theirs."""

from __future__ import annotations

from dialogs.prompts.values import Button, ButtonStyle
from dialogs.prompts.view import View
from state_machine.inputs import Choose
from state_machine.interview import Location
from state_machine.questionnaire import Choice, Question

__all__ = ["SIGNS", "chosen_so_far", "ranking"]

_PLACES = "".join(
    map(chr, (*range(0x2460, 0x2474), *range(0x3251, 0x3260), *range(0x32B1, 0x32C0)))
)
"""The numbers from 1 to 50 in circles, one sign each, as wide as the signs of a tick."""

_OPEN, _BEYOND = "○", "●"

SIGNS = f"{_PLACES}{_OPEN}{_BEYOND}"
"""Whatever may stand before the label of a choice that is put in order."""


def ranking(view: View, question: Question, item: int) -> tuple[tuple[Button, ...], ...]:
    """A button for each choice, and one to confirm once all have a place."""
    order = chosen_so_far(view, question, item)
    choices = view.scope.choices(question, item)
    rows = tuple((_placed(view, question, item, choice, order),) for choice in choices)
    if {choice.name for choice in choices} - {*order}:
        return rows
    done = Choose(question.name, view.scope.whom(question, item), "", tag=view.tag)
    return (*rows, (Button(view.say("button.done"), done, ButtonStyle.PRIMARY),))


def chosen_so_far(view: View, question: Question, item: int) -> tuple[str, ...]:
    """The choices of the draft, else of the answer, unless that is shown nowhere again."""
    draft = view.interview.head.draft
    if draft is not None and draft.location == Location(question.name, item):
        return draft.chosen
    answer = view.scope.answer(question, item)
    if answer is None or question.sensitive:
        return ()
    return answer.value if isinstance(answer.value, tuple) else ()


def _placed(
    view: View, question: Question, item: int, choice: Choice, order: tuple[str, ...]
) -> Button:
    """A tap asks for the opposite of what is shown, so that the same tap twice changes nothing."""
    on = choice.name in order
    sign = _sign(order.index(choice.name)) if on else _OPEN
    wanted = Choose(
        question.name, view.scope.whom(question, item), choice.name, on=not on, tag=view.tag
    )
    return Button(f"{sign} {view.render(choice.label, item)}", wanted, ButtonStyle.RANK, on=on)


def _sign(place: int) -> str:
    return _PLACES[place] if place < len(_PLACES) else _BEYOND

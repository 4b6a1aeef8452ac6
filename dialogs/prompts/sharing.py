"""One question about several people: whom it concerns, whom an answer is for, what was noted."""

from __future__ import annotations

from dialogs.prompts.values import Button, ButtonStyle
from dialogs.prompts.view import View
from dialogs.wording import said, title_in
from state_machine.inputs import Act, Action
from state_machine.pending import Shared
from state_machine.questionnaire import Question, QuestionType
from state_machine.together import place_of

__all__ = ["differing", "everybody", "hides_ticks", "how", "left_out", "named", "taken_for"]

_NAMED = 6
"""People named at once above a question for all of them."""

_WIDTH = 3

_TICKED = 12
"""So many are shown with a tick at once; more of them after it is said that answers differ."""


def everybody(view: View, company: tuple[int, ...]) -> str:
    """The names of those who are asked about at once: "Дидар, Диас, Айша"."""
    names = [title_in(view.scope, each, view.language) for each in company[:_NAMED]]
    return _and_more(view, ", ".join(names), len(company) - len(names))


def _and_more(view: View, line: str, more: int) -> str:
    return view.say("together.more", more, names=line) if more else line


def left_out(view: View) -> tuple[int, ...] | None:
    """Whom the next answer is not for; None as long as it is for all who are named."""
    draft, location = view.interview.head.draft, view.interview.head.location
    return draft.left if draft is not None and draft.location == location else None


def how(view: View, question: Question, company: tuple[int, ...]) -> str:
    """What an answer to a question about everybody will do."""
    ticking = _is_ticking(view, question, company)
    return view.say("together.for_some" if ticking else "together.for_all")


def _is_ticking(view: View, question: Question, company: tuple[int, ...]) -> bool:
    """Whether everybody has a tick: at once, or since it was said that answers differ."""
    return left_out(view) is not None or not hides_ticks(question, company)


def hides_ticks(question: Question, company: tuple[int, ...]) -> bool:
    """Whether it has to be said first that answers differ: many people, or answers with ticks."""
    ticked = (QuestionType.SELECT_MULTIPLE, QuestionType.RANK)
    return len(company) > _TICKED or question.type in ticked


def named(
    view: View, question: Question, company: tuple[int, ...]
) -> tuple[tuple[Button, ...], ...]:
    """A tick for each whom the answer may be for."""
    if not company or question.default is not None or not _is_ticking(view, question, company):
        return ()
    left = left_out(view) or ()
    ticks = [_tick(view, each, on=each not in left) for each in company]
    return tuple(tuple(ticks[at : at + _WIDTH]) for at in range(0, len(ticks), _WIDTH))


def _tick(view: View, item: int, *, on: bool) -> Button:
    """A tick asks for the opposite of what it shows, so that the same tap twice changes nothing."""
    label = f"{'☑' if on else '☐'} {title_in(view.scope, item, view.language)}"
    wanted = Act(Action.SHARE, f"for/{item}/{0 if on else 1}", view.tag)
    return Button(label, wanted, ButtonStyle.TICK, on=on)


def differing(
    view: View, question: Question, item: int, company: tuple[int, ...]
) -> tuple[Button, ...]:
    """The way to answers that differ: for whom this one is, then one by one."""
    if not company:
        return ()
    ticking = question.default is not None or _is_ticking(view, question, company)
    label = view.say("button.apart" if ticking else "button.differ")
    action = Action.APART if ticking else Action.SHARE
    return (view.act(label, action, place_of(question, view.scope.whom(question, item))),)


def taken_for(view: View, shared: Shared) -> str:
    """What was noted for whom: once for all who got the same, else for each.

    Of what is sensitive not even for whom: that tells who answered alike.
    """
    question = view.questionnaire.questions[shared.question]
    if question.sensitive:
        return view.say("together.hidden")
    items = [each for each in shared.items if each in view.interview.items]
    answers = {each: view.scope.answer(question, each) for each in items}
    lines = {
        each: said(question, answer, view.scope, each, view.language)
        for each, answer in answers.items()
    }
    if len(set(lines.values())) == 1:
        noted, names = next(iter(lines.values())), everybody(view, tuple(items))
        return view.say("together.noted", names=names, answer=noted)
    return view.say("together.each", what=_each(view, lines))


def _each(view: View, lines: dict[int, str]) -> str:
    shown = [
        view.say("together.line", name=title_in(view.scope, each, view.language), answer=answer)
        for each, answer in list(lines.items())[:_NAMED]
    ]
    return _and_more(view, "; ".join(shown), len(lines) - len(shown))

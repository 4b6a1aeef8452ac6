"""Which inputs the page may bring: those that answer its question, and nothing else."""

from __future__ import annotations

from bot import buttons
from bot.turns import Outcome
from state_machine.inputs import Act, Action, Choose, Input, Say
from state_machine.interview import Status
from state_machine.pending import Change, Confirming
from state_machine.scope import Scope

__all__ = ["is_offered", "is_shown", "meant"]

_OFFERED = frozenset(
    {
        Action.ACCEPT,
        Action.APART,
        Action.BROWSE,
        Action.CANCEL,
        Action.CONFIRM,
        Action.CONTINUE,
        Action.MISSING,
        Action.SHARE,
        Action.SKIP,
        Action.USUAL,
    }
)
"""What the buttons of a question do about this question."""

_TYPED = _OFFERED | {Action.ASK, Action.HELP}
"""What may be typed: a question to Salamat and a call for the hint as well."""


def is_shown(outcome: Outcome) -> bool:
    """Whether what the interview shows now is sensitive, and about where it stands."""
    head = outcome.interview.head
    if head.status is not Status.OPEN or not outcome.prompt.sensitive:
        return False
    match head.pending:
        case Confirming(intent=Change(question=question, item=item, company=company)):
            here = head.location
            return question == here.question and here.item in (item, *company)
    return True


def is_offered(input: Input) -> bool:
    """Whether the page has the button of this input."""
    return isinstance(input, Choose) or (isinstance(input, Act) and input.action in _OFFERED)


def meant(outcome: Outcome, *, text: str, press: str) -> Input | None:
    """What was typed or pressed; None for whatever is not about the question."""
    if press:
        return _pressed(outcome, press)
    scope = Scope(outcome.questionnaire, outcome.interview)
    heard = scope.questionnaire.understand(scope, text)
    if isinstance(heard, Act) and heard.action not in _TYPED:
        return None
    return Say(text) if text.strip() else None


def _pressed(outcome: Outcome, press: str) -> Input | None:
    """A button that stands there now, or stood there a moment ago: a tick asks for a state."""
    input = buttons.decode(outcome.questionnaire, press)
    if input is None or not is_offered(input):
        return None
    if isinstance(input, Choose):
        return input if _is_here(outcome, input) else None
    return input


def _is_here(outcome: Outcome, input: Choose) -> bool:
    """Whether a choice is one of the question asked now: about its item, or all it asks about."""
    here = outcome.interview.head.location
    question = outcome.questionnaire.questions[here.question]
    whom = Scope(outcome.questionnaire, outcome.interview).whom(question, here.item)
    return input.question == here.question and input.item in (here.item, whom)

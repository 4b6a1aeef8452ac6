"""Decides with which methods an outcome is answered: what is edited, what is sent anew."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum, auto

from bot import buttons
from bot.channels.telegram.methods import (
    AnswerCallbackQuery,
    DeleteMessage,
    EditKeyboard,
    Method,
)
from bot.channels.telegram.reading import Said, Tap
from bot.channels.telegram.rendering import Rendered, answered, render
from bot.channels.telegram.sharing import location_asked, location_settled
from bot.turns import Kind, Outcome
from state_machine.inputs import Act, Action, Choose
from state_machine.pending import Change, Confirming, Rejected, Suggesting, Told

__all__ = ["Reply", "reply_to"]


@dataclass(frozen=True, slots=True)
class Reply:
    """`first` may ride in the webhook's response; `then` are calls, whose end is known.

    `again`: nothing was changed, so `first` is not needed if it was shown a moment ago, as when
    somebody taps twice.
    """

    first: Method | None = None
    then: tuple[Method, ...] = ()
    again: bool = False


class Manner(Enum):
    """What happens to the message whose button was tapped."""

    ANSWERED = auto()  # it shows the chosen answer, the next question comes below
    IN_PLACE = auto()  # it becomes the new prompt
    SETTLED = auto()  # it loses its keyboard, the new prompt comes below
    KEPT = auto()  # it stays as it is, the new prompt comes below


_IN_PLACE = frozenset(
    {
        Action.BACK,
        Action.CANCEL,
        Action.CHANGE,
        Action.EDIT,
        Action.HELP,
        Action.LANGUAGE,
        Action.OPEN,
        Action.REVIEW,
        Action.SHARE,
        Action.SHEETS,
        Action.USUAL,
    }
)
"""Commands that turn a page; after all others the message stays to be read again."""

_OUT_OF_DATE = frozenset({"stale", "not_here"})


def reply_to(said: Said, outcome: Outcome, link: str = "") -> Reply:
    """What is sent for an outcome, in the order of sending.

    `link` leads to the page for the question that is asked now, '' where there is none.
    """
    if outcome.kind is Kind.STALE_REPEAT:
        return Reply()
    shown = render(outcome.questionnaire, outcome.prompt, link)
    if said.tap is None:
        return _anew(_new(outcome, shown, said.user), *_deletion(said, outcome))
    if outcome.kind is Kind.REPEATED or not said.tap.message:
        return _anew(_new(outcome, shown, said.user), AnswerCallbackQuery(said.tap.query))
    return _after_tap(said.user, said.tap, outcome, shown)


def _new(outcome: Outcome, shown: Rendered, chat: int) -> tuple[Method, ...]:
    """The prompt as new messages, with what belongs to a place that was or is asked for."""
    settled, asked = location_settled(outcome, chat), location_asked(outcome, chat)
    return (*settled, *asked, *shown.new(chat))


def _deletion(said: Said, outcome: Outcome) -> tuple[Method, ...]:
    """What was written in answer to a sensitive question does not stay in the chat."""
    if not (said.message and _was_sensitive(outcome)):
        return ()
    return (DeleteMessage(said.user, said.message),)


def _was_sensitive(outcome: Outcome) -> bool:
    """Whether a turn took a sensitive answer, or one is refused or waits for a yes."""
    if outcome.kind is not Kind.TAKEN:
        return False
    if outcome.echo is not None and outcome.echo.sensitive:
        return True
    match outcome.interview.head.pending:
        case Rejected() | Suggesting():
            return outcome.prompt.sensitive
        case Confirming(intent=Change(question=question)):
            return outcome.questionnaire.questions[question].sensitive
    return False


def _anew(sent: tuple[Method, ...], *before: Method) -> Reply:
    """One message may ride in the response; the parts of a longer one must keep their order."""
    return Reply(sent[0], before) if len(sent) == 1 else Reply(None, (*before, *sent))


def _after_tap(chat: int, tap: Tap, outcome: Outcome, shown: Rendered) -> Reply:
    done = AnswerCallbackQuery(tap.query)
    match _manner(tap, outcome):
        case Manner.ANSWERED if outcome.echo is not None:
            edit: Method = answered(tap, outcome.echo.answer_text, chat)
            return Reply(edit, (done, *_new(outcome, shown, chat)))
        case Manner.IN_PLACE if shown.is_shown_by(tap):
            return Reply(done)
        case Manner.IN_PLACE if edited := _edited(chat, tap, shown):
            arrived = location_asked(outcome, chat) if _arrives(tap, outcome) else ()
            return Reply(edited, (done, *arrived))
        case Manner.KEPT:
            return replace(_anew(_new(outcome, shown, chat), done), again=True)
        case _:
            bare = EditKeyboard(chat, tap.message) if tap.keyboard else None
            return Reply(bare, (done, *_new(outcome, shown, chat)))


def _manner(tap: Tap, outcome: Outcome) -> Manner:
    if outcome.echo is not None:
        return Manner.ANSWERED
    pending = outcome.interview.head.pending
    if isinstance(pending, Told) and pending.code in _OUT_OF_DATE:
        return Manner.SETTLED
    match buttons.decode(outcome.questionnaire, tap.data):
        case Choose(question=question, item=item):
            here = _is_here(outcome, question, item)
            return Manner.IN_PLACE if here else Manner.KEPT
        case Act(action=action) if action in _IN_PLACE:
            return Manner.IN_PLACE
    return Manner.SETTLED


def _arrives(tap: Tap, outcome: Outcome) -> bool:
    """Whether a tap led to another question, and did not only turn a page before the same one."""
    match buttons.decode(outcome.questionnaire, tap.data):
        case Act(action=Action.BACK | Action.CHANGE | Action.OPEN):
            return True
    return False


def _is_here(outcome: Outcome, question: str, named: int) -> bool:
    """Whether a button belongs to the question shown: it may name all whom that is about."""
    asked, item = outcome.prompt.location
    return question == asked and named in (item, outcome.interview.items[item].parent)


def _edited(chat: int, tap: Tap, shown: Rendered) -> Method | None:
    """The least edit that makes the message the new prompt: ticks change only the keyboard."""
    if shown.pieces == (tap.text,):
        return EditKeyboard(chat, tap.message, shown.keyboard)
    return shown.over(chat, tap.message)

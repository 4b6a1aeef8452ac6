"""Decides with which methods an outcome is answered: what is edited, what is sent anew."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum, auto
from types import MappingProxyType

from bot import buttons
from bot.channels.telegram.covering import covers, hidden, left_uncovered
from bot.channels.telegram.methods import (
    AnswerCallbackQuery,
    DeleteMessage,
    EditKeyboard,
    Method,
)
from bot.channels.telegram.reading import Said, Tap
from bot.channels.telegram.rendering import Rendered, answered, render
from bot.channels.telegram.sharing import location_asked, location_settled
from bot.channels.telegram.uncovered import Messages
from bot.turns import Kind, Outcome
from state_machine.inputs import Act, Action, Choose
from state_machine.pending import Confirming, Rejected, Suggesting, Told

__all__ = ["Reply", "reply_to", "shown_anew"]

_NONE: Messages = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Reply:
    """`first` may ride in the webhook's response; `then` are calls, whose end is known.

    `again`: nothing was changed, so `first` is not needed if it was shown a moment ago, as when
    somebody taps twice. `shows` is the tapped message if it is the prompt now, else 0. `uncovered`
    are the messages that show a sensitive question then; `called`: the prompt is one more
    of them, so its id must be known.
    """

    first: Method | None = None
    then: tuple[Method, ...] = ()
    again: bool = False
    shows: int = 0
    uncovered: tuple[tuple[int, bool], ...] = ()
    called: bool = False

    @property
    def methods(self) -> tuple[Method, ...]:
        """All that is sent, in order."""
        return self.then if self.first is None else (self.first, *self.then)


class Manner(Enum):
    """What happens to the message whose button was tapped."""

    ANSWERED = auto()  # it shows the chosen answer, the next question comes below
    HIDDEN = auto()  # nothing of it is left but that something is saved, the next comes below
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


def reply_to(said: Said, outcome: Outcome, link: str = "", uncovered: Messages = _NONE) -> Reply:
    """What is sent for an outcome, in the order of sending.

    `link` leads to the page for the question that is asked now, '' where there is none; `uncovered`
    are the messages that showed a sensitive question so far.
    """
    if outcome.kind is Kind.STALE_REPEAT:
        return Reply(uncovered=tuple(uncovered.items()))
    return _covering(said.user, _reply_to(said, outcome, link, uncovered), outcome, uncovered)


def shown_anew(chat: int, outcome: Outcome, link: str, uncovered: Messages) -> Reply:
    """What is sent where the interview moved on without this chat."""
    shown = render(outcome.questionnaire, outcome.prompt, link)
    return _covering(chat, Reply(then=shown.new(chat)), outcome, uncovered)


def _covering(chat: int, reply: Reply, outcome: Outcome, uncovered: Messages) -> Reply:
    """The reply, with what it does to the other messages that show a sensitive question."""
    sent = reply.then if reply.again else reply.methods
    covering = covers(chat, outcome, sent, uncovered)
    left = left_uncovered(outcome, (*sent, *covering), uncovered, reply.shows)
    return replace(
        reply,
        then=(*reply.then, *covering),
        uncovered=tuple(left),
        called=outcome.prompt.sensitive,
    )


def _reply_to(said: Said, outcome: Outcome, link: str, uncovered: Messages) -> Reply:
    shown = render(outcome.questionnaire, outcome.prompt, link)
    if said.tap is None:
        return _anew(_new(outcome, shown, said.user), *_deletion(said, outcome))
    if outcome.kind is Kind.REPEATED or not said.tap.message:
        return _anew(_new(outcome, shown, said.user), AnswerCallbackQuery(said.tap.query))
    newest = max(uncovered, default=0) <= said.tap.message
    return _after_tap(
        said.user, said.tap, outcome, shown, _manner(said.tap, outcome, newest=newest)
    )


def _new(outcome: Outcome, shown: Rendered, chat: int) -> tuple[Method, ...]:
    """The prompt as new messages, with what belongs to a place that was or is asked for."""
    return (*_places(outcome, chat), *shown.new(chat))


def _places(outcome: Outcome, chat: int) -> tuple[Method, ...]:
    return (*location_settled(outcome, chat), *location_asked(outcome, chat))


def _deletion(said: Said, outcome: Outcome) -> tuple[Method, ...]:
    """What was written in answer to a sensitive question does not stay in the chat."""
    if not (said.message and _was_sensitive(outcome)):
        return ()
    return (DeleteMessage(said.user, said.message),)


def _was_sensitive(outcome: Outcome) -> bool:
    """Whether a turn took a sensitive answer, or what was written is refused or waits."""
    if outcome.kind is not Kind.TAKEN:
        return False
    if outcome.echo is not None and outcome.echo.sensitive:
        return True
    head, sensitive = outcome.interview.head, outcome.prompt.sensitive
    match head.pending:
        case Rejected() | Suggesting() | Confirming():
            return sensitive
        case Told(code=code) if code in _NOT_AS_TEXT:
            return sensitive
        case None:
            return sensitive and head.draft is not None and head.draft.location == head.location
    return False


_NOT_AS_TEXT = frozenset({"not_here", "ticked"})
"""What is told after a text that means something to the question and is not its answer yet."""


def _anew(sent: tuple[Method, ...], *before: Method) -> Reply:
    """One message may ride in the response; the parts of a longer one must keep their order."""
    return Reply(sent[0], before) if len(sent) == 1 else Reply(None, (*before, *sent))


def _after_tap(chat: int, tap: Tap, outcome: Outcome, shown: Rendered, manner: Manner) -> Reply:
    done = AnswerCallbackQuery(tap.query)
    taken = outcome.echo
    match manner:
        case Manner.ANSWERED if taken is not None:
            edit: Method = answered(tap, taken.answer_text, chat)
            return Reply(edit, (done, *_new(outcome, shown, chat)))
        case Manner.IN_PLACE if shown.is_shown_by(tap):
            return Reply(done, shows=tap.message)
        case Manner.IN_PLACE if edited := _edited(chat, tap, shown):
            arrived = taken is not None or _arrives(tap, outcome)
            beside = _places(outcome, chat) if arrived else ()
            return Reply(edited, (done, *beside), shows=tap.message)
        case Manner.HIDDEN | Manner.IN_PLACE if taken is not None:
            gone = hidden(chat, tap.message, taken.answer_text)
            return Reply(gone, (done, *_new(outcome, shown, chat)))
        case Manner.KEPT:
            return replace(_anew(_new(outcome, shown, chat), done), again=True)
        case _:
            bare = EditKeyboard(chat, tap.message) if tap.keyboard else None
            return Reply(bare, (done, *_new(outcome, shown, chat)))


def _manner(tap: Tap, outcome: Outcome, *, newest: bool) -> Manner:
    """`newest`: no sensitive question is known to stand below the message."""
    if outcome.echo is not None and outcome.echo.sensitive:
        # Sensitive questions in a row are one message: how many there were tells something, too.
        return Manner.IN_PLACE if outcome.prompt.sensitive and newest else Manner.HIDDEN
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

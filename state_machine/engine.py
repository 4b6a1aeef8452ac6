"""One exchange: an input goes in, events and a new interview come out. Pure, total and bounded.

`step` never raises on anything that somebody may say. What it does depends on the interview alone:
its status decides which inputs are heard at all, what is pending decides what a yes means, and the
location decides what a typed text answers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType

from state_machine import events as ev
from state_machine.answering import choose, say
from state_machine.commands import COMMANDS, language_command
from state_machine.evolution import opened
from state_machine.handing import attach, cannot_read, explain, locate
from state_machine.inputs import (
    Act,
    Action,
    Attach,
    Choose,
    Finalised,
    Input,
    Locate,
    Say,
    Unkept,
    Unsupported,
    number_in,
)
from state_machine.interview import Control, Interview, Status
from state_machine.items import Provenance
from state_machine.lifecycle import fire_status
from state_machine.pending import Returned, Reviewing
from state_machine.questionnaire import Questionnaire
from state_machine.scope import Scope
from state_machine.turn import Turn, TurnInTheMaking

__all__ = ["RETURN_AFTER", "Turn", "open_interview", "step"]

RETURN_AFTER = timedelta(hours=2)
"""A silence longer than this is ended with one line on what is done and what is next."""


def open_interview(
    questionnaire: Questionnaire, *, id: str, address: str, now: str, language: str = ""
) -> Turn:
    """A new interview for an address, at the choice of language or past it when that is known.

    `now` is ISO 8601 in the census's time zone.
    """
    event = ev.Opened(id, questionnaire.identity, address, now)
    turn = TurnInTheMaking(opened(questionnaire, event), events=[event])
    languages = questionnaire.languages
    language = languages[0] if len(languages) == 1 else language
    if language in languages:
        turn.apply(ev.LanguageChosen(language))
        turn.go(None)
    return turn.close()


def step(
    questionnaire: Questionnaire,
    interview: Interview,
    input: Input,
    *,
    now: str,
    by: Provenance = Provenance.SELF,
) -> Turn:
    """What an input does to an interview at a time (ISO 8601 in the census's time zone)."""
    turn = TurnInTheMaking(Scope(questionnaire, interview), by=by)
    silence = _silence(interview.head.as_of, now)
    turn.apply(ev.Heard(now))
    _hear(turn, input)
    if silence > RETURN_AFTER and turn.pending is None and turn.head.status is Status.OPEN:
        turn.pending = Returned()
    return turn.close()


def _silence(then: str, now: str) -> timedelta:
    return datetime.fromisoformat(now) - datetime.fromisoformat(then)


def _hear(turn: TurnInTheMaking, input: Input) -> None:
    tag = getattr(input, "tag", "")
    if tag and tag != turn.interview.tag:
        turn.tell("stale")
        return
    if isinstance(input, Say):
        meant = turn.questionnaire.understand(turn.scope, input.text)
        input = input if meant is None else meant
    if isinstance(input, Finalised):
        _finalised(turn, input)
        return
    if turn.head.control is Control.AGENT and turn.by is Provenance.SELF:
        turn.tell("agent_has_it")
        return
    _BY_STATUS[turn.head.status](turn, input)


def _while_open(turn: TurnInTheMaking, input: Input) -> None:
    match input:
        case Act(action=action, argument=argument):
            COMMANDS[action](turn, argument)
        case Choose():
            choose(turn, input)
        case Say(text=text):
            say(turn, text)
        case Locate():
            locate(turn, input)
        case Attach():
            attach(turn, input)
        case Unkept():
            explain(turn, input)
        case Unsupported(kind=kind):
            cannot_read(turn, kind)


def _while_paused(turn: TurnInTheMaking, input: Input) -> None:
    """Anything ends a pause; what is typed is no answer, for nobody sees the question then."""
    if isinstance(input, Act) and input.action is Action.PAUSE:
        return
    turn.fire("resume")
    greeting = isinstance(input, Say) or (
        isinstance(input, Act) and input.action in (Action.START, Action.RESUME)
    )
    if greeting:
        turn.pending = Returned()
    else:
        _while_open(turn, input)


def _while_refused(turn: TurnInTheMaking, input: Input) -> None:
    match input:
        case Act(action=Action.RETURN | Action.RESUME):
            turn.fire("return")
            turn.tell("returned_from_refusal")
        case Act(action=Action.LANGUAGE, argument=language):
            language_command(turn, language)
        case Act(action=Action.START | Action.CONTINUE | Action.CANCEL):
            pass
        case Act(action=Action.ASK | Action.TOPICS as action, argument=argument):
            COMMANDS[action](turn, argument)
        case _:
            turn.tell("refused")


def _while_over(turn: TurnInTheMaking, input: Input) -> None:
    """Finishing and finished: answers can be looked at, nothing can be changed."""
    match input:
        case Act(action=Action.LANGUAGE, argument=language):
            language_command(turn, language)
        case Act(action=Action.REVIEW, argument=page):
            turn.pending = Reviewing(number_in(page))
        case Act(action=Action.ASK | Action.TOPICS as action, argument=argument):
            COMMANDS[action](turn, argument)
        case Act(action=Action.START | Action.CONTINUE | Action.CANCEL | Action.BACK):
            pass
        case _:
            turn.tell(turn.head.status.value)


_BY_STATUS: Mapping[Status, Callable[[TurnInTheMaking, Input], None]] = MappingProxyType(
    {
        Status.OPEN: _while_open,
        Status.PAUSED: _while_paused,
        Status.REFUSED: _while_refused,
        Status.FINISHING: _while_over,
        Status.FINISHED: _while_over,
    }
)


def _finalised(turn: TurnInTheMaking, input: Finalised) -> None:
    if fire_status(turn.head.status, "finalise") is None:
        turn.pending = turn.head.pending
        return
    turn.apply(ev.ReceiptsGiven(input.receipts))
    turn.fire("finalise")

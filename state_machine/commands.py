"""Commands: everything that can be asked of an interview besides answering the question."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from msgspec.structs import replace

from state_machine import events as ev
from state_machine.answering import company
from state_machine.consequences import of_removal
from state_machine.inputs import Action, number_in
from state_machine.interview import FINISH, LANGUAGE, Location
from state_machine.items import ROOT, Missing
from state_machine.lifecycle import fire_control
from state_machine.pending import (
    Browsing,
    Change,
    Confirming,
    Editing,
    Hinting,
    Informing,
    LanguageAsked,
    Listing,
    Problem,
    Refusal,
    Removal,
    Restart,
    Returned,
    Reviewing,
    Suggesting,
    Topics,
)
from state_machine.questionnaire import Question, QuestionType
from state_machine.route import Sheet, following_stop, next_stop, open_stop, previous_stop
from state_machine.taking import carry_out, still_asked, take
from state_machine.together import accept_all, apart, meant, share, usual
from state_machine.turn import TurnInTheMaking

__all__ = ["COMMANDS", "language_command"]


def _start(turn: TurnInTheMaking, _: str) -> None:
    kept = {each.name for row in turn.questionnaire.keeping.values() for each in row}
    if turn.interview.items[ROOT].answers.keys() - kept:
        turn.pending = Returned()


def language_command(turn: TurnInTheMaking, language: str) -> None:
    """Goes on in a language; asks which when it is none of the questionnaire's."""
    if language not in turn.questionnaire.languages:
        turn.pending = LanguageAsked()
        return
    if language != turn.head.language:
        turn.apply(ev.LanguageChosen(language))
    if turn.head.location == LANGUAGE:
        turn.go(None)
    else:
        turn.tell("language_changed")


def _back(turn: TurnInTheMaking, _: str) -> None:
    """Closes what stands before the question, if anything does; else to the question before."""
    location, draft = turn.head.location, turn.head.draft
    if isinstance(turn.head.pending, _SCREENS | Informing):
        return
    if draft is not None and draft.left is not None:
        turn.apply(ev.Drafted(None))
        return
    found = None if location == LANGUAGE else previous_stop(turn.scope, location)
    if found is None:
        turn.tell("first_question")
    else:
        turn.move(found)


_SCREENS = (
    Confirming
    | LanguageAsked
    | Listing
    | Editing
    | Reviewing
    | Hinting
    | Suggesting
    | Browsing
    | Topics
)


def _skip(turn: TurnInTheMaking, place: str) -> None:
    question, item = turn.questionnaire.questions.get(turn.head.location.question), _item(turn)
    if question is None or question.type is QuestionType.GATE:
        turn.tell("not_here")
    elif meant(turn, place) is None:
        turn.tell("stale")
    elif question.type is QuestionType.NOTE:
        _continue(turn, "")
    elif turn.scope.required(question, item):
        turn.reject(Problem("cannot_skip"))
    else:
        take(turn, question, item, "", company=company(turn, question, item))


def _item(turn: TurnInTheMaking) -> int:
    return turn.head.location.item


def _help(turn: TurnInTheMaking, _: str) -> None:
    question = turn.questionnaire.questions.get(turn.head.location.question)
    if question is None or not (question.hint or question.guidance):
        turn.tell("no_hint")
    else:
        turn.pending = Hinting()


def _agent(turn: TurnInTheMaking, _: str) -> None:
    control = fire_control(turn.head.control, "ask")
    if control is None:
        turn.tell("agent_already")
        return
    turn.apply(ev.ControlPassed(control))
    turn.tell("agent_awaited")


def _pause(turn: TurnInTheMaking, _: str) -> None:
    turn.fire("pause")


def _resume(turn: TurnInTheMaking, _: str) -> None:
    turn.pending = Returned()


def _refuse(turn: TurnInTheMaking, _: str) -> None:
    turn.pending = Confirming(Refusal())


def _restart(turn: TurnInTheMaking, _: str) -> None:
    turn.pending = Confirming(Restart())


def _sheets(turn: TurnInTheMaking, page: str) -> None:
    turn.pending = Listing(number_in(page))


def _review(turn: TurnInTheMaking, page: str) -> None:
    turn.pending = Reviewing(number_in(page))


def _split(turn: TurnInTheMaking, argument: str) -> tuple[str, int]:
    """A name and an item that exists, from 'name/item'; the item is -1 when there is none such."""
    name, _, number = argument.rpartition("/")
    item = number_in(number)
    known = number != "" and str(item) == number and item in turn.interview.items
    return name, item if known else -1


def _open(turn: TurnInTheMaking, argument: str) -> None:
    """Opens a sheet at its first open question, or at its first."""
    name, item = _split(turn, argument)
    section = turn.questionnaire.sections.get(name)
    if section is None or item < 0 or turn.interview.items[item].roster != section.level:
        turn.tell("stale")
        return
    stops = turn.scope.stops(section, item)
    if not stops:
        turn.tell("stale")
        return
    first = open_stop(turn.scope, Sheet(name, item))
    turn.move(first or Location(stops[0].name, item))


def _change(turn: TurnInTheMaking, argument: str) -> None:
    name, item = _split(turn, argument)
    if still_asked(turn, Location(name, item)):
        turn.move(Location(name, item))
    else:
        turn.tell("stale")


def _edit(turn: TurnInTheMaking, argument: str) -> None:
    _, item = _split(turn, f"/{argument}")
    if item > ROOT:
        turn.pending = Editing(item)
    else:
        turn.tell("stale")


def _remove(turn: TurnInTheMaking, argument: str) -> None:
    _, item = _split(turn, f"/{argument}")
    if item > ROOT:
        consequences = of_removal(turn.scope, item)
        turn.pending = Confirming(Removal(item), consequences)
    else:
        turn.tell("stale")


def _continue(turn: TurnInTheMaking, _: str) -> None:
    """Goes on past a note or an answer that may stay; else it only closes what stands before it."""
    location = turn.head.location
    question = turn.questionnaire.questions.get(location.question)
    if question is None or isinstance(turn.head.pending, _SCREENS):
        return
    if question.type is QuestionType.NOTE:
        take(turn, question, location.item, "ok")
    elif turn.scope.settled(question, location.item):
        following = following_stop(turn.scope, location)
        turn.go(location) if following is None else turn.move(following)


def _cancel(turn: TurnInTheMaking, _: str) -> None:
    if turn.head.pending is None and turn.head.location == FINISH:
        turn.pending = Listing()


def _confirm(turn: TurnInTheMaking, mark: str) -> None:
    pending = turn.head.pending
    if not isinstance(pending, Confirming):
        return
    if mark and mark != pending.mark:
        turn.pending = replace(pending, repeated=True)
        return
    match pending.intent:
        case Change() as change:
            _change_confirmed(turn, change)
        case Removal(item=item):
            _removal_confirmed(turn, item)
        case Restart():
            turn.apply(ev.StartedOver())
            turn.go(None)
            turn.tell("restarted")
        case Refusal():
            turn.fire("refuse")


def _change_confirmed(turn: TurnInTheMaking, change: Change) -> None:
    question = turn.questionnaire.questions[change.question]
    items = [each for each in (change.item, *change.company) if turn.scope.asks(question, each)]
    if not items:
        turn.tell("stale")
        return
    able = [each for each in items if _can_take(turn, question, each, change)]
    if able:
        carry_out(turn, replace(change, item=able[0], company=tuple(able[1:])))
    else:
        turn.reject(turn.scope.objection(question, items[0], change.value) or Problem("required"))


def _can_take(turn: TurnInTheMaking, question: Question, item: int, change: Change) -> bool:
    if change.missing:
        return True
    return turn.scope.objection(question, item, change.value) is None


def _removal_confirmed(turn: TurnInTheMaking, item: int) -> None:
    if item not in turn.interview.items:
        turn.tell("stale")
        return
    turn.apply(ev.ItemRemoved(item))
    location = turn.head.location
    if location != FINISH and still_asked(turn, location):
        turn.arrive(location)
    else:
        turn.go(None)
    turn.tell("removed")


def _accept(turn: TurnInTheMaking, place: str) -> None:
    """Takes the answers that are suggested at the location, for everybody whom they are for."""
    question, item = meant(turn, place), _item(turn)
    offer = None if question is None else turn.scope.suggestion(question, item)
    if question is None or offer is None:
        turn.tell("stale")
    elif turn.scope.company(question, item):
        accept_all(turn, question, turn.scope.company(question, item))
    else:
        take(turn, question, item, offer.value, by=offer.by)


def _missing(turn: TurnInTheMaking, argument: str) -> None:
    """Takes a reason in place of an answer, where the question accepts it."""
    reason, _, place = argument.partition("/")
    question, item = meant(turn, place), _item(turn)
    if question is None:
        turn.tell("stale")
    elif reason not in question.missing:
        turn.tell("needed")
    else:
        named = company(turn, question, item)
        take(turn, question, item, "", missing=Missing(reason), company=named)


def _browse(turn: TurnInTheMaking, argument: str) -> None:
    """Opens the codelist of the question asked now: `code/page`."""
    location = turn.head.location
    question = turn.questionnaire.questions.get(location.question)
    code, _, page = argument.partition("/")
    codelist = None if question is None else turn.scope.codelist(question, location.item)
    if codelist is None:
        turn.tell("not_here")
    elif code and codelist.label(code) is None:
        turn.tell("stale")
    else:
        turn.pending = Browsing(code, number_in(page))


def _ask(turn: TurnInTheMaking, topic: str) -> None:
    """Answers what somebody asked about the census: once a language is chosen to answer in."""
    if topic and topic not in turn.questionnaire.topics:
        turn.tell("stale")
    elif turn.head.location != LANGUAGE:
        turn.pending = Informing(topic)


def _topics(turn: TurnInTheMaking, page: str) -> None:
    if not turn.questionnaire.topics:
        turn.tell("not_here")
    elif turn.head.location != LANGUAGE:
        turn.pending = Topics(number_in(page))


def _finish(turn: TurnInTheMaking, _: str) -> None:
    """To the last question when all is filled; only where it is shown does a yes finish."""
    if next_stop(turn.scope, None) != FINISH:
        turn.tell("unfinished")
    elif turn.head.location == FINISH and not isinstance(turn.head.pending, _SCREENS):
        turn.fire("finish")
    else:
        turn.move(FINISH)


COMMANDS: Mapping[Action, Callable[[TurnInTheMaking, str], None]] = MappingProxyType(
    {
        Action.START: _start,
        Action.LANGUAGE: language_command,
        Action.BACK: _back,
        Action.SKIP: _skip,
        Action.HELP: _help,
        Action.AGENT: _agent,
        Action.PAUSE: _pause,
        Action.RESUME: _resume,
        Action.REFUSE: _refuse,
        Action.RETURN: _resume,
        Action.RESTART: _restart,
        Action.SHEETS: _sheets,
        Action.REVIEW: _review,
        Action.OPEN: _open,
        Action.CHANGE: _change,
        Action.EDIT: _edit,
        Action.REMOVE: _remove,
        Action.CONTINUE: _continue,
        Action.CONFIRM: _confirm,
        Action.CANCEL: _cancel,
        Action.FINISH: _finish,
        Action.ACCEPT: _accept,
        Action.MISSING: _missing,
        Action.APART: apart,
        Action.SHARE: share,
        Action.USUAL: usual,
        Action.BROWSE: _browse,
        Action.ASK: _ask,
        Action.TOPICS: _topics,
    }
)

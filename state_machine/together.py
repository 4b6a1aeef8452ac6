"""Commands about several people or questions at once: for whom an answer is, what is as usual."""

from __future__ import annotations

from state_machine import events as ev
from state_machine.answering import ticked
from state_machine.inputs import number_in
from state_machine.interview import Draft
from state_machine.items import Provenance
from state_machine.pending import Problem, Shared
from state_machine.questionnaire import Question
from state_machine.taking import go_on
from state_machine.turn import TurnInTheMaking

__all__ = ["accept_all", "apart", "meant", "place_of", "share", "usual"]


def place_of(question: Question, item: int) -> str:
    """What a button carries that is meant for one question alone."""
    return f"{question.index}/{item}"


def meant(turn: TurnInTheMaking, place: str) -> Question | None:
    """The question asked now, if a button is meant for it; a typed command always is."""
    question = turn.questionnaire.questions.get(turn.head.location.question)
    if question is None:
        return None
    whom = turn.scope.whom(question, turn.head.location.item)
    return None if place and place != place_of(question, whom) else question


def accept_all(turn: TurnInTheMaking, question: Question, everybody: tuple[int, ...]) -> None:
    """Each gets the answer that is suggested for them; who is in doubt is asked in their turn."""
    taken = []
    for each in everybody:
        offer = turn.scope.suggestion(question, each)
        if offer is not None and not turn.scope.doubts(question, each, offer.value):
            turn.answer(question, each, offer.value, by=offer.by)
            taken.append(each)
    if taken:
        turn.pending = Shared(question.name, tuple(taken))
        go_on(turn, question, tuple(taken))
    else:
        turn.apply(ev.Parted(question.name, turn.interview.items[everybody[0]].parent))


def apart(turn: TurnInTheMaking, place: str) -> None:
    """The question asked now will be asked one by one."""
    question, item = meant(turn, place), turn.head.location.item
    if question is None or not turn.scope.company(question, item):
        turn.tell("stale")
        return
    if turn.head.draft is not None:
        turn.apply(ev.Drafted(None))
    turn.apply(ev.Parted(question.name, turn.interview.items[item].parent))


def share(turn: TurnInTheMaking, argument: str) -> None:
    """Asks whom the answer will be for; `for/item/1` or `for/item/0` says it of one of them."""
    head, _, on = argument.rpartition("/")
    if argument.startswith("for/"):
        _leave(turn, number_in(head.removeprefix("for/")), out=on != "1")
        return
    question, item = meant(turn, argument), turn.head.location.item
    if question is None or not turn.scope.company(question, item):
        turn.tell("stale")
    else:
        _leave_out(turn, question, set())


def _leave(turn: TurnInTheMaking, named: int, *, out: bool) -> None:
    """Leaves somebody out of those whom the next answer is for, or takes them in again."""
    question = meant(turn, "")
    everybody = () if question is None else turn.scope.company(question, turn.head.location.item)
    if question is None or named not in everybody:
        turn.tell("stale")
        return
    left = {*_left(turn), named} if out else {*_left(turn)} - {named}
    if left.issuperset(everybody):
        turn.reject(Problem("nobody"))
    else:
        _leave_out(turn, question, left)


def _left(turn: TurnInTheMaking) -> tuple[int, ...]:
    draft = turn.head.draft
    here = draft is not None and draft.location == turn.head.location
    return draft.left or () if draft is not None and here else ()


def _leave_out(turn: TurnInTheMaking, question: Question, left: set[int]) -> None:
    here = turn.head.location
    now = ticked(turn, here, question)
    chosen = tuple(c.name for c in turn.scope.choices(question, here.item) if c.name in now)
    everybody = turn.scope.company(question, here.item)
    ordered = tuple(each for each in everybody if each in left)
    if turn.head.draft != Draft(here, chosen, ordered):
        turn.apply(ev.Drafted(Draft(here, chosen, ordered)))


def usual(turn: TurnInTheMaking, argument: str) -> None:
    """Ticks a question of the battery asked now; or answers all that are not ticked as usual."""
    question, item = meant(turn, ""), turn.head.location.item
    asked = () if question is None else turn.scope.battery(question, item)
    head, _, on = argument.rpartition("/")
    if question is None or not asked:
        turn.tell("stale")
    elif argument.startswith("tick/"):
        _tick(turn, asked, number_in(head.removeprefix("tick/")), on=on == "1")
    elif meant(turn, argument) is None:
        turn.tell("stale")
    else:
        _answer_usually(turn, asked, item)


def _tick(turn: TurnInTheMaking, asked: tuple[Question, ...], index: int, *, on: bool) -> None:
    here, draft = turn.head.location, turn.head.draft
    now = set(draft.chosen) if draft is not None and draft.location == here else set[str]()
    named = {each.name for each in asked if each.index == index}
    wanted = now | named if on else now - named
    chosen = Draft(here, tuple(each.name for each in asked if each.name in wanted))
    if not named:
        turn.tell("stale")
    elif draft != chosen:
        turn.apply(ev.Drafted(chosen))


def _answer_usually(turn: TurnInTheMaking, asked: tuple[Question, ...], item: int) -> None:
    """Whoever cannot take an answer, or only with a doubt, is asked in their turn."""
    draft, first = turn.head.draft, asked[0]
    otherwise = draft.chosen if draft is not None else ()
    for question in asked:
        if question.name not in otherwise:
            _take_usual(turn, question, turn.scope.company(question, item) or (item,))
    if draft is not None:
        turn.apply(ev.Drafted(None))
    if otherwise:
        turn.pending = None  # what was noted is not the same for all questions
    if any(turn.scope.answer(question, item) is None for question in asked):
        turn.apply(ev.Parted(_battery(first), turn.scope.asker(first, item)))
    if turn.scope.answer(first, item) is not None:
        turn.go(turn.head.location)


def _battery(question: Question) -> str:
    return "" if question.battery is None else question.battery.name


def _take_usual(turn: TurnInTheMaking, question: Question, everybody: tuple[int, ...]) -> None:
    """Stores the usual answer for all who can take it; the first one is said if for several."""
    scope, usual = turn.scope, question.usual
    able = tuple(
        each
        for each in everybody
        if not scope.objection(question, each, usual) and not scope.doubts(question, each, usual)
    )
    several = len(able) > 1
    for each in able:
        turn.answer(question, each, usual, by=Provenance.TOGETHER if several else None)
    if several and turn.pending is None:
        turn.pending = Shared(question.name, able)

"""Items of a list that one message names, a line each: all of them can be taken, or none is."""

from __future__ import annotations

from msgspec import Struct

from state_machine.pending import Problem, Several
from state_machine.questionnaire import Loop, Question, QuestionType, Section
from state_machine.turn import TurnInTheMaking

__all__ = ["Named", "named_in"]


class Named(Struct, frozen=True, gc=False):
    """What each line says of the item it names; the roster and the item above all of them."""

    roster: str
    parent: int
    rows: tuple[Several, ...]


def named_in(
    turn: TurnInTheMaking, question: Question, item: int, text: str
) -> Named | Problem | None:
    """The items that a text names where a list is made; None when it is no more than an answer.

    At the gate a single line is enough; at the first question about an item it takes several, the
    first of which is about that item.
    """
    at_gate = question.type is QuestionType.GATE
    roster = turn.scope.gathers(question).name if at_gate else question.level
    first = _first_question(turn, roster)
    lines = [line for line in text.splitlines() if line.strip()]
    may_list = _is_no_choice(turn, question, item, text) if at_gate else len(lines) > 1
    begins = at_gate or (question is first and turn.scope.answer(question, item) is None)
    if first is None or not (may_list and begins):
        return None
    read = [turn.scope.read(first, item, line) for line in lines]
    rows = tuple(row for row in read if isinstance(row, Several))
    if not rows:
        return None
    if len(rows) < len(read):
        wrong = next(n for n, row in enumerate(read, 1) if not isinstance(row, Several))
        return Problem("line", {"line": str(wrong)})
    parent = item if at_gate else turn.interview.items[item].parent
    named = Named(roster, parent, rows)
    return _too_many(turn, named, new=len(rows) - (not at_gate)) or _odd(turn, named) or named


def _is_no_choice(turn: TurnInTheMaking, gate: Question, item: int, text: str) -> bool:
    return isinstance(turn.scope.read(gate, item, text), Problem)


def _first_question(turn: TurnInTheMaking, roster: str) -> Question | None:
    """The question that a list begins with for each of its items."""
    place = turn.questionnaire.places.get(roster)
    loop = None if place is None else place.siblings[place.index]
    block = loop.blocks[0] if isinstance(loop, Loop) and loop.blocks else None
    return block.questions[0] if isinstance(block, Section) and block.questions else None


def _too_many(turn: TurnInTheMaking, named: Named, *, new: int) -> Problem | None:
    gate = turn.questionnaire.questions[turn.questionnaire.rosters[named.roster].gate]
    most = turn.scope.bounds(gate, named.parent)[1]
    if len(turn.scope.children(gate, named.parent)) + new <= most:
        return None
    return Problem("item_maximum", {"max": str(most)})


def _odd(turn: TurnInTheMaking, named: Named) -> Problem | None:
    """The first line with a value that would be refused or doubted; one line says so by itself."""
    trial = TurnInTheMaking(turn.scope)
    for number, row in enumerate(named.rows if len(named.rows) > 1 else (), 1):
        item = trial.add(named.roster, named.parent)
        for name, value in row.values.items():
            question = turn.questionnaire.questions[name]
            scope = trial.scope
            if scope.objection(question, item, value) or scope.doubts(question, item, value):
                return Problem("line", {"line": str(number)})
            trial.answer(question, item, value)
    return None

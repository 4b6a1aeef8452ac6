"""Functions that look at the items of rosters.

An aggregate reads the items of a roster that lies below the asking item, and of them only those of
which the question is asked. What is '' counts for nothing in a sum, and is no smallest or greatest
(strict XPath would make a sum NaN); `join` puts it between its marks, as ODK does. An aggregate
over the asking item's own roster, or over one beside it, is refused: each of its items would read
all the others. `indexed-repeat` and `answer-of` read one item.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from dialogs.expressions.functions.entry import ENDLESS, Form, Function, Sort
from dialogs.expressions.functions.reading import roster_of
from dialogs.expressions.placement import Declared, Kind
from dialogs.expressions.syntax import Call, Node, Reference
from dialogs.expressions.values import NAN, XPath, of_answer, to_number, to_string
from state_machine.assembly import position_of
from state_machine.items import Value
from state_machine.questionnaire import ROOT_ROSTER
from state_machine.scope import Scope

if TYPE_CHECKING:
    from dialogs.expressions.compiler import Compiler, Evaluate

__all__ = ["ROSTERS"]

Instances = Callable[[Scope, int], Iterator[XPath]]


def _position(call: Call, compiler: Compiler) -> Evaluate:
    place = compiler.place
    level = roster_of(call.arguments[0], call, compiler) if call.arguments else place.level
    if level == ROOT_ROSTER or not place.above(level):
        message = "position() is the place of an item: only within the roster"
        raise compiler.error("E308", message, call.at)
    compiler.read(position_of(level), place.parents[level])
    if level == place.level:
        return lambda scope, item, _dot: float(scope.position(item))
    return lambda scope, item, _dot: float(scope.position(scope.climb(item, level)))


def _count(call: Call, compiler: Compiler) -> Evaluate:
    """How many items: of a roster below; of one around the asking item; or of one beside it."""
    if _asked_of_items(call.arguments[0], compiler):
        return _tally(_instances(call, compiler, blank=True))
    place = compiler.place
    roster = roster_of(call.arguments[0], call, compiler)
    shared = place.shared(place.parents[roster])
    _read_rosters(compiler, roster, shared)
    if place.above(roster):
        return lambda scope, item, _dot: float(len(scope.siblings(scope.climb(item, roster))))
    if shared not in (place.level, place.parents[roster]):
        raise _quadratic(call, compiler, roster)
    if shared == place.level:
        return lambda scope, item, _dot: float(len(scope.descend(item, roster)))
    return lambda scope, item, _dot: float(len(scope.descend(scope.climb(item, shared), roster)))


def _asked_of_items(node: Node, compiler: Compiler) -> bool:
    if not isinstance(node, Reference):
        return False
    found = compiler.declared(node)
    return found.kind is Kind.QUESTION and found.level != ROOT_ROSTER


def _tally(instances: Instances) -> Evaluate:
    return lambda scope, item, _dot: float(sum(1 for _ in instances(scope, item)))


def _read_rosters(compiler: Compiler, roster: str, via: str) -> None:
    """Items come and go at every level between a roster and the level through which it is read."""
    while roster != via:
        compiler.read(roster, via)
        roster = compiler.place.parents[roster]


def _quadratic(call: Call, compiler: Compiler, level: str) -> Exception:
    message = (
        f"each {compiler.place.level} would read every {level}: "
        f"calculate {call.name}() once in the part around them, and read that"
    )
    return compiler.error("E304", message, call.at)


def _instances(call: Call, compiler: Compiler, *, at: int = 0, blank: bool = False) -> Instances:
    """The values of a question in all items below the asking one that are asked it.

    `at` is the place of the argument; those without an answer count if `blank`.
    """
    argument, found = _asked(call, call.arguments[at], compiler)
    if not compiler.place.below(found.level):
        raise _quadratic(call, compiler, found.level)
    _read_rosters(compiler, found.level, compiler.place.level)
    compiler.read(argument.name, compiler.place.level)
    return (_all if blank else _answered)(argument.name, found.level)


def _asked(call: Call, argument: Node, compiler: Compiler) -> tuple[Reference, Declared]:
    """The question of a roster that an argument names; raises E309."""
    if not isinstance(argument, Reference):
        message = f"{call.name}() takes a question of a roster: ${{its name}}"
        raise compiler.error("E309", message, argument.at)
    found = compiler.declared(argument)
    if found.kind is not Kind.QUESTION or found.level == ROOT_ROSTER:
        message = f"{call.name}() takes a question of a roster, not ${{{argument.name}}}"
        raise compiler.error("E309", message, argument.at)
    return argument, found


def _answered(name: str, level: str) -> Instances:
    def instances(scope: Scope, item: int) -> Iterator[XPath]:
        for each in scope.descend(item, level):
            value = of_answer(scope.value(name, each))
            if value != "":
                yield value

    return instances


def _all(name: str, level: str) -> Instances:
    def instances(scope: Scope, item: int) -> Iterator[XPath]:
        question = scope.questionnaire.questions[name]
        for each in scope.descend(item, level):
            if scope.relevant(question, each):
                yield of_answer(scope.value(name, each))

    return instances


def _sum(call: Call, compiler: Compiler) -> Evaluate:
    """Of what is a number: ODK leaves the rest out."""
    instances = _instances(call, compiler)
    return lambda scope, item, _dot: float(sum(_numbers(instances(scope, item))))


def _numbers(values: Iterable[XPath]) -> list[float]:
    return [number for number in map(to_number, values) if not math.isnan(number)]


def _count_non_empty(call: Call, compiler: Compiler) -> Evaluate:
    return _tally(_instances(call, compiler))


def _distinct(call: Call, compiler: Compiler) -> Evaluate:
    instances = _instances(call, compiler)

    def evaluate(scope: Scope, item: int, _dot: Value) -> bool:
        values = [to_string(value) for value in instances(scope, item)]
        return len(values) == len(set(values))

    return evaluate


def _least(*values: XPath) -> float:
    return min(_numbers(values), default=NAN)


def _greatest(*values: XPath) -> float:
    return max(_numbers(values), default=NAN)


def _extreme(apply: Callable[..., XPath]) -> Callable[[Call, Compiler], Evaluate]:
    """`min` and `max`: of the values given, or of one question of a roster below."""

    def build(call: Call, compiler: Compiler) -> Evaluate:
        if _below(call.arguments, compiler):
            instances = _instances(call, compiler)
            return lambda scope, item, _dot: apply(*instances(scope, item))
        arguments = tuple(map(compiler.code, call.arguments))
        return lambda scope, item, dot: apply(*[each(scope, item, dot) for each in arguments])

    return build


def _below(arguments: tuple[Node, ...], compiler: Compiler) -> bool:
    """Whether the only argument is a question that the asking item has not exactly one of."""
    match arguments:
        case (Reference() as only,):
            return not compiler.place.above(compiler.declared(only).level)
        case _:
            return False


def _join(call: Call, compiler: Compiler) -> Evaluate:
    """Values with a mark between: those given, or those of one question of a roster below."""
    mark = compiler.code(call.arguments[0])
    if _below(call.arguments[1:], compiler):
        instances = _instances(call, compiler, at=1, blank=True)
        return lambda scope, item, dot: _joined(mark(scope, item, dot), *instances(scope, item))
    arguments = tuple(map(compiler.code, call.arguments))
    return lambda scope, item, dot: _joined(*[each(scope, item, dot) for each in arguments])


def _joined(mark: XPath, *values: XPath) -> str:
    return to_string(mark).join(map(to_string, values))


def _indexed_repeat(call: Call, compiler: Compiler) -> Evaluate:
    """`indexed-repeat(${question}, ${roster}, place, …)`: the answer of one item, from 1.

    Each roster after the first lies in the one before; the first lies in the asking item or in one
    around it. '' where there is no such item.
    """
    argument, found = _asked(call, call.arguments[0], compiler)
    rosters = [roster_of(each, call, compiler) for each in call.arguments[1::2]]
    places = tuple(map(compiler.code, call.arguments[2::2]))
    parents = compiler.place.parents
    chain = [parents[rosters[0]], *rosters]
    nested = all(parents[inner] == outer for outer, inner in zip(chain, rosters, strict=False))
    if len(places) != len(rosters) or not nested or rosters[-1] != found.level:
        message = "indexed-repeat() takes a question, then the rosters around it, each with a place"
        raise compiler.error("E309", message, call.at)
    if not compiler.place.above(chain[0]):
        message = f"which {chain[0]} is meant? Name it as well, before ${{{rosters[0]}}}"
        raise compiler.error("E303", message, call.at)
    _read_rosters(compiler, found.level, chain[0])
    compiler.read(argument.name, chain[0])
    return _picked(argument.name, chain[0], tuple(zip(rosters, places, strict=True)))


def _picked(name: str, around: str, steps: tuple[tuple[str, Evaluate], ...]) -> Evaluate:
    def evaluate(scope: Scope, item: int, dot: Value) -> XPath:
        at = scope.climb(item, around)
        for roster, place in steps:
            row = scope.item(at).children.get(roster, ())
            number = to_number(place(scope, item, dot))
            if not 1 <= number < len(row) + 1:
                return ""
            at = row[int(number) - 1]
        return of_answer(scope.value(name, at))

    return evaluate


def _answer_of(call: Call, compiler: Compiler) -> Evaluate:
    """`answer-of(${question}, ${chosen})`: the answer of somebody chosen from a roster.

    The second argument is the answer to a `select_one_from`; '' where nobody asked is chosen.
    """
    argument, found = _asked(call, call.arguments[0], compiler)
    place = compiler.place
    via = place.shared(place.parents[found.level])
    _read_rosters(compiler, found.level, via)
    compiler.read(argument.name, via)
    chosen = compiler.code(call.arguments[1])

    def evaluate(scope: Scope, item: int, dot: Value) -> XPath:
        number = to_number(chosen(scope, item, dot))
        items = scope.interview.items
        if number not in items or items[int(number)].roster != found.level:
            return ""
        return of_answer(scope.value(argument.name, int(number)))

    return evaluate


ROSTERS: Mapping[str, Function] = MappingProxyType(
    {
        "position": Form(
            0, 1, Sort.NUMBER, "the place of this item, from 1; also position(..)", _position
        ),
        "count": Form(
            1,
            1,
            Sort.NUMBER,
            "how many items a roster has, or how many are asked a question",
            _count,
        ),
        "count-non-empty": Form(
            1, 1, Sort.NUMBER, "in how many items a question is answered", _count_non_empty
        ),
        "sum": Form(1, 1, Sort.NUMBER, "the sum of the answers of all items", _sum),
        "min": Form(
            1,
            ENDLESS,
            Sort.NUMBER,
            "the smallest of some values, or of one question in all items",
            _extreme(_least),
            _least,
        ),
        "max": Form(
            1,
            ENDLESS,
            Sort.NUMBER,
            "the greatest of some values, or of one question in all items",
            _extreme(_greatest),
            _greatest,
        ),
        "join": Form(
            1,
            ENDLESS,
            Sort.TEXT,
            "texts with the first one between them: some values, or one question in all items",
            _join,
            _joined,
        ),
        "distinct": Form(1, 1, Sort.BOOLEAN, "whether no answer comes twice", _distinct),
        "indexed-repeat": Form(
            3,
            9,
            Sort.ANY,
            "the answer of one item: indexed-repeat(${question}, ${roster}, place), from 1",
            _indexed_repeat,
        ),
        "answer-of": Form(
            2,
            2,
            Sort.ANY,
            "the answer of somebody who was chosen: answer-of(${question}, ${chosen})",
            _answer_of,
        ),
    }
)
"""The functions of this kind by name."""

"""The functions that look at the interview, or do not look at all their arguments.

An aggregate reads the items of a roster that lies below the asking item, and of them only what is
answered and on the path: what is '' counts for nothing (strict XPath would make a sum NaN). An
aggregate over the asking item's own roster, or over one beside it, is refused: each of its items
would read all the others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from dialogs.expressions.functions import ENDLESS, FUNCTIONS, Sort
from dialogs.expressions.patterns import objection_to
from dialogs.expressions.placement import Kind
from dialogs.expressions.syntax import Call, Literal, Reference
from dialogs.expressions.values import XPath, of_answer, to_boolean, to_number, to_string
from state_machine.assembly import TODAY, position_of
from state_machine.interview import Value
from state_machine.questionnaire import ROOT_ROSTER
from state_machine.scope import Scope

if TYPE_CHECKING:
    from dialogs.expressions.compiler import Compiler, Evaluate

__all__ = ["AGGREGATES", "FORMS", "MOMENT", "Form"]

MOMENT = "census_moment"
"""The constant that `census-moment()` gives."""

AGGREGATES = ("count", "count-non-empty", "sum", "min", "max", "distinct")
"""The functions that may read the items of a roster."""


class Form(NamedTuple):
    """A function that builds its own closure."""

    least: int
    most: int
    build: Callable[[Call, Compiler], Evaluate]
    sort: Sort
    about: str


def _if(call: Call, compiler: Compiler) -> Evaluate:
    condition, then, otherwise = map(compiler.code, call.arguments)

    def evaluate(scope: Scope, item: int, dot: Value) -> XPath:
        chosen = then if to_boolean(condition(scope, item, dot)) else otherwise
        return chosen(scope, item, dot)

    return evaluate


def _today(_call: Call, compiler: Compiler) -> Evaluate:
    compiler.reads[TODAY] = ROOT_ROSTER
    return lambda scope, _item, _dot: scope.as_of[:10]


def _now(_call: Call, compiler: Compiler) -> Evaluate:
    compiler.reads[TODAY] = ROOT_ROSTER
    return lambda scope, _item, _dot: scope.as_of


def _moment(call: Call, compiler: Compiler) -> Evaluate:
    if MOMENT not in compiler.place.names:
        message = f"census-moment() needs the constant {MOMENT}"
        raise compiler.error("E316", message, call.at)
    return lambda scope, _item, _dot: scope.constant(MOMENT)


def _position(call: Call, compiler: Compiler) -> Evaluate:
    place = compiler.place
    level = _roster(call, compiler).name if call.arguments else place.level
    if level == ROOT_ROSTER or not place.above(level):
        message = "position() is the place of an item: only within the roster"
        raise compiler.error("E308", message, call.at)
    compiler.reads[position_of(level)] = place.parents[level]
    if level == place.level:
        return lambda scope, item, _dot: float(scope.position(item))
    return lambda scope, item, _dot: float(scope.position(scope.climb(item, level)))


def _count(call: Call, compiler: Compiler) -> Evaluate:
    """How many items: of a roster below; of one around the asking item; or of one beside it."""
    place = compiler.place
    roster = _roster(call, compiler).name
    shared = place.shared(place.parents[roster])
    _read_rosters(compiler, roster, shared)
    if place.above(roster):
        return lambda scope, item, _dot: float(len(scope.siblings(scope.climb(item, roster))))
    if shared not in (place.level, place.parents[roster]):
        raise _quadratic(call, compiler, roster)
    if shared == place.level:
        return lambda scope, item, _dot: float(len(scope.descend(item, roster)))
    return lambda scope, item, _dot: float(len(scope.descend(scope.climb(item, shared), roster)))


def _roster(call: Call, compiler: Compiler) -> Reference:
    argument = call.arguments[0]
    if isinstance(argument, Reference) and compiler.declared(argument).kind is Kind.ROSTER:
        return argument
    raise compiler.error("E309", f"{call.name}() takes a roster: ${{its name}}", argument.at)


def _read_rosters(compiler: Compiler, roster: str, via: str) -> None:
    """Items come and go at every level between a roster and the level through which it is read."""
    while roster != via:
        compiler.reads[roster] = via
        roster = compiler.place.parents[roster]


def _quadratic(call: Call, compiler: Compiler, level: str) -> Exception:
    message = (
        f"each {compiler.place.level} would read every {level}: "
        f"calculate {call.name}() once in the part around them, and read that"
    )
    return compiler.error("E304", message, call.at)


Instances = Callable[[Scope, int], Iterator[XPath]]


def _instances(call: Call, compiler: Compiler) -> Instances:
    """The answered values of a question in all items below the asking one."""
    argument = call.arguments[0]
    if not isinstance(argument, Reference):
        message = f"{call.name}() takes a question of a roster: ${{its name}}"
        raise compiler.error("E309", message, argument.at)
    found = compiler.declared(argument)
    if found.kind is not Kind.QUESTION or found.level == ROOT_ROSTER:
        message = f"{call.name}() takes a question of a roster, not ${{{argument.name}}}"
        raise compiler.error("E309", message, argument.at)
    if not compiler.place.below(found.level):
        raise _quadratic(call, compiler, found.level)
    _read_rosters(compiler, found.level, compiler.place.level)
    compiler.reads[argument.name] = compiler.place.level
    return _reading(argument.name, found.level)


def _reading(name: str, level: str) -> Instances:
    def instances(scope: Scope, item: int) -> Iterator[XPath]:
        for each in scope.descend(item, level):
            value = of_answer(scope.value(name, each))
            if value != "":
                yield value

    return instances


def _sum(call: Call, compiler: Compiler) -> Evaluate:
    instances = _instances(call, compiler)
    return lambda scope, item, _dot: float(sum(map(to_number, instances(scope, item))))


def _count_non_empty(call: Call, compiler: Compiler) -> Evaluate:
    instances = _instances(call, compiler)
    return lambda scope, item, _dot: float(sum(1 for _ in instances(scope, item)))


def _distinct(call: Call, compiler: Compiler) -> Evaluate:
    instances = _instances(call, compiler)

    def evaluate(scope: Scope, item: int, _dot: Value) -> bool:
        values = [to_string(value) for value in instances(scope, item)]
        return len(values) == len(set(values))

    return evaluate


def _extreme(call: Call, compiler: Compiler) -> Evaluate:
    """`min` and `max`: of the values given, or of one question of a roster below."""
    apply = FUNCTIONS[call.name].apply
    if _below(call, compiler):
        instances = _instances(call, compiler)
        return lambda scope, item, _dot: apply(*instances(scope, item))
    arguments = tuple(map(compiler.code, call.arguments))
    return lambda scope, item, dot: apply(*[each(scope, item, dot) for each in arguments])


def _below(call: Call, compiler: Compiler) -> bool:
    """Whether the only argument is a question that the asking item has not exactly one of."""
    match call.arguments:
        case (Reference() as only,):
            return not compiler.place.above(compiler.declared(only).level)
        case _:
            return False


def _regex(call: Call, compiler: Compiler) -> Evaluate:
    text, pattern = call.arguments
    if not isinstance(pattern, Literal):
        raise compiler.error("E310", "the pattern of regex() is a text in quotes", pattern.at)
    source = to_string(pattern.value)
    objection = objection_to(source)
    if objection is not None:
        raise compiler.error(objection.code, objection.message, pattern.at)
    matches, value = re.compile(source).fullmatch, compiler.code(text)
    return lambda scope, item, dot: matches(to_string(value(scope, item, dot))) is not None


FORMS: Mapping[str, Form] = MappingProxyType(
    {
        "if": Form(3, 3, _if, Sort.ANY, "the second value if the first is true, else the third"),
        "today": Form(
            0, 0, _today, Sort.DATE, "the date of the last message, in the census's zone"
        ),
        "now": Form(0, 0, _now, Sort.DATE, "the date and time of the last message"),
        "census-moment": Form(0, 0, _moment, Sort.DATE, "the moment from which ages are counted"),
        "position": Form(0, 1, _position, Sort.NUMBER, "the place of this item, from 1"),
        "count": Form(1, 1, _count, Sort.NUMBER, "how many items a roster has"),
        "count-non-empty": Form(
            1, 1, _count_non_empty, Sort.NUMBER, "in how many items a question is answered"
        ),
        "sum": Form(1, 1, _sum, Sort.NUMBER, "the sum of the answers of all items"),
        "min": Form(1, ENDLESS, _extreme, Sort.NUMBER, "the smallest"),
        "max": Form(1, ENDLESS, _extreme, Sort.NUMBER, "the greatest"),
        "distinct": Form(1, 1, _distinct, Sort.BOOLEAN, "whether no answer comes twice"),
        "regex": Form(2, 2, _regex, Sort.BOOLEAN, "whether a whole text matches a pattern"),
    }
)
"""The functions by name that the table of plain functions cannot hold."""

"""Values that stay: what `once` keeps, and chance that is the same whenever it is asked again.

Chance is computed: from the interview, its start, the question, the item and the place of the call.
So a prompt stays a function of the interview, and two interviews still differ.
"""

from __future__ import annotations

import hashlib
import string
import uuid
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from dialogs.expressions.functions.entry import Form, Function, Sort
from dialogs.expressions.syntax import Call, Literal, Node
from dialogs.expressions.values import XPath, of_answer, to_number
from state_machine.assembly import KEPT
from state_machine.items import Value
from state_machine.questionnaire import ROOT_ROSTER
from state_machine.scope import Scope

if TYPE_CHECKING:
    from dialogs.expressions.compiler import Compiler, Evaluate

__all__ = ["KEEPING"]

Chance = Callable[[Scope, int], bytes]

_SIGNS = string.ascii_letters + string.digits
_MOST_SIGNS = 64
_UNIT = 2**53


def _once(call: Call, compiler: Compiler) -> Evaluate:
    """The value that its calculation has already, else that of the argument.

    Only where its value is the whole one: a text made around it would grow with every turn.
    """
    _demand_owner(call, compiler)
    if not any(each is call for each in _ends(compiler.root)):
        message = "once() is a whole calculation, or a branch of its if() or coalesce()"
        raise compiler.error("E640", message, call.at)
    compiler.read(KEPT, ROOT_ROSTER)
    first = compiler.code(call.arguments[0])

    def evaluate(scope: Scope, item: int, dot: Value) -> XPath:
        if dot != "":
            return of_answer(dot)
        value = first(scope, item, dot)
        return float(value) if isinstance(value, bool) else value

    return evaluate


def _ends(node: Node | None) -> Iterator[Call]:
    """The calls whose value can be that of the whole expression."""
    if not isinstance(node, Call):
        return
    yield node
    branches = {"if": node.arguments[1:], "coalesce": node.arguments}
    for branch in branches.get(node.name, ()):
        yield from _ends(branch)


def _demand_owner(call: Call, compiler: Compiler) -> None:
    if not compiler.place.owner:
        message = f"{call.name}() belongs into a calculate or a default: name it there, and read it"
        raise compiler.error("E640", message, call.at)


def _random(call: Call, compiler: Compiler) -> Evaluate:
    chance = _chance(call, compiler)
    return lambda scope, item, _dot: int.from_bytes(chance(scope, item)[:8]) // 2**11 / _UNIT


def _uuid(call: Call, compiler: Compiler) -> Evaluate:
    """A random UUID, or with a length so many letters and digits."""
    chance = _chance(call, compiler)
    if not call.arguments:
        return lambda scope, item, _dot: str(uuid.UUID(bytes=chance(scope, item)[:16], version=4))
    length = call.arguments[0]
    count = to_number(length.value) if isinstance(length, Literal) else 0.0
    if not 1 <= count <= _MOST_SIGNS:
        message = f"the length of uuid() is a number from 1 to {_MOST_SIGNS}"
        raise compiler.error("E310", message, length.at)
    return lambda scope, item, _dot: _signs(chance(scope, item), int(count))


def _signs(drawn: bytes, count: int) -> str:
    number = int.from_bytes(drawn)
    return "".join(_SIGNS[number // len(_SIGNS) ** place % len(_SIGNS)] for place in range(count))


def _chance(call: Call, compiler: Compiler) -> Chance:
    """64 bytes of chance for an item."""
    _demand_owner(call, compiler)
    place = f"{compiler.place.owner}/{call.at}"

    def drawn(scope: Scope, item: int) -> bytes:
        head = scope.interview.head
        return hashlib.sha512(f"{head.id}/{head.generation}/{place}/{item}".encode()).digest()

    return drawn


KEEPING: Mapping[str, Function] = MappingProxyType(
    {
        "once": Form(
            1,
            1,
            Sort.ANY,
            "the first value that is not '', which then stays: in a calculate or a default",
            _once,
        ),
        "random": Form(
            0,
            0,
            Sort.NUMBER,
            "a number from 0 to below 1, the same for an interview whenever it is read",
            _random,
        ),
        "uuid": Form(
            0, 1, Sort.TEXT, "a random UUID, or so many letters and digits; as random()", _uuid
        ),
    }
)
"""The functions of this kind by name."""

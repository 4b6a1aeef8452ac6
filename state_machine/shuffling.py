"""An order of chance for the choices of a question: drawn, and the same whenever it is asked again.

It is computed from the interview and nothing of it is stored, so that a prompt stays a function of
the interview, and whoever comes back finds the order that was there before.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from state_machine.questionnaire import Choice, Expression
    from state_machine.scope import Scope

__all__ = ["Shuffle"]


class Shuffle(Struct, frozen=True, eq=False):
    """The order of one question's choices; with a `seed` it is the same wherever that is the same.

    A choice that a filter takes away leaves the order of the others as it was.
    """

    question: str
    seed: Expression | None = None

    def order(self, choices: tuple[Choice, ...], scope: Scope, item: int) -> tuple[Choice, ...]:
        """The choices in the order for an item."""
        drawn = self._drawn(scope, item)
        return tuple(sorted(choices, key=lambda choice: _place(drawn, choice.name)))

    def _drawn(self, scope: Scope, item: int) -> str:
        if self.seed is not None:
            return str(self.seed.evaluate(scope, item, ""))
        head = scope.interview.head
        return f"{head.id}/{head.generation}/{self.question}/{item}"


def _place(drawn: str, name: str) -> bytes:
    return hashlib.sha256(f"{drawn}/{name}".encode()).digest()

"""An order of choices in one message: "2 1 3", or the labels one after the other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dialogs.readers.choices import SelectMultiple
from dialogs.readers.folding import LONGEST, digits
from state_machine.pending import Problem

if TYPE_CHECKING:
    from state_machine.questionnaire import Choice
    from state_machine.scope import Scope
    from state_machine.shuffling import Shuffle

__all__ = ["Rank"]

_ARROWS = re.compile(r"\s*(?:->|=>|→|>)\s*")


class Rank:
    """Reads every choice that is offered, the first one first; the last may be left out."""

    __slots__ = ("_named",)

    def __init__(
        self,
        choices: tuple[Choice, ...],
        languages: tuple[str, ...],
        shuffle: Shuffle | None = None,
    ) -> None:
        self._named = SelectMultiple(choices, languages, shuffle)

    def __call__(self, text: str, scope: Scope, item: int) -> tuple[str, ...] | Problem:
        """The names in the order said; else not_a_choice, ambiguous, rank_twice or rank_all."""
        if len(text) > LONGEST:
            return Problem("not_a_choice")
        said = _ARROWS.sub(", ", digits(text))
        named = self._named.in_order(said, scope, item)
        if isinstance(named, Problem):
            return named
        if len(set(named)) < len(named):
            return Problem("rank_twice")
        rest = tuple(name for name in self._named.offered(scope, item) if name not in named)
        return Problem("rank_all") if len(rest) > 1 else (*named, *rest)

"""What `${name}` may mean at one point of a questionnaire."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from types import MappingProxyType

from msgspec import Struct

from dialogs.tabular import DataTable, no_tables
from state_machine.questionnaire import ROOT_ROSTER, QuestionType

__all__ = ["Declared", "Kind", "Placement"]

_NOTHING: Mapping[str, str] = MappingProxyType({})


class Kind(Enum):
    """What a name stands for."""

    QUESTION = "question"
    ROSTER = "roster"
    CONSTANT = "constant"


class Declared(Struct, frozen=True):
    """A name that expressions may use.

    `level` is the roster that the question is asked of, or the roster itself; `choices` holds the
    names of a closed question's choices, None where they are those of a codelist as well.
    """

    level: str = ROOT_ROSTER
    type: QuestionType | None = None
    kind: Kind = Kind.QUESTION
    choices: tuple[str, ...] | None = None
    codelist: bool = False


class Placement(Struct, frozen=True):
    """The point where an expression stands.

    `level` is the roster whose item asks; `parents` gives the roster around each roster;
    `under_test` is the question whose constraint this is, None elsewhere; `owner` the question
    whose calculation or default it is, '' elsewhere. `table` gives the list or file of a name, or
    raises TableError.
    """

    names: Mapping[str, Declared] = MappingProxyType({})
    parents: Mapping[str, str] = _NOTHING
    level: str = ROOT_ROSTER
    under_test: Declared | None = None
    owner: str = ""
    table: Callable[[str], DataTable] = no_tables

    def chain(self, level: str) -> tuple[str, ...]:
        """A level and those around it, the root last."""
        found = [level]
        while found[-1] != ROOT_ROSTER:
            found.append(self.parents[found[-1]])
        return tuple(found)

    def above(self, level: str) -> bool:
        """Whether the asking item has exactly one item of this level around it, or is one."""
        return level in self.chain(self.level)

    def below(self, level: str) -> bool:
        """Whether the items of a level lie within the asking item."""
        return level != self.level and self.level in self.chain(level)

    def shared(self, level: str) -> str:
        """The nearest level around both the asking item and an item of this level."""
        own = self.chain(self.level)
        return next(found for found in self.chain(level) if found in own)

"""A questionnaire as its author wrote it: the parts with their places, nothing compiled yet.

The outline is what every format is read into; from it on nothing knows about YAML but for places.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from msgspec import Struct

from dialogs.codelists import Table as CodeTable
from dialogs.loading.nodes import Scalar
from state_machine.questionnaire import QuestionType, Stage

__all__ = [
    "BlockOutline",
    "ChoiceOutline",
    "Condition",
    "EditOutline",
    "LoopOutline",
    "Outline",
    "QuestionOutline",
    "RosterOutline",
    "SectionOutline",
    "Wording",
]


class Wording(Struct, frozen=True):
    """A text by language."""

    texts: Mapping[str, Scalar]
    line: int
    column: int


class Condition(Struct, frozen=True):
    """The relevance of a part around a question, with the roster whose item it looks at."""

    rule: Scalar
    level: str


class ChoiceOutline(Struct, frozen=True):
    """One choice of a list; `columns` is what a filter may ask about it."""

    name: Scalar
    label: Wording | None
    refuses: bool
    relevant: Scalar | None
    columns: Mapping[str, str] = MappingProxyType({})


class EditOutline(Struct, frozen=True):
    """A check of an answer, as the `constraint` or one of the `checks` says it."""

    key: str
    rule: Scalar
    message: Wording | None
    soft: bool


class QuestionOutline(Struct, frozen=True, kw_only=True):
    """One question; `around` are the conditions of what it stands in, the outermost first.

    `members` is the roster whose items are the choices, `codelist` a long list by name. `reads` are
    further questions that the same message may answer, by the part of it that answers each.
    """

    name: Scalar
    type: QuestionType
    list: Scalar | None
    level: str
    section: str
    official: str
    sensitive: bool
    label: Wording | None
    proxy: Wording | None
    hint: Wording | None
    together: Wording | None
    relevant: Scalar | None
    edits: tuple[EditOutline, ...]
    required: Scalar | None
    calculation: Scalar | None
    default: Scalar | None
    carry: Scalar | None
    missing: Mapping[str, Scalar]
    members: Scalar | None
    codelist: Scalar | None
    reads: Mapping[str, Scalar]
    around: tuple[Condition, ...]
    line: int
    column: int
    choice_filter: Scalar | None = None


class SectionOutline(Struct, frozen=True, kw_only=True):
    """A run of questions."""

    name: Scalar
    level: str
    stage: Stage
    form: str
    title: Wording | None
    questions: tuple[QuestionOutline, ...]
    line: int
    column: int


class RosterOutline(Struct, frozen=True, kw_only=True):
    """A repeated part, with the wording of the gate that asks for more items."""

    name: Scalar
    parent: str
    title: Wording | None
    noun: Wording | None
    label: Wording | None
    add: Wording | None
    done: Wording | None
    hint: Wording | None
    min: int
    max: int
    count: Scalar | None
    respondent_first: bool
    around: tuple[Condition, ...]
    line: int
    column: int


class LoopOutline(Struct, frozen=True, kw_only=True):
    """The blocks repeated for each item of a roster; it gathers the roster if that stands here."""

    roster: Scalar
    level: str
    gathers: RosterOutline | None
    blocks: tuple[BlockOutline, ...]
    line: int
    column: int


BlockOutline = SectionOutline | LoopOutline


class Outline(Struct, frozen=True, kw_only=True):
    """The whole questionnaire. `constants` given at loading override those of the file.

    `codelists` are its own lists of choices that are too long for buttons.
    """

    name: Scalar
    title: Wording | None
    languages: tuple[str, ...]
    lists: Mapping[str, tuple[ChoiceOutline, ...]]
    list_places: Mapping[str, Scalar]
    blocks: tuple[BlockOutline, ...]
    constants: Mapping[str, str]
    constant_places: Mapping[str, Scalar]
    codelists: Mapping[str, CodeTable] = MappingProxyType({})

    def walk(self) -> Iterator[BlockOutline]:
        """Every section and loop, each loop before what is in it."""
        yield from _walk(self.blocks)

    def questions(self) -> Iterator[QuestionOutline]:
        """Every question in the order of the file, the gates of rosters left out."""
        for block in self.walk():
            if isinstance(block, SectionOutline):
                yield from block.questions

    def rosters(self) -> Iterator[RosterOutline]:
        """Every roster, those around before those within."""
        for block in self.walk():
            if isinstance(block, LoopOutline) and block.gathers is not None:
                yield block.gathers


def _walk(blocks: tuple[BlockOutline, ...]) -> Iterator[BlockOutline]:
    for block in blocks:
        yield block
        if isinstance(block, LoopOutline):
            yield from _walk(block.blocks)

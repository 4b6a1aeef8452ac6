"""A questionnaire as its author wrote it: the parts with their places, nothing compiled yet.

The outline is what every format is read into; from it on nothing knows about YAML but for places.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from msgspec import Struct

from dialogs.codelists import Table as CodeTable
from dialogs.loading.appearances import Look
from dialogs.loading.nodes import Scalar
from state_machine.questionnaire import Grid, QuestionType, Stage

__all__ = [
    "BatteryOutline",
    "BlockOutline",
    "ChoiceOutline",
    "Condition",
    "EditOutline",
    "LoopOutline",
    "Outline",
    "QuestionOutline",
    "RosterOutline",
    "SectionOutline",
    "TopicOutline",
    "Wording",
    "offered_together",
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


def offered_together(one: ChoiceOutline, other: ChoiceOutline) -> bool:
    """Whether both may be offered at once: not when different conditions stand before them."""
    if one.relevant is None or other.relevant is None:
        return True
    return one.relevant.text == other.relevant.text


class EditOutline(Struct, frozen=True):
    """A check of an answer, as the `constraint` or one of the `checks` says it."""

    key: str
    rule: Scalar
    message: Wording | None
    soft: bool


class BatteryOutline(Struct, frozen=True):
    """A group that is asked in one turn: its name, its wording, the button that ticks nothing."""

    name: Scalar
    label: Wording | None
    usual: Wording | None
    relevant: Scalar | None


class QuestionOutline(Struct, frozen=True, kw_only=True):
    """One question; `around` are the conditions of what it stands in, the outermost first.

    `members` is the roster whose items are the choices, `codelist` a long list by name, `parts` the
    conditions under which each part of that is offered, none for the whole list. `reads` are
    further questions that the same message may answer, by the part of it that answers each.
    `bounds` are the keys that make the `grid` of a range; `computed` is the type of a calculation
    that is no `calculate`: `hidden`, or a kind of metadata. `look` is what its appearance does;
    `or_other`, `randomize` and `read_only` are where the author wants that. `told`: the author says
    that it is not sensitive, whatever it is computed from.
    """

    name: Scalar
    type: QuestionType
    level: str
    section: str
    around: tuple[Condition, ...]
    line: int
    column: int
    list: Scalar | None = None
    official: str = ""
    sensitive: bool = False
    told: bool = False
    label: Wording | None = None
    proxy: Wording | None = None
    hint: Wording | None = None
    guidance: Wording | None = None
    together: Wording | None = None
    relevant: Scalar | None = None
    edits: tuple[EditOutline, ...] = ()
    required: Scalar | None = None
    calculation: Scalar | None = None
    default: Scalar | None = None
    carry: Scalar | None = None
    missing: Mapping[str, Scalar] = {}
    members: Scalar | None = None
    codelist: Scalar | None = None
    parts: tuple[Scalar, ...] = ()
    reads: Mapping[str, Scalar] = {}
    bounds: Mapping[str, Scalar] = {}
    grid: Grid | None = None
    computed: str = ""
    look: Look = Look()
    or_other: Scalar | None = None
    randomize: Scalar | None = None
    seed: Scalar | None = None
    read_only: Scalar | None = None
    battery: BatteryOutline | None = None
    tick: Wording | None = None
    usual: Scalar | None = None
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


class TopicOutline(Struct, frozen=True, kw_only=True):
    """A topic of the FAQ; `asked` are the ways to ask about it, by language."""

    name: Scalar
    title: Wording | None
    asked: Mapping[str, tuple[Scalar, ...]]
    answer: Wording | None
    related: tuple[Scalar, ...]
    line: int
    column: int


class Outline(Struct, frozen=True, kw_only=True):
    """The whole questionnaire. `constants` given at loading override those of the file.

    `codelists` are its own lists of choices that are too long for buttons, `tables` all lists as
    they were written, in which something can be looked up.
    """

    name: Scalar
    title: Wording | None
    languages: tuple[str, ...]
    lists: Mapping[str, tuple[ChoiceOutline, ...]]
    list_places: Mapping[str, Scalar]
    blocks: tuple[BlockOutline, ...]
    constants: Mapping[str, str]
    constant_places: Mapping[str, Scalar]
    topics: tuple[TopicOutline, ...] = ()
    codelists: Mapping[str, CodeTable] = MappingProxyType({})
    tables: Mapping[str, tuple[ChoiceOutline, ...]] = MappingProxyType({})

    def walk(self) -> Iterator[BlockOutline]:
        """Every section and loop, each loop before what is in it."""
        yield from _walk(self.blocks)

    def questions(self) -> Iterator[QuestionOutline]:
        """Every question in the order of the file, the gates of rosters left out."""
        for block in self.walk():
            if isinstance(block, SectionOutline):
                yield from block.questions

    def phrasings(self) -> Iterator[tuple[str, str]]:
        """Every way to ask, with its topic."""
        for topic in self.topics:
            for texts in topic.asked.values():
                yield from ((topic.name.text, text.text) for text in texts)

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

"""The compiled questionnaire: what is asked, as frozen values with its rules as functions.

A questionnaire is a tree of blocks. A `Section` is a run of questions about one item; a `Loop`
repeats its blocks for every item of a roster, and a gathering loop also asks for further items at
its end, through a section of its own, the *gate*. The same roster can be gathered in one place and
visited again in another ("list everybody first, then fill in the sheets").

Rules arrive compiled: the engine calls them and never reads an expression's text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, Protocol

from msgspec import Struct

if TYPE_CHECKING:
    from state_machine.inputs import Input
    from state_machine.items import Missing, Value
    from state_machine.pending import Reading
    from state_machine.scope import Scope
    from state_machine.shuffling import Shuffle

__all__ = [
    "ADD",
    "DONE",
    "ROOT_ROSTER",
    "Battery",
    "Block",
    "Choice",
    "Codelist",
    "Edit",
    "Expression",
    "Grid",
    "Loop",
    "Narrowing",
    "Path",
    "Place",
    "Question",
    "QuestionType",
    "Questionnaire",
    "Reader",
    "Roster",
    "Section",
    "Stage",
    "Template",
    "Text",
    "Topic",
    "Understand",
]

ROOT_ROSTER = ""
"""The level of what is asked once for an interview: its only item is the root."""

ADD, DONE = "add", "done"
"""The two choices of a gate question: one more item, or the list is complete."""


class QuestionType(StrEnum):
    """What kind of answer a question takes, in XLSForm's words; `GATE` asks for one more item."""

    SELECT_ONE = "select_one"
    SELECT_MULTIPLE = "select_multiple"
    INTEGER = "integer"
    DECIMAL = "decimal"
    TEXT = "text"
    DATE = "date"
    GEOPOINT = "geopoint"
    IMAGE = "image"
    AUDIO = "audio"
    VIDEO = "video"
    FILE = "file"
    TIME = "time"
    DATETIME = "datetime"
    RANGE = "range"
    RANK = "rank"
    ACKNOWLEDGE = "acknowledge"
    NOTE = "note"
    CALCULATE = "calculate"
    GATE = "gate"


class Stage(StrEnum):
    """The part of the interview that a section belongs to, as operators see it."""

    REGISTERING = "registering"
    GREETING = "greeting"
    LOCATING = "locating"
    LISTING = "listing"
    INTERVIEWING = "interviewing"
    REVIEWING = "reviewing"


class Expression(Struct, frozen=True, eq=False):
    """A rule compiled from the expression language.

    `evaluate(scope, item, dot)` gives an XPath 1.0 value (str, float or bool); `dot` is the answer
    under test in a constraint and '' elsewhere. `reads` names the questions and rosters that it
    depends on: name → the roster level through which they are reached (the nearest shared ancestor
    of both ends).
    """

    source: str
    evaluate: Callable[[Scope, int, Value], str | float | bool]
    reads: Mapping[str, str] = MappingProxyType({})


class Template(Struct, frozen=True, eq=False):
    """One wording in one language: literal pieces, and expressions whose values are piped in."""

    parts: tuple[str | Expression, ...]


Text = Mapping[str, Template]
"""A wording by language code (`kk`, `ru`, `en`)."""

Reader = Callable[[str, "Scope", int], "Reading"]
"""Reads a typed answer for an item."""


class Codelist(Protocol):
    """A list too long for buttons: places, countries, occupations. Codes are texts, '' the top."""

    def label(self, code: str) -> Text | None:
        """The words of an entry; None for a code that is none."""
        ...

    def children(self, code: str) -> tuple[str, ...]:
        """The entries right below one, in the order in which they are shown."""
        ...


class Narrowing(Struct, frozen=True, eq=False):
    """Which part of a codelist is offered: it consists of parts, each with its condition.

    `only` is the list of those parts alone whose numbers it is given, in order.
    """

    conditions: tuple[Expression, ...]
    only: Callable[[tuple[int, ...]], Codelist]


Understand = Callable[["Scope", str], "Input | None"]
"""Finds the button or command that a typed text means just now, if any."""


class Choice(Struct, frozen=True, eq=False):
    """One option of a closed question. `refuses` marks the choice that declines to take part.

    `relevant` limits the choice to some answers (a choice filter); None: always offered.
    """

    name: str
    label: Text
    refuses: bool = False
    relevant: Expression | None = None


class Grid(Struct, frozen=True):
    """The numbers that a range takes: from `start` to `end` in steps; `whole` if all of them are.

    What arithmetic loses is no step beside the grid: 0.1 + 0.2 is 0.3.
    """

    start: float
    end: float
    step: float

    @property
    def whole(self) -> bool:
        """Whether every number of it is a whole one."""
        return self.start % 1 == 0 and self.step % 1 == 0

    @property
    def count(self) -> int:
        """How many numbers it has."""
        return int((self.end - self.start) / self.step + _LOST) + 1

    def at(self, place: int) -> int | float:
        """The number at a place, from 0."""
        number = round(self.start + place * self.step, _DIGITS)
        return int(number) if self.whole else number

    def has(self, number: float) -> bool:
        """Whether a number is one of them."""
        if not self.start - self.step < number < self.end + self.step:
            return False
        place = round((number - self.start) / self.step)
        return 0 <= place < self.count and abs(self.at(place) - number) < _LOST


_LOST, _DIGITS = 1e-9, 9


class Edit(Struct, frozen=True, eq=False):
    """A check that an answer must pass. A hard one refuses, a soft one asks whether it is so."""

    rule: Expression
    message: Text | None = None
    soft: bool = False


class Battery(Struct, frozen=True, eq=False):
    """Questions of a section that are asked in one turn: for which is the answer not the usual.

    Those that are ticked are asked; all others get their usual answer. `usual` is the wording of
    the button that ticks none, `relevant` when it is asked so; each question by itself otherwise.
    """

    name: str
    label: Text
    usual: Text
    relevant: Expression | None = None


class Question(Struct, frozen=True, eq=False, dict=True):
    """One question.

    `index` is its place in the questionnaire, which buttons carry instead of the name.
    `relevant` already contains the conditions of the groups and the section around it.
    `required` None: never; an expression otherwise. `official` is the number on the paper sheet.
    `edits` are its constraint and the checks against other answers, in the order in which they are
    looked at. `default` and `carry` give a suggestion: a value computed, or the one of the item
    before. `together` is the wording that asks once for everybody concerned. `missing` names the
    reasons that are accepted in place of an answer. `members` is a roster whose items are the
    choices; `codelist` is a list too long for buttons, `narrowing` what of it is offered, None for
    all of it; `grid` holds the numbers of a range. `shuffle` gives the choices an order of chance.
    `guidance` is said with the hint on request; `columns` buttons stand in a row, 0 as it fits;
    `numeric`: a text of figures.
    `battery` asks it in one turn with others, where `tick` names it and `usual` is the answer that
    it gets when it is not ticked.
    """

    name: str
    index: int
    type: QuestionType
    section: str
    level: str
    label: Text
    read: Reader
    proxy: Text | None = None
    hint: Text | None = None
    choices: tuple[Choice, ...] = ()
    relevant: Expression | None = None
    edits: tuple[Edit, ...] = ()
    required: Expression | None = None
    default: Expression | None = None
    carry: bool = False
    together: Text | None = None
    missing: tuple[Missing, ...] = ()
    members: str = ""
    codelist: Codelist | None = None
    narrowing: Narrowing | None = None
    shuffle: Shuffle | None = None
    calculation: Expression | None = None
    official: str = ""
    sensitive: bool = False
    grid: Grid | None = None
    guidance: Text | None = None
    columns: int = 0
    numeric: bool = False
    battery: Battery | None = None
    tick: Text | None = None
    usual: Value = ""

    @cached_property
    def choice_places(self) -> Mapping[str, int]:
        """The first place of each name among the choices, from 0: what a button carries."""
        names = [choice.name for choice in self.choices]
        return MappingProxyType({name: names.index(name) for name in names})


class Section(Struct, frozen=True, eq=False):
    """A run of questions about one item of its roster.

    `form` names the official sheet, if it is one.
    `gate` is the roster that this section's only question gathers, '' for an ordinary section.
    """

    name: str
    level: str
    stage: Stage
    title: Text
    questions: tuple[Question, ...]
    form: str = ""
    gate: str = ""


class Roster(Struct, frozen=True, eq=False):
    """A repeated part.

    `title` names one item in a prompt ("Диас"); `noun` is what its place counts. `count`, where
    given, says how many items there are: then nobody is asked for more.
    `respondent_first`: the first item is the person who answers, the others are answered for by
    proxy.
    """

    name: str
    parent: str
    title: Text
    noun: Text
    gate: str
    min: int = 0
    max: int = 1000
    respondent_first: bool = False
    count: Expression | None = None


class Loop(Struct, frozen=True, eq=False):
    """Repeats its blocks for each item of a roster; `gate` is the section that asks for more."""

    roster: str
    blocks: tuple[Block, ...]
    gate: str = ""


Block = Section | Loop


class Topic(Struct, frozen=True, eq=False):
    """Something that people ask about the census itself, with its answer.

    `title` is what a button says; `related` names topics worth reading after it.
    """

    name: str
    title: Text
    answer: Text
    related: tuple[str, ...] = ()


class Place(Struct, frozen=True, eq=False):
    """Where a block stands in the tree: its siblings, its index among them, the loop around."""

    siblings: tuple[Block, ...]
    index: int
    around: Loop | None


class Path(NamedTuple):
    """The questions and notes of a section that are relevant, and where the dialogue halts."""

    all: tuple[Question, ...]
    stops: tuple[Question, ...]

    @classmethod
    def of(cls, questions: tuple[Question, ...]) -> Path:
        """The path of some questions: every one but the notes is a stop, and a note at the end."""
        stops = tuple(q for q in questions if q.type is not QuestionType.NOTE)
        if questions and questions[-1].type is QuestionType.NOTE:
            stops = (*stops, questions[-1])
        return cls(questions, stops)


class Questionnaire(Struct, frozen=True, eq=False):
    """A whole questionnaire, identified by name and content hash; `assemble` makes it.

    The mappings are indexes over `blocks`; `dependents` maps a question or roster to the sections
    whose standing it can change, each with the level through which it is reached. `plain` holds
    the paths that no answer changes; `lasting` the questions whose answers, once taken, no other
    one spoils; `keeping` the calculations, by section, whose values are stored and stay. `topics`
    is what Salamat can answer.
    """

    name: str
    content: str
    title: Text
    languages: tuple[str, ...]
    blocks: tuple[Block, ...]
    sections: Mapping[str, Section]
    questions: Mapping[str, Question]
    by_index: tuple[Question, ...]
    rosters: Mapping[str, Roster]
    places: Mapping[int | str, Place]
    dependents: Mapping[str, tuple[tuple[str, str], ...]]
    understand: Understand
    plain: Mapping[str, Path]
    lasting: frozenset[str]
    keeping: Mapping[str, tuple[Question, ...]] = MappingProxyType({})
    constants: Mapping[str, str] = MappingProxyType({})
    topics: Mapping[str, Topic] = MappingProxyType({})

    @property
    def identity(self) -> str:
        """Name and content, as an interview records what it began with."""
        return f"{self.name}@{self.content}"

    def sections_of(self, level: str) -> Iterator[Section]:
        """The sections about items of one roster, gates of rosters below it included."""
        return (section for section in self.sections.values() if section.level == level)

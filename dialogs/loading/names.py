"""Which names a questionnaire declares, and where an expression of it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from dialogs.codelists import Shelf, Table
from dialogs.expressions import Declared, Kind, Placement
from dialogs.loading.datafiles import DataFiles
from dialogs.loading.fields import nearest
from dialogs.loading.listing import table_of_choices
from dialogs.loading.nodes import Scalar
from dialogs.loading.notebook import Notebook
from dialogs.loading.others import with_other_choice
from dialogs.loading.outline import (
    ChoiceOutline,
    LoopOutline,
    Outline,
    QuestionOutline,
    SectionOutline,
    offered_together,
)
from dialogs.tabular import DataTable
from state_machine.questionnaire import ROOT_ROSTER, QuestionType

__all__ = ["ACKNOWLEDGED", "Names", "gate_question", "gate_section"]

ACKNOWLEDGED = "OK"
"""What an acknowledgement is worth, as in ODK."""

_NAME = re.compile(r"[a-z][a-z0-9_]{0,63}", re.ASCII)
_LONGEST_CHOICE = 64
_SEVERAL = (QuestionType.SELECT_MULTIPLE, QuestionType.RANK)
"""Types whose answers are the names of choices with spaces between."""


def gate_question(roster: str) -> str:
    """The name of the question that asks for one more item of a roster."""
    return f"{roster}_more"


def gate_section(roster: str) -> str:
    """The name of the section that holds only that question."""
    return f"{roster}_list"


class Names:
    """What every name of an outline stands for; faults in them are noted when it is made."""

    def __init__(
        self, outline: Outline, notebook: Notebook, shelf: Shelf, data_files: DataFiles
    ) -> None:
        self.shelf = shelf
        self.data_files = data_files
        self._tables: dict[str, DataTable] = {}
        self.outline = outline
        self.notebook = notebook
        self.rosters = {roster.name.text: roster for roster in outline.rosters()}
        self.parents = self._parents()
        self._check_names()
        self._check_lists()
        self._check_loops()
        self.questions = {each.name.text: each for each in outline.questions()}
        self.declared = self._declared()

    def place(
        self, level: str, *, under_test: QuestionOutline | None = None, owner: str = ""
    ) -> Placement:
        """The placement of an expression asked of an item of a level."""
        tested = self.declared.get(under_test.name.text) if under_test else None
        level = self.known(level)
        return Placement(self.declared, self.parents, level, tested, owner, self.table)

    def table(self, name: str) -> DataTable:
        """What can be looked up in: a list of choices, else a CSV file. Raises TableError."""
        if name not in self.outline.tables:
            return self.data_files.named(name)
        if name not in self._tables:
            self._tables[name] = table_of_choices(self.outline.tables[name])
        return self._tables[name]

    def known(self, level: str) -> str:
        """The level, or the root when it names no roster (which is noted elsewhere)."""
        return level if level in self.parents else ROOT_ROSTER

    def choices(self, question: QuestionOutline) -> tuple[ChoiceOutline, ...]:
        """The choices of a question, with one more where it says `or_other`; () for none."""
        listed = self.outline.lists.get(question.list.text, ()) if question.list else ()
        return with_other_choice(listed, question.or_other, self.outline.languages)

    def codelist(self, question: QuestionOutline) -> Table | None:
        """The codelist of a question; None when it has none, or names one that is not here."""
        if question.codelist is None:
            return None
        own = self.outline.codelists.get(question.codelist.text)
        return own if own is not None else self.shelf.find(question.codelist.text)

    def _parents(self) -> Mapping[str, str]:
        """The roster around each, a broken chain ending at the root."""
        parents: dict[str, str] = {}
        for name, roster in self.rosters.items():
            known = roster.parent in parents and roster.parent != name
            parents[name] = roster.parent if known else ROOT_ROSTER
        return parents

    def _declared(self) -> Mapping[str, Declared]:
        found = {name: Declared(kind=Kind.CONSTANT) for name in self.outline.constants}
        found |= {name: Declared(level=name, kind=Kind.ROSTER) for name in self.rosters}
        return found | {
            name: Declared(
                level=self.known(question.level),
                type=question.type,
                choices=self.choice_names(question),
                codelist=question.codelist is not None,
            )
            for name, question in self.questions.items()
        }

    def choice_names(self, question: QuestionOutline) -> tuple[str, ...] | None:
        """The names that an answer can have; None when it is no choice of a list."""
        if question.type is QuestionType.ACKNOWLEDGE:
            return (ACKNOWLEDGED,)
        return _names(self.choices(question)) if question.list else None

    def _check_names(self) -> None:
        seen: set[str] = set()
        reserved = {made for name in self.rosters for made in _made(name)}
        for name in self._authored():
            if not _NAME.fullmatch(name.text):
                message = "a name is of a to z, digits and _, a letter first"
                self.notebook.note("E201", name, f"{name.text!r}: {message}")
            elif name.text in reserved:
                self.notebook.note("E203", name, f"{name.text} belongs to the gate of a roster")
            elif name.text in seen:
                self.notebook.note("E202", name, f"{name.text} is the name of another part already")
            seen.add(name.text)

    def _authored(self) -> Iterator[Scalar]:
        for block in self.outline.walk():
            if isinstance(block, SectionOutline):
                yield block.name
                yield from (question.name for question in block.questions)
            elif block.gathers is not None:
                yield block.roster

    def _check_lists(self) -> None:
        for question in self.outline.questions():
            list_ = question.list
            if list_ is not None and list_.text not in self.outline.lists:
                advice = nearest(list_.text, self.outline.lists)
                self.notebook.note("E205", list_, f"there is no list {list_.text}{advice}")
            codes = question.codelist
            if codes is not None and self.codelist(question) is None:
                message = (
                    f"there is no codelist {codes.text}{nearest(codes.text, self.shelf.names)}"
                )
                self.notebook.note("E633", codes, message)
        questions = list(self.outline.questions())
        parted = {each.list.text for each in questions if each.list and each.type in _SEVERAL}
        for name, choices in self.outline.lists.items():
            if not choices:
                message = f"{name} has no choices"
                self.notebook.note("E501", self.outline.list_places[name], message)
            self._check_choice_names(choices, parted=name in parted)
            self._check_twice(name, choices)

    def _check_choice_names(self, choices: tuple[ChoiceOutline, ...], *, parted: bool) -> None:
        """A name is anything that can be read; where several are an answer it has no spaces."""
        for choice in choices:
            name, text = choice.name, choice.name.text
            if text != text.strip() or not text.isprintable() or len(text) > _LONGEST_CHOICE:
                message = f"{text!r} is no name for a choice: at most {_LONGEST_CHOICE} characters"
                self.notebook.note("E504", name, message)
            elif parted and len(text.split()) > 1:
                message = f"{text!r} has spaces, and spaces part the names of several choices"
                self.notebook.note("E504", name, f"{message}: write {'_'.join(text.split())}")

    def _check_twice(self, list_: str, choices: tuple[ChoiceOutline, ...]) -> None:
        """Choices of one name say the same, and are never offered together."""
        seen: dict[str, list[ChoiceOutline]] = {}
        for choice in choices:
            same = seen.setdefault(choice.name.text, [])
            if any(offered_together(each, choice) for each in same):
                message = f"{list_} has {choice.name.text} already"
                self.notebook.note("E502", choice.name, message)
            elif any(_labels(each) != _labels(choice) for each in same):
                message = f"{choice.name.text} has another label where it stands before in {list_}"
                self.notebook.note("E502", choice.name, message)
            same.append(choice)

    def _check_loops(self) -> None:
        gathered: set[str] = set()
        for block in self.outline.walk():
            if not isinstance(block, LoopOutline):
                continue
            if block.gathers is not None:
                gathered.add(block.roster.text)
            else:
                self._check_visit(block, gathered)

    def _check_visit(self, block: LoopOutline, gathered: set[str]) -> None:
        name = block.roster
        roster = self.rosters.get(name.text)
        if roster is None:
            advice = nearest(name.text, self.rosters)
            self.notebook.note("E702", name, f"there is no roster {name.text}{advice}")
        elif roster.parent != block.level:
            around = roster.parent or "the top"
            self.notebook.note("E703", name, f"{name.text} is visited within {around}")
        elif name.text not in gathered:
            self.notebook.note("E704", name, f"{name.text} is gathered only later")


def _made(roster: str) -> tuple[str, str]:
    return gate_question(roster), gate_section(roster)


def _labels(choice: ChoiceOutline) -> dict[str, str]:
    texts = choice.label.texts if choice.label else {}
    return {language: text.text for language, text in texts.items()}


def _names(choices: tuple[ChoiceOutline, ...]) -> tuple[str, ...]:
    return tuple(choice.name.text for choice in choices)

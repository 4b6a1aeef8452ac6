"""Putting a questionnaire together: blocks in, every index that the engine relies on out.

The most important index is `dependents`: which sections must have their standing computed again
when a question or a roster changes, and through which level they are reached. It is closed over
calculations and over the relevance of what is read, since an answer off the path counts as ''.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import TypeVar

from state_machine.questionnaire import (
    ROOT_ROSTER,
    Block,
    Expression,
    Loop,
    Path,
    Place,
    Question,
    Questionnaire,
    QuestionType,
    Roster,
    Section,
    Text,
    Topic,
    Understand,
)

__all__ = ["KEPT", "TODAY", "ContentError", "assemble", "position_of"]

TODAY = "@today"
"""What an expression reads when it depends on the date of the last input."""


KEPT = "@kept"
"""What a calculation reads when it depends on the value that it had before."""


def position_of(roster: str) -> str:
    """What an expression reads when it depends on the place of an item among its siblings.

    Apart from the roster itself: one more item at the end moves nobody.
    """
    return f"@position/{roster}"


_Named = TypeVar("_Named", Section, Question, Roster, Topic)


class ContentError(Exception):
    """A questionnaire that cannot stand: a code and the name of the part at fault."""

    def __init__(self, code: str, name: str) -> None:
        super().__init__(f"{code}: {name}")
        self.code = code
        self.name = name


def assemble(  # noqa: PLR0913  the parts of a questionnaire, by keyword
    *,
    name: str,
    content: str,
    title: Text,
    languages: tuple[str, ...],
    blocks: tuple[Block, ...],
    rosters: Iterable[Roster],
    gates: Iterable[Section],
    understand: Understand,
    constants: Mapping[str, str] = MappingProxyType({}),
    topics: Iterable[Topic] = (),
) -> Questionnaire:
    """A questionnaire with its indexes.

    `gates` are the sections named by the gathering loops, each with its one gate question.
    Questions must carry their place in the order of the content as `index`. Raises ContentError.
    """
    sections = _ordered_sections(blocks, _by_name(gates))
    questions = _by_name(question for section in sections for question in section.questions)
    by_index = tuple(questions.values())
    for index, question in enumerate(by_index):
        if question.index != index:
            raise ContentError("index", question.name)
    known = _by_name(sections)
    named_rosters = _by_name(rosters)
    return Questionnaire(
        name=name,
        content=content,
        title=title,
        languages=languages,
        blocks=blocks,
        sections=known,
        questions=questions,
        by_index=by_index,
        rosters=named_rosters,
        places=MappingProxyType(dict(_places(blocks, None))),
        dependents=_Index(known, questions, named_rosters).build(),
        understand=understand,
        plain=MappingProxyType({s.name: Path.of(_asked(s)) for s in sections if _is_plain(s)}),
        keeping=MappingProxyType({s.name: kept for s in sections if (kept := _kept(s))}),
        lasting=frozenset(question.name for question in by_index if _lasts(question)),
        constants=constants,
        topics=_by_name(topics),
    )


def _by_name(parts: Iterable[_Named]) -> Mapping[str, _Named]:
    found: dict[str, _Named] = {}
    for part in parts:
        if part.name in found:
            raise ContentError("duplicate", part.name)
        found[part.name] = part
    return MappingProxyType(found)


def _is_plain(section: Section) -> bool:
    """Whether every question of a section is always relevant; a gate may count its items."""
    return not section.gate and all(question.relevant is None for question in section.questions)


def _kept(section: Section) -> tuple[Question, ...]:
    """The calculations of a section whose values stay."""
    return tuple(
        question
        for question in section.questions
        if question.type is QuestionType.CALCULATE
        and question.calculation is not None
        and KEPT in question.calculation.reads
    )


def _asked(section: Section) -> tuple[Question, ...]:
    return tuple(q for q in section.questions if q.type is not QuestionType.CALCULATE)


def _lasts(question: Question) -> bool:
    """Whether an answer that was taken stays valid whatever else changes."""
    gate = question.type is QuestionType.GATE
    if gate or question.members or question.codelist is not None:
        return False
    filtered = any(choice.relevant is not None for choice in question.choices)
    return not filtered and not any(edit.rule.reads for edit in question.edits if not edit.soft)


def _ordered_sections(blocks: Iterable[Block], gates: Mapping[str, Section]) -> list[Section]:
    """The sections in the order in which they are met; a gate follows what it repeats."""
    found: list[Section] = []
    for block in blocks:
        if isinstance(block, Section):
            found.append(block)
            continue
        found += _ordered_sections(block.blocks, gates)
        if block.gate:
            if block.gate not in gates:
                raise ContentError("gate", block.gate)
            found.append(gates[block.gate])
    return found


def _places(blocks: tuple[Block, ...], around: Loop | None) -> Iterator[tuple[int | str, Place]]:
    for index, block in enumerate(blocks):
        place = Place(blocks, index, around)
        if isinstance(block, Section):
            yield block.name, place
            continue
        yield id(block), place
        if block.gate:
            yield block.roster, place
        yield from _places(block.blocks, block)


class _Index:
    """Builds `dependents`."""

    def __init__(
        self,
        sections: Mapping[str, Section],
        questions: Mapping[str, Question],
        rosters: Mapping[str, Roster],
    ) -> None:
        self.sections = sections
        self.questions = questions
        self.rosters = rosters
        self.depths = {ROOT_ROSTER: 0}
        for name in rosters:
            self.depths[name] = len(self._chain(name))
        self.worth: dict[str, Mapping[str, str]] = {}

    def _chain(self, roster: str) -> list[str]:
        """The rosters from one up to, but not including, the root."""
        chain: list[str] = []
        while roster != ROOT_ROSTER:
            if roster not in self.rosters or roster in chain:
                raise ContentError("roster", roster)
            chain.append(roster)
            roster = self.rosters[roster].parent
        return chain

    def build(self) -> Mapping[str, tuple[tuple[str, str], ...]]:
        found: dict[str, dict[str, str]] = {}
        for section in self.sections.values():
            for name, via in self._section_reads(section).items():
                found.setdefault(name, {})[section.name] = via
        return MappingProxyType({name: tuple(pairs.items()) for name, pairs in found.items()})

    def _section_reads(self, section: Section) -> dict[str, str]:
        reads: dict[str, str] = {}
        if section.gate:
            self._note(reads, section.gate, section.level)
            count = self.rosters[section.gate].count
            if count is not None:
                self._follow(reads, count, ())
        for question in section.questions:
            self._note(reads, question.name, question.level)
            if question.members:
                moved = position_of(question.members)
                self._note(reads, moved, self.rosters[question.members].parent)
            for rule in _rules(question):
                self._follow(reads, rule, ())
        return reads

    def _follow(self, reads: dict[str, str], rule: Expression, trail: tuple[str, ...]) -> None:
        """Adds what a rule reads, directly and through what its readings are worth."""
        for name, via in rule.reads.items():
            self._note(reads, name, via)
            question = self.questions.get(name)
            if question is None:
                continue
            for roster in self._chain(question.level):
                if self.depths[roster] > self.depths[via]:
                    self._note(reads, roster, via)
            for inner, inner_via in self._worth(question, trail).items():
                self._note(reads, inner, min(via, inner_via, key=self.depths.__getitem__))

    def _worth(self, question: Question, trail: tuple[str, ...]) -> Mapping[str, str]:
        """What the value of a question depends on: its relevance and its calculation."""
        known = self.worth.get(question.name)
        if known is not None:
            return known
        if question.name in trail:
            raise ContentError("cycle", question.name)
        reads: dict[str, str] = {}
        for rule in (question.relevant, question.calculation):
            if rule is not None:
                self._follow(reads, rule, (*trail, question.name))
        self.worth[question.name] = reads
        return reads

    def _note(self, reads: dict[str, str], name: str, via: str) -> None:
        known = reads.get(name)
        if known is None or self.depths[via] < self.depths[known]:
            reads[name] = via


def _rules(question: Question) -> Iterator[Expression]:
    """The rules that decide how a section stands; a soft edit, once answered, decides nothing."""
    for rule in (question.relevant, question.required, question.calculation):
        if rule is not None:
            yield rule
    yield from (edit.rule for edit in question.edits if not edit.soft)
    for choice in question.choices:
        if choice.relevant is not None:
            yield choice.relevant
    if question.narrowing is not None:
        yield from question.narrowing.conditions

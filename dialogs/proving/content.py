"""What the proof reads of a questionnaire: its outline with the rules as syntax trees."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from dialogs.expressions.folding import fold
from dialogs.expressions.parser import parse
from dialogs.expressions.syntax import Binary, Call, Dot, Literal, Node, Reference, children
from dialogs.loading.building import Built
from dialogs.loading.nodes import Scalar
from dialogs.loading.outline import ChoiceOutline, QuestionOutline, RosterOutline
from state_machine.questionnaire import Question, Questionnaire, QuestionType

__all__ = ["Content", "nodes_of"]

_NEVER_ASKED = frozenset({QuestionType.CALCULATE})
"""Types of questions that nobody is asked."""

_MOST_PARTS = 200
"""Parts of one long list that are told apart: each is a term of its own."""


class Content:
    """A questionnaire without errors, as its author wrote it and as the engine asks it."""

    def __init__(self, built: Built, questionnaire: Questionnaire) -> None:
        self.questionnaire = questionnaire
        self.outline = built.outline
        self.pages = tuple(built.rules.notebook.pages)
        self.declared = built.names.declared
        self.parents = built.names.parents
        self.outlines = {outline.name.text: outline for outline, _ in built.questions}
        self.rosters = {roster.name.text: roster for roster in built.outline.rosters()}
        self._names = built.names
        self._nodes: dict[str, Node] = {}

    def node(self, rule: Scalar) -> Node:
        """The syntax tree of a rule, what is constant in it computed."""
        if rule.text not in self._nodes:
            self._nodes[rule.text] = fold(parse(rule.text))
        return self._nodes[rule.text]

    def question(self, name: str) -> Question:
        """The compiled question."""
        return self.questionnaire.questions[name]

    def is_asked(self, name: str) -> bool:
        """Whether a name is that of a question which people are asked; a gate is another matter."""
        return name in self.outlines and self.outlines[name].type not in _NEVER_ASKED

    def choices(self, outline: QuestionOutline) -> tuple[ChoiceOutline, ...]:
        """The choices of a closed question, with the one that `or_other` adds."""
        return self._names.choices(outline)

    def parts(self, outline: QuestionOutline) -> tuple[tuple[str, ...], ...]:
        """The codes of each part of a long list; () where all is offered, or the parts too many."""
        table = self._names.codelist(outline)
        few = table is not None and 0 < len(outline.parts) <= _MOST_PARTS
        return table.parts if table is not None and few else ()

    def roster_of(self, gate: str) -> RosterOutline | None:
        """The roster that a gate question gathers."""
        return self._gates.get(gate)

    @cached_property
    def _gates(self) -> dict[str, RosterOutline]:
        rosters = self.questionnaire.rosters
        return {rosters[name].gate: outline for name, outline in self.rosters.items()}

    @cached_property
    def compared(self) -> dict[str, frozenset[str]]:
        """The texts that the answer to each question is compared with."""
        found: dict[str, set[str]] = {}
        for own, node in self.rules():
            for inner in nodes_of(node):
                for name, text in _comparisons(inner, own):
                    found.setdefault(name, set()).add(text)
        return {name: frozenset(texts) for name, texts in found.items()}

    def rules(self) -> Iterator[tuple[str, Node]]:
        """Every rule of a question with its name; those of rosters have none."""
        for name, outline in self.outlines.items():
            for rule in rules_of(outline):
                yield name, self.node(rule)
            for choice in self.choices(outline):
                if choice.relevant is not None:
                    yield name, self.node(choice.relevant)
            for condition in outline.parts:
                yield name, self.node(condition)
        for roster in self.rosters.values():
            if roster.count is not None:
                yield "", self.node(roster.count)


def rules_of(outline: QuestionOutline) -> Iterator[Scalar]:
    """Every rule of a question that decides something."""
    yield from (condition.rule for condition in outline.around)
    yield from (edit.rule for edit in outline.edits)
    for rule in (outline.relevant, outline.required, outline.calculation, outline.default):
        if rule is not None and rule.text not in ("yes", "no"):
            yield rule


def nodes_of(node: Node) -> Iterator[Node]:
    """A node and all below it."""
    yield node
    for child in children(node):
        yield from nodes_of(child)


def _comparisons(node: Node, own: str) -> Iterator[tuple[str, str]]:
    match node:
        case Binary(operator="=" | "!=", left=left, right=right):
            yield from _compared(left, right, own)
            yield from _compared(right, left, own)
        case Call(name="selected", arguments=(left, right)):
            yield from _compared(left, right, own)
        case _:
            pass


def _compared(node: Node, other: Node, own: str) -> Iterator[tuple[str, str]]:
    if not isinstance(other, Literal) or not isinstance(other.value, str) or not other.value:
        return
    match node:
        case Reference(name=name):
            yield name, other.value
        case Dot() if own:
            yield own, other.value
        case _:
            pass

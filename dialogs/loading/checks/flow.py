"""Rules that depend on each other: circles, chains that are too long, conditions on later answers.

A rule that reads the value of a question depends on that question's relevance and calculation,
since what is off the path is worth ''.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from dialogs.expressions import ExpressionError
from dialogs.expressions.functions import LANGUAGE
from dialogs.expressions.parser import parse
from dialogs.loading.building import Built, edits_of
from dialogs.loading.nodes import Scalar
from dialogs.loading.notebook import Located, Notebook
from dialogs.loading.outline import QuestionOutline
from state_machine.assembly import TODAY
from state_machine.questionnaire import Expression, Question, QuestionType

__all__ = ["MOST_FRAMES", "review_flow"]

MOST_FRAMES = 500
"""Frames of the stack that rules reading each other may take, half of what Python has."""

_FILTER = "a choice's relevant"
_FRAMES_OF_SCOPE = 5
"""Those between a rule and the one behind what it reads; each level of a rule takes one."""


_DECIDING = ("relevant", "constraint", "checks", "required", _FILTER)
"""The rules that decide what is asked, and what is accepted."""


class _Rule(Struct, frozen=True):
    """A rule of a question: which key it is, where it stands, what it reads."""

    key: str
    at: Located
    reads: Mapping[str, str]


def review_flow(built: Built, notebook: Notebook) -> None:
    """Notes E313, E314, E315, W320, W325 and E327."""
    _Flow(built, notebook).review()


class _Flow:
    def __init__(self, built: Built, notebook: Notebook) -> None:
        self.notebook = notebook
        self.pairs = {
            outline.name.text: (outline, question) for outline, question in built.questions
        }
        self.known: dict[str, frozenset[str]] = {}
        self.links: dict[str, int] = {}
        self.circular: set[str] = set()

    def review(self) -> None:
        for name in self.pairs:
            self.chain(name)
        for outline, question in self.pairs.values():
            for rule in _rules(outline, question):
                self.look(question, rule)

    def look(self, question: Question, rule: _Rule) -> None:
        if TODAY in rule.reads and rule.key in ("relevant", "required"):
            message = f"{rule.key} changes with the date alone"
            self.notebook.note("W320", rule.at, message)
        if rule.key in _DECIDING and self.speaks(rule.reads):
            message = f"{rule.key} of {question.name} changes with the language alone"
            self.notebook.note("E327", rule.at, message)
        for name in rule.reads:
            later = self.later(name, question)
            if later and rule.key == "relevant":
                message = f"{question.name} depends on {later}, which is asked after it"
                self.notebook.note("E315", rule.at, message)
            elif later:
                message = f"{rule.key} of {question.name} reads {later}, which is asked after it"
                self.notebook.note("W325", rule.at, message)

    def speaks(self, reads: Iterable[str]) -> bool:
        """Whether what a rule reads, or what is computed of it, depends on the language."""
        return any(LANGUAGE in self.origins(name) for name in reads)

    def later(self, name: str, question: Question) -> str:
        """The first question asked after this one that a name leads to; '' for none."""
        asked = (self.pairs[each][1] for each in self.origins(name) if each in self.pairs)
        late = [each for each in asked if each.index > question.index]
        return min(late, key=lambda each: each.index).name if late else ""

    def origins(self, name: str) -> frozenset[str]:
        """What a name leads to through calculations; itself, where it is none."""
        known = self.known.get(name)
        if known is None:
            known = self.known[name] = frozenset(self.origins_of(name))
        return known

    def origins_of(self, name: str) -> Iterator[str]:
        seen, waiting = {name}, [name]
        while waiting:
            each = waiting.pop()
            calculation = self.pairs[each][1].calculation if each in self.pairs else None
            if calculation is None:
                yield each
                continue
            further = calculation.reads.keys() - seen
            seen |= further
            waiting += further

    def chain(self, start: str) -> None:
        """Measures the stack that the rules behind a question take, without recursion."""
        trail: list[tuple[str, Iterator[str]]] = [(start, iter(self.behind(start)))]
        standing = {start}
        while trail:
            name, rest = trail[-1]
            following = next((each for each in rest if each not in self.links), None)
            if following is None:
                self.settle(name)
                standing.discard(name)
                trail.pop()
            elif following in standing:
                self.circle(following)
                self.links[following] = 0
            else:
                standing.add(following)
                trail.append((following, iter(self.behind(following))))

    def behind(self, name: str) -> list[str]:
        """The questions whose worth the worth of a question depends on."""
        _, question = self.pairs[name]
        rules = (question.relevant, question.calculation)
        read = {each for rule in rules if rule is not None for each in rule.reads}
        return sorted(read & self.pairs.keys())

    def settle(self, name: str) -> None:
        outline, _ = self.pairs[name]
        behind = max((self.links.get(each, 0) for each in self.behind(name)), default=0)
        self.links[name] = behind + _FRAMES_OF_SCOPE + _height(outline)
        if self.links[name] > MOST_FRAMES >= behind:
            message = f"{name} ends a chain of too many rules that read each other"
            self.notebook.note("E314", outline.name, message)

    def circle(self, name: str) -> None:
        if name not in self.circular:
            self.circular.add(name)
            outline, _ = self.pairs[name]
            message = f"whether {name} counts, or its value, depends on itself"
            self.notebook.note("E313", outline.name, message)


def _height(outline: QuestionOutline) -> int:
    """The levels of the deepest rule behind the worth of a question."""
    rules = (*(each.rule for each in outline.around), outline.relevant, outline.calculation)
    return max((_levels(rule) for rule in rules if rule is not None), default=0)


def _levels(rule: Scalar) -> int:
    try:
        return parse(rule.text).height
    except ExpressionError:
        return 0


def _rules(outline: QuestionOutline, question: Question) -> Iterator[_Rule]:
    """The rules of a question that were compiled, with their places."""
    relevant = outline.relevant or next((each.rule for each in reversed(outline.around)), None)
    for key, at, rule in (
        ("relevant", relevant, question.relevant),
        *((each.key, each.rule, edit.rule) for each, edit in edits_of(outline, question)),
        ("default", outline.default, question.default),
        ("required", outline.required, question.required),
        ("seed", outline.seed, question.shuffle.seed if question.shuffle else None),
        ("calculation", outline.calculation, question.calculation),
    ):
        if at is not None and rule is not None:
            yield _rule(key, at, rule)
    if outline.list is not None:
        for choice in question.choices:
            if choice.relevant is not None:
                yield _rule(_FILTER, outline.list, choice.relevant)
    if outline.codelist is not None and question.narrowing is not None:
        for rule in question.narrowing.conditions:
            yield _rule(_FILTER, outline.codelist, rule)
    if question.type is not QuestionType.CALCULATE and outline.label is not None:
        yield from _piped(outline, question)


def _rule(key: str, at: Scalar, rule: Expression) -> _Rule:
    return _Rule(key, at, rule.reads)


def _piped(outline: QuestionOutline, question: Question) -> Iterator[_Rule]:
    for language, template in question.label.items():
        for part in template.parts:
            if isinstance(part, Expression) and outline.label is not None:
                yield _rule("label", outline.label.texts[language], part)

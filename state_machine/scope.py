"""What the answers mean now: values, relevance, paths and choices, computed and never stored.

A scope looks at one interview and remembers what it has computed; it is thrown away with the turn.
Only answers on the path count: the value of a question that is not relevant is ''.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from state_machine.interview import ROOT, Problem, Value
from state_machine.questionnaire import DONE, Path, QuestionType, Roster

if TYPE_CHECKING:
    from state_machine.interview import Answer, Interview, Item
    from state_machine.questionnaire import Choice, Expression, Question, Questionnaire, Section

__all__ = ["Scope", "truth"]


def truth(value: str | float | bool) -> bool:
    """An XPath 1.0 value as a boolean: '' , 0 and NaN are false."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        return value != ""
    return value == value and value != 0  # noqa: PLR0124  NaN differs from itself


class Scope:
    """The view that rules and prompts have of an interview."""

    __slots__ = ("_paths", "_relevant", "_values", "interview", "questionnaire")

    def __init__(self, questionnaire: Questionnaire, interview: Interview) -> None:
        self.questionnaire = questionnaire
        self.interview = interview
        self._values: dict[tuple[str, int], Value | bool] = {}
        self._relevant: dict[tuple[str, int], bool] = {}
        self._paths: dict[tuple[str, int], Path] = {}

    def on(self, interview: Interview) -> Scope:
        """The same view of an interview whose answers and items are the same: nothing is lost."""
        same = Scope(self.questionnaire, interview)
        same._values = self._values
        same._relevant = self._relevant
        same._paths = self._paths
        return same

    # -- the content's rules look at these --------------------------------------------------------

    @property
    def as_of(self) -> str:
        """The time of the last input, ISO 8601 in the census's time zone."""
        return self.interview.head.as_of

    def constant(self, name: str) -> str:
        """A constant of the questionnaire, such as the moment of the census; '' when not set."""
        return self.questionnaire.constants.get(name, "")

    def value(self, name: str, item: int) -> Value | bool:
        """What a question is worth for an item: '' when unanswered or off the path."""
        key = (name, item)
        known = self._values.get(key)
        if known is None:
            known = self._values[key] = self._compute(self.questionnaire.questions[name], item)
        return known

    def _compute(self, question: Question, item: int) -> Value | bool:
        if not self.relevant(question, item):
            return ""
        if question.calculation is not None:
            return question.calculation.evaluate(self, item, "")
        answer = self.interview.items[item].answers.get(question.name)
        return "" if answer is None else answer.value

    def item(self, item: int) -> Item:
        """An item by its id."""
        return self.interview.items[item]

    def climb(self, item: int, roster: str) -> int:
        """The ancestor of an item, or itself, at the level of a roster."""
        items = self.interview.items
        found = items[item]
        while found.roster != roster:
            found = items[found.parent]
        return found.id

    def descend(self, item: int, roster: str) -> tuple[int, ...]:
        """Every item of a roster at or below an item, in order."""
        top = self.interview.items[item]
        if top.roster == roster:
            return (item,)
        parents = self.descend(item, self.questionnaire.rosters[roster].parent)
        items = self.interview.items
        return tuple(child for id_ in parents for child in items[id_].children.get(roster, ()))

    def siblings(self, item: int) -> tuple[int, ...]:
        """The items beside an item under the same parent, itself included, in order."""
        found = self.interview.items[item]
        if not found.roster:
            return (item,)
        return self.interview.items[found.parent].children[found.roster]

    def position(self, item: int) -> int:
        """The place of an item among its siblings, from 1."""
        return self.siblings(item).index(item) + 1

    # -- the engine and the prompts look at these as well -----------------------------------------

    def relevant(self, question: Question, item: int) -> bool:
        """Whether a question is on the path for an item."""
        rule = question.relevant
        if rule is None:
            return True
        key = (question.name, item)
        known = self._relevant.get(key)
        if known is None:
            known = self._relevant[key] = truth(rule.evaluate(self, item, ""))
        return known

    def path(self, section: Section, item: int) -> tuple[Question, ...]:
        """The questions and notes relevant now for an item, in order."""
        return self._path(section, item).all

    def stops(self, section: Section, item: int) -> tuple[Question, ...]:
        """Where the dialogue halts: the path without its notes, but for a note that ends it."""
        return self._path(section, item).stops

    def _path(self, section: Section, item: int) -> Path:
        plain = self.questionnaire.plain.get(section.name)
        if plain is not None:
            return plain
        key = (section.name, item)
        known = self._paths.get(key)
        if known is None:
            known = self._paths[key] = Path.of(
                tuple(
                    question
                    for question in section.questions
                    if question.type is not QuestionType.CALCULATE and self.relevant(question, item)
                )
            )
        return known

    def asks(self, question: Question, item: int) -> bool:
        """Whether a question is among those that can be answered for an item now."""
        items = self.interview.items
        if item not in items or items[item].roster != question.level:
            return False
        if question.type is QuestionType.NOTE:
            section = self.questionnaire.sections[question.section]
            return question in self.stops(section, item)
        return question.type is not QuestionType.CALCULATE and self.relevant(question, item)

    def choices(self, question: Question, item: int) -> tuple[Choice, ...]:
        """The choices offered now: those whose filter holds."""
        if question.name in self.questionnaire.lasting:
            return question.choices
        return tuple(
            choice
            for choice in question.choices
            if choice.relevant is None or truth(choice.relevant.evaluate(self, item, ""))
        )

    def required(self, question: Question, item: int) -> bool:
        """Whether a question may not be skipped now."""
        rule = question.required
        return rule is not None and truth(rule.evaluate(self, item, ""))

    def holds(self, rule: Expression, item: int, value: Value) -> bool:
        """Whether a constraint accepts a value."""
        return truth(rule.evaluate(self, item, value))

    def answer(self, question: Question, item: int) -> Answer | None:
        """The stored answer, on the path or not."""
        return self.interview.items[item].answers.get(question.name)

    def objection(self, question: Question, item: int, value: Value) -> Problem | None:
        """Why a value cannot be the answer now; None when it can."""
        if value in ("", ()):
            return Problem("required") if self.required(question, item) else None
        if question.choices and not self._offered(question, item, value):
            return Problem("not_a_choice")
        rule = question.constraint
        if rule is not None and not self.holds(rule, item, value):
            return Problem("constraint")
        return None

    def _offered(self, question: Question, item: int, value: Value) -> bool:
        names = {choice.name for choice in self.choices(question, item)}
        return names.issuperset(value if isinstance(value, tuple) else (value,))

    def settled(self, question: Question, item: int) -> bool | None:
        """True: answered and still valid. None: not answered. False: contradicted."""
        answer = self.answer(question, item)
        if answer is None:
            return None
        if question.type is QuestionType.GATE:
            return True if self._gathered(question, item) else None
        if answer.value == "":
            return None if self.required(question, item) else True
        if question.type is QuestionType.NOTE or question.name in self.questionnaire.lasting:
            return True
        return self.objection(question, item, answer.value) is None

    def _gathered(self, gate: Question, item: int) -> bool:
        answer = self.answer(gate, item)
        roster = self.gathers(gate)
        count = len(self.interview.items[item].children.get(roster.name, ()))
        return answer is not None and answer.value == DONE and count >= roster.min

    def gathers(self, gate: Question) -> Roster:
        """The roster that a gate question asks to go on with."""
        return self.questionnaire.rosters[self.questionnaire.sections[gate.section].gate]

    def proxy(self, item: int) -> bool:
        """Whether questions about an item are about somebody other than the respondent."""
        found = self.interview.items[item]
        while found.id != ROOT:
            if self.questionnaire.rosters[found.roster].respondent_first:
                return found.id != self._first(found.roster)
            found = self.interview.items[found.parent]
        return False

    def _first(self, roster: str) -> int:
        parent = self.questionnaire.rosters[roster].parent
        items = self.interview.items
        for id_ in self.descend(ROOT, parent):
            children = items[id_].children.get(roster)
            if children:
                return children[0]
        return ROOT

"""What the answers mean now: values, relevance, paths and choices, computed and never stored.

A scope looks at one interview and remembers what it has computed: a turn works on one, and what is
shown after it is read from the same. It is thrown away with the reply. Only answers on the path
count: the value of a question that is not relevant is ''.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from state_machine.company import battery_of, company_of, suggested
from state_machine.items import ROOT, Answer, Value, place_in
from state_machine.pending import Problem
from state_machine.questionnaire import DONE, Path, QuestionType, Roster
from state_machine.values import number, off_grid, truth

if TYPE_CHECKING:
    from state_machine.interview import Interview
    from state_machine.items import Item
    from state_machine.pending import Reading
    from state_machine.questionnaire import (
        Choice,
        Codelist,
        Edit,
        Expression,
        Question,
        Questionnaire,
        Section,
    )

__all__ = ["Scope"]


class Scope:
    """The view that rules and prompts have of an interview."""

    __slots__ = (
        "_codelists",
        "_companies",
        "_paths",
        "_readings",
        "_relevant",
        "_settled",
        "_values",
        "interview",
        "questionnaire",
    )

    def __init__(self, questionnaire: Questionnaire, interview: Interview) -> None:
        self.questionnaire = questionnaire
        self.interview = interview
        self._values: dict[tuple[str, int], Value | bool] = {}
        self._relevant: dict[tuple[str, int], bool] = {}
        self._paths: dict[tuple[str, int], Path] = {}
        self._companies: dict[tuple[str, int], tuple[int, ...]] = {}
        self._readings: dict[tuple[str, int, str], Reading] = {}
        self._settled: dict[tuple[str, int], list[bool | None]] = {}
        self._codelists: dict[tuple[str, int], Codelist] = {}

    def on(self, interview: Interview) -> Scope:
        """The same view of an interview whose answers and items are the same: nothing is lost."""
        same = object.__new__(Scope)
        same.questionnaire = self.questionnaire
        same.interview = interview
        same._values = self._values
        same._relevant = self._relevant
        same._paths = self._paths
        same._companies = self._companies
        same._readings = self._readings
        same._settled = self._settled
        same._codelists = self._codelists
        return same

    def of(self, interview: Interview) -> Scope:
        """The view of another interview with the questionnaire: nothing is known of it yet."""
        return Scope(self.questionnaire, interview)

    # -- the content's rules look at these --------------------------------------------------------

    @property
    def as_of(self) -> str:
        """The time of the last input, ISO 8601 in the census's time zone."""
        return self.interview.head.as_of

    @property
    def opened_at(self) -> str:
        """When the interview was opened, in the same form; '' where nobody noted it."""
        return self.interview.head.opened_at

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
            return question.calculation.evaluate(self, item, self._kept(question, item))
        answer = self.interview.items[item].answers.get(question.name)
        return "" if answer is None else answer.value

    def _kept(self, question: Question, item: int) -> Value:
        """The value that a calculation has kept; '' for one that keeps none."""
        if question not in self.questionnaire.keeping.get(question.section, ()):
            return ""
        answer = self.answer(question, item)
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
        if len(parents) == 1:
            return items[parents[0]].children.get(roster, ())
        return tuple(child for id_ in parents for child in items[id_].children.get(roster, ()))

    def siblings(self, item: int) -> tuple[int, ...]:
        """The items beside an item under the same parent, itself included, in order."""
        found = self.interview.items[item]
        if not found.roster:
            return (item,)
        return self.interview.items[found.parent].children[found.roster]

    def position(self, item: int) -> int:
        """The place of an item among its siblings, from 1."""
        return place_in(self.siblings(item), item) + 1

    # -- the engine and the prompts look at these as well -----------------------------------------

    def relevant(self, question: Question, item: int) -> bool:
        """Whether a question is on the path for an item."""
        rule = question.relevant
        if rule is None and question.type is not QuestionType.GATE:
            return True
        key = (question.name, item)
        known = self._relevant.get(key)
        if known is None:
            known = rule is None or truth(rule.evaluate(self, item, ""))
            if known and question.type is QuestionType.GATE:
                known = not self._counted(question, item)
            self._relevant[key] = known
        return known

    def _counted(self, gate: Question, item: int) -> bool:
        """Whether a rule counts the items of a roster, and there are as many: nothing to ask."""
        if self.gathers(gate).count is None:
            return False
        return len(self.children(gate, item)) == self.bounds(gate, item)[0]

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
        """The choices offered now: those whose filter holds, in the order in which they stand."""
        found = question.choices
        if question.name not in self.questionnaire.lasting:
            found = self.holding(found, item)
        return found if question.shuffle is None else question.shuffle.order(found, self, item)

    def holding(self, choices: tuple[Choice, ...], item: int) -> tuple[Choice, ...]:
        """Those of some choices whose filter holds; one that many share is looked at once."""
        held: dict[Expression | None, bool] = {None: True}
        for choice in choices:
            rule = choice.relevant
            if rule is not None and rule not in held:
                held[rule] = truth(rule.evaluate(self, item, ""))
        return tuple(choice for choice in choices if held[choice.relevant])

    def codelist(self, question: Question, item: int) -> Codelist | None:
        """What of the codelist of a question is offered now; None for a question without one."""
        narrowing, key = question.narrowing, (question.name, item)
        if narrowing is None:
            return question.codelist
        known = self._codelists.get(key)
        if known is None:
            rules = enumerate(narrowing.conditions)
            held = (part for part, rule in rules if truth(rule.evaluate(self, item, "")))
            known = self._codelists[key] = narrowing.only(tuple(held))
        return known

    def required(self, question: Question, item: int) -> bool:
        """Whether a question may not be skipped now."""
        rule = question.required
        return rule is not None and truth(rule.evaluate(self, item, ""))

    def answer(self, question: Question, item: int) -> Answer | None:
        """The stored answer, on the path or not."""
        return self.interview.items[item].answers.get(question.name)

    def read(self, question: Question, item: int, text: str) -> Reading:
        """What a typed text is to a question: a value, several, what to choose from, or why not."""
        key = (question.name, item, text)
        known = self._readings.get(key)
        if known is None:
            known = self._readings[key] = question.read(text, self, item)
        return known

    def objection(self, question: Question, item: int, value: Value) -> Problem | None:
        """Why a value cannot be the answer now; None when it can."""
        if value in ("", ()):
            return Problem("required") if self.required(question, item) else None
        problem = self._refusal(question, item, value)
        if problem is not None:
            return problem
        for place, edit in enumerate(question.edits):
            if not edit.soft and not self._holds(edit, item, value):
                return Problem("constraint", {"edit": str(place)})
        return None

    def _refusal(self, question: Question, item: int, value: Value) -> Problem | None:
        """Why a value is none that the question offers. A note is read, whatever it shows."""
        if question.type is QuestionType.NOTE:
            return None
        if question.grid is not None:
            return off_grid(question.grid, value)
        if self._offered(question, item, value):
            ranked = question.type is not QuestionType.RANK or self._ranks(question, item, value)
            return None if ranked else Problem("rank_all")
        return Problem("not_a_choice")

    def _ranks(self, question: Question, item: int, value: Value) -> bool:
        """Whether a value names every choice once: they have names of their own."""
        names = value if isinstance(value, tuple) else (value,)
        return len(names) == len(set(names)) == len(self.choices(question, item))

    def doubts(self, question: Question, item: int, value: Value) -> tuple[int, ...]:
        """The places of the soft edits that a value fails: reasons to ask whether it is so."""
        return tuple(
            place
            for place, edit in enumerate(question.edits)
            if edit.soft and value not in ("", ()) and not self._holds(edit, item, value)
        )

    def _holds(self, edit: Edit, item: int, value: Value) -> bool:
        return truth(edit.rule.evaluate(self, item, value))

    def _offered(self, question: Question, item: int, value: Value) -> bool:
        codelist = self.codelist(question, item)
        if codelist is not None:
            return isinstance(value, str) and codelist.label(value) is not None
        if question.members:
            return str(value) in map(str, self.members(question, item))
        if not question.choices:
            return True
        names = {choice.name for choice in self.choices(question, item)}
        return names.issuperset(value if isinstance(value, tuple) else (value,))

    def members(self, question: Question, item: int) -> tuple[int, ...]:
        """The items that are the choices of a question: those of its roster nearby but itself."""
        roster = self.questionnaire.rosters[question.members]
        found = self.interview.items[item]
        while found.roster and found.roster != roster.parent:
            found = self.interview.items[found.parent]
        return tuple(each for each in self.descend(found.id, roster.name) if each != item)

    def suggestion(self, question: Question, item: int) -> Answer | None:
        """An answer to offer where there is none: that of the item before, or a computed one."""
        return suggested(self, question, item)

    def company(self, question: Question, item: int) -> tuple[int, ...]:
        """Those whom a question is asked about at once, this item first; () when it is alone.

        Who has no answer yet; or who got the same one together, seen from the first of them, and
        who got any together where it is sensitive: who answered alike is nothing to show. A
        question with a rule for its suggestion joins those who have one.
        """
        if question.together is None or not question.level:
            return ()
        key = (question.name, item)
        known = self._companies.get(key)
        if known is None:
            known = self._companies[key] = company_of(self, question, item)
        return known

    def whom(self, question: Question, item: int) -> int:
        """Whom a button names: an item, or the one above all those who are asked about at once."""
        return self.interview.items[item].parent if self.company(question, item) else item

    def first_of(self, question: Question, parent: int) -> int | None:
        """The first of those below an item whom a question is asked about at once."""
        row = self.interview.items[parent].children.get(question.level, ())
        return next((each for each in row if self.company(question, each)), None)

    def battery(self, question: Question, item: int) -> tuple[Question, ...]:
        """The open questions that are asked in one turn at this one, the first; () when alone."""
        return () if question.battery is None else battery_of(self, question, item)

    def asker(self, question: Question, item: int) -> int:
        """The item that remembers what is asked apart: the one above those asked together."""
        return self.item(item).parent if question.together is not None else item

    def settled(self, question: Question, item: int) -> bool | None:
        """True: answered and still valid. None: not answered. False: contradicted."""
        answer = self.answer(question, item)
        if answer is None:
            return None
        if question.type is QuestionType.GATE:
            return True if self._gathered(question, item) else None
        if answer.value == "":
            return True if answer.missing or not self.required(question, item) else None
        if question.type is QuestionType.NOTE or question.name in self.questionnaire.lasting:
            return True
        return self.objection(question, item, answer.value) is None

    def settled_stops(self, section: Section, item: int) -> list[bool | None]:
        """How far each stop of a sheet is; what lasts is settled without a closer look."""
        key = (section.name, item)
        known = self._settled.get(key)
        if known is None:
            answers, lasting = self.interview.items[item].answers, self.questionnaire.lasting
            known = self._settled[key] = [
                None
                if (answer := answers.get(stop.name)) is None
                else (stop.name in lasting and answer.value != "") or self.settled(stop, item)
                for stop in self.stops(section, item)
            ]
        return known

    def _gathered(self, gate: Question, item: int) -> bool:
        answer = self.answer(gate, item)
        least, most = self.bounds(gate, item)
        count = len(self.children(gate, item))
        return answer is not None and answer.value == DONE and least <= count <= most

    def children(self, gate: Question, item: int) -> tuple[int, ...]:
        """The items that a gate has gathered so far."""
        return self.interview.items[item].children.get(self.gathers(gate).name, ())

    def bounds(self, gate: Question, item: int) -> tuple[int, int]:
        """How few and how many items there may be: both the same where a rule counts them."""
        roster = self.gathers(gate)
        if roster.count is None:
            return roster.min, roster.max
        counted = roster.count.evaluate(self, item, "")
        wanted = number(counted)
        exact = int(min(max(wanted, 0), roster.max)) if wanted == wanted else 0  # noqa: PLR0124  NaN
        return exact, exact

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

"""Walks through one tree of items and asks of each spot what can happen there.

The facts grow with the way: when a question is looked at, all those before it are answered well, as
they are when the dialogue first comes to it. What is answered later is not known yet.
"""

from __future__ import annotations

from collections.abc import Iterator

from dialogs.loading.outline import RosterOutline
from dialogs.proving.candidates import Candidate, Ends, candidates
from dialogs.proving.content import Content
from dialogs.proving.domains import Planned
from dialogs.proving.shapes import Ticks, known
from dialogs.proving.terms import (
    Solver,
    Truth,
    Verdict,
    at_most,
    contrary,
    every,
    some,
)
from dialogs.proving.trees import Spot, Tree
from dialogs.proving.world import World
from state_machine.items import ROOT
from state_machine.questionnaire import Path, QuestionType

__all__ = ["Inquiry", "Matter", "Plan"]

_MILLISECONDS = 15_000
_TRIES = 12
"""How often an answer is sought before the matter is left undecided."""

Plan = dict[Spot, Planned]

Matter = tuple[str, str]
"""Something that may or may not happen at a question: what, and to which part of it.

A `choice` is offered, it is `answered`, a soft check is `met` or `failed`.
"""


_SETTLED_EXACTLY = frozenset(
    {
        QuestionType.SELECT_ONE,
        QuestionType.SELECT_MULTIPLE,
        QuestionType.INTEGER,
        QuestionType.DECIMAL,
        QuestionType.DATE,
    }
)
"""Types of which it can be decided that no answer is left, so that only a reason is."""


class Inquiry:
    """What can be asked about the questions of one tree, in the order of its route."""

    def __init__(self, content: Content, tree: Tree, world: World | None = None) -> None:
        self.content = content
        self.tree = tree
        self.world = world or World(content, tree)
        self.solver = Solver(_MILLISECONDS)
        self.at = 0
        self._told = 0
        self._costs: list[Truth] = []
        if not self.world.loose:
            self._arrive()

    @classmethod
    def of_any_number(cls, world: World, spot: Spot) -> Inquiry:
        """About one item among any number of others, of which nothing is known: a loose world."""
        content, tree = world.content, world.tree
        inquiry = cls(content, tree, world)
        for before in tree.route[: tree.order[spot]]:
            above = tree.is_around(before.item, spot.item)
            if above and content.is_asked(before.question):
                inquiry.solver.add(world.in_order(before))
        for item, node in tree.items.items():
            if item != ROOT and tree.is_around(item, spot.item):
                roster = content.rosters[node.roster]
                inquiry.solver.add(inquiry._may_come(roster, node.parent, node.place))
        return inquiry

    # -- on the way -------------------------------------------------------------------------------

    def pass_by(self, spot: Spot) -> None:
        """From here on the question at a spot is answered well."""
        roster = self.content.roster_of(spot.question)
        if roster is not None:
            self.solver.add(self._gathered(roster, spot.item))
            self._costs.append(self._asks_for_more(roster, spot.item))
        elif self.content.is_asked(spot.question):
            self.solver.add(self.world.in_order(spot))
            self._costs += self._turns(spot)
        self.at += 1
        self._arrive()

    def _turns(self, spot: Spot) -> Iterator[Truth]:
        """What a question costs: a turn if it is asked, one more for each doubt."""
        question = self.content.question(spot.question)
        section = self.content.questionnaire.sections[question.section]
        if question not in Path.of(section.questions).stops:
            return
        relevant, answer = self.world.relevant(spot), self.world.domain(spot)
        yield relevant
        for edit in self.content.outlines[spot.question].edits:
            if edit.soft:
                passes = self.world.passes(spot, edit, answer.cases)
                yield every((relevant, contrary(answer.blank), contrary(passes)))

    def _arrive(self) -> None:
        """Items that begin here were asked for, or are counted."""
        for item, node in self.tree.items.items():
            if item != ROOT and self.tree.born(item) == self.at:
                roster = self.content.rosters[node.roster]
                self.solver.add(self._may_come(roster, node.parent, node.place))

    def _may_come(self, roster: RosterOutline, parent: int, place: int) -> Truth:
        if place > roster.max:
            return False
        counted = self._is_counted(roster, parent, at_least=place)
        return every((self.world.relevant(self._gate(roster, parent)), counted))

    def _gate(self, roster: RosterOutline, parent: int) -> Spot:
        return Spot(self.content.questionnaire.rosters[roster.name.text].gate, parent)

    def _gathered(self, roster: RosterOutline, parent: int) -> Truth:
        """Whether a list is complete with the items of the tree."""
        count = len(self.tree.children(parent, roster.name.text))
        asked = self.world.relevant(self._gate(roster, parent))
        few = count < (0 if roster.count is not None else roster.min)
        enough = every((not few, self._is_counted(roster, parent, exactly=count)))
        return some((every((contrary(asked), count == 0)), every((asked, enough))))

    def _asks_for_more(self, roster: RosterOutline, parent: int) -> Truth:
        return roster.count is None and self.world.relevant(self._gate(roster, parent))

    def _is_counted(
        self, roster: RosterOutline, parent: int, *, at_least: int = 0, exactly: int | None = None
    ) -> Truth:
        """Whether the rule of a counted roster wants so many items; its `max` goes before it."""
        if roster.count is None:
            return True
        wanted = self.world.code(self.content.node(roster.count), parent)
        algebra = self.world.algebra

        def holds(sign: str, number: int) -> Truth:
            return algebra.truth(algebra.compare(sign, wanted, known(float(number))))

        low = at_least if exactly is None else exactly
        reached = holds(">=", low) if low else True
        if exactly is None or exactly == roster.max:
            return reached
        return every((reached, contrary(holds(">=", exactly + 1))))

    def exceeds(self, roster: RosterOutline, parent: int) -> Verdict:
        """Whether the rule of a counted roster can want more items than its `max`."""
        if roster.count is None:
            return Verdict.IMPOSSIBLE
        wanted = self.world.code(self.content.node(roster.count), parent)
        compared = self.world.algebra.compare(">=", wanted, known(float(roster.max + 1)))
        return self._ask(self.world.concrete, self.world.algebra.truth(compared))

    # -- what is asked ----------------------------------------------------------------------------

    def relevant(self, spot: Spot) -> Truth:
        """Whether a question is asked: its conditions, or those of a gate that is not counted."""
        roster = self.content.roster_of(spot.question)
        if roster is None or self.world.loose:
            return self.world.relevant(spot)
        count = len(self.tree.children(spot.item, roster.name.text))
        asked = roster.count is None and roster.min <= count <= roster.max
        return every((asked, self.world.relevant(spot)))

    def can(self, spot: Spot, *truths: Truth, concrete: bool = True) -> Verdict:
        """Whether a question can be asked while something holds; with answers that can be typed."""
        assumed = (self.world.concrete,) if concrete else ()
        return self._ask(*assumed, self.relevant(spot), *truths)

    def can_finish(self) -> Verdict:
        """Whether everything on the route can be answered."""
        return self._ask(self.world.concrete)

    def _ask(self, *assumed: Truth) -> Verdict:
        for fact in self.world.facts[self._told :]:
            self.solver.add(fact)
        self._told = len(self.world.facts)
        return self.solver.ask(*assumed)

    def to_blame(self, spot: Spot) -> frozenset[str]:
        """The conditions of a question of which each alone is impossible here."""
        outline = self.content.outlines.get(spot.question)
        if outline is None:
            return frozenset()
        own = () if outline.relevant is None else ((outline.relevant, spot.item),)
        around = ((each.rule, self.tree.climb(spot.item, each.level)) for each in outline.around)
        return frozenset(
            rule.text
            for rule, item in (*around, *own)
            if self._ask(self.world.truth(rule, item)) is Verdict.IMPOSSIBLE
        )

    def answered(self, spot: Spot) -> Truth:
        """Whether a question has an answer that is accepted, its soft checks left aside."""
        domain = self.world.domain(spot)
        hard = self.world.hard(spot, domain.cases)
        return every((contrary(domain.blank), self.world.offered(spot), hard))

    def matters(self, spot: Spot) -> Iterator[Matter]:
        """What is to be seen at a question, now or then."""
        outline = self.content.outlines[spot.question]
        yield from (("choice", each.name.text) for each in self.content.choices(outline))
        if outline.edits:
            yield "answered", ""
        for edit in outline.edits:
            if edit.soft:
                yield "met", edit.rule.text
                yield "failed", edit.rule.text

    def happening(self, spot: Spot, matter: Matter) -> Truth:
        """Whether something happens at a question."""
        match matter:
            case ("choice", name):
                return self.world.choice_offered(spot)[name]
            case ("answered", _):
                return self.answered(spot)
            case (_, rule):
                passes = self._passes(spot, rule)
                holds = passes if matter[0] == "met" else contrary(passes)
                return every((self.answered(spot), holds))

    def _passes(self, spot: Spot, rule: str) -> Truth:
        answer = self.world.domain(spot).cases
        edits = self.content.outlines[spot.question].edits
        return every(
            self.world.passes(spot, edit, answer)
            for edit in edits
            if edit.soft and edit.rule.text == rule
        )

    def plan(self) -> Plan:
        """The answers on the way here, as they were found to fit."""
        return {
            spot: self.world.domain(spot).plan(self.solver)
            for spot in self.tree.route[: self.at]
            if self.content.is_asked(spot.question)
        }

    def pinned(self) -> Truth:
        """The condition that the answers on the way are as they were found to fit."""
        return every(self.world.domain(spot).pin(self.solver) for spot in self.plan())

    def shortest(self, spot: Spot | None, *truths: Truth) -> tuple[Plan, Truth]:
        """The answers with the fewest turns to a question, or to the end, and what pins them.

        Asked after a `can` with the same truths, which hold for these answers as well.
        """
        asked = True if spot is None else self.relevant(spot)
        costs = [each for each in self._costs if each is not False]
        best, found = self._cost(costs), (self.plan(), self.pinned())
        least = sum(1 for each in costs if each is True)
        while least < best:
            middle = (least + best - 1) // 2
            fewer = at_most(costs, middle)
            if self._ask(self.world.concrete, asked, *truths, fewer) is Verdict.POSSIBLE:
                best, found = self._cost(costs), (self.plan(), self.pinned())
            else:
                least = middle + 1
        return found

    def _cost(self, costs: list[Truth]) -> int:
        return sum(1 for each in costs if self.solver.holds(each))

    # -- traps ------------------------------------------------------------------------------------

    def trap(self, spot: Spot) -> tuple[Verdict, Plan]:
        """Whether a question can be asked that has to be answered and accepts no answer.

        A reason in place of an answer is none: where it is taken, a figure is lost all the same.
        """
        tried = candidates(self.world, spot)
        refused = [contrary(self._accepts(spot, each)) for each in tried]
        figure = self.content.outlines[spot.question].type in _SETTLED_EXACTLY
        stuck = self.world.required(spot) if figure else contrary(self.world.skippable(spot))
        for _ in range(_TRIES):
            found = self.can(spot, stuck, *refused)
            if found is not Verdict.POSSIBLE:
                return self._surely(spot, found, stuck, refused), {}
            plan, pinned = self.plan(), self.pinned()
            if self.can(spot, pinned, self.answered(spot), concrete=False) is Verdict.IMPOSSIBLE:
                return Verdict.POSSIBLE, plan
            more = self._more(spot)
            if not more:
                return Verdict.UNDECIDED, plan
            refused += [contrary(self._accepts(spot, each)) for each in more]
        return Verdict.UNDECIDED, {}

    def _surely(self, spot: Spot, found: Verdict, stuck: Truth, refused: list[Truth]) -> Verdict:
        """Whether it stays impossible with texts that nobody thought of."""
        if found is not Verdict.IMPOSSIBLE:
            return found
        wider = self.can(spot, stuck, *refused, concrete=False)
        return wider if wider is Verdict.IMPOSSIBLE else Verdict.UNDECIDED

    def _accepts(self, spot: Spot, candidate: Candidate) -> Truth:
        return every((candidate.possible, self.world.hard(spot, candidate.cases)))

    def _more(self, spot: Spot) -> list[Candidate]:
        """Candidates from an answer that was found to be accepted."""
        outline, domain = self.content.outlines[spot.question], self.world.domain(spot)
        planned = domain.plan(self.solver)
        if outline.type in (QuestionType.INTEGER, QuestionType.DECIMAL, QuestionType.DATE):
            return list(Ends(self.world, spot).beside(planned, self.solver))
        if isinstance(planned, tuple):
            return [self._ticked(spot, planned)]
        return []

    def _ticked(self, spot: Spot, planned: tuple[str, ...]) -> Candidate:
        offered = self.world.choice_offered(spot)
        names = tuple(offered)
        ticks = Ticks(names, tuple(name in planned for name in names))
        return Candidate(known(ticks), every(offered[name] for name in planned))

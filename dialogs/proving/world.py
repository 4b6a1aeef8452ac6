"""The values of all questions for one tree of items, as far as they follow from the answers.

Every answer is a domain of its type; relevance, calculations and checks are translated from the
syntax trees, and what cannot be expressed is guessed. So what is impossible here is impossible.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from dialogs.expressions.placement import Kind
from dialogs.expressions.syntax import Binary, Call, Dot, Literal, Logic, Minus, Node, Reference
from dialogs.loading.nodes import Scalar
from dialogs.loading.outline import EditOutline
from dialogs.proving.algebra import Algebra
from dialogs.proving.content import Content
from dialogs.proving.domains import Domain, domain_of
from dialogs.proving.functions import call
from dialogs.proving.shapes import Case, Cases, Unknown, known, merged, within
from dialogs.proving.terms import Truth, contrary, every, some, truth_named
from dialogs.proving.trees import Spot, Tree
from state_machine.questionnaire import QuestionType

__all__ = ["World"]

_BLANK = known("")


class World:
    """What follows from the answers of one tree of items.

    `concrete` is assumed where every answer shall be one that can be typed: then nothing is a
    stand-in for "some other text". In a `loose` world an item stands among any number of others:
    places, counts and sums are not known.
    """

    def __init__(self, content: Content, tree: Tree, *, loose: bool = False) -> None:
        self.loose = loose
        self.content = content
        self.tree = tree
        self.algebra = Algebra()
        self.concrete = truth_named("concrete")
        self.facts: list[Truth] = []
        self._domains: dict[Spot, Domain] = {}
        self._values: dict[Spot, tuple[Cases, int]] = {}
        self._relevant: dict[Spot, tuple[Truth, int]] = {}
        self._in_order: dict[Spot, Truth] = {}
        self._offered: dict[Spot, tuple[dict[str, Truth], int]] = {}
        self._latest = 0

    def fact(self, truth: Truth) -> None:
        """Something that always holds."""
        self.facts.append(truth)

    # -- values -----------------------------------------------------------------------------------

    def domain(self, spot: Spot) -> Domain:
        """What may be answered at a spot, relevant or not."""
        if spot not in self._domains:
            domain = domain_of(spot, self.content, self.tree, self.concrete, loose=self.loose)
            self.facts += domain.facts
            self._domains[spot] = domain
        return self._domains[spot]

    def value(self, name: str, item: int) -> Cases:
        """What a question is worth for an item: '' off the path."""
        spot = Spot(name, item)
        if spot not in self._values:
            with self._watching() as watched:
                cases = within(self.relevant(spot), self._worth(spot))
            self._values[spot] = (cases, max(watched))
        cases, latest = self._values[spot]
        self._saw(latest)
        return cases

    def _worth(self, spot: Spot) -> Cases:
        outline = self.content.outlines[spot.question]
        if outline.type is not QuestionType.CALCULATE:
            self._saw(self.tree.order.get(spot, 0))
            return self.domain(spot).cases
        if outline.calculation is None:
            return _BLANK
        cases = self.code(self.content.node(outline.calculation), spot.item)
        return merged(Case(when, "" if _is_nan(shape) else shape) for when, shape in cases)

    def relevant(self, spot: Spot) -> Truth:
        """Whether a question is on the path for an item."""
        if spot not in self._relevant:
            with self._watching() as watched:
                truth = self._on_path(spot)
            self._relevant[spot] = (truth, max(watched))
        truth, latest = self._relevant[spot]
        self._saw(latest)
        return truth

    def _on_path(self, spot: Spot) -> Truth:
        outline = self.content.outlines.get(spot.question)
        roster = self.content.roster_of(spot.question)
        around = outline.around if outline is not None else roster.around if roster else ()
        conditions = [
            self.truth(condition.rule, self.tree.climb(spot.item, condition.level))
            for condition in around
        ]
        if outline is not None and outline.relevant is not None:
            conditions.append(self.truth(outline.relevant, spot.item))
        return every(conditions)

    # -- what is accepted -------------------------------------------------------------------------

    def required(self, spot: Spot) -> Truth:
        """Whether a question may not be skipped, reasons for that left aside."""
        rule = self.content.outlines[spot.question].required
        if rule is None or rule.text == "no":
            return False
        return True if rule.text == "yes" else self.truth(rule, spot.item)

    def skippable(self, spot: Spot) -> Truth:
        """Whether a question may be left without an answer, or with a reason in its place."""
        missing = self.content.outlines[spot.question].missing
        return True if missing else contrary(self.required(spot))

    def hard(self, spot: Spot, answer: Cases) -> Truth:
        """Whether an answer passes every hard check."""
        edits = self.content.outlines[spot.question].edits
        return every(self.passes(spot, edit, answer) for edit in edits if not edit.soft)

    def passes(self, spot: Spot, edit: EditOutline, answer: Cases) -> Truth:
        """Whether an answer passes one check."""
        return self.truth(edit.rule, spot.item, answer)

    def offered(self, spot: Spot) -> Truth:
        """Whether the choice that was made is on offer."""
        domain, names = self.domain(spot), self.choice_offered(spot)
        return every(
            some((contrary(chosen), names.get(name, True)))
            for name, chosen in domain.chosen.items()
        )

    def choice_offered(self, spot: Spot) -> dict[str, Truth]:
        """Each choice of a closed question, and whether it can be chosen."""
        if spot not in self._offered:
            with self._watching() as watched:
                offered = dict(self._choices(spot))
            self._offered[spot] = (offered, max(watched))
        offered, latest = self._offered[spot]
        self._saw(latest)
        return offered

    def _choices(self, spot: Spot) -> Iterator[tuple[str, Truth]]:
        """The choices with their filters, each filter translated once."""
        filters: dict[str, Truth] = {}
        for choice in self.content.choices(self.content.outlines[spot.question]):
            rule = choice.relevant
            if rule is not None and rule.text not in filters:
                filters[rule.text] = self.truth(rule, spot.item)
            holds = True if rule is None else filters[rule.text]
            yield choice.name.text, False if choice.refuses else holds
        yield from self._entries(spot)

    def _entries(self, spot: Spot) -> Iterator[tuple[str, Truth]]:
        """The entries of a long list that the domain tells apart, with the parts they are in."""
        outline = self.content.outlines[spot.question]
        parts = self.content.parts(outline)
        held = [self.truth(rule, spot.item) for rule in outline.parts] if parts else []
        for code in self.domain(spot).chosen if parts else ():
            within = [truth for truth, part in zip(held, parts, strict=True) if code in part]
            if within:
                yield code, some(within)

    def settled(self, spot: Spot) -> Truth:
        """Whether a question is answered well, or rightly not answered, or not asked."""
        domain = self.domain(spot)
        answered = every((self.offered(spot), self.hard(spot, domain.cases)))
        left = every((domain.blank, self.skippable(spot)))
        filled = every((contrary(domain.blank), answered))
        return some((contrary(self.relevant(spot)), left, filled))

    def in_order(self, spot: Spot) -> Truth:
        """As `settled`, of what was known when this was asked; True where more is looked at."""
        if spot not in self._in_order:
            with self._watching() as watched:
                settled = self.settled(spot)
            self._in_order[spot] = settled if max(watched) <= self.tree.order[spot] else True
        return self._in_order[spot]

    # -- translating ------------------------------------------------------------------------------

    def truth(self, rule: Scalar, item: int, dot: Cases = _BLANK) -> Truth:
        """A rule as a condition."""
        return self.algebra.truth(self.code(self.content.node(rule), item, dot))

    def code(self, node: Node, item: int, dot: Cases = _BLANK) -> Cases:
        """The value of an expression for an item."""
        algebra = self.algebra
        match node:
            case Literal(value=value):
                return known(value)
            case Reference():
                return self._reference(node, item)
            case Dot():
                return dot
            case Minus(operand=operand):
                return algebra.negated(self.code(operand, item, dot))
            case Logic(operator=operator, operands=operands):
                join = every if operator == "and" else some
                parts = (algebra.truth(self.code(each, item, dot)) for each in operands)
                return algebra.condition(join(parts))
            case Binary(operator=operator):
                left, right = self.code(node.left, item, dot), self.code(node.right, item, dot)
                if operator in ("+", "-", "*", "div", "mod"):
                    return algebra.reckon(operator, left, right)
                return algebra.compare(operator, left, right)
            case Call():
                return call(self, node, item, dot)

    def _reference(self, node: Reference, item: int) -> Cases:
        declared = self.content.declared[node.name]
        if declared.kind is Kind.CONSTANT:
            return known(self.content.questionnaire.constants.get(node.name, ""))
        if declared.kind is Kind.ROSTER:
            return known(Unknown(("roster", node.name)))
        return self.value(node.name, self.tree.climb(item, declared.level))

    # -- what was looked at -----------------------------------------------------------------------

    def saw_item(self, item: int) -> None:
        """An item was counted: what counts it changes when it comes."""
        self._saw(self.tree.born(item))

    def saw_list(self, roster: str) -> None:
        """A list was looked at: what looks at it may change until it is complete."""
        gate = self.content.questionnaire.rosters[roster].gate
        places = (place for spot, place in self.tree.order.items() if spot.question == gate)
        self._saw(max(places, default=0))

    def _saw(self, place: int) -> None:
        self._latest = max(self._latest, place)

    @contextmanager
    def _watching(self) -> Iterator[list[int]]:
        """The latest place on the route that is looked at meanwhile."""
        before, self._latest = self._latest, 0
        found: list[int] = []
        yield found
        found.append(self._latest)
        self._latest = max(before, self._latest)


def _is_nan(shape: object) -> bool:
    return isinstance(shape, float) and shape != shape  # noqa: PLR0124  NaN differs from itself

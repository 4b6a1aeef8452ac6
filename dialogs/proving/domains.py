"""What may be answered to a question, by its type: a table; a type not in it may be anything.

Choices are enumerated, numbers and dates bounded as their readers bound them. A text is '', one of
those that it is compared with, a sample, or some other text that nothing is known about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from types import MappingProxyType

from msgspec import Struct

from dialogs.loading.outline import QuestionOutline
from dialogs.proving import calendar
from dialogs.proving.content import Content
from dialogs.proving.kinds import kinds
from dialogs.proving.samples import samples_for
from dialogs.proving.shapes import Case, Cases, Day, Figure, Ticks, Unknown
from dialogs.proving.terms import (
    Number,
    Solver,
    Truth,
    contrary,
    every,
    exact,
    exactly_one,
    implied,
    real,
    some,
    truth_named,
    whole,
)
from dialogs.proving.trees import Spot, Tree
from dialogs.readers.numbers import LARGEST
from state_machine.items import ROOT, Value
from state_machine.questionnaire import Codelist, QuestionType

__all__ = ["Domain", "Member", "Planned", "domain_of"]


class Member(Struct, frozen=True):
    """Somebody on the list as an answer, by the number of the item in its tree."""

    item: int


Planned = Value | Member | None
"""An answer to give; '' to leave the question, None for whatever is accepted."""


class Domain(Struct, frozen=True, eq=False):
    """The answers to a question for one item.

    `cases` are its values, `blank` says when there is none, `facts` always hold. `chosen` tells
    when each choice is (part of) the answer. `plan` gives the answer of the values that a solver
    has found, and `pin` the condition that it is this one.
    """

    cases: Cases
    blank: Truth
    facts: tuple[Truth, ...]
    plan: Callable[[Solver], Planned]
    pin: Callable[[Solver], Truth]
    chosen: Mapping[str, Truth] = MappingProxyType({})


class _Maker(Struct, frozen=True):
    """What a domain is made from."""

    spot: Spot
    outline: QuestionOutline
    content: Content
    tree: Tree
    concrete: Truth
    loose: bool

    def named(self, part: object) -> str:
        return f"{self.spot.question}/{self.spot.item}/{part}"


def domain_of(
    spot: Spot, content: Content, tree: Tree, concrete: Truth, *, loose: bool = False
) -> Domain:
    """The domain of a question for an item; `concrete` leaves only what can be typed.

    Where the tree is `loose`, there may be items that are not in it.
    """
    outline = content.outlines[spot.question]
    maker = _Maker(spot, outline, content, tree, concrete, loose)
    if outline.members is not None:
        return _members(maker)
    if content.question(spot.question).codelist is not None:
        return _codelist(maker)
    return _MAKERS.get(outline.type, _anything)(maker)


def _select_one(maker: _Maker) -> Domain:
    names = [choice.name.text for choice in maker.content.choices(maker.outline)]
    return _one_of(maker, dict.fromkeys(names), dict(zip(names, names, strict=True)))


def _one_of(
    maker: _Maker,
    shapes: Mapping[str, Unknown | None],
    plans: Mapping[str, Planned],
    *,
    stand_ins: frozenset[str] = frozenset(),
) -> Domain:
    """One of some alternatives, or nothing; an alternative without a shape is its own text."""
    marks = {name: truth_named(maker.named(name)) for name in ("", *shapes)}
    cases = tuple(
        Case(mark, shape if (shape := shapes.get(name)) is not None else name)
        for name, mark in marks.items()
    )
    facts = [exactly_one(tuple(marks.values()))]
    facts += [implied(maker.concrete, contrary(marks[name])) for name in stand_ins]

    def plan(solver: Solver) -> Planned:
        found = next((name for name, mark in marks.items() if solver.holds(mark)), "")
        return plans.get(found, "")

    chosen = {name: mark for name, mark in marks.items() if name}
    return Domain(
        cases, marks[""], tuple(facts), plan, _pinned(*marks.values()), MappingProxyType(chosen)
    )


def _pinned(*marks: Truth) -> Callable[[Solver], Truth]:
    """The condition that each of some truths is what it was found to be."""
    return lambda solver: every(mark if solver.holds(mark) else contrary(mark) for mark in marks)


_OTHER = "some other"


def _text(maker: _Maker) -> Domain:
    known = sorted(maker.content.compared.get(maker.spot.question, frozenset()))
    samples = samples_for(maker.outline, maker.content)
    return _texts(maker, (*samples, *(text for text in known if text not in samples)))


_MOST_KINDS = 100


def _codelist(maker: _Maker) -> Domain:
    """An entry of each kind that the rules tell apart; of too many kinds some, and any other."""
    name = maker.spot.question
    codelist = maker.content.question(name).codelist
    assert codelist is not None  # noqa: S101  `domain_of` has looked
    parts = maker.content.parts(maker.outline)
    found = _kinds(maker, parts or (tuple(_entries(codelist, "")),))
    if found:
        return _one_of(maker, dict.fromkeys(found), dict(zip(found, found, strict=True)))
    named = maker.content.compared.get(name, frozenset())
    known = [text for text in sorted(named) if codelist.label(text) is not None]
    firsts = (part[0] for part in parts) if parts else codelist.children("")
    return _texts(maker, tuple(dict.fromkeys([*known, *firsts])))


def _kinds(maker: _Maker, parts: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
    """The first entry of each kind in each part; nothing where there are too many kinds."""
    content, name = maker.content, maker.spot.question
    found = [kinds(content, name, part, most=_MOST_KINDS) for part in parts]
    return tuple(dict.fromkeys(code for part in found for code in part)) if all(found) else ()


def _entries(codelist: Codelist, above: str) -> Iterator[str]:
    for code in codelist.children(above):
        yield code
        yield from _entries(codelist, code)


def _texts(maker: _Maker, texts: tuple[str, ...]) -> Domain:
    unknown = Unknown(maker.named(_OTHER), text=True, apart=frozenset(texts))
    shapes: dict[str, Unknown | None] = {**dict.fromkeys(texts), _OTHER: unknown}
    plans: dict[str, Planned] = {**{text: text for text in texts}, _OTHER: None}
    domain = _one_of(maker, shapes, plans, stand_ins=frozenset([_OTHER]))
    if maker.content.parts(maker.outline):
        return domain
    return Domain(domain.cases, domain.blank, domain.facts, domain.plan, domain.pin)


def _members(maker: _Maker) -> Domain:
    """Every other item of the roster nearby, and in a loose tree somebody who is not in it."""
    assert maker.outline.members is not None  # noqa: S101  `domain_of` has looked
    roster, tree = maker.outline.members.text, maker.tree
    around = maker.spot.item
    while around != ROOT and tree.items[around].roster != maker.content.parents[roster]:
        around = tree.items[around].parent
    others = [each for each in tree.descend(around, roster) if each != maker.spot.item]
    shapes: dict[str, Unknown | None] = {
        str(each): Unknown(("item", each), text=True) for each in others
    }
    plans: dict[str, Planned] = {str(each): Member(each) for each in others}
    if maker.loose:
        shapes[_OTHER] = Unknown(maker.named(_OTHER), text=True)
        plans[_OTHER] = None
    domain = _one_of(maker, shapes, plans)
    return Domain(domain.cases, domain.blank, domain.facts, domain.plan, domain.pin)


def _select_multiple(maker: _Maker) -> Domain:
    names = tuple(choice.name.text for choice in maker.content.choices(maker.outline))
    ticked = tuple(truth_named(maker.named(name)) for name in names)
    marks = dict(zip(names, ticked, strict=True))

    def plan(solver: Solver) -> Planned:
        return tuple(name for name, mark in marks.items() if solver.holds(mark)) or ""

    blank = contrary(some(ticked))
    cases = (Case(True, Ticks(names, ticked)),)
    return Domain(cases, blank, (), plan, _pinned(*ticked), MappingProxyType(marks))


def _integer(maker: _Maker) -> Domain:
    term = whole(maker.named("number"))
    return _number(maker, term, (), lambda solver: int(solver.number(term)))


_HUNDREDTHS = 100


def _decimal(maker: _Maker) -> Domain:
    """Any number; two decimals where it has to be typed."""
    term, hundredths = real(maker.named("number")), whole(maker.named("hundredths"))
    typed = implied(maker.concrete, term * _HUNDREDTHS == hundredths)
    return _number(maker, term, (typed,), lambda solver: float(solver.number(term)))


def _number(
    maker: _Maker, term: Number, facts: tuple[Truth, ...], read: Callable[[Solver], Planned]
) -> Domain:
    bounds = every((term >= exact(-LARGEST), term <= exact(LARGEST)))
    return _or_blank(maker, Figure(term), term, (bounds, *facts), read)


def _date(maker: _Maker) -> Domain:
    code = whole(maker.named("date"))

    def read(solver: Solver) -> Planned:
        return calendar.date_of(Fraction(solver.number(code))).isoformat()

    return _or_blank(maker, Day(code), code, (calendar.is_date(code),), read)


def _or_blank(
    maker: _Maker,
    shape: Figure | Day,
    term: Number,
    facts: tuple[Truth, ...],
    read: Callable[[Solver], Planned],
) -> Domain:
    blank = truth_named(maker.named("blank"))
    cases = (Case(blank, ""), Case(contrary(blank), shape))

    def pin(solver: Solver) -> Truth:
        return blank if solver.holds(blank) else every((contrary(blank), solver.is_as_found(term)))

    return Domain(
        cases, blank, facts, lambda solver: "" if solver.holds(blank) else read(solver), pin
    )


def _note(maker: _Maker) -> Domain:
    unknown = Unknown(maker.named("note"))
    return Domain((Case(True, unknown),), True, (), lambda _solver: "", lambda _solver: True)


def _anything(maker: _Maker) -> Domain:
    """A type that the proof knows nothing about."""
    blank = truth_named(maker.named("blank"))
    cases = (Case(blank, ""), Case(contrary(blank), Unknown(maker.named("value"), text=True)))
    return Domain(
        cases, blank, (), lambda solver: "" if solver.holds(blank) else None, _pinned(blank)
    )


_MAKERS: Mapping[QuestionType, Callable[[_Maker], Domain]] = MappingProxyType(
    {
        QuestionType.SELECT_ONE: _select_one,
        QuestionType.SELECT_MULTIPLE: _select_multiple,
        QuestionType.INTEGER: _integer,
        QuestionType.DECIMAL: _decimal,
        QuestionType.TEXT: _text,
        QuestionType.DATE: _date,
        QuestionType.NOTE: _note,
    }
)

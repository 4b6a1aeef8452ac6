"""What an expression means to the proof is what it means to the engine, for the same answers."""

from __future__ import annotations

from datetime import date
from functools import cache

from hypothesis import example, given, settings
from hypothesis import strategies as st

from dialogs.expressions.compiler import compile_node
from dialogs.expressions.folding import fold
from dialogs.expressions.parser import parse
from dialogs.loading import parts_of_source
from dialogs.loading.building import Built
from dialogs.proving import Content
from dialogs.proving.calendar import code_of
from dialogs.proving.shapes import Day, Figure, Ticks, Unknown
from dialogs.proving.terms import Solver, Truth, Verdict, contrary, every
from dialogs.proving.trees import Node as Part
from dialogs.proving.trees import Spot, Tree
from dialogs.proving.world import World
from state_machine.interview import Head, Interview
from state_machine.items import ROOT, Answer, Item, Items, Value
from state_machine.scope import Scope
from state_machine.values import truth

SOURCE = """\
name: translated
title: {en: Translated}
languages: [en]
constants: {census_moment: "2021-10-01T00:00:00+06:00"}
choices:
  letters:
    - {name: a, label: {en: Letter A}}
    - {name: b, label: {en: Letter B}}
    - {name: "10", label: {en: Ten}}
blocks:
  - section: top
    title: {en: Top}
    questions:
      - {type: integer, name: n, label: {en: N}}
      - {type: integer, name: m, label: {en: M}}
      - {type: decimal, name: d, label: {en: D}}
      - {type: date, name: born, label: {en: Born}}
      - {type: date, name: came, label: {en: Came}}
      - {type: select_one letters, name: one, label: {en: One}}
      - {type: select_multiple letters, name: many, label: {en: Many}}
      - {type: text, name: word, label: {en: Word}, constraint: "regex(., '.*') or . = 'x'"}
  - roster: r
    title: {en: R}
    noun: {en: item}
    max: 9
    gate: {label: {en: More}, add: {en: Add}, done: {en: Done}}
    blocks:
      - section: card
        title: {en: Card}
        questions:
          - {type: integer, name: inner, label: {en: Inner}}
"""
ITEMS = (1, 2)

_NUMBERS = st.sampled_from(
    """
    ${n}
    ${m}
    ${d}
    0
    2
    2.5
    'x'
    ''
    count-selected(${many})
    sum(${inner})
    age(${born}, census-moment())
    number(substr(${born}, 0, 4))
    count(${r})
    '7'
    min(${inner})
    max(${n}, ${m})
    int(${d})
    round(${d})
    abs(${n})
    number(${one})
    count-non-empty(${inner})
    indexed-repeat(${inner}, ${r}, ${n})
    decimal-date-time(${came})
    string-length(${word})
    age(${came}, ${born})
    indexed-repeat(${inner}, ${r}, 2)
    """.strip().split("\n")
)
_TEXTS = st.sampled_from(
    """
    ${one}
    ${many}
    ${word}
    'a'
    '10'
    ''
    'a b'
    ${born}
    ${came}
    '2001-02-28'
    selected-at(${many}, 0)
    concat(${one}, '')
    substr(${came}, 5, 7)
    census-moment()
    coalesce(${one}, ${word})
    string(${n})
    '02'
    substr(${one}, 0, 1)
    date(${born})
    """.strip().split("\n")
)
_VALUES = st.one_of(
    _NUMBERS,
    _TEXTS,
    st.builds("({} {} {})".format, _NUMBERS, st.sampled_from(["+", "-", "*", "mod"]), _NUMBERS),
    st.builds("({} div 2)".format, _NUMBERS),
    st.builds("-({})".format, _NUMBERS),
    st.builds("coalesce({}, {})".format, _NUMBERS, _NUMBERS),
)
_SIGNS = st.sampled_from(["=", "!=", "<", "<=", ">", ">="])
_RULES = st.recursive(
    st.one_of(
        st.builds("{} {} {}".format, _VALUES, _SIGNS, _VALUES),
        st.builds("selected({}, {})".format, _TEXTS, _TEXTS),
        _VALUES,
        st.sampled_from(["distinct(${inner})", "regex(${word}, '[a-z]+')", "regex(${one}, 'a|b')"]),
    ),
    lambda inner: st.one_of(
        st.builds("({} and {})".format, inner, inner),
        st.builds("({} or {})".format, inner, inner),
        st.builds("not({})".format, inner),
        st.builds("if({}, {}, {})".format, inner, inner, inner),
    ),
    max_leaves=4,
)
_WHOLE = st.one_of(st.just(""), st.integers(-3, 12))
_DATES = st.one_of(
    st.just(""),
    st.dates(date(1900, 1, 1), date(2100, 12, 31)).map(date.isoformat),
    st.sampled_from(["2001-02-28", "2000-02-29", "2021-10-01"]),
)
_ANSWERS = st.fixed_dictionaries(
    {
        "n": _WHOLE,
        "m": _WHOLE,
        "d": st.one_of(st.just(""), st.integers(-8, 40).map(lambda n: n / 4)),
        "born": _DATES,
        "came": _DATES,
        "one": st.sampled_from(["", "a", "b", "10"]),
        "many": st.sampled_from(["", ("a",), ("a", "b"), ("b", "10"), ("10",)]),
        "word": st.sampled_from(["", "Айгүл", "12", "a", "x"]),
    }
)


@cache
def _parts() -> tuple[Built, Content]:
    built, questionnaire = parts_of_source(SOURCE)
    return built, Content(built, questionnaire)


_EMPTY: dict[str, Value] = dict.fromkeys(("n", "m", "d", "born", "came", "one", "many", "word"), "")


@settings(max_examples=250, deadline=None)
@example("(count-selected(${many}) mod 0) = (count-selected(${many}) mod 0)", _EMPTY, ("", ""))
@given(_RULES, _ANSWERS, st.tuples(_WHOLE, _WHOLE))
def test_a_rule_holds_in_the_proof_just_when_it_holds_in_the_engine(
    source: str, answers: dict[str, Value], inner: tuple[Value, Value]
) -> None:
    built, content = _parts()
    node = fold(parse(source))
    rule = compile_node(node, source, built.names.place(""))
    holds = truth(rule.evaluate(_scope(content, answers, inner), ROOT, ""))
    world = World(content, Tree(content, (Part("r", ROOT, 1), Part("r", ROOT, 2))))
    cases = world.code(node, ROOT)
    shown = world.algebra.truth(cases)
    pinned = _pinned(world, answers, inner)
    solver = Solver(10_000)
    for fact in world.facts:
        solver.add(fact)
    assert solver.ask(pinned, shown if holds else contrary(shown)) is Verdict.POSSIBLE
    exact = not world.algebra.guesses and not any(isinstance(c.shape, Unknown) for c in cases)
    if exact:
        assert solver.ask(pinned, contrary(shown) if holds else shown) is Verdict.IMPOSSIBLE


def _scope(content: Content, answers: dict[str, Value], inner: tuple[Value, Value]) -> Scope:
    top = {name: Answer(value) for name, value in answers.items()}
    items = {ROOT: Item(ROOT, answers=top, children={"r": ITEMS})}
    for number, value in zip(ITEMS, inner, strict=True):
        items[number] = Item(number, "r", ROOT, answers={"inner": Answer(value)})
    head = Head("x", content.questionnaire.identity, as_of="2021-09-20T10:00:00+06:00")
    return Scope(content.questionnaire, Interview(head, Items(items)))


def _pinned(world: World, answers: dict[str, Value], inner: tuple[Value, Value]) -> Truth:
    given = [(Spot(name, ROOT), value) for name, value in answers.items()]
    given += [(Spot("inner", item), value) for item, value in zip(ITEMS, inner, strict=True)]
    return every(_is(world, spot, value) for spot, value in given)


def _is(world: World, spot: Spot, value: Value) -> Truth:
    """That the answer at a spot is this one."""
    domain = world.domain(spot)
    if value == "":
        return domain.blank
    for when, shape in domain.cases:
        match shape:
            case Figure(term=term) if isinstance(value, int | float):
                return every((when, term * 4 == int(value * 4)))
            case Day(code=code) if isinstance(value, str):
                return every((when, code == code_of(date.fromisoformat(value))))
            case Ticks(names=names, ticked=ticked) if isinstance(value, tuple):
                pairs = zip(names, ticked, strict=True)
                return every(tick if name in value else contrary(tick) for name, tick in pairs)
            case str() if shape == value:
                return when
            case _:
                pass
    raise AssertionError(spot)

"""One small world of answers that expressions are asked about, with the engine's own scope."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from dialogs.expressions import Declared, Kind, Placement, compile_expression
from dialogs.expressions.values import XPath
from dialogs.loading import load_source
from dialogs.loading.datafiles import given
from state_machine.interview import Head, Interview
from state_machine.items import ROOT, Answer, Item, Items, Value
from state_machine.questionnaire import Questionnaire, QuestionType
from state_machine.scope import Scope

__all__ = ["AS_OF", "FIRST", "MEMBERS", "NAMES", "SECOND", "ask", "interview", "place", "world"]

AS_OF = "2021-09-20T10:30:00+06:00"
FIRST, SECOND = 1, 2
MEMBERS = (3, 4, 5)
_ROOM, _SHELVES = 6, (7, 8)

_SEXES = ("male", "female")
_SPOKEN = ("kazakh", "russian", "other")


def _question(level: str, type_: QuestionType, choices: tuple[str, ...] | None = None) -> Declared:
    return Declared(level=level, type=type_, choices=choices)


NAMES: Mapping[str, Declared] = {
    "census_moment": Declared(kind=Kind.CONSTANT),
    "household": Declared(level="household", kind=Kind.ROSTER),
    "member": Declared(level="member", kind=Kind.ROSTER),
    "room": Declared(level="room", kind=Kind.ROSTER),
    "shelf": Declared(level="shelf", kind=Kind.ROSTER),
    "street": _question("", QuestionType.TEXT),
    "moved": _question("", QuestionType.DATE),
    "unanswered": _question("", QuestionType.TEXT),
    "unmeasured": _question("", QuestionType.DECIMAL),
    "floors": _question("", QuestionType.INTEGER),
    "hidden": _question("", QuestionType.INTEGER),
    "area": _question("", QuestionType.DECIMAL),
    "kind": _question("", QuestionType.SELECT_ONE, _SEXES),
    "spoken": _question("", QuestionType.SELECT_MULTIPLE, _SPOKEN),
    "double": _question("", QuestionType.CALCULATE),
    "budget": _question("household", QuestionType.INTEGER),
    "name": _question("member", QuestionType.TEXT),
    "age": _question("member", QuestionType.INTEGER),
    "size": _question("room", QuestionType.DECIMAL),
    "books": _question("shelf", QuestionType.INTEGER),
}
_PARENTS = {"household": "", "member": "household", "room": "household", "shelf": "room"}
_LABELS = "label: {ru: x}"


def _source() -> str:
    """The declarations as a questionnaire, so that the engine's own scope can answer for them."""
    rows = {level: _rows(level) for level in ("", *_PARENTS)}
    return f"""
name: world
title: {{ru: x}}
languages: [ru]
constants: {{census_moment: "2021-10-01T00:00:00+06:00"}}
choices:
  kind: [{", ".join(f"{{name: {name}, label: {{ru: {name}}}}}" for name in _SEXES)}]
  spoken: [{", ".join(f"{{name: {name}, label: {{ru: {name}}}}}" for name in _SPOKEN)}]
blocks:
  - {{section: top, title: {{ru: x}}, questions: [{rows[""]}]}}
  - roster: household
    title: {{ru: x}}
    noun: {{ru: x}}
    gate: &gate {{label: {{ru: x}}, add: {{ru: one}}, done: {{ru: two}}}}
    blocks:
      - {{section: card, title: {{ru: x}}, questions: [{rows["household"]}]}}
      - roster: member
        title: {{ru: x}}
        noun: {{ru: x}}
        gate: *gate
        blocks: [{{section: person, title: {{ru: x}}, questions: [{rows["member"]}]}}]
      - roster: room
        title: {{ru: x}}
        noun: {{ru: x}}
        gate: *gate
        blocks:
          - {{section: space, title: {{ru: x}}, questions: [{rows["room"]}]}}
          - roster: shelf
            title: {{ru: x}}
            noun: {{ru: x}}
            gate: *gate
            blocks: [{{section: board, title: {{ru: x}}, questions: [{rows["shelf"]}]}}]
"""


def _rows(level: str) -> str:
    return ", ".join(
        _row(name, found)
        for name, found in NAMES.items()
        if found.kind is Kind.QUESTION and found.level == level
    )


def _row(name: str, found: Declared) -> str:
    type_ = f"{found.type} {name}" if found.choices else f"{found.type}"
    more = {"hidden": ', relevant: "${floors} > 100"', "double": ', calculation: "${floors} * 2"'}
    return f"{{type: {type_}, name: {name}, {_LABELS}{more.get(name, '')}}}"


_FILES = given({"towns.csv": "code,name,kind\n1,Alga,town\n3,Yrgyz,village\n3,Another,town\n"})
"""What lies beside the world."""


@cache
def world() -> Questionnaire:
    """The questionnaire of all these names."""
    return load_source(_source())


def interview() -> Interview:
    """Two households, the first with members, room and shelves; `hidden` is off the path."""
    answers: dict[str, Value] = {"street": "Абай 5", "moved": "2021-09-01", "floors": 3}
    answers |= {"area": 54.5, "kind": "male", "spoken": ("kazakh", "other"), "hidden": 7}
    ages: tuple[Value, ...] = (40, 15, "")
    people = [
        Item(id_, "member", FIRST, _answers({"name": f"M{id_}", "age": age}))
        for id_, age in zip(MEMBERS, ages, strict=True)
    ]
    items = [
        Item(ROOT, "", ROOT, _answers(answers), {"household": (FIRST, SECOND)}),
        Item(
            FIRST,
            "household",
            ROOT,
            _answers({"budget": 10}),
            {"member": MEMBERS, "room": (_ROOM,)},
        ),
        Item(SECOND, "household", ROOT, _answers({"budget": 20})),
        *people,
        Item(_ROOM, "room", FIRST, _answers({"size": 12.5}), {"shelf": _SHELVES}),
        *(Item(shelf, "shelf", _ROOM, _answers({"books": 10 * shelf})) for shelf in _SHELVES),
    ]
    head = Head("i", world().identity, as_of=AS_OF)
    return Interview(head, Items({item.id: item for item in items}))


def _answers(values: Mapping[str, Value]) -> dict[str, Answer]:
    return {name: Answer(value) for name, value in values.items()}


def place(level: str = "", *, tested: str = "", owner: str = "") -> Placement:
    """A point of the world: a level, perhaps the constraint or the calculation of a question."""
    return Placement(NAMES, _PARENTS, level, NAMES.get(tested), owner, _FILES.named)


def ask(source: str, item: int = ROOT, dot: Value = "", *, tested: str = "street") -> XPath:
    """The value of an expression for an item of the world."""
    scope = Scope(world(), interview())
    at = place(scope.item(item).roster, tested=tested, owner="asking")
    return compile_expression(source, at).evaluate(scope, item, dot)

"""Places a flow on a page, from top to bottom: cards below each other, frames around their cards.

A drawing is boxes, lines of text and arrows with their coordinates; lengths are in pixels.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from msgspec import Struct

from dialogs.catalogues import say
from dialogs.graph.flow import Card, Flow, Frame, Row
from dialogs.graph.lettering import width, wrapped

__all__ = ["Arrow", "Box", "Drawing", "Line", "drawing"]

_MARGIN, _INDENT, _GAP, _PAD = 24.0, 26.0, 30.0, 12.0
_LEADING = 1.35
"""Height of a line of text in its font size."""

_SIZES: Mapping[str, float] = MappingProxyType(
    {"head": 22.0, "title": 16.0, "frame": 14.0, "text": 13.0, "small": 12.0}
)
_HEAVY, _BOLD = ("head", "title", "frame", "number"), 1.15
"""What is drawn in bold letters, and how much wider those are."""

_FULL, _OVERVIEW = 1060.0, 620.0
"""Widths of the innermost cards."""

_NUMBER, _SIGN, _CONDITION = 92.0, 46.0, 360.0
"""Widths of the columns of a question: its number, its kind, when it is asked."""


class Box(Struct, frozen=True, kw_only=True):
    """A rectangle. `kind` is its look; `name` what it stands for, '' for an ornament."""

    kind: str
    x: float
    y: float
    width: float
    height: float
    name: str = ""


class Line(Struct, frozen=True, kw_only=True):
    """One line of text; `y` is its base line."""

    kind: str
    x: float
    y: float
    size: float
    text: str


class Arrow(Struct, frozen=True, kw_only=True):
    """A line through points; `kind` `way` has a head, `skip` is the way past a condition."""

    kind: str
    points: tuple[tuple[float, float], ...]


class Drawing(Struct, frozen=True, kw_only=True):
    """All that is drawn, and how large it is."""

    title: str
    about: str
    language: str
    width: float
    height: float
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    arrows: tuple[Arrow, ...]


def drawing(flow: Flow, *, sections: bool = False) -> Drawing:
    """A flow with its questions, or with `sections` only what they are asked in."""
    return _Draughtsman(flow, sections=sections).whole()


class _Draughtsman:
    """Draws from the top; `y` is where the next thing begins."""

    def __init__(self, flow: Flow, *, sections: bool) -> None:
        self.flow = flow
        self.sections = sections
        self.boxes: list[Box] = []
        self.lines: list[Line] = []
        self.arrows: list[Arrow] = []
        inner = _OVERVIEW if sections else _FULL
        self.width = inner + 2 * (_MARGIN + _INDENT * _depth(flow.nodes))
        self.y = _MARGIN

    def whole(self) -> Drawing:
        flow = self.flow
        room = self.width - 2 * _MARGIN
        self.text("head", flow.title, _MARGIN, room)
        self.text("small", flow.identity, _MARGIN, room)
        self.legend(_MARGIN, room)
        self.chain(("start", *flow.nodes, "finish"), _MARGIN, room)
        return Drawing(
            title=flow.title,
            about=say(flow.language, "flow.about"),
            language=flow.language,
            width=self.width,
            height=self.y + _MARGIN,
            boxes=tuple(self.boxes),
            lines=tuple(self.lines),
            arrows=tuple(self.arrows),
        )

    def chain(
        self, nodes: Iterable[Card | Frame | str], x: float, room: float, *, begin: float = 0
    ) -> None:
        """Nodes one below the other, with an arrow to each from what is above it."""
        before = begin
        for node in nodes:
            self.y += _GAP
            top = self.y
            self.node(node, x, room)
            if before:
                self.way(x + room / 2, before, top)
            if not isinstance(node, str) and node.condition:
                self.skip(x, room, top, self.y)
            before = self.y

    def way(self, x: float, above: float, below: float) -> None:
        self.arrows.append(Arrow(kind="way", points=((x, above), (x, below))))

    def node(self, node: Card | Frame | str, x: float, room: float) -> None:
        match node:
            case Card():
                self.card(node, x, room)
            case Frame():
                self.frame(node, x, room)
            case _:
                self.terminal(node, x, room)

    def terminal(self, node: str, x: float, room: float) -> None:
        text, size = say(self.flow.language, f"flow.{node}"), _SIZES["title"]
        wide = width(text, size) * _BOLD + 4 * _PAD
        top, left = self.y, x + (room - wide) / 2
        self.y += _PAD / 2
        self.text("title", text, left + 2 * _PAD, wide)
        self.y += _PAD / 2
        self.box("terminal", left, top, wide, name=node)

    def frame(self, frame: Frame, x: float, room: float) -> None:
        top = self.y
        place = len(self.boxes)
        self.y += _PAD
        self.text("frame", f"↻ {frame.title}", x + _PAD, room - 2 * _PAD)
        self.condition(frame.condition, x + _PAD, room - 2 * _PAD)
        begin = self.y
        self.chain(frame.nodes, x + _INDENT, room - 2 * _INDENT, begin=begin)
        self.y += _GAP
        self.way(x + room / 2, self.y - _GAP, self.y)
        self.box("frame", x, top, room, name=frame.roster, place=place)

    def card(self, card: Card, x: float, room: float) -> None:
        top, place = self.y, len(self.boxes)
        inner = room - 2 * _PAD
        self.y += _PAD
        self.text("title", card.title, x + _PAD, inner)
        parts = (card.form, _stage(card, self.flow.language), card.count)
        self.text("small", " · ".join(part for part in parts if part), x + _PAD, inner)
        self.condition(card.condition, x + _PAD, inner)
        if not self.sections:
            self.rows(card.rows, x, room)
        self.y += _PAD
        kind = "card conditional" if card.condition else "card"
        self.box(kind, x, top, room, name=card.name, place=place)

    def condition(self, condition: str, x: float, room: float) -> None:
        if condition:
            self.text("condition", say(self.flow.language, "flow.if", condition=condition), x, room)

    def rows(self, rows: tuple[Row, ...], x: float, room: float) -> None:
        before = ""
        for row in rows:
            self.row(row, x, room, repeated=row.condition == before)
            before = row.condition

    def row(self, row: Row, x: float, room: float, *, repeated: bool) -> None:
        top, left = self.y + _PAD / 2, x + _PAD
        label = left + _NUMBER + _SIGN
        right = x + room - _PAD - _CONDITION
        self.y = top + _PAD / 4
        self.text("number", f"{row.number}{'*' if row.required else ''}", left, _NUMBER - _PAD)
        ends = [self.y]
        self.y = top + _PAD / 4
        self.text("sign", row.sign, left + _NUMBER, _SIGN - _PAD)
        ends.append(self.y)
        self.y = top + _PAD / 4
        self.text("text", row.label, label, right - label - _PAD)
        self.text("badge", " · ".join(row.badges), label, right - label - _PAD)
        ends.append(self.y)
        self.y = top + _PAD / 4
        self.asked(row.condition, right, repeated=repeated)
        self.y = max(*ends, self.y) + _PAD / 4
        self.box("row", x + _PAD / 2, top, room - _PAD, name=row.name)

    def asked(self, condition: str, x: float, *, repeated: bool) -> None:
        """The condition of a question; the same one as above is not written again."""
        if repeated and condition:
            self.text("condition", "″", x, _CONDITION - _PAD)
        else:
            self.condition(condition, x, _CONDITION - _PAD)

    def skip(self, x: float, room: float, top: float, bottom: float) -> None:
        """The way past a card whose condition does not hold."""
        middle, left = x + room / 2, x - _PAD
        above, below = top - _GAP * 0.6, bottom + _GAP * 0.35
        points = ((middle, above), (left, above), (left, below), (middle, below))
        self.arrows.append(Arrow(kind="skip", points=points))

    def legend(self, x: float, room: float) -> None:
        language = self.flow.language
        self.y += _PAD
        top, place = self.y, len(self.boxes)
        self.y += _PAD / 2
        keys = [f"{sign}  {meaning}" for sign, meaning in self.flow.signs]
        said = [f"↻  {say(language, 'flow.legend_frame')}"]
        said.append(f"- - -  {say(language, 'flow.legend_condition')}")
        if not self.sections:
            said = [*keys, f"*  {say(language, 'flow.legend_star')}", *said]
        self.text("small", f"{say(language, 'flow.legend')}:", x + _PAD, room - 2 * _PAD)
        self.flowing(said, x + _PAD, room - 2 * _PAD)
        for number, label in self.flow.named if self.sections else ():
            self.text("small", f"{number}  {label}", x + _PAD, room - 2 * _PAD)
        self.y += _PAD / 2
        self.box("legend", x, top, room, place=place)

    def flowing(self, parts: list[str], x: float, room: float) -> None:
        """Short texts side by side, as many as a line takes."""
        size, at = _SIZES["small"], 0.0
        line = self.y
        for part in parts:
            wide = min(width(part, size), room)
            if at and at + wide > room:
                at, line = 0.0, self.y
            self.y = line
            self.text("small", part, x + at, room)
            at += wide + 2 * _PAD

    def text(self, kind: str, text: str, x: float, room: float) -> None:
        size = _SIZES.get(kind, _SIZES["text"])
        for line in wrapped(text, size, room / (_BOLD if kind in _HEAVY else 1)):
            self.y += size * _LEADING
            base = self.y - size * (_LEADING - 1)
            self.lines.append(Line(kind=kind, x=x, y=base, size=size, text=line))

    def box(
        self, kind: str, x: float, top: float, wide: float, *, name: str = "", place: int = -1
    ) -> None:
        """A box from a height down to here; `place` puts it below what it holds."""
        found = Box(kind=kind, x=x, y=top, width=wide, height=self.y - top, name=name)
        self.boxes.insert(place if place >= 0 else len(self.boxes), found)


def _depth(nodes: tuple[Card | Frame, ...]) -> int:
    """How many frames are within each other."""
    return max((1 + _depth(node.nodes) for node in nodes if isinstance(node, Frame)), default=0)


def _stage(card: Card, language: str) -> str:
    return say(language, f"stage.{card.stage}")

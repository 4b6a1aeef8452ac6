"""Writes a flow as a Mermaid flowchart: sections and rosters, and with `questions` every question.

Mermaid has no escapes but character numbers, so whatever could mean something to it is numbered.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count

from dialogs.catalogues import say
from dialogs.graph.flow import Card, Flow, Frame, Row

__all__ = ["mermaid"]

_PLAIN = frozenset(" ,?()/–—«»“”·≡")


def mermaid(flow: Flow, *, questions: bool = False) -> str:
    """The flow as the source of a flowchart from top to bottom."""
    writer = _Writer(flow, questions=questions)
    writer.document()
    return "\n".join(writer.lines) + "\n"


class _Writer:
    """Numbers what it writes n1, n2 …: names of authors can be words of Mermaid.

    What writes a node gives its ends: the beginnings of the arrows to whatever comes next.
    """

    def __init__(self, flow: Flow, *, questions: bool) -> None:
        self.flow = flow
        self.questions = questions
        self.ids = count(1)
        self.lines = ["flowchart TD", f"  %% {_quoted(flow.identity)}"]
        self.space = "  "

    def document(self) -> None:
        self.write(f'start(["{self.said("start")}"])')
        ends = ["start -->"]
        for node in self.flow.nodes:
            ends = self.node(node, ends)
        self.write(f'finish(["{self.said("finish")}"])')
        self.join(ends, "finish")

    def node(self, node: Card | Frame, before: list[str]) -> list[str]:
        if isinstance(node, Frame):
            return self.within(node.title, node.condition, node.nodes, before)
        if self.questions and node.rows:
            return self.within(_about(node), node.condition, node.rows, before)
        return self.step(_about(node), node.condition, before)

    def within(
        self, title: str, condition: str, parts: Iterable[Card | Frame | Row], before: list[str]
    ) -> list[str]:
        """A part with others in it."""
        past, ends = self.decision(condition, before)
        self.write(f'subgraph {self.new()} ["{_quoted(title)}"]')
        self.space += "  "
        for part in parts:
            if isinstance(part, Row):
                ends = self.step(_said(part), part.condition, ends)
            else:
                ends = self.node(part, ends)
        self.space = self.space[2:]
        self.write("end")
        return [*past, *ends]

    def step(self, label: str, condition: str, before: list[str]) -> list[str]:
        past, ends = self.decision(condition, before)
        own = self.new()
        self.write(f'{own}["{_quoted(label)}"]')
        self.join(ends, own)
        return [*past, f"{own} -->"]

    def decision(self, condition: str, before: list[str]) -> tuple[list[str], list[str]]:
        """A decision where there is a condition: the ends that pass by, and those that go in."""
        if not condition:
            return [], before
        own = self.new()
        asked = say(self.flow.language, "flow.if", condition=condition)
        self.write(f'{own}{{"{_quoted(asked)}"}}')
        self.join(before, own)
        return [f'{own} -. "{self.said("otherwise")}" .->'], [f"{own} -->"]

    def join(self, ends: list[str], own: str) -> None:
        for end in ends:
            self.write(f"{end} {own}")

    def said(self, key: str) -> str:
        return _quoted(say(self.flow.language, f"flow.{key}"))

    def write(self, line: str) -> None:
        self.lines.append(f"{self.space}{line}")

    def new(self) -> str:
        return f"n{next(self.ids)}"


def _about(card: Card) -> str:
    return " · ".join(part for part in (card.title, card.form, card.count) if part)


def _said(row: Row) -> str:
    return f"{row.number} · {row.label}" if row.number else row.label


def _quoted(text: str) -> str:
    """A text that stands between quotes and means nothing but itself."""
    kept = "".join(each if each.isalnum() or each in _PLAIN else f"#{ord(each)};" for each in text)
    return kept or "#32;"

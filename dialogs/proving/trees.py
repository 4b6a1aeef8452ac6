"""Rosters with a known number of items: the items of a household, and the order of its questions.

A proof looks at one tree at a time, the smallest first, so that places and counts are plain
numbers. A tree holds the items that exist when a question is asked: while a list is still being
made, those that come later are not there yet.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from dialogs.loading.outline import BlockOutline, SectionOutline
from dialogs.proving.content import Content
from state_machine.items import ROOT
from state_machine.questionnaire import ROOT_ROSTER

__all__ = ["MOST_ITEMS", "MOST_OF_ROSTER", "Node", "Spot", "Tree", "is_all", "smallest", "trees"]

MOST_OF_ROSTER, MOST_ITEMS = 3, 4
"""Items of one roster under one parent, and items at all; more where a roster's `min` is higher."""


class Node(NamedTuple):
    """An item: its roster, the item around it, its place from 1."""

    roster: str
    parent: int
    place: int


class Spot(NamedTuple):
    """A question, or the gate of a roster, for one item."""

    question: str
    item: int


class Tree:
    """Some items by number in the order in which they are added, and the way through them."""

    def __init__(self, content: Content, items: tuple[Node, ...]) -> None:
        self.items: Mapping[int, Node] = {
            ROOT: Node(ROOT_ROSTER, ROOT, 1),
            **dict(enumerate(items, 1)),
        }
        self._content = content
        self.route = tuple(self._walk(content.outline.blocks, ROOT))
        self.order = {spot: index for index, spot in enumerate(self.route)}
        self._born = self._births()
        self.complete_from = max(self._born.values(), default=0)

    def children(self, item: int, roster: str) -> tuple[int, ...]:
        """The items of a roster under one item, in order."""
        return tuple(
            number
            for number, node in self.items.items()
            if number != ROOT and node.roster == roster and node.parent == item
        )

    def climb(self, item: int, roster: str) -> int:
        """The item around an item, or itself, at the level of a roster."""
        while self.items[item].roster != roster:
            item = self.items[item].parent
        return item

    def descend(self, item: int, roster: str) -> tuple[int, ...]:
        """Every item of a roster at or below an item, in order."""
        if self.items[item].roster == roster:
            return (item,)
        around = self.descend(item, self._content.parents[roster])
        return tuple(child for each in around for child in self.children(each, roster))

    def is_around(self, outer: int, item: int) -> bool:
        """Whether an item is another one, or around it."""
        while item not in (outer, ROOT):
            item = self.items[item].parent
        return item == outer

    def born(self, item: int) -> int:
        """The place on the route from which on an item exists."""
        return self._born.get(item, 0)

    def _births(self) -> dict[int, int]:
        found: dict[int, int] = {}
        for index, spot in enumerate(self.route):
            item = spot.item
            while item != ROOT and item not in found:
                found[item] = index
                item = self.items[item].parent
        return found

    def _walk(self, blocks: tuple[BlockOutline, ...], item: int) -> Iterator[Spot]:
        for block in blocks:
            if isinstance(block, SectionOutline):
                yield from (Spot(question.name.text, item) for question in block.questions)
                continue
            for child in self.children(item, block.roster.text):
                yield from self._walk(block.blocks, child)
            if block.gathers is not None:
                yield Spot(self._content.questionnaire.rosters[block.roster.text].gate, item)


def trees(content: Content) -> list[Tree]:
    """Every tree within the bounds, the smallest first."""
    most = MOST_ITEMS + sum(max(each.min - 1, 0) for each in content.rosters.values())
    grown = _grown(content, ROOT_ROSTER, ROOT, (), most)
    return [Tree(content, items) for items in sorted(grown, key=len)]


def is_all(content: Content) -> bool:
    """Whether there are no other trees than those within the bounds."""
    together, items = 0, {ROOT_ROSTER: 1}
    for name, around in content.parents.items():
        items[name] = items[around] * content.rosters[name].max
        together += items[name]
    small = all(each.max <= MOST_OF_ROSTER for each in content.rosters.values())
    return small and together <= MOST_ITEMS


def smallest(content: Content) -> Tree:
    """One item of each roster."""
    items: list[Node] = []
    numbers = {ROOT_ROSTER: ROOT}
    for name, around in content.parents.items():
        items.append(Node(name, numbers[around], 1))
        numbers[name] = len(items)
    return Tree(content, tuple(items))


def _grown(
    content: Content, level: str, parent: int, items: tuple[Node, ...], most: int
) -> Iterator[tuple[Node, ...]]:
    """The items so far with those of the rosters of a level, in every number that is tried."""
    rosters = [name for name, around in content.parents.items() if around == level]
    yield from _rows(content, rosters, parent, items, most)


def _rows(
    content: Content, rosters: list[str], parent: int, items: tuple[Node, ...], most: int
) -> Iterator[tuple[Node, ...]]:
    if not rosters:
        yield items
        return
    first, *rest = rosters
    largest = min(content.rosters[first].max, max(MOST_OF_ROSTER, content.rosters[first].min))
    for count in range(largest + 1):
        for filled in _filled(content, first, parent, items, count, most):
            yield from _rows(content, rest, parent, filled, most)


def _filled(
    content: Content, roster: str, parent: int, items: tuple[Node, ...], count: int, most: int
) -> Iterator[tuple[Node, ...]]:
    """With so many items of a roster more, each with the rosters within it."""
    partial = [items]
    for place in range(1, count + 1):
        partial = list(
            itertools.chain.from_iterable(
                _grown(content, roster, len(each) + 1, (*each, Node(roster, parent, place)), most)
                for each in partial
                if len(each) < most
            )
        )
    yield from partial

"""Walks through a form: how many items there are, and what is answered in which order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from hypothesis import strategies as st

from tests.oracle.tables import CHOICES, Form, Row

__all__ = ["ANSWERED", "Answer", "Item", "Set", "Walk", "answers_of", "levels_of", "walks"]

_CHOSEN = ("select_one", "select_multiple", "rank")
ANSWERED = ("integer", "decimal", "text", "date", "time", "datetime", *_CHOSEN)
"""The types of question that take an answer."""

Answer = str | int | float | tuple[str, ...]

_POOLS: Mapping[str, Sequence[Answer]] = {
    "integer": ("", -5, 0, 1, 2, 3, 5, 14, 15, 16, 18, 40, 100, 121),
    "decimal": ("", -1.5, 0.0, 0.1, 0.5, 1.25, 2.5, 3.0, 10.75, 99.99),
    "text": ("", "a", "ab", "abc 12", "12", "5.0", "Абай 5", "қазақ", "a-b-c", "TRUE", "1"),
    "time": ("", "00:00", "09:30", "12:00", "23:59"),
    "datetime": ("", "1970-01-01T00:00", "2021-09-20T09:30", "2021-09-20T23:59"),
    "date": ("", "1899-12-31", "1970-01-01", "2000-02-29", "2021-09-01", "2021-10-01"),
}
"""What is answered: the empty answer, and values around the bounds that forms use."""


class Item(NamedTuple):
    """An item of a repeat by its path, such as /data/member[2], and the repeat's name."""

    path: str
    repeat: str
    children: tuple[Item, ...]

    def all(self) -> Iterator[Item]:
        """The item, and every item below it."""
        yield self
        for child in self.children:
            yield from child.all()


class Set(NamedTuple):
    """One answer given: to the question of a row, about an item."""

    item: Item
    row: Row
    value: Answer


class Walk(NamedTuple):
    """A walk: the items there are, then the answers in order; the last one of a question counts."""

    root: Item
    answers: tuple[Set, ...]


def answers_of(row: Row) -> Sequence[Answer]:
    """What a question may be answered, the empty answer among them."""
    if row.word not in _CHOSEN:
        return _POOLS[row.word]
    names = CHOICES[row.type.split()[1]]
    if row.word == "select_one":
        return ("", *names)
    if row.word == "rank":
        return ("", names, names[::-1], names[1:] + names[:1])
    return ("", names[:1], names[1:], names, names[::2])


def levels_of(form: Form) -> Mapping[str, tuple[str, tuple[Row, ...]]]:
    """For each repeat, and for the root as '': the repeat around it, and the rows asked of it."""
    parents, rows, trail = {"": ""}, {"": list[Row]()}, [""]
    for row in form.rows:
        if row.type == "begin repeat":
            parents[row.name], rows[row.name] = trail[-1], []
            trail.append(row.name)
        elif row.type == "end repeat":
            trail.pop()
        elif row.word in ANSWERED:
            rows[trail[-1]].append(row)
    return {name: (parents[name], tuple(rows[name])) for name in parents}


@st.composite
def walks(draw: st.DrawFn, form: Form) -> Walk:
    """A walk through a form: every question may be answered, more than once."""
    levels = levels_of(form)

    def grown(path: str, repeat: str) -> Item:
        children: list[Item] = []
        for name, (parent, _) in levels.items():
            if name and parent == repeat:
                count = draw(st.integers(0, 3))
                children += [grown(f"{path}/{name}[{n}]", name) for n in range(1, count + 1)]
        return Item(path, repeat, tuple(children))

    root = grown("/data", "")
    places = [(item, row) for item in root.all() for row in levels[item.repeat][1]]
    order = draw(st.permutations(places + places[: len(places) // 3]))
    return Walk(root, tuple(Set(item, row, draw(_value(row))) for item, row in order))


def _value(row: Row) -> st.SearchStrategy[Answer]:
    return st.sampled_from(answers_of(row))

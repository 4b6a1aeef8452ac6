"""How each kind of question is answered on paper: marks, boxes, lines to write on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from msgspec import Struct

from dialogs.catalogues import is_known, say
from dialogs.codelists import Table
from dialogs.expressions.values import to_string
from dialogs.words import number_on_paper
from state_machine.questionnaire import Grid, Question

__all__ = ["Boxes", "Field", "field_of"]

_IIN = 12
_LONGEST_CODE = 9
"""Codes that are longer are words of their own: the office writes them, nobody fills in boxes."""

_LONGEST_SCALE = 21
"""So many numbers stand beside each other on the sheet."""


class Boxes(Struct, frozen=True, kw_only=True):
    """Boxes for one character each; what is printed below them, and the sign that follows."""

    count: int
    under: str = ""
    after: str = ""


class Field(Struct, frozen=True, kw_only=True):
    """The way to answer; `scale` are the numbers of a scale.

    `kind`: one or several choices, a scale, rank (a number at each choice), boxes, text (a line),
    coded (boxes and a line), enclosed (what cannot be written), or none.
    """

    kind: str
    boxes: tuple[Boxes, ...] = ()
    scale: tuple[str, ...] = ()


def field_of(question: Question, language: str) -> Field:
    """The way to answer a question, with what is printed beside it in a language."""
    if question.codelist is not None:
        return _coded(question, language)
    if question.members:
        return Field(kind="coded", boxes=(_under(3, "line_number", language),))
    if question.grid is not None:
        return _scale(question.grid, language)
    if any("valid-iin" in edit.rule.source for edit in question.edits):
        return Field(kind="boxes", boxes=(Boxes(count=_IIN),))
    kind = str(question.type)
    if kind in _BOXES:
        return Field(kind="boxes", boxes=_BOXES[kind](language))
    if question.choices:
        return Field(kind=_MARKS.get(kind, "one"))
    return _OTHERWISE.get(kind, Field(kind="text"))


def _coded(question: Question, language: str) -> Field:
    table = question.codelist
    longest = max(map(len, table.entries), default=0) if isinstance(table, Table) else 0
    if not isinstance(table, Table) or not 0 < longest <= _LONGEST_CODE:
        return Field(kind="text")
    under = say(language, "paper.code", codelist=_name(table.name, language))
    return Field(kind="coded", boxes=(Boxes(count=longest, under=under),))


def _name(codelist: str, language: str) -> str:
    """What a classifier is called; one that nobody has named is called as it is in the rules."""
    known = is_known(f"classifier.{codelist}")
    return say(language, f"classifier.{codelist}") if known else codelist


def _scale(grid: Grid, language: str) -> Field:
    if grid.count <= _LONGEST_SCALE:
        numbers = tuple(number_on_paper(grid.at(place), language) for place in range(grid.count))
        return Field(kind="scale", scale=numbers)
    written = (to_string(float(grid.at(place))) for place in (0, 1, grid.count - 1))
    whole, parts = (max(map(len, sides)) for sides in zip(*map(_sides, written), strict=True))
    if not parts:
        return Field(kind="boxes", boxes=(Boxes(count=whole),))
    return Field(kind="boxes", boxes=(Boxes(count=whole, after=","), Boxes(count=parts)))


def _sides(number: str) -> tuple[str, str]:
    whole, _, parts = number.partition(".")
    return whole, parts


def _under(count: int, key: str, language: str, after: str = "") -> Boxes:
    return Boxes(count=count, under=say(language, f"paper.{key}"), after=after)


def _date(language: str) -> tuple[Boxes, ...]:
    return _under(2, "day", language), _under(2, "month", language), _under(4, "year", language)


def _time(language: str) -> tuple[Boxes, ...]:
    return _under(2, "hour", language, ":"), _under(2, "minute", language)


def _place(language: str) -> tuple[Boxes, ...]:
    """Degrees with five digits after the point: a metre."""
    north = (Boxes(count=2, after=","), _under(5, "latitude", language))
    return (*north, Boxes(count=3, after=","), _under(5, "longitude", language))


_BOXES: Mapping[str, Callable[[str], tuple[Boxes, ...]]] = MappingProxyType(
    {
        "integer": lambda _: (Boxes(count=4),),
        "decimal": lambda _: (Boxes(count=5, after=","), Boxes(count=2)),
        "date": _date,
        "time": _time,
        "datetime": lambda language: (*_date(language), *_time(language)),
        "geopoint": _place,
    }
)
_ENCLOSED = Field(kind="enclosed", boxes=(Boxes(count=4),))
_OTHERWISE: Mapping[str, Field] = MappingProxyType(
    dict.fromkeys(("note", "calculate"), Field(kind="none"))
    | dict.fromkeys(("image", "audio", "video", "file"), _ENCLOSED)
)
_MARKS: Mapping[str, str] = MappingProxyType(
    {"select_multiple": "several", "acknowledge": "several", "rank": "rank"}
)

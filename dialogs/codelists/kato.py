"""KATO, the classifier of territories: the starter set, or its CSV file read into a codelist.

A code has nine digits AB CD EF HIJ: region, district or city, rural district, settlement; trailing
zeros give the level. Some entries have no parent at the level where it is expected, districts of
the large cities among them: the parent is the nearest code above that exists.
"""

from __future__ import annotations

import csv
from collections.abc import Container, Iterable, Iterator, Mapping
from functools import partial
from importlib.resources import files
from types import MappingProxyType

from msgspec.structs import replace

from dialogs.codelists.folding import CITY, name_of
from dialogs.codelists.latin import latin
from dialogs.codelists.table import Entry, Table

__all__ = ["COLUMNS", "KatoError", "as_of_2021", "read_kato", "starter"]

COLUMNS = ("kato", "name_ru", "name_kk")
"""The columns that a file must have; others are passed over."""

_DIGITS = 9
_LEVELS = (6, 4, 2)
_SINCE_2022: Mapping[str, str] = MappingProxyType({"10": "63", "33": "19", "62": "35"})
"""Regions split off in 2022, and the region that each belonged to in 2021."""
_IN_2021: Mapping[str, str] = MappingProxyType(
    {"kk": "2021 жылы: {}", "ru": "в 2021 году: {}", "en": "in 2021: {}"}
)


class KatoError(ValueError):
    """A file that is no KATO; `line` counts from 1."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"line {line}: {reason}")
        self.line = line
        self.reason = reason


def read_kato(lines: Iterable[str]) -> Table:
    """The codelist of a CSV file with the columns of `COLUMNS`. Raises KatoError.

    English names, and the further words by which places are found, come from the starter set;
    places that it does not have get theirs letter by letter.
    """
    rows = dict(_rows(lines))
    if not rows:
        raise KatoError(1, "there are no entries")
    known = {entry.code: entry for entry in starter()}
    entries = (
        Entry(
            code,
            {"kk": kk, "ru": ru, "en": known[code].words["en"] if code in known else latin(kk)},
            _above(code, rows),
            known[code].also if code in known else (),
        )
        for code, (ru, kk) in rows.items()
    )
    return Table("kato", entries, with_places=True)


def starter() -> Iterator[Entry]:
    """The regions, cities and districts that come with the product; cities alone say no kind."""
    text = (files("dialogs.codelists") / "data" / "territories.csv").read_text(encoding="utf-8")
    rows = {row["code"]: row for row in csv.DictReader(text.splitlines())}
    for code, row in rows.items():
        words = {language: row[language] for language in _IN_2021}
        also = tuple(filter(None, row["also"].split("|")))
        kind = "" if name_of(words["en"]).kind else CITY
        yield Entry(code, words, _above(code, rows), also, kind=kind)


def _above(code: str, known: Container[str]) -> str:
    """The nearest code above one that is known; '' at the top."""
    for length in _LEVELS:
        parent = code[:length].ljust(_DIGITS, "0")
        if parent != code and parent in known:
            return parent
    return ""


def as_of_2021(table: Table) -> Table:
    """The same territories; a region split off since says where it belonged in 2021."""
    return Table(
        table.name, map(partial(_remarked, table), table.entries.values()), with_places=True
    )


def _remarked(table: Table, entry: Entry) -> Entry:
    former = table.entries.get(f"{_SINCE_2022.get(entry.code[:2], '--')}0000000")
    if entry.above or former is None:
        return entry
    return replace(
        entry,
        remark={key: said.format(former.words[key]) for key, said in _IN_2021.items()},
    )


def _separator(head: str) -> str:
    """What stands between the columns: programs for tables write what their country is used to."""
    return max(",;\t", key=head.count)


def _rows(lines: Iterable[str]) -> Iterator[tuple[str, tuple[str, str]]]:
    head, *rest = list(lines) or [""]
    reader = csv.DictReader([head, *rest], delimiter=_separator(head))
    missing = [column for column in COLUMNS if column not in (reader.fieldnames or ())]
    if missing:
        raise KatoError(1, f"the columns {', '.join(missing)} are missing")
    seen: set[str] = set()
    for row in reader:
        code, ru, kk = (str(row[column] or "").strip() for column in COLUMNS)
        if len(code) != _DIGITS or not (code.isascii() and code.isdigit()):
            raise KatoError(reader.line_num, "a code has nine digits")
        if code in seen:
            raise KatoError(reader.line_num, f"{code} is there twice")
        if not ru or not kk:
            raise KatoError(reader.line_num, f"{code} has no name")
        seen.add(code)
        yield code, (ru, kk)

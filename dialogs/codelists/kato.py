"""KATO, the classifier of territories: its CSV file read into a codelist.

A code has nine digits AB CD EF HIJ: region, district or city, rural district, settlement; trailing
zeros give the level. Some entries have no parent at the level where it is expected, districts of
the large cities among them: the parent is the nearest code above that exists.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from dialogs.codelists.table import Entry, Table

__all__ = ["COLUMNS", "KatoError", "read_kato"]

COLUMNS = ("kato", "name_ru", "name_kk")
"""The columns that a file must have; others are passed over."""

_DIGITS = 9
_LEVELS = (6, 4, 2)
_SINCE_2022: Mapping[str, str] = MappingProxyType({"10": "63", "33": "19", "62": "35"})
"""Regions split off in 2022, and the region that each belonged to in 2021."""
_IN_2021: Mapping[str, str] = MappingProxyType(
    {"kk": "{} (2021 жылы: {})", "ru": "{} (в 2021 году: {})", "en": "{} (in 2021: {})"}
)


class KatoError(ValueError):
    """A file that is no KATO; `line` counts from 1."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"line {line}: {reason}")
        self.line = line
        self.reason = reason


def read_kato(lines: Iterable[str], *, regions_of_2021: bool = False) -> Table:
    """The codelist of a CSV file with the columns of `COLUMNS`.

    With `regions_of_2021` a region split off since says in its words where it belonged. Raises
    KatoError.
    """
    rows = dict(_rows(lines))
    if not rows:
        raise KatoError(1, "there are no entries")
    return Table("kato", _entries(rows, regions_of_2021=regions_of_2021), with_places=True)


def _rows(lines: Iterable[str]) -> Iterator[tuple[str, tuple[str, str]]]:
    reader = csv.DictReader(lines)
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


def _entries(rows: Mapping[str, tuple[str, str]], *, regions_of_2021: bool) -> Iterator[Entry]:
    for code, (ru, kk) in rows.items():
        above = _above(code, rows)
        named = {"kk": kk, "ru": ru, "en": latin(ru)}
        former = rows.get(f"{_SINCE_2022.get(code[:2], '--')}0000000")
        if regions_of_2021 and not above and former is not None:
            before = {"kk": former[1], "ru": former[0], "en": latin(former[0])}
            named = {key: _IN_2021[key].format(named[key], before[key]) for key in named}
        yield Entry(code, named, above)


def _above(code: str, known: Mapping[str, object]) -> str:
    for length in _LEVELS:
        parent = code[:length].ljust(_DIGITS, "0")
        if parent != code and parent in known:
            return parent
    return ""


_SOUNDS: Mapping[str, str] = MappingProxyType(
    dict(
        zip("абвгдезийклмнопрстуфыэ", "abvgdeziyklmnoprstufye", strict=True),
        ё="yo",
        ж="zh",
        х="kh",
        ц="ts",
        ч="ch",
        ш="sh",
        щ="shch",
        ъ="",
        ь="",
        ю="yu",
        я="ya",
    )
)


def latin(text: str) -> str:
    """A Russian name in Latin letters, as on road signs."""
    return "".join(_sound(letter) for letter in text)


def _sound(letter: str) -> str:
    sound = _SOUNDS.get(letter.lower())
    if sound is None:
        return letter
    return sound.capitalize() if letter.isupper() else sound

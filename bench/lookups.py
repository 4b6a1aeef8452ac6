"""How long it takes to find a place by what somebody typed, among as many as KATO has.

The classifier is none of ours, so a made-up one of the same size and shape stands in for it, the
same in every run; `SANAQ_TEST_KATO` names a real file, which is then measured as well.
"""

from __future__ import annotations

import os
import time
import tracemalloc
from collections.abc import Iterator
from functools import partial
from itertools import islice, product
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from bench.figures import Cell, Figure, Promise
from bench.timing import microseconds
from dialogs.codelists import Table, read_kato

if TYPE_CHECKING:
    from bench.plan import Plan

__all__ = ["ENTRIES", "QUERIES", "made_up", "measure"]

ENTRIES = 15_594
_REAL = "SANAQ_TEST_KATO"
_PROMISED_MS = 10.0

QUERIES = (
    "Қарағанды",
    "Karaganda",
    "шамалган карасай",
    "ақжар ауылы, қаратау ауданы",
    "кызил жар",
    "Jañatas",
    "теректн",
    "кар",
    "а б в г д е ж",
    "ақ қара қызыл жаңа көк сары",
    "карра кзыл окк жанна кокк сарры",
    "пос. Первомайский, ул. Ленина 5, кв. 12",
    "ъ" * 200,
    "жана" * 40,
)
"""What people type, and what would take longest: short beginnings, common words, slips, noise."""

_FIRST = (
    *("ақ", "қара", "қызыл", "жаңа", "көк", "сары", "алтын", "үлкен", "бес", "қос", "тас", "орта"),
    *("тоғыз", "жас", "ұзын", "терең", "кең", "нұр", "бай", "ескі", "құм", "мың", "шу", "ой"),
)
_SECOND = (
    *("жар", "тау", "су", "көл", "бұлақ", "ағаш", "төбе", "сай", "дала", "қала", "өткел", "талап"),
    *("құдық", "орда", "өзен", "шоқы", "еңбек", "арал", "шілік", "қамыс", "тоған", "жол", "терек"),
)
_ENDINGS = ("", "ты", "лы", "бай", "дос", "стан")


async def measure(plan: Plan) -> Figure:
    """Give the time of look-ups by typing, the slowest of `QUERIES` apart, and of the index."""
    lists = {f"made up, {ENTRIES:,} entries": made_up()}
    path = os.environ.get(_REAL)
    if path:
        lines = Path(path).read_text(encoding="utf-8-sig").splitlines()
        lists[f"{_REAL}, {len(lines) - 1:,} entries"] = lines
    rows = [(name, *_measured(text, seconds=plan.moment)) for name, text in lists.items()]
    return Figure(
        "lookups",
        "Finding a place by typing (CPU time on one core)",
        ("classifier", "ms to read", "ms to index", "MB", "ms a look-up", "slowest", "which"),
        tuple(tuple[Cell, ...](row) for row in rows),
        promises=tuple(
            Promise(f"ms, the slowest: {row[0]}", _PROMISED_MS, row[5], at_most=True)
            for row in rows
        ),
    )


def _measured(lines: list[str], *, seconds: float) -> tuple[float, float, float, float, float, str]:
    """Milliseconds to read and index, megabytes, a look-up in the mean, the slowest, its text."""
    megabytes = _megabytes(lines)
    began = time.process_time()
    table = read_kato(lines)
    read = time.process_time()
    index = table.index
    indexed = time.process_time()
    each = {
        query: microseconds(partial(index.search, query), seconds=seconds / len(QUERIES)) / 1000
        for query in QUERIES
    }
    slowest = max(each, key=lambda query: each[query])
    mean = sum(each.values()) / len(each)
    times = ((read - began) * 1000, (indexed - read) * 1000)
    return (*times, megabytes, mean, each[slowest], slowest[:24])


def _megabytes(lines: list[str]) -> float:
    """The memory of the table with its index; measured apart, since measuring slows down."""
    tracemalloc.start()
    kept: Table = read_kato(lines)
    _ = kept.index
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return size / 1e6


def made_up() -> list[str]:
    """A KATO file of 20 regions, 220 districts, 2,400 rural districts and villages for the rest."""
    return ["kato,name_ru,name_kk", *islice(_lines(Random(2021)), ENTRIES)]


def _lines(chance: Random) -> Iterator[str]:
    names = ["".join(parts).capitalize() for parts in product(_FIRST, _SECOND, _ENDINGS)]
    chance.shuffle(names)
    for region in range(10, 30):
        yield _line(region * 10**7, chance.choice(names), "облысы")
        for district in range(11):
            code = region * 10**7 + (30 + district) * 10**5
            yield _line(code, chance.choice(names), "ауданы")
            for rural in range(11):
                within = code + (30 + rural) * 10**3
                yield _line(within, chance.choice(names), "а.о.")
                for place in range(1, 7):
                    yield _line(within + 100 * place, chance.choice(names), "а.")


def _line(code: int, name: str, kind: str) -> str:
    russian = name.translate(str.maketrans("әғқңөұүһі", "агкноуухи"))
    return f"{code},{russian},{name} {kind}"

"""Finding entries by what somebody typed: trigrams forgive slips, whole words win."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable

from dialogs.codelists.folding import words

__all__ = ["Index", "Match"]

from typing import NamedTuple

Key = tuple[str, Iterable[str], int]
"""A code, the words by which it is found, and how deep it lies (1 at the top)."""

_CANDIDATES = 60
_LEAST = 0.34


class Match(NamedTuple):
    """An entry that a text may mean: how well it fits, from 0 to 1; 1 is the very words."""

    code: str
    fit: float


class Index:
    """Trigrams of every name of every entry, with the names that have them."""

    def __init__(self, keys: Iterable[Key]) -> None:
        self._names: list[tuple[str, tuple[str, ...], int, int]] = []
        self._having: dict[str, array[int]] = {}
        seen: set[tuple[str, tuple[str, ...]]] = set()
        for code, names, depth in keys:
            for name in names:
                parts = words(name)
                if parts and (code, parts) not in seen:
                    seen.add((code, parts))
                    self._add(code, parts, depth)

    def _add(self, code: str, parts: tuple[str, ...], depth: int) -> None:
        grams = _grams(parts)
        place = len(self._names)
        self._names.append((code, parts, depth, len(grams)))
        for gram in grams:
            self._having.setdefault(gram, array("I")).append(place)

    def search(self, text: str, *, limit: int = 6) -> tuple[Match, ...]:
        """The entries that a text may mean, the likeliest first; shallow ones before deep ones."""
        wanted = words(text)
        grams = _grams(wanted)
        shared: Counter[int] = Counter()
        for gram in grams:
            shared.update(self._having.get(gram, ()))
        ranked = sorted(
            (self._ranked(place, count, wanted, len(grams)) for place, count in self._best(shared)),
            key=lambda row: (-row[0], row[1], row[2]),
        )
        found: dict[str, float] = {}
        for fit, _, code in ranked:
            if fit >= _LEAST:
                found.setdefault(code, fit)
        return tuple(Match(code, fit) for code, fit in list(found.items())[:limit])

    def _best(self, shared: Counter[int]) -> list[tuple[int, int]]:
        return (
            shared.most_common(_CANDIDATES) if len(shared) > _CANDIDATES else list(shared.items())
        )

    def _ranked(
        self, place: int, count: int, wanted: tuple[str, ...], size: int
    ) -> tuple[float, int, str]:
        code, parts, depth, own = self._names[place]
        if parts == wanted:
            return 1.0, depth, code
        fit = 2 * count / (size + own)
        if set(wanted) <= set(parts):
            fit = max(fit, 0.9)
        elif len(wanted) == 1 and any(part.startswith(wanted[0]) for part in parts):
            fit = max(fit, 0.7)
        return min(fit, 0.99), depth, code


def _grams(parts: tuple[str, ...]) -> set[str]:
    """The trigrams of words, their beginnings and ends marked."""
    found: set[str] = set()
    for part in parts:
        padded = f" {part} "
        found.update(padded[place : place + 3] for place in range(len(padded) - 2))
    return found

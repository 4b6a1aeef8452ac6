"""Finding the topic of a question by likeness: word order, endings, slips and scripts are forgiven.

A text becomes a bag of pieces: of every word, folded to one spelling for Kazakh, Russian and Latin
letters, its trigrams and two beginnings, by which inflected words are known again. Pieces that few
topics have weigh more. Two bags are as like as the cosine of the angle between them, from 0 to 1; a
text of a few common words tells little, and its likeness is lowered.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from math import log, sqrt
from typing import NamedTuple

from dialogs.spelling import sound

__all__ = ["Finder", "Found"]

_BEGINNINGS = (4, 6)
_TELLING = 2.9
"""What a text must weigh to be believed, in pieces that no topic shares: "зачем нужен ИИН" does."""

_SAME = 0.999
"""The very pieces of a phrasing, however few these are."""


class Found(NamedTuple):
    """A topic and how like it a text is."""

    topic: str
    fit: float


class Finder:
    """The phrasings of all topics, compiled once; `phrasings` are rows of (topic, text)."""

    def __init__(self, phrasings: Iterable[tuple[str, str]]) -> None:
        rows = [(topic, _pieces(text)) for topic, text in phrasings]
        self._rarity = _rarity(rows)
        self._rarest = max(self._rarity.values(), default=1.0)
        self._telling = _TELLING * self._rarest
        self._topics: list[str] = []
        self._having: dict[str, tuple[array[int], array[float]]] = {}
        for topic, pieces in rows:
            self._add(topic, pieces)

    def find(self, text: str, *, but: str = "") -> Found | None:
        """The topic that a text is most like, `but` left out; None: it is like none at all."""
        weights, weight = self._weighed(_pieces(text))
        likeness: defaultdict[int, float] = defaultdict(float)
        for piece, share in weights.items():
            places, shares = self._having.get(piece, _NOWHERE)
            for place, other in zip(places, shares, strict=True):
                likeness[place] += share * other
        rows = ((fit, -place) for place, fit in likeness.items() if self._topics[place] != but)
        best = max(rows, default=None)
        if best is None:
            return None
        fit, place = best[0], -best[1]
        telling = 1.0 if fit > _SAME else min(1.0, weight / self._telling)
        return Found(self._topics[place], fit * telling)

    def _add(self, topic: str, pieces: Counter[str]) -> None:
        place = len(self._topics)
        self._topics.append(topic)
        for piece, share in self._weighed(pieces)[0].items():
            places, shares = self._having.setdefault(piece, (array("I"), array("d")))
            places.append(place)
            shares.append(share)

    def _weighed(self, pieces: Counter[str]) -> tuple[Mapping[str, float], float]:
        """The share of each piece in a text, their squares adding up to 1, and what it weighs."""
        weights = {
            piece: sqrt(count) * self._rarity.get(piece, self._rarest)
            for piece, count in pieces.items()
        }
        whole = sqrt(sum(weight * weight for weight in weights.values()))
        return {piece: weight / whole for piece, weight in weights.items()}, whole


_NOWHERE: tuple[array[int], array[float]] = (array("I"), array("d"))


def _rarity(rows: Iterable[tuple[str, Counter[str]]]) -> Mapping[str, float]:
    """What each piece weighs: the more, the fewer topics have it."""
    having: defaultdict[str, set[str]] = defaultdict(set)
    topics: set[str] = set()
    for topic, pieces in rows:
        topics.add(topic)
        for piece in pieces:
            having[piece].add(topic)
    return {piece: log(1 + len(topics) / len(found)) for piece, found in having.items()}


def _pieces(text: str) -> Counter[str]:
    found: Counter[str] = Counter()
    for word in sound(text).split():
        found.update(f"{size}{word[:size]}" for size in _BEGINNINGS if len(word) >= size)
        padded = f" {word} "
        found.update(padded[place : place + 3] for place in range(len(padded) - 2))
    return found

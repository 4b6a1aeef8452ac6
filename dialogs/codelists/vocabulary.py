"""The words of all names of a codelist: those that a typed word may be, with how alike they are."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping

from dialogs.spelling import distance, forgiven

__all__ = ["Vocabulary"]

_EXACT, _BEGINNING, _ENDING, _SLIP = 1.0, 0.9, 0.75, 0.8
"""How alike a word is that is the very one, begins so, has an ending more, has a slip."""

_SHORTEST = 3
"""Letters of a word that is taken for the beginning of longer ones."""
_STEM, _LONGEST_ENDING = 4, 4
"""Letters of a word that may have got an ending ("Шымкентте"), and of the ending."""
_LONGEST = 40
_MOST_BEGINNINGS = 100
_MOST_COMPARED = 40


class Vocabulary:
    """Words by number, sorted; found exactly, by their beginning, and through their trigrams."""

    def __init__(self, words: set[str]) -> None:
        self._words = sorted(words)
        self.numbers: Mapping[str, int] = {word: place for place, word in enumerate(self._words)}
        self._having: dict[str, array[int]] = {}
        for place, word in enumerate(self._words):
            for gram in _grams(word):
                self._having.setdefault(gram, array("I")).append(place)

    def alike(self, typed: str) -> Mapping[int, float]:
        """The words that a typed one may be, by number: from 0 to 1, 1 is the very word.

        Slips are looked for only when nothing is written or begins so.
        """
        if len(typed) > _LONGEST:
            return {}
        found = dict(self._beginning(typed))
        if typed in self.numbers:
            found[self.numbers[typed]] = _EXACT
        return found or dict([*self._misspelt(typed), *self._stems(typed)])

    def _beginning(self, typed: str) -> Iterator[tuple[int, float]]:
        """The words that begin so; the shortest, where there are very many."""
        if len(typed) < _SHORTEST:
            return
        start = bisect_left(self._words, typed)
        end = bisect_left(self._words, f"{typed}~")
        longer = sorted(range(start, end), key=lambda place: len(self._words[place]))
        for place in longer[:_MOST_BEGINNINGS]:
            yield place, _BEGINNING - 0.2 * (1 - len(typed) / len(self._words[place]))

    def _stems(self, typed: str) -> Iterator[tuple[int, float]]:
        """Words that the typed one is with an ending."""
        for end in range(max(_STEM, len(typed) - _LONGEST_ENDING), len(typed)):
            place = self.numbers.get(typed[:end])
            if place is not None:
                yield place, _ENDING

    def _misspelt(self, typed: str) -> Iterator[tuple[int, float]]:
        """Words at few enough slips; only those that share most trigrams are compared."""
        most = forgiven(len(typed))
        if not most:
            return
        shared: Counter[int] = Counter()
        for gram in _grams(typed):
            shared.update(self._having.get(gram, ()))
        for place, _ in shared.most_common(_MOST_COMPARED):
            slips = distance(typed, self._words[place], most)
            if slips <= most:
                yield place, _SLIP - 0.1 * (slips - 1) - slips / (10 * len(typed))


def _grams(word: str) -> set[str]:
    """The trigrams of a word, its beginning and end marked."""
    padded = f" {word} "
    return {padded[place : place + 3] for place in range(len(padded) - 2)}

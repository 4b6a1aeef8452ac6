"""Finding entries by what somebody typed: the very words, beginnings, slips, places around them."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from dialogs.codelists.folding import RURAL, Name, name_of
from dialogs.codelists.vocabulary import Vocabulary

__all__ = ["Index", "Key", "Match"]

_LEAST = 0.35
"""The fit below which an entry is not shown."""
_FAR = 0.3
"""How far behind the best an entry may be."""
_AROUND = 0.95
"""What a word is worth that is no word of the entry but of one above it."""
_OTHER_KIND, _NO_KIND = 0.95, 0.98
"""What an entry is worth that is another kind of place than was typed, or does not say which."""
_ALSO = 0.98
"""What a further word is worth beside a name."""
_MOST_WORDS = 6
_LONGEST = 200
"""Words and characters of a typed text that are looked at."""


_Likeness = dict[int, float]
"""How alike something is to the words wanted, by their place: from 0 to 1."""


class Key(NamedTuple):
    """What an entry is found by: its code, the code above it, its names; `depth` is 1 at the top.

    `also` are further words, which never name it so surely that nobody has to be asked. `kind` is
    what kind of place it is, where a name does not say so.
    """

    code: str
    above: str
    names: tuple[str, ...]
    also: tuple[str, ...] = ()
    depth: int = 1
    kind: str = ""


class Match(NamedTuple):
    """An entry that a text may mean: how well it fits, from 0 to 1; 1 is the very words."""

    code: str
    fit: float


class _Written(NamedTuple):
    """One name of an entry, by the place of the entry; `worth` is its fit when all is said."""

    entry: int
    size: int
    kind: str
    worth: float


class Index:
    """Every name of every entry by its words. Immutable."""

    def __init__(self, keys: Iterable[Key]) -> None:
        entries = list(keys)
        places = {key.code: place for place, key in enumerate(entries)}
        self._codes = [key.code for key in entries]
        self._above = array("i", (places.get(key.above, -1) for key in entries))
        self._parents = frozenset(self._above)
        self._depths = bytes(min(key.depth, 255) for key in entries)
        named = [(place, *each) for place, key in enumerate(entries) for each in _names(key)]
        self._vocabulary = Vocabulary({word for _, name, _ in named for word in name.words})
        self._names = [
            _Written(place, len(name.words), name.kind, worth) for place, name, worth in named
        ]
        self._rural = frozenset(name.entry for name in self._names if name.kind == RURAL)
        self._having: dict[int, array[int]] = {}
        for number, (_, name, _) in enumerate(named):
            for word in set(name.words):
                place = self._vocabulary.numbers[word]
                self._having.setdefault(place, array("I")).append(number)

    def search(self, text: str, *, limit: int = 8) -> tuple[Match, ...]:
        """The entries that a text may mean, the likeliest first; shallow ones before deep ones."""
        fits = self._both_ways(name_of(text[:_LONGEST]))
        least = max(_LEAST, max(fits.values(), default=0.0) - _FAR)
        ranked = sorted((-fit, *self._rank(entry)) for entry, fit in fits.items() if fit >= least)
        return tuple(Match(self._codes[entry], -fit) for fit, _, _, entry in ranked[:limit])

    def _rank(self, entry: int) -> tuple[bool, int, int]:
        """Of entries that fit alike the shallow go first, and rural districts last."""
        return entry in self._rural, self._depths[entry], entry

    def _both_ways(self, wanted: Name) -> dict[int, float]:
        """How well entries fit, the words being taken as they are, or for a single one."""
        fits = self._fits(wanted)
        if len(wanted.words) > 1:
            joined = Name(("".join(wanted.words),), wanted.kind)
            for entry, fit in self._fits(joined, exactly=True).items():
                fits[entry] = max(fit, fits.get(entry, 0.0))
        return fits

    def _fits(self, wanted: Name, *, exactly: bool = False) -> dict[int, float]:
        """How well each entry fits that has at least one of the words wanted."""
        words = list(dict.fromkeys(wanted.words))[:_MOST_WORDS]
        hits = self._hits([self._alike(word, exactly=exactly) for word in words])
        around = _Around(self._above, self._over(hits))
        found: dict[int, float] = {}
        for number, own in hits.items():
            name = self._names[number]
            fit = _fit(name, own, around.of(name.entry), len(words))
            if wanted.kind not in ("", name.kind):
                fit *= _OTHER_KIND if name.kind else _NO_KIND
            if fit > found.get(name.entry, 0.0):
                found[name.entry] = fit
        return found

    def _alike(self, word: str, *, exactly: bool) -> Mapping[int, float]:
        if not exactly:
            return self._vocabulary.alike(word)
        place = self._vocabulary.numbers.get(word)
        return {} if place is None else {place: 1.0}

    def _hits(self, alike: list[Mapping[int, float]]) -> dict[int, _Likeness]:
        """The names that have a word wanted, or one alike, with how alike it is."""
        found: dict[int, _Likeness] = {}
        for row, words in enumerate(alike):
            for place, likeness in words.items():
                for number in self._having[place]:
                    hit = found.setdefault(number, {})
                    if likeness > hit.get(row, 0.0):
                        hit[row] = likeness
        return found

    def _over(self, hits: Mapping[int, _Likeness]) -> dict[int, _Likeness]:
        """The same by entry, for those that have others below them."""
        found: dict[int, _Likeness] = {}
        for number, hit in hits.items():
            entry = self._names[number].entry
            if entry in self._parents:
                found[entry] = _better(found.get(entry, {}), hit)
        return found


class _Around:
    """What is said above an entry, at any level: each level is looked at once."""

    def __init__(self, above: Sequence[int], said: Mapping[int, _Likeness]) -> None:
        self._above = above
        self._said = said
        self._known: dict[int, _Likeness] = {-1: {}}

    def of(self, entry: int) -> _Likeness:
        """How alike the words wanted are to those of all that lies above an entry."""
        above = self._above[entry]
        known = self._known.get(above)
        if known is None:
            self._known[above] = known = self.of(above)
            if above in self._said:
                self._known[above] = known = _better(known, self._said[above])
        return known


def _better(one: _Likeness, other: _Likeness) -> _Likeness:
    """The better likeness for each word."""
    return {row: max(one.get(row, 0.0), other.get(row, 0.0)) for row in one | other}


def _fit(name: _Written, own: _Likeness, around: _Likeness, wanted: int) -> float:
    """The mean over the words wanted, less what the name has besides; 1 when all is said."""
    total = sum(own.values())
    for row, likeness in around.items():
        if row not in own:
            total += likeness if likeness >= 1 else likeness * _AROUND
    said = min(len(own) / name.size, 1.0)
    return total / wanted * (0.8 + 0.2 * said) * name.worth


def _names(key: Key) -> Iterator[tuple[Name, float]]:
    """The names of an entry, each once, and its worth; one of two words also as a single word."""
    further = dict.fromkeys(map(name_of, key.also), _ALSO)
    for name, worth in (further | dict.fromkeys(map(name_of, key.names), 1.0)).items():
        kind = name.kind or key.kind
        if name.words:
            yield Name(name.words, kind), worth
        if len(name.words) == 2:  # noqa: PLR2004  "Кызыл Орда", "Усть-Каменогорск"
            yield Name(("".join(name.words),), kind), worth

"""What a text that names no choice may mean: the choices whose words are nearest to it.

A guess is never taken unasked. Two spellings are compared, the letters as they are and the sound,
so that one slip counts once in any alphabet; a text typed on the keyboard of the other language is
turned before it is compared.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from dialogs.readers.folding import bare, fold, skeleton
from dialogs.spelling import distance, forgiven, on_other_keyboards, sound

__all__ = ["Guesses", "turns"]

_SHORTEST, _LONGEST = 4, 80
"""Characters of a text that is guessed at: a shorter one says too little."""
_MOST = 3
"""Choices that are offered; more of them would be no guess."""
_WORDS_ONLY = 1
"""Slips that it counts for when a text is only some words of a choice."""

_TURNING = frozenset({"не", "ни", "нет", "без", "кроме", "емес", "жок", "not", "no", "never"})
_TURNING |= frozenset({"никогда", "ешкашан"})
"""Words, as they are compared loosely, without which a part says the opposite of its label."""


class _Spelt(NamedTuple):
    """A text in the two spellings that are compared."""

    letters: str
    said: str


class Guesses:
    """The words of some choices, each with the names of those that have them."""

    __slots__ = ("_names",)

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        """`pairs` are the words of a choice and its name; a choice may have several."""
        found: dict[_Spelt, set[str]] = {}
        for words, name in pairs:
            found.setdefault(_spelt(words), set()).add(name)
        self._names: Mapping[_Spelt, set[str]] = found

    def nearest(self, text: str, offered: Collection[str]) -> tuple[str, ...]:
        """The offered names that a text is nearest to, in their order; () when none is near."""
        letters = bare(fold(text))
        if not _SHORTEST <= len(letters) <= _LONGEST or letters.isdecimal():
            return ()
        slips: dict[str, int] = {}
        for typed in map(_spelt, (letters, *on_other_keyboards(letters))):
            for name, count in self._near(typed):
                slips[name] = min(count, slips.get(name, count))
        least = min((slips[name] for name in offered if name in slips), default=0)
        found = tuple(name for name in offered if slips.get(name) == least)
        return found if len(found) <= _MOST else ()

    def _near(self, typed: _Spelt) -> Iterator[tuple[str, int]]:
        """The names at few enough slips, with how many these are."""
        for words, names in self._names.items():
            count = _slips(typed, words)
            if count is not None:
                yield from ((name, count) for name in names)


def _spelt(words: str) -> _Spelt:
    letters = skeleton(bare(fold(words)))
    return _Spelt(letters, sound(letters))


def _slips(typed: _Spelt, words: _Spelt) -> int | None:
    """The slips between a text and the words of a choice, or some of its words; None: too many."""
    most = forgiven(len(words.letters))
    count = min(
        distance(typed.letters, words.letters, most),
        distance(typed.said, words.said, most) if typed.said else most + 1,
    )
    if count <= most:
        return count
    some = _are_among(typed.said.split(), words.said.split())
    return _WORDS_ONLY if some and not turns(typed.letters, words.letters) else None


def turns(part: str, label: str) -> bool:
    """Whether a part of a label, both as they are compared loosely, leaves out a "not"."""
    return not _TURNING.intersection(label.replace("_", " ").split()) <= set(part.split())


def _are_among(typed: list[str], words: list[str]) -> bool:
    """Whether every typed word is one of these, a slip forgiven, and they are half of all."""
    if not typed or len(typed) >= len(words) or 2 * _letters(typed) < _letters(words):
        return False
    return all(any(_is_like(one, word) for word in words) for one in typed)


def _letters(words: list[str]) -> int:
    return sum(map(len, words))


def _is_like(typed: str, word: str) -> bool:
    if len(typed) < _SHORTEST:
        return typed == word
    most = forgiven(len(word))
    return distance(typed, word, most) <= most

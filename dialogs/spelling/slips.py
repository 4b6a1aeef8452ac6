"""How many slips of the finger lie between two words, and how many may be forgiven."""

from __future__ import annotations

__all__ = ["distance", "forgiven"]

_BOUNDS = ((5, 0), (9, 1), (14, 2))
"""Letters below which so many slips may be forgiven: in a short word any slip makes another one."""

_MOST = 3


def forgiven(letters: int) -> int:
    """How many slips may be forgiven in a word of so many letters."""
    return next((slips for below, slips in _BOUNDS if letters < below), _MOST)


def distance(one: str, other: str, most: int) -> int:
    """Letters left out, put in, changed or swapped with their neighbour; `most` + 1 for more.

    This is the restricted distance of Damerau and Levenshtein: no letter is moved twice.
    """
    if one == other:
        return 0
    if abs(len(one) - len(other)) > most:
        return most + 1
    one, other = _without_what_they_share(one, other)
    if not one or not other:
        return min(len(one) + len(other), most + 1)
    return _table(one, other, most)


def _without_what_they_share(one: str, other: str) -> tuple[str, str]:
    """Two words without their common beginning and end, which change no distance."""
    start, shorter = 0, min(len(one), len(other))
    while start < shorter and one[start] == other[start]:
        start += 1
    end = 0
    while end < shorter - start and one[-1 - end] == other[-1 - end]:
        end += 1
    return one[start : len(one) - end], other[start : len(other) - end]


def _table(one: str, other: str, most: int) -> int:
    before: list[int] = []
    above = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        here = [row]
        for column, facing in enumerate(other, 1):
            cost = above[column - 1] + (letter != facing)
            cost = min(cost, above[column] + 1, here[column - 1] + 1)
            if row > 1 and column > 1 and letter == other[column - 2] and facing == one[row - 2]:
                cost = min(cost, before[column - 2] + 1)
            here.append(cost)
        if min(here) > most and min(above) > most:
            return most + 1
        before, above = above, here
    return min(above[-1], most + 1)

"""A yes or a no, alone or with more words after it: "да, конечно", "жоқ, жалғыз тұрамын"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from dialogs.readers.folding import fold, skeleton
from state_machine.questionnaire import ADD, DONE

__all__ = ["NO_WORDS", "YES_WORDS", "Assent"]

YES_WORDS = frozenset(
    {"да", "ага", "угу", "конечно", "иә", "ия", "ие", "әрине", "жарайды", "ок"}
    | {"yes", "yep", "yeah", "y", "ok", "okay"}
)
NO_WORDS = frozenset({"нет", "неа", "не", "жоқ", "жок", "no", "nope", "n"})

# "Не всегда" and "не знаю" are no clear no.
_YES = frozenset(map(skeleton, YES_WORDS - {"y"}))
_NO = frozenset(map(skeleton, NO_WORDS - {"не", "n"}))
_WORD = re.compile(r"[^\W\d_]+")
_MOST = 3


class Assent:
    """Which of some choices say yes and which say no, by their names or the first word of a label.

    A list that can be added to has one of each: something more, or that this is all.
    """

    __slots__ = ("_no", "_yes")

    def __init__(self, labels: Mapping[str, Mapping[str, str]]) -> None:
        gate = set(labels) == {ADD, DONE}
        yes, no = ({"yes", ADD}, {"no", DONE}) if gate else ({"yes"}, {"no"})
        self._yes = frozenset(n for n, row in labels.items() if n in yes or _begins(row, _YES))
        self._no = frozenset(n for n, row in labels.items() if n in no or _begins(row, _NO))

    def meant(self, folded: str, offered: Iterable[str]) -> tuple[str, ...]:
        """The offered names that a text may mean, in their order; () when it says neither, or both.

        More than three would be no guess.
        """
        words = [skeleton(word) for word in _WORD.findall(folded)]
        if not words or (not _YES.isdisjoint(words) and not _NO.isdisjoint(words)):
            return ()
        said = self._yes if words[0] in _YES else self._no if words[0] in _NO else frozenset[str]()
        found = tuple(name for name in offered if name in said)
        return found if len(found) <= _MOST else ()


def _begins(row: Mapping[str, str], words: frozenset[str]) -> bool:
    """Whether a label begins with one of these words, in any language."""
    first = (_WORD.match(fold(label)) for label in row.values())
    return any(found is not None and skeleton(found[0]) in words for found in first)

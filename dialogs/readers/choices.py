"""Choices named in words or by number: the exact label always wins over the place in the list."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from dialogs.readers.assent import NO_WORDS, YES_WORDS, Assent
from dialogs.readers.folding import LONGEST, bare, digits, fold, skeleton
from dialogs.readers.guesses import Guesses, turns
from state_machine.pending import Candidates, Problem

if TYPE_CHECKING:
    from state_machine.questionnaire import Choice
    from state_machine.scope import Scope
    from state_machine.shuffling import Shuffle

__all__ = ["NO_WORDS", "YES_WORDS", "Acknowledge", "SelectMultiple", "SelectOne"]

_WORDS = (("yes", YES_WORDS), ("no", NO_WORDS))
_NUMBER = re.compile(r"(?:no|n|#)?\.? ?(\d{1,4})[.)]?")
_PIECES = re.compile(r"[,;()/]")
_SEPARATOR = re.compile(r"\s*[,;/&+]\s*|\s+(?:и|және|жане|мен|пен|бен|and)\s+")
_NUMBERS = re.compile(r"\d{1,4}(?: +\d{1,4})+")

_SHORTEST_PART = len(" абай ")
"""A part of a label with its spaces: shorter words stand in too many of them."""
_Index = Mapping[str, frozenset[str]]


class _Tier(NamedTuple):
    """One way of comparing: what is done with the typed text, and the names found under it."""

    key: Callable[[str], str]
    names: _Index


class _Table:
    """The ways in which choices can be named, from the most exact to the most tolerant."""

    __slots__ = ("_within", "anywhere", "assent", "guesses", "strict", "tolerant", "widest")

    def __init__(self, labels: Mapping[str, Mapping[str, str]], languages: tuple[str, ...]) -> None:
        every = [(label, name) for name, row in labels.items() for label in row.values()]
        pieces = _own_pieces(every)
        names = [(name.replace("_", " "), name) for name in labels] + [(n, n) for n in labels]
        self.anywhere = (_tier(str, every), _tier(str, names), _tier(bare, every))
        self.strict = {language: (_own(labels, language), *self.anywhere) for language in languages}
        self.tolerant = (
            _tier(bare, names),
            _tier(bare, _word_pairs(labels)),
            _tier(bare, pieces),
            _tier(_loose, every + pieces),
        )
        self._within = tuple((_said(label), name) for label, name in every)
        self.assent = Assent(labels)
        self.guesses = Guesses([*every, *pieces, *names])
        self.widest = max((len(_SEPARATOR.findall(fold(label))) for label, _ in every), default=0)

    def part_of(self, folded: str, offered: tuple[str, ...]) -> str | None:
        """The one offered name that has a text as whole words: "Алматы" for "г. Алматы"."""
        found = self.parts_of(folded, offered)
        return found[0] if len(found) == 1 else None

    def parts_of(self, folded: str, offered: tuple[str, ...]) -> tuple[str, ...]:
        """The offered names that have a text as whole words of a label, in their order.

        None when it says too little or asks something; a label of which it leaves out a "not" is
        not meant.
        """
        said = _said(folded)
        if len(said) < _SHORTEST_PART or folded.endswith("?") or said.strip().isdecimal():
            return ()
        found = {name for label, name in self._within if said in label and not turns(said, label)}
        return tuple(name for name in offered if name in found)


def _said(words: str) -> str:
    """Words between spaces, so that a part found in them ends where a word ends."""
    return f" {_loose(fold(words))} "


def _own(labels: Mapping[str, Mapping[str, str]], language: str) -> _Tier:
    """The labels of the language spoken: they go before those of the others."""
    return _tier(str, [(row[language], name) for name, row in labels.items() if language in row])


def _tier(key: Callable[[str], str], pairs: list[tuple[str, str]]) -> _Tier:
    found: dict[str, set[str]] = {}
    for words, name in pairs:
        found.setdefault(key(fold(words)), set()).add(name)
    return _Tier(key, {words: frozenset(names) for words, names in found.items()})


def _loose(folded: str) -> str:
    return skeleton(bare(folded))


def _pieces(label: str) -> Iterator[str]:
    """The parts of "Супруг (супруга)": each may be said alone, if only one choice has it."""
    pieces = [piece.strip() for piece in _PIECES.split(label)]
    if len(pieces) > 1:
        yield from (piece for piece in pieces if len(piece) > 1)


def _own_pieces(every: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The pieces of all labels with their names, but those that stand in a label of another name.

    "Квартира" is no shared flat, where another choice is a flat of one's own.
    """
    found = [(piece, name) for label, name in every for piece in _pieces(label)]
    said = [(_said(label), name) for label, name in every]
    return [
        (piece, name)
        for piece, name in found
        if all(other == name or _said(piece) not in label for label, other in said)
    ]


def _word_pairs(labels: Mapping[str, Mapping[str, str]]) -> list[tuple[str, str]]:
    return [(word, name) for name, words in _WORDS if name in labels for word in words]


class _Choices:
    """Finds what a text names among the choices offered now."""

    __slots__ = ("_choices", "_shuffle", "_table")

    def __init__(
        self,
        choices: tuple[Choice, ...],
        languages: tuple[str, ...],
        shuffle: Shuffle | None = None,
    ) -> None:
        self._choices = choices
        self._shuffle = shuffle
        self._table = _Table({choice.name: _labels(choice) for choice in choices}, languages)

    def offered(self, scope: Scope, item: int) -> tuple[str, ...]:
        """The names of the choices whose filter holds, in the order in which they are shown."""
        found = scope.holding(self._choices, item)
        shown = found if self._shuffle is None else self._shuffle.order(found, scope, item)
        return tuple(choice.name for choice in shown)


def _labels(choice: Choice) -> dict[str, str]:
    """The label by language. The content guarantees that nothing is piped into a choice."""
    return {
        language: "".join(part for part in template.parts if isinstance(part, str))
        for language, template in choice.label.items()
    }


_NO_CHOICE = Problem("not_a_choice")
_MOST = 3
"""Choices that are offered; more of them would be no guess."""


def _guess(table: _Table, folded: str, offered: tuple[str, ...]) -> Candidates | Problem:
    """What may be meant by a text that names nothing."""
    for near in (table.assent.meant, table.parts_of, table.guesses.nearest):
        found = near(folded, offered)
        if 0 < len(found) <= _MOST:
            return Candidates(found)
    return _NO_CHOICE


def _find(table: _Table, folded: str, offered: tuple[str, ...], language: str) -> str | Problem:
    """The one name meant by a folded text."""
    strict = table.strict.get(language, table.anywhere)
    for tier in strict:
        found = tier.names.get(tier.key(folded), frozenset()).intersection(offered)
        if found:
            return _only(found)
    number = _NUMBER.fullmatch(digits(folded))
    if number is not None:
        place = int(number[1])
        return offered[place - 1] if 0 < place <= len(offered) else _NO_CHOICE
    for tier in table.tolerant:
        found = tier.names.get(tier.key(folded), frozenset()).intersection(offered)
        if found:
            return _only(found)
    return table.part_of(folded, offered) or _NO_CHOICE


def _only(found: frozenset[str]) -> str | Problem:
    (first, *others) = found
    return Problem("ambiguous") if others else first


class SelectOne(_Choices):
    """Reads one choice: by label in any language, by number, by name, by words of the label."""

    __slots__ = ()

    def __call__(self, text: str, scope: Scope, item: int) -> str | Candidates | Problem:
        """The name of the choice, up to three that may be meant, or not_a_choice, ambiguous."""
        if len(text) > LONGEST:
            return _NO_CHOICE
        offered, folded = self.offered(scope, item), fold(text)
        found = _find(self._table, folded, offered, scope.interview.head.language)
        return _guess(self._table, folded, offered) if found == _NO_CHOICE else found


class Acknowledge(SelectOne):
    """Reads the one choice that confirms, or any word for yes."""

    __slots__ = ()

    def __call__(self, text: str, scope: Scope, item: int) -> str | Candidates | Problem:
        """The name of the choice, or the choice as a guess, or not_a_choice."""
        if len(text) <= LONGEST and bare(fold(text)) in YES_WORDS:
            return self._choices[0].name
        return super().__call__(text, scope, item)


class SelectMultiple(_Choices):
    """Reads several choices: "1 3 5", "казахский и русский", labels with commas inside."""

    __slots__ = ()

    def __call__(
        self, text: str, scope: Scope, item: int
    ) -> tuple[str, ...] | Candidates | Problem:
        """The names in the order shown, or those that may be meant, or a problem."""
        offered, named = self.offered(scope, item), self._named(text, scope, item)
        if isinstance(named, Problem):
            near = self._table.guesses.nearest(_in_one_line(text), offered)
            return Candidates(near) if named == _NO_CHOICE and len(near) == 1 else named
        names = tuple(name for name in offered if name in named.sure or name in named.guessed)
        return Candidates(names) if named.guessed else names

    def in_order(self, text: str, scope: Scope, item: int) -> tuple[str, ...] | Problem:
        """The names in the order in which they are said, even twice; nothing is guessed."""
        named = self._named(text, scope, item)
        if isinstance(named, Problem):
            return named
        return _NO_CHOICE if named.guessed else tuple(named.sure)

    def _named(self, text: str, scope: Scope, item: int) -> _Named | Problem:
        if len(text) > LONGEST:
            return _NO_CHOICE
        offered, folded = self.offered(scope, item), _in_one_line(text)
        language = scope.interview.head.language
        whole = _find(self._table, folded, offered, language)
        if isinstance(whole, str):
            return _Named([whole], set())
        return _each(folded, self._table, offered, language)


def _in_one_line(text: str) -> str:
    return fold(", ".join(text.splitlines()))


class _Named(NamedTuple):
    """The choices that a text names, in order, and those that some of its parts are near to."""

    sure: list[str]
    guessed: set[str]


def _each(folded: str, table: _Table, offered: tuple[str, ...], language: str) -> _Named | Problem:
    """The choices named one after the other; the longest run that is a label counts as one.

    A part that names none may be near to a single one: of several nobody can tell which is meant.
    """
    atoms = list(_atoms(folded))
    named = _Named([], set())
    at = 0
    while at < len(atoms):
        start = at
        found, at = _longest(folded, atoms, at, table, offered, language)
        if isinstance(found, str):
            named.sure.append(found)
            continue
        near = table.guesses.nearest(folded[slice(*atoms[start])], offered)
        if found != _NO_CHOICE or len(near) != 1:
            return found
        named.guessed.update(near)
    return named if atoms else _NO_CHOICE


def _longest(
    folded: str,
    atoms: list[tuple[int, int]],
    at: int,
    table: _Table,
    offered: tuple[str, ...],
    language: str,
) -> tuple[str | Problem, int]:
    """What is named from an atom on, and the atom after it."""
    found: str | Problem = _NO_CHOICE
    for end in range(min(at + table.widest, len(atoms) - 1), at - 1, -1):
        found = _find(table, folded[atoms[at][0] : atoms[end][1]], offered, language)
        if isinstance(found, str):
            return found, end + 1
    return found, at + 1


def _atoms(folded: str) -> Iterator[tuple[int, int]]:
    """Start and end of each part between separators; a row of numbers is taken apart."""
    start = 0
    bounds = [found.span() for found in _SEPARATOR.finditer(folded)]
    for end, following in [*bounds, (len(folded), len(folded))]:
        part = folded[start:end]
        if _NUMBERS.fullmatch(digits(part)):
            yield from ((start + w.start(), start + w.end()) for w in re.finditer(r"\S+", part))
        elif part.strip():
            yield start, end
        start = following

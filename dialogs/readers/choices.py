"""Choices named in words or by number: the exact label always wins over the place in the list."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from dialogs.readers.folding import LONGEST, bare, digits, fold, skeleton
from dialogs.readers.guesses import Guesses
from state_machine.pending import Candidates, Problem

if TYPE_CHECKING:
    from state_machine.questionnaire import Choice
    from state_machine.scope import Scope
    from state_machine.shuffling import Shuffle

__all__ = ["NO_WORDS", "YES_WORDS", "Acknowledge", "SelectMultiple", "SelectOne"]

YES_WORDS = frozenset(
    {"да", "ага", "угу", "конечно", "иә", "ия", "ие", "әрине", "жарайды", "ок"}
    | {"yes", "yep", "yeah", "y", "ok", "okay"}
)
NO_WORDS = frozenset({"нет", "неа", "не", "жоқ", "жок", "no", "nope", "n"})

_WORDS = (("yes", YES_WORDS), ("no", NO_WORDS))
_NUMBER = re.compile(r"(?:no|n|#)?\.? ?(\d{1,4})[.)]?")
_PIECES = re.compile(r"[,;()/]")
_SEPARATOR = re.compile(r"\s*[,;/&+]\s*|\s+(?:и|және|жане|мен|пен|бен|and)\s+")
_NUMBERS = re.compile(r"\d{1,4}(?: +\d{1,4})+")

_SHORTEST_PART = len(" абай ")
"""A part of a label with its spaces: shorter words stand in too many of them."""
_TURNING = frozenset({"не", "ни", "нет", "без", "кроме", "емес", "жок", "not", "no", "never"})
"""Words, as they are compared loosely, without which a part says the opposite of its label."""

_Index = Mapping[str, frozenset[str]]


class _Tier(NamedTuple):
    """One way of comparing: what is done with the typed text, and the names found under it."""

    key: Callable[[str], str]
    names: _Index


class _Table:
    """The ways in which choices can be named, from the most exact to the most tolerant."""

    __slots__ = ("_within", "anywhere", "guesses", "strict", "tolerant", "widest")

    def __init__(self, labels: Mapping[str, Mapping[str, str]], languages: tuple[str, ...]) -> None:
        every = [(label, name) for name, row in labels.items() for label in row.values()]
        pieces = [(piece, name) for label, name in every for piece in _pieces(label)]
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
        self.guesses = Guesses([*every, *pieces, *names])
        self.widest = max((len(_SEPARATOR.findall(fold(label))) for label, _ in every), default=0)

    def part_of(self, folded: str, offered: tuple[str, ...]) -> str | None:
        """The one offered name that has a text as whole words of a label: "Алматы" for "г. Алматы".

        None when none has it or several have it, when it says too little or asks something, and
        when it leaves out a "not".
        """
        said = _said(folded)
        if len(said) < _SHORTEST_PART or folded.endswith("?") or said.strip().isdecimal():
            return None
        found = {name: label for label, name in self._within if said in label and name in offered}
        (name, *others) = found or [None]
        return None if others or name is None or _turned(said, found[name]) else name


def _turned(part: str, label: str) -> bool:
    return not _TURNING.intersection(label.split()) <= set(part.split())


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


def _guess(table: _Table, folded: str, offered: tuple[str, ...]) -> Candidates | Problem:
    """What may be meant by a text that names nothing."""
    near = table.guesses.nearest(folded, offered)
    return Candidates(near) if near else _NO_CHOICE


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

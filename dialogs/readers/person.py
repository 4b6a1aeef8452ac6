"""A person in one message: "Оспанов Диас Улубекович 900713300014", in any order, with commas.

What could be a plain answer is read as one. Without a number or a date beside them only three words
of which one is plainly a patronymic are more than the answer to the question that was asked.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from dialogs.readers.folding import clean, digits, fold, skeleton
from state_machine.items import Value
from state_machine.pending import Candidates, Problem, Several

if TYPE_CHECKING:
    from state_machine.questionnaire import Reader
    from state_machine.scope import Scope

__all__ = ["PARTS", "PersonReader"]

_NAMES = ("surname", "name", "patronymic")
PARTS = (*_NAMES, "iin", "birth_date")
"""What a message about a person may hold."""

_LONGEST = 200
_IIN = re.compile(r"\d{12}")
_DATE = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}")
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*\.?")
_CAPTIONS = frozenset({"иин", "жсн", "iin"})
_PARTICLES = frozenset({"улы", "кызы", "оглы", "uly", "qyzy", "kyzy"})
_PATRONYMIC = re.compile(
    r".{2,}(?:ович|евич|ьич|овна|евна|ична|улы|кызы|оглы|ovich|evich|ovna|evna|uly|kyzy|qyzy)"
)
_SURNAME = re.compile(
    r".{2,}(?:ов|ев|ова|ева|ин|ина|ский|ская|енко|ov|ev|yev|ova|eva|yeva|in|ina|sky|skaya|enko)"
)


class PersonReader:
    """Reads a person's names and number at once, else as the plain reader does."""

    __slots__ = ("_own", "_plain", "_questions")

    def __init__(self, plain: Reader, own: str, questions: Mapping[str, str]) -> None:
        """`own` is the question that is asked; `questions` says which one each part answers."""
        self._plain = plain
        self._own = own
        self._questions = questions

    def __call__(
        self, text: str, scope: Scope, item: int
    ) -> Value | Problem | Several | Candidates:
        """Several values when the text is more than one answer; else what the plain reader says."""
        parts = self._parts(text) if len(text) <= _LONGEST else {}
        values = self._values(parts, scope, item) if len(parts) > 1 else {}
        return Several(values) if len(values) > 1 else self._plain(text, scope, item)

    def _parts(self, text: str) -> dict[str, str]:
        """The text taken apart; {} when something in it is no part, or there are too many."""
        words: list[str] = []
        parts: dict[str, str] = {}
        for token in re.split(r"[\s,;]+", clean(digits(text))):
            kind = _kind(token)
            if kind == "word":
                words.append(token)
            elif kind in parts:
                return {}
            elif kind:
                parts[kind] = token
        asked = next((part for part, name in self._questions.items() if name == self._own), "")
        names = _names(_joined(words), asked, sure=bool(parts))
        known = names is not None and {*names, *parts} <= {*self._questions}
        return names | parts if names is not None and known and "unknown" not in parts else {}

    def _values(self, parts: Mapping[str, str], scope: Scope, item: int) -> dict[str, Value]:
        """What each question makes of its part, in their order; {} when one does not take it."""
        found: dict[str, Value] = {}
        questions = scope.questionnaire.questions
        named = {self._questions[part]: said for part, said in parts.items()}
        for name in sorted(named, key=lambda name: questions[name].index):
            read = self._plain if name == self._own else questions[name].read
            value = read(named[name], scope, item)
            if isinstance(value, Problem | Several | Candidates):
                return {}
            found[name] = value
        return found


def _kind(token: str) -> str:
    """`word`, `iin`, `birth_date`, `unknown`; '' for what only announces a part."""
    if not token.strip(":№#") or skeleton(fold(token)).strip(":") in _CAPTIONS:
        return ""
    if _IIN.fullmatch(token):
        return "iin"
    if _DATE.fullmatch(token):
        return "birth_date"
    return "word" if _WORD.fullmatch(token) else "unknown"


def _joined(words: list[str]) -> list[str]:
    """The words with "ұлы" and "қызы" kept at the name before them."""
    joined: list[str] = []
    for word in words:
        if joined and skeleton(fold(word)) in _PARTICLES:
            joined[-1] = f"{joined[-1]} {word}"
        else:
            joined.append(word)
    return joined


def _names(words: list[str], asked: str, *, sure: bool) -> dict[str, str] | None:
    """Which word is which name; None when that cannot be told. `sure`: it is a person at all."""
    middle = len(words) == len(_NAMES) and _is_patronymic(words[1])
    last = len(words) == len(_NAMES) and _is_patronymic(words[2])
    if middle:
        return dict(zip(("name", "patronymic", "surname"), words, strict=True))
    if last or (sure and len(words) == len(_NAMES)):
        return dict(zip(_NAMES, words, strict=True))
    if not sure:
        return None
    match words:
        case []:
            return {}
        case [word] if asked in _NAMES:
            return {asked: word}
        case [first, second]:
            return dict(zip(_order(first, second), (first, second), strict=True))
    return None


def _order(first: str, second: str) -> tuple[str, str]:
    """Which two names these are: the surname goes first unless only the other looks like one."""
    if _is_patronymic(second):
        return ("name", "patronymic")
    turned = _is_surname(second) and not _is_surname(first)
    return ("name", "surname") if turned else ("surname", "name")


def _is_surname(word: str) -> bool:
    return _SURNAME.fullmatch(skeleton(fold(word))) is not None


def _is_patronymic(word: str) -> bool:
    return _PATRONYMIC.fullmatch(skeleton(fold(word)).replace(" ", "")) is not None

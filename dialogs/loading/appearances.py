"""What the appearances of XLSForm do in a chat, and which of them do nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from msgspec import Struct

from state_machine.questionnaire import QuestionType

__all__ = ["Look", "look_of"]

_WIDEST = 8
"""Buttons that a row has room for."""

_BESIDE, _BELOW, _NUMBERS, _LINES, _MASKED, _ANYWAY = range(6)
_WORDS: Mapping[str, int] = MappingProxyType(
    dict.fromkeys(("likert", "columns", "columns-pack", "columns-flex"), _BESIDE)
    | dict.fromkeys(("horizontal", "horizontal-compact", "compact", "quickcompact"), _BESIDE)
    | dict.fromkeys(("minimal", "autocomplete", "search"), _BELOW)
    | {"numbers": _NUMBERS, "multiline": _LINES, "masked": _MASKED, "quick": _ANYWAY}
)
"""What each word does; a tap on a choice goes on anyway, which is all that `quick` asks for."""

_NUMBERED = re.compile(r"(?:columns|compact|quickcompact)-(\d{1,2})", re.ASCII)
_LISTS = frozenset({QuestionType.SELECT_ONE, QuestionType.SELECT_MULTIPLE})
_TEXTS = frozenset({QuestionType.TEXT})
_TYPES: Mapping[int, frozenset[QuestionType]] = MappingProxyType(
    {_BESIDE: _LISTS, _BELOW: _LISTS, _ANYWAY: frozenset({QuestionType.SELECT_ONE})}
    | dict.fromkeys((_NUMBERS, _LINES, _MASKED), _TEXTS)
)


class Look(Struct, frozen=True):
    """How a question is shown: so many buttons in a row, 0 as it fits; how its text is written.

    `numeric`: in figures; `lines`: in several lines; `masked`: repeated nowhere.
    """

    columns: int = 0
    numeric: bool = False
    lines: bool = False
    masked: bool = False


def look_of(words: Iterable[str], type_: QuestionType) -> tuple[Look, tuple[str, ...]]:
    """The look that some words give a type of question, and those that do nothing for it."""
    columns, done, idle = 0, set[int](), []
    for word in words:
        numbered = _NUMBERED.fullmatch(word)
        effect = _BESIDE if numbered else _WORDS.get(word, -1)
        if type_ not in _TYPES.get(effect, ()):
            idle.append(word)
            continue
        done.add(effect)
        if effect in (_BESIDE, _BELOW):
            columns = _columns(effect, numbered)
    look = Look(columns, _NUMBERS in done, _LINES in done, _MASKED in done)
    return look, tuple(idle)


def _columns(effect: int, numbered: re.Match[str] | None) -> int:
    if effect == _BELOW:
        return 1
    return _WIDEST if numbered is None else max(1, min(int(numbered[1]), _WIDEST))

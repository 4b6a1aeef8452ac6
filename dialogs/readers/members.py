"""People of the household named as an answer: by the title of their item, or by their number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dialogs.readers.folding import LONGEST, bare, digits, fold, skeleton
from dialogs.readers.guesses import Guesses
from dialogs.wording import title_in
from state_machine.pending import Candidates, Problem

if TYPE_CHECKING:
    from state_machine.scope import Scope

__all__ = ["MemberReader"]

_NUMBER = re.compile(r"#?(\d{1,4})[.)]?")
_MOST_COMPARED = 100
"""People whose titles are compared for slips: a dormitory has more of them."""


class MemberReader:
    """Reads one of the items that a question offers; the value is its id as a text."""

    __slots__ = ("_question",)

    def __init__(self, question: str) -> None:
        self._question = question

    def __call__(self, text: str, scope: Scope, item: int) -> str | Candidates | Problem:
        """The id of the item, those that may be meant, or a problem. A title beats a number."""
        if len(text) > LONGEST:
            return Problem("not_a_choice")
        question = scope.questionnaire.questions[self._question]
        offered = scope.members(question, item)
        folded = fold(text)
        for titled in (_titled(folded, offered, scope), _begun(folded, offered, scope)):
            if titled:
                return str(titled[0]) if len(titled) == 1 else Problem("ambiguous")
        number = _NUMBER.fullmatch(digits(folded))
        if number is not None and 0 < int(number[1]) <= len(offered):
            return str(offered[int(number[1]) - 1])
        return _guess(folded, offered, scope)


def _titled(folded: str, offered: tuple[int, ...], scope: Scope) -> list[int]:
    """Those who are called exactly so."""
    return [each for each in offered if _title(each, scope) == _loose(folded)]


def _begun(folded: str, offered: tuple[int, ...], scope: Scope) -> list[int]:
    """Those of whose title these are whole words: "Диас" of "Оспанов Диас"."""
    said = set(_loose(folded).split())
    return [each for each in offered if said and said <= set(_title(each, scope).split())]


def _guess(folded: str, offered: tuple[int, ...], scope: Scope) -> Candidates | Problem:
    """Those whose title is near to a text."""
    titles = Guesses((_title(each, scope), str(each)) for each in offered[:_MOST_COMPARED])
    near = titles.nearest(folded, tuple(map(str, offered)))
    return Candidates(near) if near else Problem("not_a_choice")


def _title(item: int, scope: Scope) -> str:
    language = scope.interview.head.language or scope.questionnaire.languages[0]
    return _loose(fold(title_in(scope, item, language)))


def _loose(folded: str) -> str:
    return skeleton(bare(folded))

"""Telling a question to Salamat from an answer: what can be an answer is one.

A text is a question when it says so itself (a question mark first), or when it cannot be read as an
answer and is like a topic or ends with a question mark. Where any text can be the answer it must be
like a topic and end with a question mark or begin with Salamat's name.
"""

from __future__ import annotations

import re
from enum import Enum, auto

from msgspec import Struct

from dialogs.faq.finding import Finder
from state_machine.inputs import Act, Action
from state_machine.interview import LANGUAGE, Interview
from state_machine.pending import (
    Browsing,
    Candidates,
    Confirming,
    Problem,
    Several,
    Sharing,
    Suggesting,
    Topics,
)
from state_machine.questionnaire import Question, QuestionType
from state_machine.scope import Scope

__all__ = ["ASKED", "OPEN", "UNREAD", "Listener"]

ASKED, UNREAD, OPEN = 0.34, 0.42, 0.45
"""From which likeness on a topic is what was meant: where the text asks by its form, where it is no
answer at least, and where it could be an answer and asks. Chosen by tests/dialogs/faq.
"""

LONGEST = 300
"""Characters; a longer text is no question."""

_MARKED = re.compile(r"\s*[?\uff1f]+\s*(\w.*)", re.DOTALL)
_CALLED = re.compile(
    r"\s*(?:саламат|salamat)\b\s*([,!.:;—–-]*)\s*(\w.*)", re.DOTALL | re.IGNORECASE
)
_ASKING = ("?", "\uff1f")


class _Spoken(Struct, frozen=True):
    """A text without Salamat's name, and whether it calls Salamat and asks.

    `outright`: the name is followed by a comma or the like, as nobody writes a name and surname.
    """

    text: str
    called: bool
    outright: bool
    asking: bool


class _Reading(Enum):
    """What a text is to the question that it stands under."""

    ANSWER = auto()
    ANYTHING = auto()  # an answer, as every other text would be
    NOTHING = auto()


class Listener:
    """Hears the questions to Salamat among what is typed; `finder` knows the topics."""

    def __init__(self, finder: Finder) -> None:
        self._finder = finder

    def marked(self, interview: Interview, text: str) -> Act | None:
        """A question that begins with a question mark: it is one wherever it is typed."""
        found = None if _is_deaf(interview, text) else _MARKED.fullmatch(text)
        return None if found is None else Act(Action.ASK, self._topic(found[1], ASKED))

    def at_question(self, scope: Scope, text: str) -> Act | None:
        """A question where an answer is asked for; None for whatever can be an answer."""
        if _is_deaf(scope.interview, text) or not _has_words(text):
            return None
        location = scope.interview.head.location
        question = scope.questionnaire.questions[location.question]
        match _reading(question, scope, location.item, text):
            case _Reading.NOTHING:
                return self._if_like_asking(_spoken(text))
            case _Reading.ANYTHING:
                return self._if_asking(_spoken(text), OPEN)
        return None

    def at_screen(self, scope: Scope, text: str) -> Act | None:
        """A question on a screen: any text is one at the list of topics."""
        if _is_deaf(scope.interview, text):
            return None
        match scope.interview.head.pending:
            case Suggesting() | Browsing():
                return self.at_question(scope, text)
            case Topics():
                return Act(Action.ASK, self._topic(text, ASKED))
            case Confirming() | Sharing():
                return None
        return self._if_asking(_spoken(text), ASKED)

    def _if_like_asking(self, spoken: _Spoken) -> Act | None:
        asking = spoken.asking or spoken.called
        topic = self._topic(spoken.text, ASKED if asking else UNREAD)
        return Act(Action.ASK, topic) if topic or spoken.asking or spoken.outright else None

    def _if_asking(self, spoken: _Spoken, least: float) -> Act | None:
        if not (spoken.asking or spoken.called):
            return None
        topic = self._topic(spoken.text, least)
        return Act(Action.ASK, topic) if topic else None

    def _topic(self, text: str, least: float) -> str:
        """The topic that a text asks about, '' when it is like none."""
        found = self._finder.find(text)
        return found.topic if found is not None and found.fit >= least else ""


def _is_deaf(interview: Interview, text: str) -> bool:
    """Whether nobody listens: before there is a language to answer in, and to long texts."""
    return interview.head.location == LANGUAGE or len(text) > LONGEST


def _has_words(text: str) -> bool:
    """Whether a text is more than one word: a word alone names something, and asks nothing."""
    return len(text.split(None, 1)) > 1


def _spoken(text: str) -> _Spoken:
    found = _CALLED.fullmatch(text)
    said = text if found is None else found[2]
    outright = found is not None and found[1] != ""
    return _Spoken(said, found is not None, outright, text.rstrip().endswith(_ASKING))


def _reading(question: Question, scope: Scope, item: int, text: str) -> _Reading:
    if question.type is QuestionType.NOTE:
        return _Reading.NOTHING
    value = scope.read(question, item, text)
    match value:
        case Problem():
            return _Reading.NOTHING
        case Candidates() | Several():
            return _Reading.ANYTHING
        case _ if question.type is not QuestionType.TEXT:
            return _Reading.ANSWER
        case _ if scope.objection(question, item, value) is not None:
            return _Reading.NOTHING
    return _Reading.ANYTHING

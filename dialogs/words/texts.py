"""Wordings as they stand on paper: a blank to fill in where an answer would be repeated."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from dialogs.expressions.syntax import Call, Literal, Node, children
from dialogs.expressions.values import to_string
from dialogs.wording import decimal_mark
from dialogs.words.shapes import parsed
from state_machine.engine import open_interview
from state_machine.items import ROOT
from state_machine.questionnaire import Expression, Question, Questionnaire, Text
from state_machine.scope import Scope

__all__ = ["clean", "number_on_paper", "on_paper", "usual_answer"]

_BLANK = "____"
_HIDDEN = ("Cc", "Cs", "Cn")
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\u2028\u2029")
"""Characters that turn a line around, or break it: they would move what stands beside them."""

_PASSING = frozenset({"position", "today", "now"})
"""Functions whose value is another one for each item or moment."""

_NEVER = "2000-01-01T00:00:00+00:00"
"""A time for rules that do not look at it."""


def clean(text: str) -> str:
    """A text in one line, without what XML forbids and what turns the direction of writing."""
    kept = (each for each in text if each not in _TURNING)
    return " ".join("".join(" " if _hidden(each) else each for each in kept).split())


def _hidden(character: str) -> bool:
    return unicodedata.category(character) in _HIDDEN


def number_on_paper(number: float, language: str) -> str:
    """A number with all its digits, and the decimal mark of a language."""
    return to_string(float(number)).replace(".", decimal_mark(language))


def on_paper(text: Text, questionnaire: Questionnaire, language: str) -> str:
    """A wording in a language, or in the first that it has, without any answers."""
    template = text.get(language) or next(iter(text.values()), None)
    parts = template.parts if template else ()
    return clean("".join(_part(part, questionnaire) for part in parts))


def usual_answer(question: Question, questionnaire: Questionnaire, language: str) -> str:
    """The labels of the answer that a question of a battery gets when it is not ticked."""
    usual = question.usual if isinstance(question.usual, tuple) else (question.usual,)
    labels = (each.label for each in question.choices if each.name in usual)
    return ", ".join(on_paper(label, questionnaire, language) for label in labels)


def _part(part: str | Expression, questionnaire: Questionnaire) -> str:
    return part if isinstance(part, str) else _piped(part, questionnaire)


def _piped(rule: Expression, questionnaire: Questionnaire) -> str:
    """The value where it is always the same, both words where there are two, a blank elsewhere."""
    node = parsed(rule.source)
    if node is None:
        return _BLANK
    if not rule.reads and not any(each in _PASSING for each in _functions(node)):
        return to_string(rule.evaluate(_nobody(questionnaire), ROOT, ""))
    match node:
        case Call(name="if", arguments=(_, Literal(value=str(one)), Literal(value=str(other)))):
            return "/".join(word for word in (one, other) if word)
        case _:
            return _BLANK


def _functions(node: Node) -> Iterator[str]:
    if isinstance(node, Call):
        yield node.name
    for child in children(node):
        yield from _functions(child)


def _nobody(questionnaire: Questionnaire) -> Scope:
    """The view of an interview in which nothing was answered."""
    turn = open_interview(questionnaire, id="", address="", now=_NEVER)
    return Scope(questionnaire, turn.interview)

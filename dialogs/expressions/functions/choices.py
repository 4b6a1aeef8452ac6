"""Functions on the answers of closed questions."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from dialogs.expressions.functions.entry import Form, Function, Plain, Sort
from dialogs.expressions.functions.reading import read_language, spoken, text_of
from dialogs.expressions.values import XPath, to_number, to_string
from dialogs.wording import render
from state_machine.items import Value
from state_machine.scope import Scope

if TYPE_CHECKING:
    from dialogs.expressions.compiler import Compiler, Evaluate
    from dialogs.expressions.syntax import Call

__all__ = ["CHOICES"]

_NAMED = re.compile(r"\s*\$\{\s*([A-Za-z_][A-Za-z0-9_]*)\s*\}\s*", re.ASCII)


def _selected(answer: XPath, choice: XPath) -> bool:
    """ODK's rule to the letter: '' is selected where nothing is."""
    return f" {to_string(choice).strip()} " in f" {to_string(answer)} "


def _count_selected(answer: XPath) -> float:
    return float(len(to_string(answer).split()))


def _selected_at(answer: XPath, place: XPath) -> str:
    """From 0, which is also what is no number; '' outside the list."""
    names, number = to_string(answer).split(), to_number(place)
    if math.isinf(number):
        return ""
    index = 0 if math.isnan(number) else int(number)
    return names[index] if 0 <= index < len(names) else ""


def _choice_name(call: Call, compiler: Compiler) -> Evaluate:
    """`jr:choice-name(name, '${question}')`: the label in the language of the interview."""
    value, named = call.arguments
    match = _NAMED.fullmatch(text_of(named, "the question of jr:choice-name()", compiler))
    declared = compiler.place.names.get(match[1]) if match else None
    if match is None or declared is None or not (declared.choices or declared.codelist):
        message = "jr:choice-name() takes a question with choices, in quotes: '${its name}'"
        raise compiler.error("E309", message, named.at)
    read_language(compiler)
    question, name_of = match[1], compiler.code(value)

    def evaluate(scope: Scope, item: int, dot: Value) -> str:
        return _label(scope, question, to_string(name_of(scope, item, dot)), item)

    return evaluate


def _label(scope: Scope, question: str, name: str, item: int) -> str:
    asked = scope.questionnaire.questions[question]
    found = [choice.label for choice in asked.choices if choice.name == name]
    label = asked.codelist.label(name) if asked.codelist else next(iter(found), None)
    return "" if label is None else render(label, scope, item, spoken(scope))


CHOICES: Mapping[str, Function] = MappingProxyType(
    {
        "selected": Plain(2, 2, Sort.BOOLEAN, "whether a choice is among the answers", _selected),
        "count-selected": Plain(1, 1, Sort.NUMBER, "how many choices", _count_selected),
        "selected-at": Plain(
            2, 2, Sort.TEXT, "the name of the choice at a place, from 0, or ''", _selected_at
        ),
        "jr:choice-name": Form(
            2,
            2,
            Sort.TEXT,
            "the label of a choice of a question in quotes: jr:choice-name(${x}, '${x}'); "
            "for texts alone",
            _choice_name,
        ),
    }
)
"""The functions of this kind by name."""

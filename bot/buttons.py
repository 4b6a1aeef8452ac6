"""What a button carries: an input as at most 64 bytes of ASCII, which is what Telegram allows.

Questions, sections and choices travel as their places in the questionnaire. The tag in front is the
interview's, so that a button of another start or content is recognised before its places are
believed.
"""

from __future__ import annotations

import string
from urllib.parse import quote, unquote

from state_machine.inputs import Act, Action, Choose, Input
from state_machine.questionnaire import Question, Questionnaire, QuestionType

__all__ = ["LIMIT", "decode", "encode"]

LIMIT = 64

_DIGITS = string.digits + string.ascii_lowercase
_NAMED = {Action.OPEN, Action.CHANGE}
_PARTS = 6
_NAME = "="


def encode(questionnaire: Questionnaire, input: Input) -> str:
    """The data of a button. Raises ValueError for an input that no button can say."""
    match input:
        case Choose():
            question = questionnaire.questions[input.question]
            choice = _chosen(question, input.choice)
            on = "1" if input.on else "0"
            data = f"c.{input.tag}.{_number(question.index)}.{_number(input.item)}.{choice}.{on}"
        case Act(action=action, argument=argument, tag=tag):
            data = f"a.{tag}.{action.value}.{_packed(questionnaire, action, argument)}"
        case _:
            raise ValueError(type(input).__name__)
    if len(data) > LIMIT:
        raise ValueError(data)
    return data


def _chosen(question: Question, name: str) -> str:
    """A choice by its place; a person, an entry of a long list, a date by its name after a sign."""
    if not name:
        return ""
    if _by_name(question):
        return f"{_NAME}{_quoted(name)}"
    place = question.choice_places.get(name)
    if place is None:
        raise ValueError(name)
    return _number(place)


def _by_name(question: Question) -> bool:
    """Whether an answer has no place that could stand for it."""
    of_lists = bool(question.members) or question.codelist is not None
    return of_lists or question.type is QuestionType.DATE


def _quoted(name: str) -> str:
    """A name in ASCII and without a point, which parts the data."""
    return quote(name, safe="/").replace(".", "%2E")


def decode(questionnaire: Questionnaire, data: str) -> Input | None:
    """The input of a button, with its tag; None for what is none of ours."""
    kind, *parts = data.split(".")
    try:
        if kind == "c":
            return _choose(questionnaire, *parts)
        if kind == "a":
            return _act(questionnaire, *parts)
    except (ValueError, IndexError, TypeError):
        return None
    return None


def _choose(
    questionnaire: Questionnaire, tag: str, question: str, item: str, choice: str, on: str
) -> Choose:
    asked = questionnaire.by_index[_place(question)]
    name = _name(asked, choice)
    return Choose(asked.name, _place(item), name, on=on == "1", tag=tag)


def _name(question: Question, choice: str) -> str:
    if not choice.startswith(_NAME):
        return question.choices[_place(choice)].name if choice else ""
    if not _by_name(question):
        raise ValueError(choice)
    return unquote(choice[1:], errors="strict")


def _act(questionnaire: Questionnaire, tag: str, action: str, argument: str) -> Act:
    known = Action(action)
    return Act(known, _unpacked(questionnaire, known, argument), tag=tag)


def _packed(questionnaire: Questionnaire, action: Action, argument: str) -> str:
    """An argument with names as places: sheets and questions can have long names."""
    if action not in _NAMED:
        return _quoted(argument)
    name, _, item = argument.rpartition("/")
    if action is Action.CHANGE:
        place = questionnaire.questions[name].index
    else:
        place = list(questionnaire.sections).index(name)
    return f"{_number(place)}/{_number(int(item))}"


def _unpacked(questionnaire: Questionnaire, action: Action, argument: str) -> str:
    if action not in _NAMED:
        return unquote(argument, errors="strict")
    place, _, item = argument.partition("/")
    if action is Action.CHANGE:
        name = questionnaire.by_index[_place(place)].name
    else:
        name = list(questionnaire.sections)[_place(place)]
    return f"{name}/{_place(item)}"


def _number(place: int) -> str:
    if place < len(_DIGITS):
        return _DIGITS[place]
    digits = ""
    while True:
        place, digit = divmod(place, len(_DIGITS))
        digits = _DIGITS[digit] + digits
        if not place:
            return digits


def _place(digits: str) -> int:
    """Reads what `_number` wrote; a sign or a long number is none of ours."""
    if not digits or len(digits) > _PARTS or not set(digits) <= set(_DIGITS):
        raise ValueError(digits)
    return int(digits, len(_DIGITS))

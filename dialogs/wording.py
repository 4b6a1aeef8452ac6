"""Texts of the content made readable: answers piped in, and said as people say them."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError

from dialogs.catalogues import say
from state_machine.attachment import reference_of
from state_machine.geopoint import geopoint_of
from state_machine.handing import MEDIA
from state_machine.items import ROOT
from state_machine.questionnaire import Question, QuestionType, Text

if TYPE_CHECKING:
    from state_machine.attachment import Medium
    from state_machine.items import Answer, Value
    from state_machine.questionnaire import Codelist, Expression
    from state_machine.scope import Scope

__all__ = [
    "answer_text",
    "attachment_text",
    "date_text",
    "decimal_mark",
    "label_of",
    "locale_of",
    "number_text",
    "render",
    "said",
    "size_text",
    "title_in",
]

_REFERENCE = re.compile(r"\s*\$\{\s*([^}\s]+)\s*\}\s*")
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_ISO_MOMENT = re.compile(
    r"(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?"
)
_DECIMAL = re.compile(r"-?\d+\.\d+")


def render(text: Text, scope: Scope, item: int, language: str) -> str:
    """A wording in a language, or in the first that it has; '' when it has none."""
    template = text.get(language) or next(iter(text.values()), None)
    if template is None:
        return ""
    parts = template.parts
    if len(parts) == 1 and isinstance(parts[0], str):
        return parts[0]
    return "".join(
        part if isinstance(part, str) else _piped(part, scope, item, language) for part in parts
    )


def _piped(expression: Expression, scope: Scope, item: int, language: str) -> str:
    """The value of an expression in a text. A lone `${name}` is said as its answer is said."""
    reference = _REFERENCE.fullmatch(expression.source)
    question = reference and scope.questionnaire.questions.get(reference[1])
    if not question:
        return _value_text(expression.evaluate(scope, item, ""), language)
    owner = scope.climb(item, question.level)
    value = scope.value(question.name, owner)
    return "" if value == "" else answer_text(question, value, scope, owner, language)


def title_in(scope: Scope, item: int, language: str) -> str:
    """How an item is called: "Диас", "Респондент 2" before it has a name, '' for the root."""
    if item == ROOT:
        return ""
    roster = scope.questionnaire.rosters[scope.item(item).roster]
    title = " ".join(render(roster.title, scope, item, language).split())
    if title:
        return title
    noun = render(roster.noun, scope, item, language)
    return f"{noun[:1].upper()}{noun[1:]} {scope.position(item)}".strip()


def said(question: Question, answer: Answer | None, scope: Scope, item: int, language: str) -> str:
    """What was answered, or why there is no answer; a sensitive reason is only said to be there."""
    if answer is not None and answer.missing is not None:
        hidden = question.sensitive
        return say(language, "answer.hidden" if hidden else f"missing.{answer.missing.value}")
    value = "" if answer is None else answer.value
    return answer_text(question, value, scope, item, language)


def answer_text(
    question: Question, value: Value | bool, scope: Scope, item: int, language: str
) -> str:
    """An answer as a person would say it; a sensitive one is only said to be there."""
    if value in ("", ()):
        return say(language, "answer.skipped")
    if question.sensitive:
        return say(language, "answer.hidden")
    if isinstance(value, tuple):
        return ", ".join(label_of(question, name, scope, item, language) for name in value)
    if question.choices and question.grid is None:
        names = _names(question, str(value))
        return ", ".join(label_of(question, name, scope, item, language) for name in names)
    if question.members:
        return _member_text(str(value), scope, language)
    if question.codelist is not None:
        return _entry_text(question.codelist, str(value), scope, item, language)
    if question.type is QuestionType.TEXT:
        return str(value)
    if question.type is QuestionType.GEOPOINT:
        return _place_text(str(value), language)
    if question.type in MEDIA:
        return attachment_text(MEDIA[question.type], str(value), language)
    return _value_text(value, language)


def _names(question: Question, value: str) -> list[str]:
    """The names in a value that is no list: one, which may have spaces, or what they part."""
    one = any(choice.name == value for choice in question.choices)
    return [value] if one else value.split()


def _member_text(value: str, scope: Scope, language: str) -> str:
    """How the chosen item is called; who has left the list has no name any more."""
    known = value.isdigit() and int(value) in scope.interview.items
    return title_in(scope, int(value), language) if known else say(language, "answer.gone")


def _entry_text(codelist: Codelist, code: str, scope: Scope, item: int, language: str) -> str:
    label = codelist.label(code)
    return code if label is None else render(label, scope, item, language)


def _place_text(value: str, language: str) -> str:
    """A place in degrees, "51,16° с. ш., 71,43° в. д."; as it is when there is no such place."""
    place = geopoint_of(value)
    if place is None:
        return value
    ns, ew = "north" if place.latitude >= 0 else "south", "east" if place.longitude >= 0 else "west"
    latitude = say(language, f"place.{ns}", degrees=number_text(abs(place.latitude), language))
    longitude = say(language, f"place.{ew}", degrees=number_text(abs(place.longitude), language))
    return f"{latitude}, {longitude}"


def attachment_text(medium: Medium, value: str, language: str) -> str:
    """What was sent, and how much of it: "photo, 1.2 MB"."""
    kind, reference = say(language, f"attachment.{medium.value}"), reference_of(value)
    return kind if reference is None else f"{kind}, {size_text(reference.size, language)}"


def size_text(size: int, language: str) -> str:
    """So many bytes in KB, from a tenth of a MB on in MB."""
    if size < _MEGABYTE // 10:
        return say(language, "size.kb", number=str(max(1, round(size / _KILOBYTE))))
    return say(language, "size.mb", number=number_text(round(size / _MEGABYTE, 1), language))


_KILOBYTE, _MEGABYTE = 1_000, 1_000_000


def label_of(question: Question, name: str, scope: Scope, item: int, language: str) -> str:
    """The label of a choice by its name; the name itself if there is none such any more."""
    place = question.choice_places.get(name)
    return name if place is None else render(question.choices[place].label, scope, item, language)


def _value_text(value: Value | bool, language: str) -> str:
    if isinstance(value, str):
        return _string_text(value, language)
    if isinstance(value, tuple):
        return ", ".join(value)
    return number_text(float(value), language)


def _string_text(value: str, language: str) -> str:
    """What an expression computed: its dates and decimals come as XPath writes them."""
    if _ISO_DATE.fullmatch(value):
        return date_text(value, language)
    moment = _ISO_MOMENT.fullmatch(value)
    if moment is not None:
        return f"{date_text(moment[1], language)}, {moment[2]}"
    return number_text(float(value), language) if _DECIMAL.fullmatch(value) else value


def date_text(iso: str, language: str) -> str:
    """An ISO date in words: "1 сентября 2008"; as it is when there is no such day."""
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return iso
    month = _months(language)[day.month]
    return say(language, "date.long", day=str(day.day), month=month, year=str(day.year))


def number_text(number: float, language: str) -> str:
    """A number as the language writes it, at most six decimals; '' for what is not a number."""
    if math.isnan(number):
        return ""
    plain = f"{number:.6f}".rstrip("0").rstrip(".")
    return plain.replace(".", decimal_mark(language))


@cache
def locale_of(language: str) -> Locale:
    """What Babel knows about a language; English for one that it does not know."""
    try:
        return Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return Locale("en")


@cache
def _months(language: str) -> Mapping[int, str]:
    return dict(locale_of(language).months["format"]["wide"])


@cache
def decimal_mark(language: str) -> str:
    """What stands between the whole of a number and its parts."""
    return str(locale_of(language).number_symbols["latn"]["decimal"])

"""Functions on dates and times: the moments that an interview knows, and how they are written."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING

from dialogs.expressions.dates import clock_part, iso_date, iso_moment, moment_of
from dialogs.expressions.formats import faulty_escape, formatted, says_words
from dialogs.expressions.functions.entry import Form, Function, Plain, Sort
from dialogs.expressions.functions.reading import read_language, spoken, text_of
from dialogs.expressions.values import NAN, XPath, to_number
from state_machine.assembly import TODAY
from state_machine.questionnaire import ROOT_ROSTER

if TYPE_CHECKING:
    from dialogs.expressions.compiler import Compiler, Evaluate
    from dialogs.expressions.syntax import Call

__all__ = ["MOMENT", "MOMENTS"]

MOMENT = "census_moment"
"""The constant that `census-moment()` gives."""


def _today(_call: Call, compiler: Compiler) -> Evaluate:
    compiler.read(TODAY, ROOT_ROSTER)
    return lambda scope, _item, _dot: scope.as_of[:10]


def _now(_call: Call, compiler: Compiler) -> Evaluate:
    compiler.read(TODAY, ROOT_ROSTER)
    return lambda scope, _item, _dot: scope.as_of


def _moment(call: Call, compiler: Compiler) -> Evaluate:
    if MOMENT not in compiler.place.names:
        message = f"census-moment() needs the constant {MOMENT}"
        raise compiler.error("E316", message, call.at)
    return lambda scope, _item, _dot: scope.constant(MOMENT)


def _date(value: XPath) -> str:
    return iso_date(to_number(value))


def _date_time(value: XPath) -> str:
    return iso_moment(value) if isinstance(value, str) else iso_moment(to_number(value))


def _time(value: XPath) -> str:
    """The time of a moment, of a part of the day, or of a time with its seconds; '' for others."""
    part = _decimal_time(value)
    if math.isnan(part):
        return ""
    minutes = int(part * _MINUTES + _LOST)
    return f"{minutes // 60 % 24:02}:{minutes % 60:02}"


_MINUTES, _LOST = 24 * 60, 1e-6


def _decimal_time(value: XPath) -> float:
    """The part of a day that a clock time is: of a time alone, of a moment, of a day number."""
    if isinstance(value, str) and not math.isnan(part := clock_part(value)):
        return part
    days = to_number(value)
    return days - math.floor(days) if math.isfinite(days) else NAN


def _format(call: Call, compiler: Compiler) -> Evaluate:
    value, pattern = call.arguments
    form = text_of(pattern, f"the format of {call.name}()", compiler)
    wrong = faulty_escape(form)
    if wrong:
        raise compiler.error("E310", f"a format knows no {wrong}", pattern.at)
    code = compiler.code(value)
    if says_words(form):
        read_language(compiler)
        return lambda scope, item, dot: _said(code(scope, item, dot), form, spoken(scope))
    return lambda scope, item, dot: _said(code(scope, item, dot), form, "")


def _said(value: XPath, form: str, language: str) -> str:
    moment: datetime | None = moment_of(value if isinstance(value, str) else to_number(value))
    return "" if moment is None else formatted(moment, form, language)


_FORMAT = "a date as a format such as '%d.%m.%Y' has it: %Y %y %m %n %b %d %e %a %H %h %M %S %3"

MOMENTS: Mapping[str, Function] = MappingProxyType(
    {
        "today": Form(
            0, 0, Sort.DATE, "the date of the last message, in the census's zone", _today
        ),
        "now": Form(0, 0, Sort.DATE, "the date and time of the last message", _now),
        "census-moment": Form(0, 0, Sort.DATE, "the moment from which ages are counted", _moment),
        "date": Plain(1, 1, Sort.DATE, "the ISO date of a day number or of a text", _date),
        "date-time": Plain(
            1, 1, Sort.DATE, "the ISO date and time of a day number or of a text", _date_time
        ),
        "time": Plain(1, 1, Sort.TIME, "the time HH:MM of a moment or of a part of a day", _time),
        "decimal-date-time": Plain(
            1, 1, Sort.NUMBER, "days since 1970-01-01, with the part of the day", to_number
        ),
        "decimal-time": Plain(
            1, 1, Sort.NUMBER, "the part of the day that a time is: 0.5 at noon", _decimal_time
        ),
        "format-date": Form(2, 2, Sort.TEXT, _FORMAT, _format),
        "format-date-time": Form(2, 2, Sort.TEXT, "the same as format-date", _format),
    }
)
"""The functions of this kind by name."""

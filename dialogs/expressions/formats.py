"""How a date is written after a format of ODK: `%d.%m.%Y`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType

from babel import Locale

from dialogs.wording import locale_of

__all__ = ["ESCAPES", "faulty_escape", "formatted", "says_words"]

ESCAPES: Mapping[str, Callable[[datetime], str]] = MappingProxyType(
    {
        "%": lambda _moment: "%",
        "Y": lambda moment: f"{moment.year:04}",
        "y": lambda moment: f"{moment.year % 100:02}",
        "m": lambda moment: f"{moment.month:02}",
        "n": lambda moment: str(moment.month),
        "d": lambda moment: f"{moment.day:02}",
        "e": lambda moment: str(moment.day),
        "H": lambda moment: f"{moment.hour:02}",
        "h": lambda moment: str(moment.hour),
        "M": lambda moment: f"{moment.minute:02}",
        "S": lambda moment: f"{moment.second:02}",
        "3": lambda moment: f"{moment.microsecond // 1000:03}",
    }
)
"""What may stand after `%`, but for the words `b` and `a`, which a language has."""

_WORDS: Mapping[str, Callable[[datetime, Locale], str]] = MappingProxyType(
    {
        "b": lambda moment, locale: str(locale.months["format"]["abbreviated"][moment.month]),
        "a": lambda moment, locale: str(locale.days["format"]["abbreviated"][moment.weekday()]),
    }
)
_ESCAPE = re.compile(r"%(.?)", re.DOTALL)


def faulty_escape(form: str) -> str:
    """The first escape of a format that means nothing, '' when all do."""
    known = {*ESCAPES, *_WORDS}
    return next((match[0] for match in _ESCAPE.finditer(form) if match[1] not in known), "")


def says_words(form: str) -> bool:
    """Whether a format names the month or the day of the week."""
    return any(match[1] in _WORDS for match in _ESCAPE.finditer(form))


def formatted(moment: datetime, form: str, language: str) -> str:
    """A moment after a sound format, its words in a language."""

    def said(match: re.Match[str]) -> str:
        word = _WORDS.get(match[1])
        return ESCAPES[match[1]](moment) if word is None else word(moment, locale_of(language))

    return _ESCAPE.sub(said, form)

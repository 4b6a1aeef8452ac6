"""The codelists that come with the product: by Babel, or written down beside this module."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from babel import Locale

from dialogs.codelists.kato import starter
from dialogs.codelists.table import Entry, Table

__all__ = ["SHIPPED", "Shelf", "shipped"]

_LANGUAGES = ("kk", "ru", "en")
_ISO_3166 = 2
_NOT_COUNTRIES = frozenset(
    ["EU", "EZ", "QO", "UN", "XA", "XB", "XK", "ZZ", "AC", "CP", "CQ", "DG", "EA", "IC", "TA"]
)
"""Codes of territories that CLDR names and ISO 3166-1 does not."""
_ALSO_CALLED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "AE": ("ОАЭ", "Эмираты", "БАӘ", "UAE"),
        "BY": ("Белоруссия", "Беларуссия"),
        "CN": ("КНР", "ҚХР"),
        "CZ": ("Чешская Республика", "Чех Республикасы"),
        "GB": ("Англия", "Британия", "England", "Britain"),
        "KG": ("Кыргызстан", "Кыргызия"),
        "KR": ("Южная Корея", "Оңтүстік Корея", "South Korea"),
        "KP": ("Северная Корея", "КНДР", "North Korea"),
        "KZ": ("Республика Казахстан", "РК", "Қазақ елі", "КазССР"),
        "MD": ("Молдавия",),
        "RU": ("Российская Федерация", "РФ", "РСФСР"),
        "TM": ("Туркмения",),
        "US": ("США", "Америка", "АҚШ", "USA", "America"),
    }
)
"""What people call countries besides the names of CLDR."""
_MORE_LANGUAGES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {"dng": {"kk": "дүнген тілі", "ru": "дунганский", "en": "Dungan"}}
)
"""Spoken in the country and not named by CLDR."""


def _countries() -> Iterator[Entry]:
    names = {language: Locale(language).territories for language in _LANGUAGES}
    for code in sorted(names["en"], key=lambda code: names["ru"].get(code, code)):
        if len(code) == _ISO_3166 and code.isalpha() and code not in _NOT_COUNTRIES:
            words = {language: names[language].get(code, code) for language in _LANGUAGES}
            yield Entry(code, words, also=_ALSO_CALLED.get(code, ()))


def _languages() -> Iterator[Entry]:
    names = {language: Locale(language).languages for language in _LANGUAGES}
    for code in sorted(names["en"], key=lambda code: names["ru"].get(code, code)):
        if "_" not in code and all(code in names[language] for language in _LANGUAGES):
            yield Entry(code, {language: names[language][code] for language in _LANGUAGES})
    for code, words in _MORE_LANGUAGES.items():
        yield Entry(code, words)


def _written(name: str) -> Callable[[], Iterator[Entry]]:
    def read() -> Iterator[Entry]:
        text = (files("dialogs.codelists") / "data" / f"{name}.csv").read_text(encoding="utf-8")
        for row in csv.DictReader(text.splitlines()):
            words = {language: row[language] for language in _LANGUAGES}
            also = tuple(filter(None, row["also"].split("|")))
            yield Entry(row["code"], words, row["above"], also)

    return read


SHIPPED: Mapping[str, Callable[[], Iterator[Entry]]] = MappingProxyType(
    {
        "countries": _countries,
        "languages": _languages,
        "ethnicities": _written("ethnicities"),
        "occupations": _written("occupations"),
        "industries": _written("industries"),
        "kato": starter,
    }
)
"""Where the entries of each list come from."""


@cache
def shipped(name: str) -> Table:
    """A codelist by name. Raises KeyError for one that is none of ours."""
    return Table(name, SHIPPED[name](), with_places=name == "kato")


class Shelf:
    """The codelists that a questionnaire can name: those given, and else those that are shipped."""

    def __init__(self, given: Mapping[str, Table] = MappingProxyType({})) -> None:
        self._given = given

    @property
    def names(self) -> frozenset[str]:
        """The name of every list."""
        return frozenset(SHIPPED) | frozenset(self._given)

    def given(self, table: object) -> str:
        """The name of a list that was given to this shelf, '' for one that is shipped."""
        return next((name for name, each in self._given.items() if each is table), "")

    def find(self, name: str) -> Table | None:
        """A codelist by its name; None for one that is not here."""
        given = self._given.get(name)
        if given is not None:
            return given
        return shipped(name) if name in SHIPPED else None

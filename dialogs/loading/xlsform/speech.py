"""In which languages a form is written, and its texts in those that the bot speaks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from dialogs.loading.nodes import Scalar, Table
from dialogs.loading.notebook import Located, Notebook
from dialogs.loading.outlining import LANGUAGES
from dialogs.loading.xlsform.columns import Head, Row
from dialogs.loading.xlsform.making import table
from dialogs.loading.xlsform.texts import Texts

__all__ = ["Speech"]

_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "kazakh": "kk",
        "қазақ": "kk",
        "қазақша": "kk",
        "қазақ тілі": "kk",
        "казахский": "kk",
        "kaz": "kk",
        "kz": "kk",
        "russian": "ru",
        "русский": "ru",
        "орыс": "ru",
        "орысша": "ru",
        "орыс тілі": "ru",
        "rus": "ru",
        "english": "en",
        "английский": "en",
        "ағылшын": "en",
        "ағылшынша": "en",
        "eng": "en",
    }
)
"""Languages as authors name them, beside their codes."""

_CODE = re.compile(r"\(([a-z]{2,3})(?:[-_][a-z0-9]+)*\)$")
_KAZAKH = re.compile("[әғқңөұүһі]", re.IGNORECASE)
_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
_NONE, _STAND_IN = "", "en"


class Speech:
    """The languages of one form; what is doubtful about them is noted when it is made.

    `languages` are those of the questionnaire, `main` the one whose texts stand in for others.
    """

    def __init__(
        self,
        columns: Iterable[Head],
        labels: Iterable[str],
        default: Scalar | None,
        texts: Texts,
        notebook: Notebook,
    ) -> None:
        self.texts = texts
        self.notebook = notebook
        named = {head.language: head.at for head in columns if head.column == "label"}
        self.codes = {name: code for name in named if (code := _code(name))}
        self._name_others(named)
        self._name_silent(named, labels, default)
        self._stand_in(named)
        known = [self.codes[name] for name in named if name in self.codes]
        self.languages = tuple(dict.fromkeys(known or [_STAND_IN]))
        wanted = _code(default.text) if default else ""
        self.main = wanted if wanted in self.languages else self.languages[0]

    def _name_others(self, named: Mapping[str, Scalar]) -> None:
        for name, at in named.items():
            if name and name not in self.codes:
                message = f"{name} is none of {', '.join(LANGUAGES)}"
                self.notebook.note("W126", at, message)

    def _name_silent(
        self, named: Mapping[str, Scalar], labels: Iterable[str], default: Scalar | None
    ) -> None:
        """The language of labels that name none: the default one, or what their letters tell."""
        if _NONE not in named:
            return
        if default is not None:
            code = _code(default.text)
            if not code:
                message = f"{default.text} is none of {', '.join(LANGUAGES)}"
                self.notebook.note("W126", default, message)
        else:
            code = _guess(" ".join(labels))
            if code not in self.codes.values():
                message = f"no language is named: by their letters they are taken as {code}"
                self.notebook.note("W127", named[_NONE], message)
        if code and code not in self.codes.values():
            self.codes[_NONE] = code

    def _stand_in(self, named: Mapping[str, Scalar]) -> None:
        """A form in none of the languages is held in the place of English."""
        if self.codes:
            return
        name = next(iter(named), _NONE)
        self.codes = {name: _STAND_IN}
        if name in named:
            message = f"what is asked stands as it is, and the bot's own words are in {_STAND_IN}"
            self.notebook.note("W126", named[name], message)

    def wording(self, row: Row, column: str) -> Table | None:
        """A text by language; None for none. What is not translated is noted, and stood in for."""
        return self.said(row.spoken(column), row, piped=True)

    def plain(self, row: Row, column: str) -> Table | None:
        """As `wording`, of a text that repeats no answer."""
        return self.said(row.spoken(column), row, piped=False)

    def said(self, cells: Mapping[str, Scalar], at: Located, *, piped: bool) -> Table | None:
        """The cells of one text, by the language that their column names, as a text."""
        if not cells:
            return None
        own = {self.codes[name]: cell for name, cell in cells.items() if name in self.codes}
        instead = own.get(self.main) or cells.get(_NONE) or next(iter(cells.values()))
        missing = [language for language in self.languages if language not in own]
        if missing:
            self.notebook.note("W128", instead, f"there is no text in {' and '.join(missing)}")
        shown = {language: own.get(language, instead) for language in self.languages}
        make = self.texts.piped if piped else self.texts.plain
        return table({language: make(cell) for language, cell in shown.items()}, at)


def _code(name: str) -> str:
    """The code of a language that the bot speaks, '' for others: English (en), en, english."""
    folded = name.strip().lower()
    found = _CODE.search(folded)
    code = found[1] if found else folded
    code = _NAMES.get(code, code)
    return code if code in LANGUAGES else ""


def _guess(text: str) -> str:
    if _KAZAKH.search(text):
        return "kk"
    return "ru" if _CYRILLIC.search(text) else "en"

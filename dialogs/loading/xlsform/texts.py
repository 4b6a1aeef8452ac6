"""Texts of a form as a chat says them: without marks for their looks, braces as they are."""

from __future__ import annotations

import re

from msgspec import structs

from dialogs.loading.nodes import Scalar
from dialogs.loading.notebook import Notebook
from dialogs.loading.xlsform.names import Names

__all__ = ["Texts"]

_REFERENCE = re.compile(r"(\$\{[^{}]*\})")
_LOOKS = (
    (re.compile(r"<br\s*/?>", re.IGNORECASE), "\n"),
    (
        re.compile(
            r"</?(?:span|b|i|u|em|strong|font|p|div|center|h[1-6])(?:\s[^<>]*)?>", re.IGNORECASE
        ),
        "",
    ),
    (re.compile(r"\*\*(?=\S)([^*\n]+?)(?<=\S)\*\*"), r"\1"),
    (re.compile(r"(?<![\w_])__(?=\S)([^_\n]+?)(?<=\S)__(?![\w_])"), r"\1"),
    (re.compile(r"^#{1,6} +", re.MULTILINE), ""),
)
"""What ODK shows as headings, colours and bold letters, and what is left of it."""


class Texts:
    """Makes texts of one form."""

    def __init__(self, names: Names, notebook: Notebook) -> None:
        self.names = names
        self.notebook = notebook

    def plain(self, cell: Scalar) -> Scalar:
        """A text that repeats no answer."""
        text = cell.text
        for looks, instead in _LOOKS:
            text = looks.sub(instead, text)
        if text != cell.text:
            self.notebook.note("W132", cell, "its headings, colours or bold letters are left out")
        return structs.replace(cell, text=text.strip())

    def piped(self, cell: Scalar) -> Scalar:
        """A text in which `${name}` repeats an answer; all other braces are braces."""
        plain = self.plain(cell)
        parts = _REFERENCE.split(self.names.references(plain.text))
        return structs.replace(plain, text="".join(map(_escaped, parts)))


def _escaped(part: str) -> str:
    if part.startswith("${"):
        return part
    return part.replace("{", "{{").replace("}", "}}")

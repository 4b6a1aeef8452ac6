"""Reads the keys of one YAML mapping, and notes what is missing, unknown or of the wrong shape."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping

from dialogs.loading.nodes import Listing, Node, Scalar, Table
from dialogs.loading.notebook import Located, Notebook
from dialogs.loading.outline import Wording

__all__ = ["Fields", "nearest", "table_of"]


def table_of(node: Node, what: str, notebook: Notebook) -> Table | None:
    """The node as a mapping; None with the fault noted."""
    if isinstance(node, Table):
        return node
    notebook.note("E104", node, f"{what} is a mapping of keys to values")
    return None


def nearest(word: str, known: Iterable[str]) -> str:
    """A question that names the known word most like another one; '' if none is."""
    close = difflib.get_close_matches(word, list(known), 1)
    return f": is it {close[0]}?" if close else ""


class Fields:
    """The keys of a mapping, of which only `allowed` ones are known."""

    def __init__(
        self,
        table: Table,
        allowed: Iterable[str],
        notebook: Notebook,
        languages: tuple[str, ...] = (),
    ) -> None:
        self.table = table
        self.notebook = notebook
        self.languages = languages
        known = tuple(allowed)
        for name, key in table.keys.items():
            if name not in known:
                notebook.note("E102", key, f"nothing reads the key {name}{nearest(name, known)}")

    def node(self, key: str, *, required: bool = False) -> Node | None:
        """What a key holds; None when it is absent, noted if it is required."""
        found = self.table.entries.get(key)
        if found is None and required:
            self.notebook.note("E103", self.table, f"{key} is missing")
        return found

    def at(self, key: str) -> Located:
        """The place of a key, or of the mapping."""
        return self.table.keys.get(key, self.table)

    def text(self, key: str, *, required: bool = False) -> Scalar | None:
        """A text that is not empty."""
        node = self.node(key, required=required)
        return None if node is None else self.filled(node, key)

    def filled(self, node: Node, what: str) -> Scalar | None:
        """The node as a text that is not empty; None with the fault noted."""
        if not isinstance(node, Scalar):
            self.notebook.note("E104", node, f"{what} is a text")
        elif not node.text.strip():
            self.notebook.note("E109", node, f"{what} is empty")
        else:
            return node
        return None

    def word(self, key: str, *, required: bool = False) -> str:
        """The characters of a text, '' when there is none."""
        found = self.text(key, required=required)
        return found.text if found else ""

    def one_of(self, key: str, allowed: Iterable[str], default: str) -> str:
        """One of the allowed words."""
        found = self.text(key)
        if found is None:
            return default
        words = tuple(allowed)
        if found.text not in words:
            self.notebook.note("E110", found, f"{key} is one of {', '.join(words)}")
            return default
        return found.text

    def flag(self, key: str) -> bool:
        """`yes` or `no`, no by default."""
        return self.one_of(key, ("yes", "no"), "no") == "yes"

    def number(self, key: str, default: int) -> int:
        """A whole number from 0."""
        found = self.text(key)
        if found is None:
            return default
        if not (found.text.isascii() and found.text.isdigit() and len(found.text) < 10):  # noqa: PLR2004
            self.notebook.note("E111", found, f"{key} is a whole number")
            return default
        return int(found.text)

    def rows(self, key: str, *, required: bool = False) -> tuple[Node, ...]:
        """The nodes of a list."""
        node = self.node(key, required=required)
        if node is None:
            return ()
        if not isinstance(node, Listing):
            self.notebook.note("E104", node, f"{key} is a list, each entry with a dash")
            return ()
        return node.items

    def named(self, key: str) -> Mapping[str, Node]:
        """The entries of a mapping with names of the author's own."""
        node = self.node(key)
        table = None if node is None else table_of(node, key, self.notebook)
        return table.entries if table else {}

    def wording(self, key: str, *, required: bool = False) -> Wording | None:
        """A text in every language of the questionnaire."""
        node = self.node(key, required=required)
        return None if node is None else self.wording_of(node, key)

    def wording_of(self, node: Node, what: str) -> Wording | None:
        """The node as a text by language; what is missing is noted."""
        table = table_of(node, what, self.notebook)
        if table is None:
            return None
        texts: dict[str, Scalar] = {}
        for language, value in table.entries.items():
            if language not in self.languages:
                message = f"{language} is none of the questionnaire's languages"
                self.notebook.note("E402", table.keys[language], message)
            elif found := self.filled(value, f"{what} in {language}"):
                texts[language] = found
        for language in self.languages:
            if language not in table.entries:
                self.notebook.note("E401", table, f"{what} is missing in {language}")
        return Wording(texts, table.line, table.column)

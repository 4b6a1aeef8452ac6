"""The names of a form as a questionnaire can have them, and rules that refer to them by those.

ODK takes capitals, any letters, points and dashes, one name in two groups, and paths as well.
Here a name is of small Latin letters, digits and _, and the only way to refer to an answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from msgspec import structs

from dialogs.codelists.latin import latin
from dialogs.loading.nodes import Scalar
from dialogs.loading.notebook import Notebook
from dialogs.loading.xlsform.instances import looked_up

__all__ = ["Names"]

_OURS = re.compile(r"[a-z][a-z0-9_]{0,63}", re.ASCII)
_THEIRS = re.compile(r"[^\W\d][\w.-]*")
_LONGEST = 64

_REFERENCE = re.compile(r"\$\{\s*([^{}\s]+)\s*\}")
_PATH_OR_TEXT = re.compile(
    r"'[^']*'|\"[^\"]*\""
    r"|(?<![\w)\]}.])(?:current\(\)/)?(?:(?:\.\./)+|(?<!\))/)(?:[^\W\d][\w.-]*/)*"
    r"([^\W\d][\w.-]*)(?![\w(/\[.-])",
)


_NO_LISTS: Mapping[str, str] = MappingProxyType({})


class Names:
    """The names of one form; those that cannot stay as they are are noted when it is made.

    Each is authored in a group, '' for none. `lists` is for `looked_up`.
    """

    def __init__(
        self,
        authored: Iterable[tuple[Scalar, str]],
        notebook: Notebook,
        lists: Mapping[str, str] = _NO_LISTS,
    ) -> None:
        named = list(authored)
        self._lists = lists
        self._all = {cell.text for cell, _ in named}
        self._renamed: dict[str, str] = {}
        self._again: dict[int, str] = {}
        self._taken = {name for name in self._all if _OURS.fullmatch(name)}
        self._groups: dict[str, set[str]] = {}
        for cell, group in named:
            self._rename(cell, group, notebook)

    def _rename(self, cell: Scalar, group: str, notebook: Notebook) -> None:
        name = cell.text
        if not _THEIRS.fullmatch(name):
            return
        groups = self._groups.setdefault(name, set())
        if groups and group not in groups:  # what refers to it means the first
            self._again[cell.line] = self.fresh(f"{group}_{name}")
            message = f"{name} is called {self._again[cell.line]} here: its name is taken already"
            notebook.note("W129", cell, message)
        elif not groups and not _OURS.fullmatch(name):
            self._renamed[name] = self.fresh(name)
            notebook.note("W129", cell, f"{name} is called {self._renamed[name]} here")
        groups.add(group)

    def fresh(self, stem: str) -> str:
        """A name of ours that nothing has yet: this one, or with a number after it."""
        stem = _folded(stem)
        name, number = stem[:_LONGEST], 1
        while name in self._taken:
            number += 1
            name = f"{stem[: _LONGEST - 5]}_{number}"
        self._taken.add(name)
        return name

    def of(self, cell: Scalar) -> Scalar:
        """A name as it is here."""
        own = self._again.get(cell.line)
        return structs.replace(cell, text=self.word(cell.text) if own is None else own)

    def word(self, name: str) -> str:
        """As `of`, for the text alone."""
        return self._renamed.get(name, name)

    def rule(self, cell: Scalar) -> Scalar:
        """An expression that refers to answers by our names. A path that leads nowhere stays."""
        said = self.references(looked_up(cell.text, self._lists))
        text = _PATH_OR_TEXT.sub(self._referred, said)
        return structs.replace(cell, text=text)

    def references(self, text: str) -> str:
        """A text with our names in its `${…}`."""
        return _REFERENCE.sub(lambda found: f"${{{self.word(found[1])}}}", text)

    def _referred(self, found: re.Match[str]) -> str:
        name = found[1]
        return f"${{{self.word(name)}}}" if name in self._all else found[0]


def _folded(name: str) -> str:
    """A name in the letters that ours have."""
    folded = re.sub(r"[^a-z0-9_]", "_", latin(name).lower())
    return folded if folded[0].isalpha() else f"q{folded}"

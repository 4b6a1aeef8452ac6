"""The names of a form as a questionnaire can have them, and rules that refer to them by those.

ODK takes capitals, points and dashes, and paths beside `${name}`. Here a name is of small letters,
digits and _, and the only way to refer to an answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from msgspec import structs

from dialogs.loading.nodes import Scalar
from dialogs.loading.notebook import Notebook
from dialogs.loading.xlsform.instances import looked_up

__all__ = ["Names"]

_OURS = re.compile(r"[a-z][a-z0-9_]{0,63}", re.ASCII)
_THEIRS = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*", re.ASCII)
_LONGEST = 64

_REFERENCE = re.compile(r"\$\{\s*([^{}\s]+)\s*\}")
_PATH_OR_TEXT = re.compile(
    r"'[^']*'|\"[^\"]*\""
    r"|(?<![\w)\]}.])(?:current\(\)/)?(?:(?:\.\./)+|(?<!\))/)(?:[A-Za-z_][\w.-]*/)*"
    r"([A-Za-z_][\w.-]*)(?![\w(/\[.-])",
    re.ASCII,
)


_NO_LISTS: Mapping[str, str] = MappingProxyType({})


class Names:
    """The names of one form; those that cannot stay as they are are noted when it is made.

    `lists` gives the list of each question that has one.
    """

    def __init__(
        self,
        authored: Iterable[Scalar],
        notebook: Notebook,
        lists: Mapping[str, str] = _NO_LISTS,
    ) -> None:
        cells = list(authored)
        self._lists = lists
        self._all = {cell.text for cell in cells}
        self._renamed: dict[str, str] = {}
        self._taken = {name for name in self._all if _OURS.fullmatch(name)}
        for cell in cells:
            self._rename(cell, notebook)

    def _rename(self, cell: Scalar, notebook: Notebook) -> None:
        name = cell.text
        if name in self._renamed or _OURS.fullmatch(name) or not _THEIRS.fullmatch(name):
            return
        folded = re.sub(r"[^a-z0-9_]", "_", name.lower())
        self._renamed[name] = self.fresh(folded if folded[0].isalpha() else f"q{folded}")
        notebook.note("W129", cell, f"{name} is called {self._renamed[name]} here")

    def fresh(self, stem: str) -> str:
        """A name that nothing has yet: this one, or with a number after it."""
        name, number = stem[:_LONGEST], 1
        while name in self._taken:
            number += 1
            name = f"{stem[: _LONGEST - 5]}_{number}"
        self._taken.add(name)
        return name

    def of(self, cell: Scalar) -> Scalar:
        """A name as it is here."""
        return structs.replace(cell, text=self.word(cell.text))

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

"""A row of the survey as the mapping of one question."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from msgspec import structs
from pyxform.utils import default_is_dynamic

from dialogs.loading.nodes import Node, Scalar, Table
from dialogs.loading.notebook import Notebook
from dialogs.loading.xlsform.carried import SURVEY
from dialogs.loading.xlsform.columns import Row
from dialogs.loading.xlsform.lists import Lists
from dialogs.loading.xlsform.making import scalar, table
from dialogs.loading.xlsform.names import Names
from dialogs.loading.xlsform.speech import Speech
from dialogs.loading.xlsform.types import LEFT_OUT, TYPES, Select, select, type_word

__all__ = ["Questions"]

_YES = frozenset({"yes", "true", "true()"})
_NO = frozenset({"no", "false", "false()"})
_REPEATED = re.compile(r"\$\{\s*([^{}\s]+)\s*\}")
_PARAMETER = re.compile(r"([\w-]+)\s*=\s*([^\s,;]+)")
_NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)

_NUMBERS = frozenset({"integer", "decimal", "range"})
_FILES = (".csv", ".xml", ".geojson")
_OF_FILES, _OF_CHANCE = ("value", "label"), ("randomize", "seed")
_READ = {
    "range": ("start", "end", "step"),
    **dict.fromkeys(("select_one", "select_multiple", "rank"), (*_OF_FILES, *_OF_CHANCE)),
}
"""The parameters that are read, by type; other types have those of a file alone."""

_METADATA = {
    *("start", "end", "today", "username", "phonenumber", "email", "deviceid", "audit"),
    *("subscriberid", "simserial"),
}
_BEHIND = _METADATA | {"hidden", "calculate"}
"""Types of which a respondent sees nothing."""

_MEDIA = frozenset({"image", "audio", "video", "file"})
_OF_MEDIA = frozenset({"name", "label", "hint", "relevant", "required", "appearance", "parameters"})
"""What is read of a question that is answered by something sent: no rule looks into a photo."""

_TAKES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        **dict.fromkeys(_BEHIND, frozenset({"name", "relevant"})),
        "calculate": frozenset({"name", "relevant", "calculation"}),
        "hidden": frozenset({"name", "relevant", "default", "calculation"}),
        "note": frozenset({"name", "label", "hint", "relevant", "calculation"}),
        **dict.fromkeys(_MEDIA, _OF_MEDIA),
    }
)
"""What is read of a row of a type that does not read everything."""

_SHOWN = frozenset({"calculate", "note"})
"""Types whose value is computed, and by nobody changed."""

_SEEN = ("label", "hint", "guidance_hint", "appearance", "read_only")
"""What ODK itself never shows of a value that is computed: no word is lost about it."""


class Questions:
    """Reads the questions of one form; `repeats` gives the repeat that a question stands in."""

    def __init__(
        self,
        names: Names,
        speech: Speech,
        lists: Lists,
        repeats: Mapping[str, str],
        notebook: Notebook,
    ) -> None:
        self.names = names
        self.speech = speech
        self.lists = lists
        self.repeats = repeats
        self.notebook = notebook

    def question(self, row: Row) -> Table | None:
        """The mapping of a question; None for one that a chat leaves out, which is noted."""
        type_ = row.cell("type") or scalar("", row)
        selected = select(type_.text)
        if selected is not None:
            return self._selecting(row, type_, selected)
        word = type_word(type_.text)
        if word in LEFT_OUT:
            self._leave_out(row, type_, LEFT_OUT[word])
            return None
        if word == "barcode":
            self.notebook.note("W130", type_, "a bar code is asked as a text")
        # A type that nobody knows goes on as it is, and `check` says so at its place.
        return self._made(row, TYPES.get(word, type_.text), type_)

    def _leave_out(self, row: Row, type_: Scalar, why: str) -> None:
        needed = row.word("required").lower() not in _NO | {""}
        code = "E122" if needed else "W123"
        self.notebook.note(code, type_, f"{type_.text} is not asked: {why}")

    def _selecting(self, row: Row, type_: Scalar, selected: Select) -> Table | None:
        repeated = _REPEATED.fullmatch(selected.name)
        if repeated:
            return self._among_items(row, type_, repeated[1])
        if selected.source == "file" and not selected.name.lower().endswith(_FILES):
            self._leave_out(row, type_, "a list in a file is CSV, XML or GeoJSON")
            return None
        list_, extra = self._list(row, type_, selected), {}
        if selected.or_other:
            extra["or_other"] = scalar("yes", type_)
        return self._made(row, f"{selected.type} {list_}", type_, extra)

    def _list(self, row: Row, type_: Scalar, selected: Select) -> str:
        if selected.source == "file":
            return self.lists.file(selected.name, _parameters(row), type_)
        if selected.source == "external":
            return self.lists.external(selected.name)
        return selected.name

    def _among_items(self, row: Row, type_: Scalar, name: str) -> Table | None:
        """A choice among what a repeat was answered: among its items."""
        repeat = self.repeats.get(name)
        if repeat is None:
            self._leave_out(row, type_, f"{name} is no question of a repeat")
            return None
        message = f"a choice among the items of {repeat}: in rules it is the number of the item"
        self.notebook.note("W130", type_, message)
        return self._made(row, f"select_one_from {self.names.word(repeat)}", type_)

    def _made(
        self, row: Row, kind: str, type_: Scalar, extra: Mapping[str, Node] = MappingProxyType({})
    ) -> Table:
        word = kind.partition(" ")[0]
        if "calculation" in row.cells and word not in _BEHIND | _MEDIA | {"note"}:
            word = kind = self._computed(row, kind)
        takes = _TAKES.get(word)
        if takes is not None:
            row = self._narrowed(row, word, takes)
        name = row.cell("name")
        if name is None:
            self.notebook.note("E118", row, "the name is missing")
        return table(
            {
                "type": structs.replace(type_, text=kind),
                "name": self.names.of(name) if name else scalar("", row),
                **self._said(row, word),
                **dict(self._ruled(row, word)),
                **dict(self._parametrized(row, word)),
                **extra,
            },
            row,
        )

    def _computed(self, row: Row, kind: str) -> str:
        """A calculation of a visible question: only to be read, or a first value to be changed."""
        if row.word("read_only").lower() in _YES:
            return "note"
        at = row.cell("calculation") or scalar("", row)
        self.notebook.note("W131", at, "it is suggested as the answer, which may be another one")
        return kind

    def _narrowed(self, row: Row, word: str, takes: frozenset[str]) -> Row:
        """The row without what its type does not read; what would have been seen is noted."""
        unseen = _SEEN if word in _BEHIND else ("read_only",) if word == "note" else ()
        silent = {"type", *takes, *unseen}
        for column in SURVEY:
            at = row.cell(column)
            if at is not None and column not in silent:
                self.notebook.note("W124", at, f"{word} takes no {column}")
        kept = {column: cells for column, cells in row.cells.items() if column in takes}
        return structs.replace(row, cells=kept)

    def _said(self, row: Row, word: str) -> dict[str, Node | None]:
        speech = self.speech
        label, hint = speech.wording(row, "label"), speech.wording(row, "hint")
        if word == "note" and label and hint:
            return {"label": _joined(label, hint)}
        if label is None and hint is not None:  # ODK shows the hint alone
            label, hint = hint, None
        said: dict[str, Node | None] = {"label": label, "hint": hint}
        said["guidance_hint"] = speech.wording(row, "guidance_hint")
        if "constraint" in row.cells:
            said["constraint_message"] = speech.wording(row, "constraint_message")
        elif (message := row.cell("constraint_message")) is not None:
            self.notebook.note("W135", message, "there is no constraint for this message")
        return said

    def _ruled(self, row: Row, word: str) -> Iterator[tuple[str, Node]]:
        for key in ("relevant", "constraint", "choice_filter"):
            if (cell := row.cell(key)) is not None:
                yield key, self.names.rule(cell)
        for key in ("required", "read_only"):
            cell = row.cell(key)
            if cell is not None and cell.text.lower() not in _NO:
                is_plain = cell.text.lower() in _YES
                yield key, structs.replace(cell, text="yes") if is_plain else self.names.rule(cell)
        if (cell := row.cell("appearance")) is not None:
            yield "appearance", cell
        calculation = row.cell("calculation")
        if calculation is not None and word in _SHOWN:
            yield "calculation", self.names.rule(calculation)
        elif calculation is not None:
            yield "default", self.names.rule(calculation)
        elif (cell := row.cell("default")) is not None:
            yield "default", self._default(cell, word)

    def _default(self, cell: Scalar, word: str) -> Scalar:
        """A rule, or a value that is written as one."""
        if default_is_dynamic(cell.text, word):
            return self.names.rule(cell)
        if word in _NUMBERS and _NUMBER.fullmatch(cell.text):
            return cell
        quote = '"' if "'" in cell.text else "'"
        return structs.replace(cell, text=f"{quote}{cell.text}{quote}")

    def _parametrized(self, row: Row, word: str) -> Iterator[tuple[str, Node]]:
        cell = row.cell("parameters")
        if cell is None:
            return
        for key, value in _parameters(row).items():
            if key not in _READ.get(word, _OF_FILES):
                self.notebook.note("W124", cell, f"parameters: nothing reads {key}")
            elif key == "randomize":
                yield key, structs.replace(cell, text="yes" if value.lower() in _YES else "no")
            elif key not in _OF_FILES:
                yield key, self.names.rule(structs.replace(cell, text=value))


def _parameters(row: Row) -> dict[str, str]:
    return {key.lower(): value for key, value in _PARAMETER.findall(row.word("parameters"))}


def _joined(label: Table, hint: Table) -> Table:
    """A note says its hint as well: there is no button for it."""
    texts: dict[str, Node | None] = {}
    for language, text in label.entries.items():
        more = hint.entries.get(language)
        if isinstance(text, Scalar) and isinstance(more, Scalar):
            text = structs.replace(text, text=f"{text.text}\n{more.text}")  # noqa: PLW2901
        texts[language] = text
    return table(texts, label)

"""A workbook as the root node of a questionnaire."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from dialogs.loading.nodes import MOST, Node, Scalar, Table
from dialogs.loading.notebook import Notebook
from dialogs.loading.xlsform.blocks import Blocks, Spot
from dialogs.loading.xlsform.carried import note_columns, note_settings
from dialogs.loading.xlsform.columns import Row, heads, rows
from dialogs.loading.xlsform.lists import Lists
from dialogs.loading.xlsform.making import listing, scalar, table
from dialogs.loading.xlsform.names import Names
from dialogs.loading.xlsform.questions import Questions
from dialogs.loading.xlsform.sheets import Sheet, sheets
from dialogs.loading.xlsform.speech import Speech
from dialogs.loading.xlsform.texts import Texts
from dialogs.loading.xlsform.tree import Kind, Part, tree
from dialogs.loading.xlsform.types import select

__all__ = ["form"]


def form(data: bytes, stem: str, notebook: Notebook) -> Node | None:
    """The root of an XLSForm, each node at its sheet, row and column; None with the fault noted.

    `stem` is the name of the file, for a form that has none.
    """
    found = sheets(data, notebook)
    if found is None:
        return None
    survey = found.get("survey")
    if survey is None:
        notebook.note_at("E116", 1, 1, "there is no sheet survey")
        return None
    if _is_headless(survey, notebook):
        return None
    root = _Form(found, survey, stem, notebook).root()
    if root.weight > MOST:
        notebook.note("E107", root, f"at most {MOST} values")
        return None
    return root


def _is_headless(survey: Sheet, notebook: Notebook) -> bool:
    columns = {head.column for head in heads(survey)}
    missing = [name for name in ("type", "name") if name not in columns]
    for name in missing:
        notebook.note_at("E118", survey.first + 1, 1, f"there is no column {name}")
    return bool(missing)


class _Form:
    def __init__(
        self, found: Mapping[str, Sheet], survey: Sheet, stem: str, notebook: Notebook
    ) -> None:
        self.notebook = notebook
        self.stem = stem
        self.sheets = {name: tuple(rows(sheet)) for name, sheet in found.items()}
        self.nothing = Row({}, survey.first + 1)
        self.settings = next(iter(self.sheets.get("settings", ())), self.nothing)
        self.parts = tree(self.sheets["survey"], notebook)
        self.names = Names(self._named(), notebook, dict(self._listed()))
        note_columns(heads(survey), self.sheets["survey"], notebook)
        note_settings(
            heads(found["settings"]) if "settings" in found else (), self.settings, notebook
        )
        self.speech = self._speech(found)

    def _named(self) -> Iterator[tuple[Scalar, str]]:
        """The names of questions and repeats with their groups: those of groups are in no way."""
        for group, part in _with_groups(self.parts, ""):
            name = part.row.cell("name")
            if name is not None and part.kind is not Kind.GROUP:
                yield name, group

    def _listed(self) -> Iterator[tuple[str, str]]:
        """Each question whose choices have labels in several languages, with the list it names."""
        several = {
            row.word("list_name")
            for row in self.sheets.get("choices", ())
            if len(row.spoken("label")) > 1
        }
        for part in (each for top in self.parts for each in top.walk()):
            selected = select(part.row.word("type"))
            if selected is not None and selected.name in several:
                yield part.row.word("name"), selected.name

    def _speech(self, found: Mapping[str, Sheet]) -> Speech:
        columns = [
            head
            for name in ("survey", "choices", "external_choices")
            if name in found
            for head in heads(found[name])
        ]
        labels = (
            cell.text for row in self.sheets["survey"] for cell in row.spoken("label").values()
        )
        texts = Texts(self.names, self.notebook)
        default = self.settings.cell("default_language")
        return Speech(columns, labels, default, texts, self.notebook)

    def root(self) -> Table:
        speech, first = self.speech, next(iter(self.sheets["survey"]), self.nothing)
        lists = Lists(self.sheets, speech, self.notebook)
        questions = Questions(self.names, speech, lists, self._repeats(), self.notebook)
        name = self.settings.cell("form_id") or scalar(self.stem, first)
        title = self._title(first)
        spot = Spot(self._prefix(name.text), title)
        blocks = Blocks(self.names, speech, questions, self.notebook)
        made = listing(list(blocks.blocks(self.parts, spot)), first)
        if not made.items:
            self.notebook.note("E113", first, "there is no question")
        spoken = listing([scalar(language, first) for language in speech.languages], first)
        choices = table(lists.tables, first) if lists.tables else None
        return table(
            {
                "name": name,
                "title": title,
                "languages": spoken,
                "choices": choices,
                "blocks": made,
            },
            first,
        )

    def _title(self, first: Row) -> Table:
        """The title of the form, one for all languages."""
        said = self.settings.cell("form_title") or scalar(self.stem, first)
        plain = self.speech.texts.plain(said)
        return table(dict.fromkeys(self.speech.languages, plain), plain)

    def _prefix(self, name: str) -> str:
        folded = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")
        return folded if folded[:1].isalpha() else f"form_{folded}".strip("_")

    def _repeats(self) -> Mapping[str, str]:
        """For each question of a repeat, and for the repeat itself, the repeat."""
        found: dict[str, str] = {}
        for part in self.parts:
            _gather(part, "", found)
        return found


def _with_groups(parts: Iterable[Part], group: str) -> Iterator[tuple[str, Part]]:
    """Every part with the name of the group or repeat that it stands in."""
    for part in parts:
        yield group, part
        yield from _with_groups(part.parts, part.row.word("name"))


def _gather(part: Part, repeat: str, found: dict[str, str]) -> None:
    name = part.row.word("name")
    inner = name if part.kind is Kind.REPEAT else repeat
    if inner and part.kind is not Kind.GROUP:
        found[name] = inner
    for each in part.parts:
        _gather(each, inner, found)

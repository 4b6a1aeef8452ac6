"""The parts of a survey as blocks: repeats are rosters, and what stands between them sections."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from msgspec import Struct, structs

from dialogs.catalogues import say
from dialogs.loading.nodes import Node, Scalar, Table
from dialogs.loading.notebook import Notebook
from dialogs.loading.xlsform.columns import Row
from dialogs.loading.xlsform.making import listing, scalar, table
from dialogs.loading.xlsform.names import Names
from dialogs.loading.xlsform.questions import Questions
from dialogs.loading.xlsform.speech import Speech
from dialogs.loading.xlsform.tree import Kind, Part

__all__ = ["Blocks", "Spot"]


class Spot(Struct, frozen=True):
    """Where a run of parts stands: after what sections are named, and how they are called."""

    stem: str
    title: Table


class Blocks:
    """Makes the blocks of one form."""

    def __init__(
        self, names: Names, speech: Speech, questions: Questions, notebook: Notebook
    ) -> None:
        self.names = names
        self.speech = speech
        self.questions = questions
        self.notebook = notebook

    def blocks(self, parts: Iterable[Part], spot: Spot) -> Iterator[Table]:
        """The blocks of parts that follow each other."""
        for is_block, run in groupby(parts, _is_block):
            if is_block:
                yield from (block for part in run for block in self._block(part, spot))
            else:
                yield from self._section(list(run), spot)

    def _section(self, parts: list[Part], spot: Spot) -> Iterator[Table]:
        questions = list(self._asked(parts))
        if questions:
            name = scalar(self.names.fresh(f"{spot.stem}_part"), parts[0].row)
            yield table(
                {
                    "section": name,
                    "title": spot.title,
                    "questions": listing(questions, parts[0].row),
                },
                parts[0].row,
            )

    def _asked(self, parts: Iterable[Part]) -> Iterator[Table]:
        """The questions of parts; groups without a title keep them together."""
        for part in parts:
            if part.kind is Kind.QUESTION:
                if (found := self.questions.question(part.row)) is not None:
                    yield found
            elif inner := list(self._asked(part.parts)):
                yield self._group(part, "questions", inner)

    def _block(self, part: Part, spot: Spot) -> Iterator[Table]:
        if part.kind is Kind.REPEAT:
            yield from self._roster(part, spot)
            return
        inner = list(self.blocks(part.parts, self._within(part, spot)))
        if inner:
            yield self._group(part, "blocks", inner)

    def _within(self, part: Part, spot: Spot) -> Spot:
        """The spot in a group: its label is the title of what is in it."""
        name, title = part.row.word("name"), self.speech.wording(part.row, "label")
        return Spot(self.names.word(name) or spot.stem, title or spot.title)

    def _group(self, part: Part, key: str, inner: list[Table]) -> Table:
        row = part.row
        self._note_looks(row)
        name = row.cell("name") or scalar("group", row)
        relevant = row.cell("relevant")
        entries: dict[str, Node | None] = {"group": name}
        entries["relevant"] = self.names.rule(relevant) if relevant else None
        return table({**entries, key: listing(inner, row)}, row)

    def _note_looks(self, row: Row) -> None:
        if (looks := row.cell("appearance")) is not None:
            self.notebook.note("W124", looks, "appearance: a chat asks one after the other")

    def _roster(self, part: Part, spot: Spot) -> Iterator[Table]:
        row, name = part.row, part.row.cell("name")
        if name is None:
            self.notebook.note("E118", row, "the name is missing")
            return
        ours = self.names.of(name)
        called = self.speech.wording(row, "label")
        title = self._item_title(called, row)
        inner = list(self.blocks(part.parts, Spot(ours.text, called or spot.title)))
        count = row.cell("repeat_count")
        entries: dict[str, Node | None] = {
            "roster": ours,
            "title": title,
            "noun": self._everywhere(row, lambda language: _noun(called, language)),
            "count": self.names.rule(count) if count else None,
            "gate": None if count else self._gate(called, row),
            "blocks": listing(inner, row),
        }
        roster = table(entries, row)
        without_label = structs.replace(part, parts=[])
        yield self._group(without_label, "blocks", [roster]) if row.cell("relevant") else roster

    def _item_title(self, called: Table | None, row: Row) -> Table:
        """The label with the place of the item, unless the label tells the items apart."""

        def title(language: str) -> str:
            text = _text(called, language)
            told = "${" in text
            return text if told else f"{text or say(language, 'repeat.noun')} {{position()}}"

        return self._everywhere(row, title)

    def _gate(self, called: Table | None, row: Row) -> Table:
        def question(language: str) -> str:
            text = _text(called, language)
            if not text or "${" in text:
                return say(language, "repeat.more")
            return say(language, "repeat.more_of", label=text)

        return table(
            {
                "label": self._everywhere(row, question),
                "add": self._everywhere(row, lambda language: say(language, "repeat.add")),
                "done": self._everywhere(row, lambda language: say(language, "repeat.done")),
            },
            row,
        )

    def _everywhere(self, row: Row, said: Callable[[str], str]) -> Table:
        """A text of the bot's own in every language of the form."""
        return table(
            {language: scalar(said(language), row) for language in self.speech.languages}, row
        )


def _is_block(part: Part) -> bool:
    """Whether a part is more than questions: a repeat, or a group with a title or a repeat."""
    if part.kind is Kind.GROUP:
        return bool(part.row.spoken("label")) or any(map(_is_block, part.parts))
    return part.kind is Kind.REPEAT


def _text(wording: Table | None, language: str) -> str:
    found = wording.entries.get(language) if wording else None
    return found.text if isinstance(found, Scalar) else ""


def _noun(called: Table | None, language: str) -> str:
    """The label of a repeat if it is plain, else a word for anything."""
    text = _text(called, language)
    plain = text and not set(text) & set("{}")
    return text if plain else say(language, "repeat.noun")

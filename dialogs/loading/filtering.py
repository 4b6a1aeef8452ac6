"""Compiles `choice_filter` into conditions of the choices, and makes codelists of long lists.

For each choice the names of columns in the filter become what that choice has there; so nothing
after the outline knows that there are filters.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from msgspec import structs

from dialogs.codelists import Entry
from dialogs.codelists import Table as CodeTable
from dialogs.expressions import ExpressionError
from dialogs.expressions.parser import parse
from dialogs.expressions.syntax import Literal, Node, children
from dialogs.loading.nodes import WHOLE, Scalar
from dialogs.loading.notebook import Notebook
from dialogs.loading.outline import (
    BlockOutline,
    ChoiceOutline,
    LoopOutline,
    Outline,
    QuestionOutline,
)
from dialogs.loading.positions import locate
from state_machine.questionnaire import QuestionType

__all__ = ["MOST_BUTTONS", "filtered"]

MOST_BUTTONS = 100
"""Choices that one message can offer: the buttons that Telegram shows under it."""

_NAME = "name"


def filtered(outline: Outline, source: str, notebook: Notebook) -> Outline:
    """The outline with a list for each filter, and with a codelist for each list that is long."""
    return _Filtering(outline, source, notebook).whole()


class _Part(NamedTuple):
    """A piece of a filter: as it is, or the name of a column."""

    text: str
    is_column: bool


class _Filtering:
    def __init__(self, outline: Outline, source: str, notebook: Notebook) -> None:
        self.outline = outline
        self.source = source
        self.notebook = notebook
        self.lists = dict(outline.lists)
        self.places = dict(outline.list_places)
        self.codelists: dict[str, CodeTable] = {}

    def whole(self) -> Outline:
        blocks = tuple(map(self.block, self.outline.blocks))
        found = structs.replace(
            self.outline,
            blocks=blocks,
            lists=self.lists,
            list_places=self.places,
            codelists=self.codelists,
        )
        used = {each.list.text for each in found.questions() if each.list}
        before = {each.list.text for each in self.outline.questions() if each.list}
        gone = before - used  # each is some lists with filters now, or a codelist
        kept = {name: choices for name, choices in self.lists.items() if name not in gone}
        return structs.replace(found, lists=kept)

    def block(self, block: BlockOutline) -> BlockOutline:
        if isinstance(block, LoopOutline):
            return structs.replace(block, blocks=tuple(map(self.block, block.blocks)))
        return structs.replace(block, questions=tuple(map(self.question, block.questions)))

    def question(self, question: QuestionOutline) -> QuestionOutline:
        list_, rule = question.list, question.choice_filter
        if rule is not None and (question.members or question.codelist):
            message = f"the choices of {question.name.text} are no list with columns"
            self.notebook.note("E682", rule, message)
        if list_ is None or list_.text not in self.lists:
            return question
        if rule is not None:
            name = f"{list_.text} where {' '.join(rule.text.split())}"
            if name not in self.lists:
                parts = self.parts(rule, list_.text)
                if not parts:
                    return question
                self.lists[name] = tuple(self.choices(list_.text, rule, parts))
                self.places[name] = list_
            return structs.replace(question, list=structs.replace(list_, text=name))
        return self.shortened(question, list_)

    def shortened(self, question: QuestionOutline, list_: Scalar) -> QuestionOutline:
        """With a codelist in place of choices that are too many for buttons."""
        choices = self.lists[list_.text]
        plain = all(each.relevant is None and not each.refuses for each in choices)
        if question.type is not QuestionType.SELECT_ONE or len(choices) <= MOST_BUTTONS:
            return question
        if not plain or not all(each.label for each in choices):
            return question
        if list_.text not in self.codelists:
            self.codelists[list_.text] = CodeTable(list_.text, map(_entry, choices))
        return structs.replace(question, list=None, codelist=list_)

    def choices(
        self, list_: str, rule: Scalar, parts: tuple[_Part, ...]
    ) -> Iterator[ChoiceOutline]:
        for choice in self.outline.lists[list_]:
            text = "".join(_said(part, choice) for part in parts)
            own = f"({choice.relevant.text}) and ({text})" if choice.relevant else text
            relevant = Scalar(own, rule.line, rule.column, style=WHOLE)
            yield structs.replace(choice, relevant=relevant)

    def parts(self, rule: Scalar, list_: str) -> tuple[_Part, ...]:
        """The filter cut at the names of columns; () with the fault noted."""
        choices = self.outline.lists[list_]
        known = dict.fromkeys([_NAME, *(column for each in choices for column in each.columns)])
        try:
            tree = parse(rule.text, {name: name for name in known})
        except ExpressionError as error:
            advice = f"; the columns of {list_} are {', '.join(known)}"
            place = locate(self.source, rule, error.line, error.column)
            self.notebook.note_at(error.code, *place, f"{error.message}{advice}")
            return ()
        return tuple(_cut(rule.text, sorted(_columns(tree, rule.text))))


def _columns(node: Node, source: str) -> Iterator[tuple[int, str]]:
    """Where names of columns stand; a text in quotes is none."""
    if isinstance(node, Literal) and source[node.at] not in "'\"":
        name = str(node.value)
        if source.startswith(name, node.at) and not name[:1].isdigit():
            yield node.at, name
    for child in children(node):
        yield from _columns(child, source)


def _cut(source: str, columns: list[tuple[int, str]]) -> Iterator[_Part]:
    at = 0
    for start, name in columns:
        yield _Part(source[at:start], is_column=False)
        yield _Part(name, is_column=True)
        at = start + len(name)
    yield _Part(source[at:], is_column=False)


def _said(part: _Part, choice: ChoiceOutline) -> str:
    if not part.is_column:
        return part.text
    own = choice.name.text if part.text == _NAME else ""
    return _quoted(choice.columns.get(part.text, own))


def _quoted(text: str) -> str:
    """A text as the language of expressions writes it; it has no escapes."""
    if "'" not in text:
        return f"'{text}'"
    if '"' not in text:
        return f'"{text}"'
    pieces = ", ".join(f"'{piece}'" for piece in text.split("'"))
    return f'join("\'", {pieces})'


def _entry(choice: ChoiceOutline) -> Entry:
    texts = choice.label.texts if choice.label else {}
    return Entry(choice.name.text, {language: text.text for language, text in texts.items()})

"""Compiles `choice_filter` into conditions of the choices, and makes codelists of long lists.

For each choice the names of columns in the filter become what that choice has there; so nothing
after the outline knows that there are filters.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from msgspec import structs

from dialogs.expressions import ExpressionError
from dialogs.expressions.parser import parse
from dialogs.expressions.syntax import Literal, Node, children
from dialogs.loading.longlists import LongList, is_long, long_list
from dialogs.loading.nodes import OF_ROWS, Scalar
from dialogs.loading.notebook import Notebook
from dialogs.loading.others import with_other_choice
from dialogs.loading.outline import (
    BlockOutline,
    ChoiceOutline,
    LoopOutline,
    Outline,
    QuestionOutline,
)
from dialogs.loading.positions import locate
from state_machine.questionnaire import QuestionType

__all__ = ["filtered"]

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
        self.long: dict[str, LongList] = {}

    def whole(self) -> Outline:
        blocks = tuple(map(self.block, self.outline.blocks))
        found = structs.replace(
            self.outline,
            blocks=blocks,
            lists=self.lists,
            list_places=self.places,
            tables=self.outline.lists,
            codelists={name: each.table for name, each in self.long.items()},
        )
        used = {each.list.text for each in found.questions() if each.list}
        before = {each.list.text for each in self.outline.questions() if each.list}
        idle = self.outline.lists.keys() - before
        kept = {name: self.lists[name] for name in self.lists if name in used | idle}
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
            filtered = self.filtered(rule, list_)
            if filtered is None:
                return question
            list_ = structs.replace(list_, text=filtered)
        return self.shortened(structs.replace(question, list=list_), list_)

    def filtered(self, rule: Scalar, list_: Scalar) -> str | None:
        """The name of the list whose choices have the filter; None with the fault noted."""
        name = f"{list_.text} where {' '.join(rule.text.split())}"
        if name not in self.lists:
            parts = self.parts(rule, list_.text)
            if not parts:
                return None
            self.lists[name] = tuple(self.choices(list_.text, rule, parts))
            self.places[name] = list_
        return name

    def shortened(self, question: QuestionOutline, list_: Scalar) -> QuestionOutline:
        """With a codelist in place of choices that are too many for buttons."""
        choices = self.lists[list_.text]
        if question.type is not QuestionType.SELECT_ONE or not is_long(choices):
            return question
        if question.randomize is not None:
            message = f"{list_.text} is too long to be shuffled: people look for what they want"
            self.notebook.note("W901", question.randomize, message)
        offered = with_other_choice(choices, question.or_other, self.outline.languages)
        name = list_.text if len(offered) == len(choices) else f"{list_.text} or other"
        if name not in self.long:
            self.long[name] = long_list(name, list_.text, offered, self.notebook)
        return structs.replace(
            question,
            list=None,
            choice_filter=None,
            or_other=None,
            randomize=None,
            seed=None,
            codelist=structs.replace(list_, text=name),
            parts=self.long[name].conditions,
        )

    def choices(
        self, list_: str, rule: Scalar, parts: tuple[_Part, ...]
    ) -> Iterator[ChoiceOutline]:
        for choice in self.outline.lists[list_]:
            text = "".join(_said(part, choice) for part in parts)
            own = f"({choice.relevant.text}) and ({text})" if choice.relevant else text
            relevant = Scalar(own, rule.line, rule.column, style=OF_ROWS)
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

"""Names and lists of what an interview holds: items, their sheets and how far they are, answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from dialogs.catalogues import say
from dialogs.wording import label_of, render, said, title_in
from state_machine.interview import Interview, Location
from state_machine.items import Standing
from state_machine.questionnaire import ADD, Question, Questionnaire, QuestionType
from state_machine.route import Sheet, sheets
from state_machine.scope import Scope

__all__ = [
    "Exchange",
    "ItemSheets",
    "SheetRow",
    "answered",
    "answered_in",
    "exchange",
    "form_of",
    "is_filled",
    "item_title",
    "label_for",
    "language_of",
    "rows",
    "sheets_by_item",
    "sheets_of",
]


class Exchange(Struct, frozen=True):
    """A question that was asked and the answer it got, as people read them.

    `title` names the item ("Диас"), '' for what is asked once. A sensitive answer is masked.
    """

    location: Location
    title: str
    question: str
    answer: str


class SheetRow(Struct, frozen=True):
    """A sheet in the list, or all of one form: how it is called, and whether nothing is left.

    `gathers`: it is no sheet to fill but the way to one more item, and is labelled so.
    """

    section: str
    label: str
    filled: bool
    gathers: bool = False


class ItemSheets(Struct, frozen=True):
    """An item of the list with its sheets; the root stands for what is asked once."""

    item: int
    title: str
    sheets: tuple[SheetRow, ...]


def language_of(questionnaire: Questionnaire, interview: Interview) -> str:
    """The language of the dialogue; the questionnaire's first until one is chosen."""
    return interview.head.language or questionnaire.languages[0]


def item_title(questionnaire: Questionnaire, interview: Interview, item: int) -> str:
    """How an item is called: "Диас", "Респондент 2" before it has a name, '' for the root."""
    scope = Scope(questionnaire, interview)
    return title_in(scope, item, language_of(questionnaire, interview))


def label_for(question: Question, scope: Scope, item: int, language: str) -> str:
    """The wording of a question for an item: about somebody else where that is what is asked."""
    about_other = question.proxy is not None and scope.proxy(item)
    text = question.proxy if about_other and question.proxy is not None else question.label
    return render(text, scope, item, language)


def rows(questionnaire: Questionnaire, interview: Interview) -> tuple[Exchange, ...]:
    """Every answer on the path in the order of the questionnaire."""
    scope = Scope(questionnaire, interview)
    language = language_of(questionnaire, interview)
    return tuple(exchange(scope, location, language) for location in answered(scope))


def answered(scope: Scope) -> Iterator[Location]:
    """Where the answers on the path are, in the order of the questionnaire."""
    for sheet in sheets(scope.questionnaire, scope.interview):
        yield from answered_in(scope, sheet)


_WITHOUT_ANSWERS = frozenset({Standing.ABSENT, Standing.UNFILLED})
_NO_ANSWERS = frozenset({QuestionType.NOTE, QuestionType.GATE})


def answered_in(scope: Scope, sheet: Sheet) -> Iterator[Location]:
    """Where the answers on one sheet's path are; what was skipped is among them."""
    item = scope.item(sheet.item)
    if item.standing.get(sheet.section) in _WITHOUT_ANSWERS:
        return
    for question in scope.path(scope.questionnaire.sections[sheet.section], sheet.item):
        if question.name in item.answers and question.type not in _NO_ANSWERS:
            yield Location(question.name, sheet.item)


def exchange(scope: Scope, location: Location, language: str) -> Exchange:
    """The question and the answer at a location."""
    question, item = scope.questionnaire.questions[location.question], location.item
    answer = scope.answer(question, item)
    return Exchange(
        location=location,
        title=title_in(scope, item, language),
        question=label_for(question, scope, item, language),
        answer=said(question, answer, scope, item, language),
    )


def sheets_by_item(questionnaire: Questionnaire, interview: Interview) -> dict[int, list[Sheet]]:
    """The sheets that are not absent, by item, both in order of first appearance."""
    groups: dict[int, list[Sheet]] = {}
    for sheet in sheets(questionnaire, interview):
        if interview.items[sheet.item].standing.get(sheet.section, 0) != Standing.ABSENT:
            groups.setdefault(sheet.item, []).append(sheet)
    return groups


def sheets_of(scope: Scope, item: int, found: Iterable[Sheet], language: str) -> ItemSheets:
    """An item with these sheets, as a list shows it: the parts of an official form as one."""
    parts: dict[str, list[Sheet]] = {}
    for sheet in found:
        parts.setdefault(form_of(scope.questionnaire, sheet), []).append(sheet)
    return ItemSheets(
        item=item,
        title=title_in(scope, item, language) or say(language, "list.everybody"),
        sheets=tuple(_sheet_row(scope, sheet, language) for sheet in parts.values()),
    )


def form_of(questionnaire: Questionnaire, sheet: Sheet) -> str:
    """What a sheet is a part of for an item: its official form, else it is one of its own."""
    section = questionnaire.sections[sheet.section]
    return section.form if section.form and not section.gate else f"/{section.name}"


def _sheet_row(scope: Scope, parts: list[Sheet], language: str) -> SheetRow:
    """One row of the list; what is tapped opens the first part that is not filled."""
    open_ = [sheet for sheet in parts if not is_filled(scope.interview, sheet)]
    sheet = (open_ or parts)[0]
    section = scope.questionnaire.sections[sheet.section]
    if section.gate:
        label = label_of(section.questions[0], ADD, scope, sheet.item, language)
    else:
        label = section.form or render(section.title, scope, sheet.item, language)
    return SheetRow(sheet.section, label or section.name, not open_, gathers=section.gate != "")


def is_filled(interview: Interview, sheet: Sheet) -> bool:
    """Whether nothing is left to ask on a sheet."""
    return interview.items[sheet.item].standing.get(sheet.section) == Standing.FILLED

"""Lists in pages: the sheets of everybody, one item, all the answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from dialogs.prompts.leads import lead_elsewhere
from dialogs.prompts.values import Button, ButtonStyle, Prompt
from dialogs.prompts.view import View
from dialogs.summaries import (
    ItemSheets,
    SheetRow,
    answered,
    exchange,
    sheets_by_item,
    sheets_of,
)
from dialogs.wording import title_in
from state_machine.inputs import Action
from state_machine.interview import Location, Status
from state_machine.items import ROOT, Standing
from state_machine.questionnaire import Loop, Section

__all__ = ["PAGE", "edit_item", "list_sheets", "review"]

PAGE = 5
"""Rows a page, as on the site of the census."""

_FILLED, _OPEN = "🟢", "🟠"
_WIDTH = 3


class _Page(NamedTuple):
    """A page that exists: rows `start` to `end` of `total`."""

    number: int
    start: int
    end: int
    total: int


def _page(number: int, total: int) -> _Page:
    number = max(0, min(number, (total - 1) // PAGE))
    return _Page(number, number * PAGE, min(number * PAGE + PAGE, total), total)


def _turning(view: View, page: _Page, action: Action) -> tuple[Button, ...]:
    buttons = []
    if page.number > 0:
        buttons.append(view.act(view.say("button.earlier"), action, str(page.number - 1)))
    if page.end < page.total:
        buttons.append(view.act(view.say("button.later"), action, str(page.number + 1)))
    return tuple(buttons)


def _range(view: View, page: _Page) -> str:
    """In words, "11–15 из 35"; '' when everything is on one page."""
    if page.total <= PAGE:
        return ""
    return view.say(
        "list.range", first=str(page.start + 1), last=str(page.end), total=str(page.total)
    )


def _close(view: View) -> Button:
    return view.act(view.say("button.close"), Action.CANCEL, style=ButtonStyle.PRIMARY)


# -- the sheets of everybody ----------------------------------------------------------------------


def list_sheets(view: View, number: int) -> Prompt:
    """Five items with their sheets, green when filled; any sheet can be opened, any item edited."""
    groups = sheets_by_item(view.questionnaire, view.interview)
    page = _page(number, len(groups))
    shown = [
        sheets_of(view.scope, item, groups[item], view.language)
        for item in list(groups)[page.start : page.end]
    ]
    lines = [view.say("list.title"), _range(view, page), *(_item_line(item) for item in shown)]
    rows = [row for item in shown for row in _item_rows(view, item)]
    return view.screen(
        "\n".join(line for line in lines if line),
        (*rows, _turning(view, page, Action.SHEETS), (_close(view),)),
        lead=lead_elsewhere(view),
    )


def _item_line(item: ItemSheets) -> str:
    return f"{item.title}: {', '.join(map(_sheet_label, _to_fill(item)))}"


def _to_fill(item: ItemSheets) -> list[SheetRow]:
    return [sheet for sheet in item.sheets if not sheet.gathers]


def _sheet_label(sheet: SheetRow) -> str:
    return f"{_FILLED if sheet.filled else _OPEN} {sheet.label}"


def _item_rows(view: View, item: ItemSheets) -> Iterator[tuple[Button, ...]]:
    if item.item != ROOT:
        yield (view.act(f"✏️ {item.title}", Action.EDIT, str(item.item)),)
    buttons = [_open(view, item, sheet, _sheet_label(sheet)) for sheet in _to_fill(item)]
    yield from (tuple(buttons[at : at + _WIDTH]) for at in range(0, len(buttons), _WIDTH))
    yield from ((_open(view, item, sheet, sheet.label),) for sheet in item.sheets if sheet.gathers)


def _open(view: View, item: ItemSheets, sheet: SheetRow, label: str) -> Button:
    return view.act(label, Action.OPEN, f"{sheet.section}/{item.item}", ButtonStyle.CHOICE)


# -- one item -------------------------------------------------------------------------------------


def edit_item(view: View, item: int) -> Prompt:
    """One item of a roster: change its data, or take it off the list where that leaves enough."""
    title = title_in(view.scope, item, view.language)
    sheet = _first_sheet(view, item)
    change = view.act(view.say("button.change_data"), Action.OPEN, sheet, ButtonStyle.CHOICE)
    remove = view.act(view.say("button.remove"), Action.REMOVE, str(item), ButtonStyle.DANGER)
    found = view.scope.item(item)
    gate = view.questionnaire.questions[view.questionnaire.rosters[found.roster].gate]
    removable = len(view.scope.siblings(item)) > view.scope.bounds(gate, found.parent)[0]
    back = view.act(view.say("button.to_list"), Action.SHEETS)
    return view.screen(
        view.say("list.item", name=title),
        ((change,) if sheet else (), (remove,) if removable else (), (back,)),
    )


def _first_sheet(view: View, item: int) -> str:
    """The sheet that was asked first about an item: where its roster is gathered."""
    roster = view.scope.item(item).roster
    place = view.questionnaire.places[roster]
    loop = place.siblings[place.index]
    blocks = loop.blocks if isinstance(loop, Loop) else ()
    standing = view.scope.item(item).standing
    names = [block.name for block in blocks if isinstance(block, Section)]
    present = [name for name in names if standing.get(name, Standing.ABSENT) != Standing.ABSENT]
    return f"{present[0]}/{item}" if present else ""


# -- all the answers ------------------------------------------------------------------------------


def review(view: View, number: int) -> Prompt:
    """Five answers; while the interview is open each has a button to change it."""
    locations = list(answered(view.scope))
    page = _page(number, len(locations))
    lines = [view.say("review.title"), _range(view, page)]
    if not locations:
        lines.append(view.say("review.empty"))
    shown = list(enumerate(locations[page.start : page.end], page.start + 1))
    blocks = [_answer_block(view, place, location) for place, location in shown]
    is_open = view.interview.head.status is Status.OPEN
    changes = [view.change(location, f"✏️ {place}") for place, location in shown if is_open]
    return view.screen(
        "\n\n".join(["\n".join(line for line in lines if line), *blocks]),
        (tuple(changes), _turning(view, page, Action.REVIEW), (_close(view),)),
        lead=lead_elsewhere(view),
    )


def _answer_block(view: View, place: int, location: Location) -> str:
    row = exchange(view.scope, location, view.language)
    about = f"{row.title} · " if row.title else ""
    return f"{place}. {about}{row.question}\n— {row.answer}"

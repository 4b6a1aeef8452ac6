"""Makes a codelist of choices that are too many for buttons, in parts where they are filtered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

from dialogs.codelists import Entry
from dialogs.codelists import Table as CodeTable
from dialogs.loading.nodes import WHOLE, Scalar
from dialogs.loading.notebook import Notebook
from dialogs.loading.outline import ChoiceOutline

__all__ = ["MOST_BUTTONS", "LongList", "is_long", "long_list", "most_at_once"]

MOST_BUTTONS = 100
"""Choices that one message can offer: the buttons that Telegram shows under it."""

MOST_CHOICES = 500
"""Choices that are looked at one by one, whatever a filter leaves of them."""

_ALWAYS = "true()"


class LongList(Struct, frozen=True):
    """A codelist, with the condition of each of its parts; none where all of it is offered."""

    table: CodeTable
    conditions: tuple[Scalar, ...]


def is_long(choices: tuple[ChoiceOutline, ...]) -> bool:
    """Whether choices are too many, and say nothing that an entry of a codelist cannot say."""
    plain = all(each.label is not None and not each.refuses for each in choices)
    return plain and (len(choices) > MOST_CHOICES or most_at_once(choices) > MOST_BUTTONS)


def most_at_once(choices: tuple[ChoiceOutline, ...]) -> int:
    """How many are surely offered together: always, and under the condition that most share."""
    shared = Counter(choice.relevant.text if choice.relevant else "" for choice in choices)
    return shared.pop("", 0) + max(shared.values(), default=0)


def long_list(
    name: str, list_: str, choices: Iterable[ChoiceOutline], notebook: Notebook
) -> LongList:
    """The codelist of some choices; those under the same condition are a part. Notes E502.

    One code may stand in several parts, as a village does that has a namesake elsewhere: it has
    one label.
    """
    entries: dict[str, Entry] = {}
    parts: dict[str, dict[str, None]] = {}
    conditions: dict[str, Scalar] = {}
    for choice in choices:
        code = choice.name.text
        condition = choice.relevant or Scalar(_ALWAYS, choice.name.line, 1, style=WHOLE)
        part = parts.setdefault(condition.text, {})
        if code in part:
            notebook.note("E502", choice.name, f"{list_} has {code} already")
        part[code] = None
        conditions.setdefault(condition.text, condition)
        entries.setdefault(code, _entry(choice))
    filtered = list(parts) != [_ALWAYS]
    codes = tuple(map(tuple, parts.values())) if filtered else ()
    table = CodeTable(name, entries.values(), parts=codes)
    return LongList(table, tuple(conditions.values()) if filtered else ())


def _entry(choice: ChoiceOutline) -> Entry:
    texts = choice.label.texts if choice.label else {}
    return Entry(choice.name.text, {language: text.text for language, text in texts.items()})

"""Reading a typed answer against a codelist: the very words or the code, else a few to choose."""

from __future__ import annotations

from dialogs.codelists.table import Table
from dialogs.readers.folding import fold
from state_machine.items import Value
from state_machine.pending import Candidates, Problem
from state_machine.questionnaire import Reader
from state_machine.scope import Scope

__all__ = ["reader_for_codelist"]

_SURE = 1.0


def reader_for_codelist(table: Table, question: str = "") -> Reader:
    """A reader: the one entry with exactly these words, or up to eight that may be meant.

    A text that is close but not the same is never taken unasked. `question` is one that offers a
    part of the list: then only that is looked at.
    """
    if not question:
        return lambda text, _scope, _item: _read(text, table)
    return lambda text, scope, item: _read(text, _part(scope, question, item))


def _part(scope: Scope, name: str, item: int) -> Table:
    found = scope.codelist(scope.questionnaire.questions[name], item)
    if not isinstance(found, Table):
        raise TypeError(name)
    return found


def _read(text: str, table: Table) -> Value | Problem | Candidates:
    code = text.strip()
    if code in table.entries:
        return code
    found = table.index.search(text)
    if not found:
        return Problem("not_in_list")
    codes = _by_name(table, text, tuple(match.code for match in found))
    sure = tuple(match.code for match in found if match.fit >= _SURE)
    exact = _labelled(table, text, codes) or sure
    return exact[0] if len(exact) == 1 else Candidates(codes)


def _by_name(table: Table, text: str, codes: tuple[str, ...]) -> tuple[str, ...]:
    """Those that are called just so go before others: Kostanay before Kostanay Region."""
    typed = fold(text)
    called = {code: typed in map(fold, table.entries[code].words.values()) for code in codes}
    return tuple(sorted(codes, key=lambda code: not called[code]))


def _labelled(table: Table, text: str, codes: tuple[str, ...]) -> tuple[str, ...]:
    """Those whose label, with all that it says of where they lie, is the text itself."""
    typed = fold(text)
    return tuple(code for code in codes if typed in map(fold, table.said(code)))

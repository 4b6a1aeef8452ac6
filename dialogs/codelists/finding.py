"""Reading a typed answer against a codelist: the very words or the code, else a few to choose."""

from __future__ import annotations

from dialogs.codelists.table import Table
from state_machine.interview import Candidates, Problem, Value
from state_machine.questionnaire import Reader
from state_machine.scope import Scope

__all__ = ["reader_for_codelist"]

_SURE = 1.0


def reader_for_codelist(table: Table) -> Reader:
    """A reader: one entry with exactly these words, or up to six that may be meant.

    A text that is close but not the same is never taken unasked.
    """

    def read(text: str, _scope: Scope, _item: int) -> Value | Problem | Candidates:
        code = text.strip()
        if code in table.entries:
            return code
        found = table.index.search(text)
        exact = [match.code for match in found if match.fit >= _SURE]
        if len(exact) == 1:
            return exact[0]
        if not found:
            return Problem("not_in_list")
        return Candidates(tuple(match.code for match in found))

    return read

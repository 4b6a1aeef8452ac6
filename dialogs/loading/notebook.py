"""Collects the faults of one questionnaire, which may be spread over several pages."""

from __future__ import annotations

from typing import Protocol

from dialogs.faults import CODES, Fault, Severity

__all__ = ["Located", "Notebook"]

_PAGE = 10_000_000
"""Lines that are kept free for each page, so that a line alone tells its page."""


class Located(Protocol):
    """Anything with a place in the file."""

    @property
    def line(self) -> int:
        """From 1."""

    @property
    def column(self) -> int:
        """From 1."""


class Notebook:
    """The faults found so far in a file."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.pages = [file]
        self.found: dict[Fault, None] = {}

    def page(self, name: str) -> int:
        """Begins a page of its own: what to add to the lines of a sheet, or of a further file."""
        self.pages.append(name)
        return _PAGE * (len(self.pages) - 1)

    def note(self, code: str, at: Located, message: str) -> None:
        """Note a fault at a place."""
        self.note_at(code, at.line, at.column, message)

    def note_at(self, code: str, line: int, column: int, message: str) -> None:
        """Note a fault at a line and column, from 1; the same fault is kept once."""
        if code not in CODES:
            raise KeyError(code)
        page, own = divmod(line, _PAGE)
        self.found[Fault(self.pages[page], own, column, code, message)] = None

    @property
    def faults(self) -> list[Fault]:
        """All of them in the order of the file."""
        return sorted(self.found)

    @property
    def errors(self) -> tuple[Fault, ...]:
        """Those that keep the questionnaire from being asked."""
        return tuple(fault for fault in self.faults if fault.severity is Severity.ERROR)

"""Compares two versions of a questionnaire: what is harmless, what re-asks, what loses answers."""

from dialogs.diff.changes import Change, Severity, harmless
from dialogs.diff.comparing import compare
from dialogs.diff.places import lines_of
from dialogs.diff.report import Side, report

__all__ = ["Change", "Severity", "Side", "compare", "harmless", "lines_of", "report"]

"""Says in words what a questionnaire's rules mean, for those who read it without running it."""

from dialogs.words.around import own_rule, references, shared_rules, unparsed
from dialogs.words.numbering import SILENT, UNNUMBERED, numbering
from dialogs.words.rules import Words
from dialogs.words.texts import clean, on_paper

__all__ = [
    "SILENT",
    "UNNUMBERED",
    "Words",
    "clean",
    "numbering",
    "on_paper",
    "own_rule",
    "references",
    "shared_rules",
    "unparsed",
]

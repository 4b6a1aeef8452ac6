"""Says in words what a questionnaire's rules mean, for those who read it without running it."""

from dialogs.words.around import own_rule, references, shared_rules, unparsed
from dialogs.words.batteries import by_battery
from dialogs.words.numbering import SILENT, UNNUMBERED, numbering
from dialogs.words.rules import Words
from dialogs.words.texts import clean, number_on_paper, on_paper, usual_answer

__all__ = [
    "SILENT",
    "UNNUMBERED",
    "Words",
    "by_battery",
    "clean",
    "number_on_paper",
    "numbering",
    "on_paper",
    "own_rule",
    "references",
    "shared_rules",
    "unparsed",
    "usual_answer",
]

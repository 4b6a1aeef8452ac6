"""What a proof has found so far, question by question."""

from __future__ import annotations

from collections.abc import Iterator

from dialogs.proving.content import Content
from dialogs.proving.inquiry import Inquiry, Matter
from dialogs.proving.terms import Verdict
from dialogs.proving.trees import Spot
from state_machine.questionnaire import QuestionType

__all__ = ["Findings"]


class Findings:
    """Collects over all trees.

    `witnesses` are transcripts by question, `open` the questions that may be reached and were not.
    `traps` are true where no answer exists, false where none was found; `suspected` could not be
    played. `exceeding` are rosters; `bounded` are questions that need more items than were tried.
    """

    def __init__(self, content: Content, only: frozenset[str] | None) -> None:
        self.content = content
        self.only = only
        self.witnesses: dict[str, str] = {}
        self.open: set[str] = set()
        self.traps: dict[str, bool] = {}
        self.suspected: set[str] = set()
        self.exceeding: set[str] = set()
        self.bounded: set[str] = set()
        self.blamed: dict[str, frozenset[str]] = {}
        self._seen: dict[tuple[str, Matter], Verdict] = {}

    def blame(self, question: str, rules: frozenset[str]) -> None:
        """Conditions that are impossible for themselves: those that are in every tree stay."""
        known = self.blamed.get(question)
        self.blamed[question] = rules if known is None else known & rules

    def see(self, inquiry: Inquiry, spot: Spot, matter: Matter) -> None:
        """Notes whether something can happen at a question; impossible only if it never can."""
        key = (spot.question, matter)
        if self._seen.get(key) is Verdict.POSSIBLE:
            return
        truth = inquiry.happening(spot, matter)
        found = inquiry.can(spot, truth)
        if found is Verdict.IMPOSSIBLE:
            found = inquiry.can(spot, truth, concrete=False)
            found = found if found is Verdict.IMPOSSIBLE else Verdict.UNDECIDED
        if found is not Verdict.IMPOSSIBLE or key not in self._seen:
            self._seen[key] = found

    def is_doubtful(self, question: str) -> bool:
        """Whether something is proved of a question for few items, which more might change."""
        settled = question in self.witnesses or question in self.open
        return not settled or any(self.never(question))

    def widen(self, inquiry: Inquiry, spot: Spot) -> None:
        """Takes back what is proved only of few items: `inquiry` knows no number of them."""
        name = spot.question
        settled = name in self.witnesses or name in self.open
        if not settled and inquiry.can(spot, concrete=False) is not Verdict.IMPOSSIBLE:
            self.open.add(name)
            self.bounded.add(name)
        for matter in list(self.never(name)):
            truth = inquiry.happening(spot, matter)
            if inquiry.can(spot, truth, concrete=False) is not Verdict.IMPOSSIBLE:
                self._seen[name, matter] = Verdict.UNDECIDED

    def never(self, question: str) -> Iterator[Matter]:
        """What is proved never to happen at a question, though it is asked."""
        if question in self.witnesses:
            for (name, matter), found in self._seen.items():
                if name == question and found is Verdict.IMPOSSIBLE:
                    yield matter

    def asked(self) -> Iterator[str]:
        """Every question that the proof was to look at, gates included."""
        for question in self.content.questionnaire.by_index:
            roster = self.content.roster_of(question.name)
            counted = roster is not None and roster.count is not None
            wanted = self.only is None or question.name in self.only
            if question.type is not QuestionType.CALCULATE and not counted and wanted:
                yield question.name

    def unreachable(self) -> Iterator[str]:
        """Questions that are proved never to be asked."""
        return (
            name for name in self.asked() if name not in self.witnesses and name not in self.open
        )

    def undecided(self) -> Iterator[str]:
        """Questions of which neither is known."""
        return (name for name in self.asked() if name in self.open - self.witnesses.keys())

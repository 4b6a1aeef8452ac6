"""What a proof has found so far, question by question."""

from __future__ import annotations

from collections.abc import Iterator

from dialogs.proving.content import Content
from dialogs.proving.inquiry import Inquiry, Matter
from dialogs.proving.terms import Verdict
from dialogs.proving.trees import Spot

__all__ = ["Findings"]


class Findings:
    """Collects over all trees.

    `witnesses` are transcripts by question, `open` the questions that may be reached and were not.
    `traps` are true where no answer exists, false where none was found; `suspected` could not be
    played. `exceeding` are rosters. What is not `complete` is impossible only if it is so for any
    number of items.
    """

    def __init__(self, content: Content, only: frozenset[str] | None, *, complete: bool) -> None:
        self.content = content
        self.only = only
        self.complete = complete
        self.witnesses: dict[str, str] = {}
        self.open: set[str] = set()
        self.traps: dict[str, bool] = {}
        self.suspected: set[str] = set()
        self.exceeding: set[str] = set()
        self.blamed: dict[str, frozenset[str]] = {}
        self._seen: dict[tuple[str, Matter], Verdict] = {}
        self._out_of_reach: set[str] = set()
        self._never: set[tuple[str, Matter]] = set()

    def foresee(self, inquiry: Inquiry, spot: Spot) -> None:
        """Notes what is impossible for any number of items: a loose world allows more than any."""
        if inquiry.can(spot, concrete=False) is Verdict.IMPOSSIBLE:
            self._out_of_reach.add(spot.question)
            self.blame(spot.question, inquiry.to_blame(spot))
            return
        for matter in inquiry.matters(spot):
            truth = inquiry.happening(spot, matter)
            if inquiry.can(spot, truth, concrete=False) is Verdict.IMPOSSIBLE:
                self._never.add((spot.question, matter))

    def is_out_of_reach(self, question: str) -> bool:
        """Whether a question is proved never to be asked, for any number of items."""
        return question in self._out_of_reach

    def is_settled(self, question: str) -> bool:
        """Whether nothing more is to be found out: never asked, or asked and at fault."""
        if self.is_out_of_reach(question):
            return True
        stuck = question in self.traps or (question, ("answered", "")) in self._never
        return question in self.witnesses and stuck

    def blame(self, question: str, rules: frozenset[str]) -> None:
        """Conditions that are impossible for themselves: those that are in every tree stay."""
        known = self.blamed.get(question)
        self.blamed[question] = rules if known is None else known & rules

    def see(self, inquiry: Inquiry, spot: Spot, matter: Matter) -> None:
        """Notes whether something can happen at a question; impossible only if it never can."""
        key = (spot.question, matter)
        if self._seen.get(key) is Verdict.POSSIBLE:
            return
        if key in self._never:
            self._seen[key] = Verdict.IMPOSSIBLE
            return
        truth = inquiry.happening(spot, matter)
        found = inquiry.can(spot, truth)
        if found is Verdict.IMPOSSIBLE:
            found = inquiry.can(spot, truth, concrete=False)
            found = found if found is Verdict.IMPOSSIBLE else Verdict.UNDECIDED
        if found is not Verdict.IMPOSSIBLE or key not in self._seen:
            self._seen[key] = found

    def never(self, question: str) -> Iterator[Matter]:
        """What is proved never to happen at a question, though it is asked."""
        if question in self.witnesses:
            for (name, matter), found in self._seen.items():
                sure = self.complete or (name, matter) in self._never
                if name == question and found is Verdict.IMPOSSIBLE and sure:
                    yield matter

    def asked(self) -> Iterator[str]:
        """Every question that the proof was to look at, gates included."""
        for question in self.content.questionnaire.by_index:
            roster = self.content.roster_of(question.name)
            gate = roster is not None and roster.count is None
            wanted = self.only is None or question.name in self.only
            if wanted and (gate or self.content.is_asked(question.name)):
                yield question.name

    def unreachable(self) -> Iterator[str]:
        """Questions that are proved never to be asked."""
        return (name for name in self._not_asked() if self.complete or name in self._out_of_reach)

    def undecided(self) -> Iterator[str]:
        """Questions of which neither is known."""
        proved = set(self.unreachable())
        return (name for name in self.asked() if name not in self.witnesses and name not in proved)

    def _not_asked(self) -> Iterator[str]:
        """Questions that no answers seem to reach, in all trees."""
        return (
            name for name in self.asked() if name not in self.witnesses and name not in self.open
        )

    def needs_more(self, question: str) -> bool:
        """Whether few items do not lead to a question, and many might."""
        return question not in self.open

"""Proves of a whole questionnaire what can be reached, and where nobody gets on.

Trees of items are looked at from the smallest on. A question that some answers seem to reach is
played through the engine: only what was played is reached. What no tree allows is proved never to
be; whatever is neither is undecided, and said to be.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from dialogs.faults import Fault
from dialogs.proving.content import Content
from dialogs.proving.findings import Findings
from dialogs.proving.inquiry import Inquiry, Plan
from dialogs.proving.playing import END, Player
from dialogs.proving.reporting import faults_of
from dialogs.proving.terms import Truth, Verdict, contrary
from dialogs.proving.trees import Spot, Tree, is_all, smallest, trees
from dialogs.proving.world import World
from state_machine.questionnaire import QuestionType

__all__ = ["Proof", "prove"]

FINISH = "to-the-end"
"""The name of the witness that comes to the end; no question can be called so."""

_TRIES = 8


class Proof(Struct, frozen=True):
    """What is known of every question.

    `witnesses` are transcripts by the question that they come to, and `to-the-end`; `unreachable`
    are the questions proved never to be asked; `undecided` are all others.
    """

    witnesses: Mapping[str, str]
    unreachable: tuple[str, ...]
    undecided: tuple[str, ...]
    faults: tuple[Fault, ...]

    @property
    def summary(self) -> str:
        """In numbers of questions."""
        reached = len(self.witnesses.keys() - {FINISH})
        return (
            f"reached {reached}, proved unreachable {len(self.unreachable)}, "
            f"undecided {len(self.undecided)}"
        )


def prove(
    content: Content, *, file: str, language: str = "", only: frozenset[str] | None = None
) -> Proof:
    """Proves and plays; `language` is that of the witnesses, `only` the questions to look at.

    Without a language that the questionnaire has, the witnesses speak its first one.
    """
    languages = content.questionnaire.languages
    prover = _Prover(content, language if language in languages else languages[0], only)
    prover.run()
    findings = prover.findings
    return Proof(
        witnesses={_named(name): text for name, text in findings.witnesses.items()},
        unreachable=tuple(findings.unreachable()),
        undecided=tuple(findings.undecided()),
        faults=tuple(faults_of(content, findings, file)),
    )


def _named(question: str) -> str:
    return FINISH if question == END.question else question


class _Prover:
    """Goes through the trees and notes what is found."""

    def __init__(self, content: Content, language: str, only: frozenset[str] | None) -> None:
        self.content = content
        self.language = language
        self.only = only
        self.findings = Findings(content, only, complete=only is None and is_all(content))

    def run(self) -> None:
        self._foresee()
        for tree in trees(self.content):
            if self.only is None or not self._is_done(self.only):
                self._walk(tree)

    def _foresee(self) -> None:
        """What no number of items makes possible needs no tree."""
        world = World(self.content, smallest(self.content), loose=True)
        for spot in world.tree.route:
            if self._is_wanted(spot) and spot.question in self.content.outlines:
                self.findings.foresee(Inquiry.of_any_number(world, spot), spot)

    def _walk(self, tree: Tree) -> None:
        inquiry = Inquiry(self.content, tree)
        wanted = [place for place, spot in enumerate(tree.route) if self._is_wanted(spot)]
        last = len(tree.route) if self.only is None else max(wanted, default=-1) + 1
        for spot in tree.route[:last]:
            if inquiry.solver.hopeless:
                return
            if inquiry.at >= tree.complete_from and self._is_wanted(spot):
                self._look(inquiry, spot)
            inquiry.pass_by(spot)
        if self.only is None:
            self._finish(inquiry)

    def _is_done(self, wanted: frozenset[str]) -> bool:
        return all(map(self.findings.is_settled, wanted))

    def _is_wanted(self, spot: Spot) -> bool:
        gate = self.content.roster_of(spot.question) is not None
        asked = gate or self.content.is_asked(spot.question)
        return asked and (self.only is None or spot.question in self.only)

    def _look(self, inquiry: Inquiry, spot: Spot) -> None:
        if self.findings.is_out_of_reach(spot.question):
            return
        if spot.question not in self.findings.witnesses:
            self._reach(inquiry, spot)
        outline = self.content.outlines.get(spot.question)
        if outline is None:
            self._count(inquiry, spot)
        elif outline.type is not QuestionType.NOTE:
            self._check_answers(inquiry, spot)
            self._check_trap(inquiry, spot)

    # -- what is reached --------------------------------------------------------------------------

    def _reach(self, inquiry: Inquiry, spot: Spot) -> None:
        found = inquiry.can(spot)
        if found is Verdict.POSSIBLE:
            found = self._play(inquiry, spot)
        elif found is Verdict.IMPOSSIBLE:
            found = inquiry.can(spot, concrete=False)
        if found is Verdict.IMPOSSIBLE:
            self.findings.blame(spot.question, inquiry.to_blame(spot))
        elif spot.question not in self.findings.witnesses:
            self.findings.open.add(spot.question)

    def _play(self, inquiry: Inquiry, spot: Spot) -> Verdict:
        """Plays answers that seem to reach a question; others, when they do not."""
        refused: list[Truth] = []
        for _ in range(_TRIES):
            plan, pinned = inquiry.shortest(spot, *refused)
            text = self._transcript(inquiry, plan, spot)
            if text is not None:
                self.findings.witnesses[spot.question] = text
                return Verdict.POSSIBLE
            refused.append(contrary(pinned))
            if inquiry.can(spot, *refused) is not Verdict.POSSIBLE:
                break
        return Verdict.UNDECIDED

    def _transcript(self, inquiry: Inquiry, plan: Plan, spot: Spot) -> str | None:
        player = self._player(inquiry, plan)
        return player.transcript() if player.reaches(spot) else None

    def _player(self, inquiry: Inquiry, plan: Plan) -> Player:
        return Player(self.content.questionnaire, inquiry.tree, plan, self.language)

    def _finish(self, inquiry: Inquiry) -> None:
        """Whether everything can be answered."""
        if END.question in self.findings.witnesses or inquiry.solver.hopeless:
            return
        if inquiry.can_finish() is not Verdict.POSSIBLE:
            return
        plan, _ = inquiry.shortest(None)
        text = self._transcript(inquiry, plan, END)
        if text is not None:
            self.findings.witnesses[END.question] = text

    # -- what can be answered ---------------------------------------------------------------------

    def _check_answers(self, inquiry: Inquiry, spot: Spot) -> None:
        """Whether an answer is accepted, a choice offered, a soft check met and failed at all."""
        for matter in inquiry.matters(spot):
            self.findings.see(inquiry, spot, matter)

    def _check_trap(self, inquiry: Inquiry, spot: Spot) -> None:
        if spot.question in self.findings.traps:
            return
        found, plan = inquiry.trap(spot)
        if found is Verdict.IMPOSSIBLE:
            return
        player = self._player(inquiry, plan)
        if not plan or not player.reaches(spot):
            self.findings.suspected.add(spot.question)
        elif player.refuses(spot):
            self.findings.traps[spot.question] = found is Verdict.POSSIBLE
        else:
            self.findings.suspected.add(spot.question)

    def _count(self, inquiry: Inquiry, spot: Spot) -> None:
        roster = self.content.roster_of(spot.question)
        if roster is not None and inquiry.exceeds(roster, spot.item) is Verdict.POSSIBLE:
            self.findings.exceeding.add(roster.name.text)

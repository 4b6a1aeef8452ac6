"""Questionnaires for the engine's own tests, built from functions and no file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from state_machine.assembly import assemble
from state_machine.inputs import Input
from state_machine.items import Value
from state_machine.pending import Problem
from state_machine.questionnaire import (
    ADD,
    DONE,
    Block,
    Choice,
    Edit,
    Expression,
    Loop,
    Question,
    Questionnaire,
    QuestionType,
    Roster,
    Section,
    Stage,
    Template,
    Text,
)
from state_machine.scope import Scope

__all__ = ["ALWAYS", "Builder", "rule", "text"]

Rule = Callable[[Scope, int, Value], str | float | bool]


def text(words: str) -> Text:
    """The same words in every language."""
    return dict.fromkeys(("kk", "ru", "en"), Template((words,)))


def rule(
    evaluate: Rule, reads: Mapping[str, str] = MappingProxyType({}), source: str = "a rule"
) -> Expression:
    """A rule from a function and the names that it reads, each with the level it is reached by."""
    return Expression(source, evaluate, reads)


ALWAYS = rule(lambda _scope, _item, _dot: True)


def _reader(
    kind: QuestionType, names: tuple[str, ...]
) -> Callable[[str, Scope, int], Value | Problem]:
    def read(said: str, _scope: Scope, _item: int) -> Value | Problem:
        if kind is QuestionType.INTEGER:
            return int(said) if said.isascii() and said.isdigit() else Problem("not_a_number")
        if names:
            return said if said in names else Problem("not_a_choice")
        return said

    return read


class Builder:
    """Collects sections in the order of the content and numbers their questions."""

    def __init__(self) -> None:
        self.count = 0
        self.rosters: list[Roster] = []
        self.gates: list[Section] = []

    def question(
        self,
        kind: QuestionType,
        name: str,
        choices: tuple[str | Choice, ...] = (),
        *,
        relevant: Expression | None = None,
        constraint: Expression | None = None,
        calculation: Expression | None = None,
        required: bool = True,
        hint: bool = False,
    ) -> Question:
        """A question without a place yet: `section` gives it one."""
        options = tuple(
            choice if isinstance(choice, Choice) else Choice(choice, text(choice))
            for choice in choices
        )
        return Question(
            name=name,
            index=0,
            type=kind,
            section="",
            level="",
            label=text(name),
            read=_reader(kind, tuple(option.name for option in options)),
            hint=text("a hint") if hint else None,
            choices=options,
            relevant=relevant,
            edits=(Edit(constraint, text(f"{name} is wrong")),) if constraint else (),
            required=ALWAYS if required else None,
            calculation=calculation,
        )

    def section(
        self,
        name: str,
        *questions: Question,
        level: str = "",
        stage: Stage = Stage.INTERVIEWING,
        gate: str = "",
    ) -> Section:
        """A section of questions, placed and numbered."""
        placed: list[Question] = []
        for question in questions:
            fields = {field: getattr(question, field) for field in question.__struct_fields__}
            fields |= {"index": self.count, "section": name, "level": level}
            placed.append(Question(**fields))
            self.count += 1
        return Section(name, level, stage, text(name), tuple(placed), gate=gate)

    def gather(
        self,
        name: str,
        *blocks: Block,
        parent: str = "",
        least: int = 0,
        most: int = 1000,
        respondent_first: bool = False,
        count: Expression | None = None,
    ) -> Loop:
        """A gathering loop with its roster and gate; call it after the sections inside it."""
        gate, listing = f"{name}_more", f"{name}_list"
        self.rosters.append(
            Roster(name, parent, text(name), text(name), gate, least, most, respondent_first, count)
        )
        question = self.question(QuestionType.GATE, gate, (ADD, DONE))
        self.gates.append(
            self.section(listing, question, level=parent, stage=Stage.LISTING, gate=name)
        )
        return Loop(name, tuple(blocks), gate=listing)

    def build(
        self, *blocks: Block, languages: tuple[str, ...] = ("kk", "ru", "en")
    ) -> Questionnaire:
        """The questionnaire of these blocks."""
        return assemble(
            name="built",
            content="0",
            title=text("built"),
            languages=languages,
            blocks=blocks,
            rosters=self.rosters,
            gates=self.gates,
            understand=_understand,
        )


def _understand(_scope: Scope, _said: str) -> Input | None:
    return None

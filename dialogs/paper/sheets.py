"""A questionnaire as it stands on paper: sheets, their parts, and numbered questions in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from types import MappingProxyType

from msgspec import Struct, structs

from dialogs.catalogues import say
from dialogs.graph import type_words
from dialogs.words import SILENT, Words, clean, on_paper, own_rule, shared_rules
from state_machine.questionnaire import (
    Block,
    Choice,
    Edit,
    Expression,
    Question,
    Questionnaire,
    QuestionType,
    Section,
    Text,
)

__all__ = ["Annex", "Check", "Line", "Option", "Paper", "Part", "Sheet", "paper"]

_MOST = 40
"""So many choices stand at their question; longer lists are in the annex."""

_BOXES: Mapping[str, int] = MappingProxyType({"integer": 4, "decimal": 7, "date": 8})
"""Boxes for one character each, by kind of question."""

_IIN_BOXES = 12


class Option(Struct, frozen=True, kw_only=True):
    """One choice: its label, its code in the data, a condition of its own."""

    label: str
    code: str
    condition: str = ""


Options = tuple[tuple[str, tuple[Option, ...]], ...]
"""Choices by the condition under which they are offered, '' where there is none."""


class Check(Struct, frozen=True, kw_only=True):
    """What an answer must be; `rule` and `message` are '' where there is none to show."""

    soft: bool
    rule: str
    message: str


class Line(Struct, frozen=True, kw_only=True):
    """One question, or a message without a number.

    `field` is how it is answered: one, several, boxes, text, list or none; `boxes` how many.
    """

    name: str
    number: str
    label: str
    kind: str
    field: str
    boxes: int = 0
    options: Options = ()
    annex: str = ""
    asked: str = ""
    notes: tuple[str, ...] = ()
    checks: tuple[Check, ...] = ()
    required: bool = False


class Part(Struct, frozen=True, kw_only=True):
    """A section. `repeats` says for whom it is filled in, `asked` on what condition."""

    name: str
    title: str
    repeats: tuple[str, ...]
    asked: str
    lines: tuple[Line, ...]


class Sheet(Struct, frozen=True, kw_only=True):
    """The parts that stand on one official sheet; `form` is '' where there is none."""

    form: str
    title: str
    parts: tuple[Part, ...]


class Annex(Struct, frozen=True, kw_only=True):
    """The choices of a question that are too many for the sheet."""

    number: str
    label: str
    options: Options


class Paper(Struct, frozen=True, kw_only=True):
    """The whole form in one language."""

    title: str
    name: str
    content: str
    language: str
    sheets: tuple[Sheet, ...]
    computed: tuple[tuple[str, str], ...]
    annexes: tuple[Annex, ...]


def paper(questionnaire: Questionnaire, language: str) -> Paper:
    """The form of a questionnaire in a language."""
    clerk = _Clerk(questionnaire, language)
    parts = [part for block in questionnaire.blocks for part in clerk.parts(block, ())]
    return Paper(
        title=clerk.text(questionnaire.title),
        name=clean(questionnaire.name),
        content=clean(questionnaire.content),
        language=language,
        sheets=tuple(_sheets(parts, language)),
        computed=tuple(clerk.computed()),
        annexes=tuple(clerk.annexes()),
    )


def _sheets(parts: list[tuple[str, Part]], language: str) -> Iterator[Sheet]:
    for form, found in groupby(parts, lambda pair: pair[0]):
        title = say(language, "paper.form", form=form) if form else ""
        yield Sheet(form=form, title=title, parts=tuple(part for _, part in found))


class _Clerk:
    def __init__(self, questionnaire: Questionnaire, language: str) -> None:
        self.questionnaire = questionnaire
        self.language = language
        self.words = Words(questionnaire, language)

    def parts(self, block: Block, around: tuple[str, ...]) -> Iterator[tuple[str, Part]]:
        """The parts of a block, each with the sheet that it belongs to."""
        if isinstance(block, Section):
            yield clean(block.form), self._part(block, around)
            return
        noun = self.text(self.questionnaire.rosters[block.roster].noun)
        within = (*around, self.say("each", noun=noun))
        form = ""
        for inner in block.blocks:
            for form, part in self.parts(inner, within):
                yield form, part
        if block.gate:
            yield form, self._part(self.questionnaire.sections[block.gate], around)

    def _part(self, section: Section, repeats: tuple[str, ...]) -> Part:
        around = shared_rules(section.questions)
        condition = self.words.rule(" and ".join(f"({rule})" for rule in around)) if around else ""
        asked = (each for each in section.questions if each.type is not QuestionType.CALCULATE)
        return Part(
            name=section.name,
            title="" if section.gate else self.text(section.title),
            repeats=repeats[-1:],
            asked=self.say("section_asked", condition=condition) if condition else "",
            lines=tuple(self._line(question, around) for question in asked),
        )

    def _line(self, question: Question, around: tuple[str, ...]) -> Line:
        own = "" if question.type is QuestionType.GATE else own_rule(question, around)
        field, boxes = self._field(question)
        many = len(question.choices)
        annexed = self.say("see_annex", count=str(many)) if many > _MOST else ""
        return Line(
            name=question.name,
            number=self.words.numbers.get(question.name, ""),
            label=self.text(question.label) or clean(question.name),
            kind="" if question.type in SILENT else type_words(question, self.language),
            field=field,
            boxes=boxes,
            options=() if annexed else self._options(question),
            annex=annexed,
            asked=self.say("asked", condition=self.words.rule(own)) if own else "",
            notes=tuple(self._notes(question)),
            checks=tuple(self._check(edit, question) for edit in question.edits),
            required=question.required is not None,
        )

    def _field(self, question: Question) -> tuple[str, int]:
        kind = str(question.type)
        if kind in ("note", "calculate"):
            return "none", 0
        if question.codelist is not None or question.members:
            return "text", 0
        if kind == "text" and any("valid-iin" in edit.rule.source for edit in question.edits):
            return "boxes", _IIN_BOXES
        if kind in _BOXES:
            return "boxes", _BOXES[kind]
        if question.choices:
            return ("several" if kind == "select_multiple" else "one"), 0
        return "text", 0

    def _options(self, question: Question) -> Options:
        """The choices, those that are offered under the same condition together."""
        plain = question.type is QuestionType.GATE
        found = [self._option(choice, plain=plain) for choice in question.choices]
        runs = [(condition, tuple(run)) for condition, run in groupby(found, _condition)]
        if found and len(runs) == len(found):
            return (("", tuple(found)),)
        return tuple((condition, tuple(map(_without_condition, run))) for condition, run in runs)

    def _option(self, choice: Choice, *, plain: bool) -> Option:
        rule = self._rule(choice.relevant)
        return Option(
            label=self.text(choice.label),
            code="" if plain else clean(choice.name),
            condition=self.say("choice_if", condition=rule) if rule else "",
        )

    def _rule(self, rule: Expression | None) -> str:
        return self.words.rule(rule.source) if rule else ""

    def _notes(self, question: Question) -> Iterator[str]:
        """All that is said of a question in small print."""
        if question.codelist is not None:
            yield self.say("codelist")
        if question.members:
            yield self.say("members")
        for key, text in (("proxy", question.proxy), ("together", question.together)):
            if text is not None:
                yield self.say(key, text=self.text(text))
        if question.hint is not None:
            yield self.say("hint", text=self.text(question.hint))
        yield from self._terms(question)

    def _terms(self, question: Question) -> Iterator[str]:
        if question.type not in SILENT and question.required is None:
            yield self.say("optional")
        elif question.required is not None and question.required.source != "true()":
            yield self.say("required_if", condition=self._rule(question.required))
        if question.missing:
            reasons = (say(self.language, f"missing.{reason.value}") for reason in question.missing)
            yield self.say("missing", reasons=", ".join(reasons))
        if question.default is not None:
            rule = self.words.rule(question.default.source, question.name)
            yield self.say("suggested", rule=rule)
        if question.carry:
            yield self.say("carry")
        if question.sensitive:
            yield self.say("sensitive")

    def _check(self, edit: Edit, question: Question) -> Check:
        """The rule in words; a pattern says nothing to a reader where there is a message."""
        message = self.text(edit.message) if edit.message else ""
        silent = message and "regex(" in edit.rule.source
        rule = "" if silent else self.words.rule(edit.rule.source, question.name)
        key = "soft_check" if edit.soft else "check"
        return Check(
            soft=edit.soft,
            rule=self.say(key, rule=rule) if rule else "",
            message=self.say("message", text=message) if message else "",
        )

    def computed(self) -> Iterator[tuple[str, str]]:
        """The calculations: the name of each in rules and data, and what it is."""
        for question in self.questionnaire.by_index:
            if question.calculation is not None:
                yield clean(question.name), self.words.rule(question.calculation.source)

    def annexes(self) -> Iterator[Annex]:
        for question in self.questionnaire.by_index:
            if len(question.choices) > _MOST:
                yield Annex(
                    number=self.words.name(question.name),
                    label=self.text(question.label),
                    options=self._options(question),
                )

    def text(self, text: Text) -> str:
        return on_paper(text, self.questionnaire, self.language)

    def say(self, key: str, **places: str) -> str:
        return say(self.language, f"paper.{key}", **places)


def _condition(option: Option) -> str:
    return option.condition


def _without_condition(option: Option) -> Option:
    return structs.replace(option, condition="")

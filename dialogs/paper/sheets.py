"""A questionnaire as it stands on paper: sheets, their parts, and numbered questions in words."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from msgspec import Struct, structs

from dialogs.catalogues import say
from dialogs.graph import type_words
from dialogs.paper.fields import Boxes, field_of
from dialogs.words import (
    SILENT,
    Words,
    by_battery,
    clean,
    number_on_paper,
    on_paper,
    own_rule,
    shared_rules,
    usual_answer,
)
from state_machine.questionnaire import (
    Battery,
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

_MOST_COLUMNS = 5
"""So many choices that several questions share stand above them as columns."""


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


class Heading(Struct, frozen=True, kw_only=True):
    """What stands above the questions of a battery; `asked` is on what condition they are asked."""

    label: str
    asked: str
    notes: tuple[str, ...]


class Line(Struct, frozen=True, kw_only=True):
    """One question, or a message without a number.

    `field` is how it is answered, as `fields.Field` says, or `columns`: by a mark below one of
    the choices above. `heading` stands above the first question of a battery, `columns` above the
    first of those that share their choices; `battery` tells that it belongs to one.
    """

    name: str
    number: str
    label: str
    kind: str
    field: str
    boxes: tuple[Boxes, ...] = ()
    scale: tuple[str, ...] = ()
    options: Options = ()
    battery: bool = False
    heading: Heading | None = None
    columns: tuple[Option, ...] = ()
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
        return Part(
            name=section.name,
            title="" if section.gate else self.text(section.title),
            repeats=repeats[-1:],
            asked=self.say("section_asked", condition=condition) if condition else "",
            lines=tuple(self._lines(section.questions, around)),
        )

    def _lines(self, questions: tuple[Question, ...], around: tuple[str, ...]) -> Iterator[Line]:
        asked = tuple(q for q in questions if q.type is not QuestionType.CALCULATE)
        for battery, run in by_battery(asked):
            if battery is None:
                yield from (self._line(question, around) for question in run)
            else:
                yield from self._at_once(battery, run, around)

    def _at_once(
        self, battery: Battery, questions: tuple[Question, ...], around: tuple[str, ...]
    ) -> Iterator[Line]:
        """The questions of a battery below its wording, with the terms that they share."""
        shared = tuple(rule for rule in shared_rules(questions) if rule not in around)
        lines = list(_tabled([self._line(each, (*around, *shared)) for each in questions]))
        yield structs.replace(lines[0], battery=True, heading=self._heading(battery, shared))
        yield from (structs.replace(line, battery=True) for line in lines[1:])

    def _heading(self, battery: Battery, shared: tuple[str, ...]) -> Heading:
        """What is asked of all at once, on which condition, and what is said when none is so."""
        rule = self._rule(battery.relevant)
        terms = self.say("at_once_if", condition=rule) if rule else self.say("at_once")
        return Heading(
            label=self.text(battery.label),
            asked=self._asked(" and ".join(f"({rule})" for rule in shared)),
            notes=(f"{terms}. {self.say('none_ticked', text=self.text(battery.usual))}",),
        )

    def _asked(self, rule: str) -> str:
        return self.say("asked", condition=self.words.rule(rule)) if rule else ""

    def _line(self, question: Question, around: tuple[str, ...]) -> Line:
        own = "" if question.type is QuestionType.GATE else own_rule(question, around)
        field = field_of(question, self.language)
        many = len(question.choices)
        annexed = self.say("see_annex", count=str(many)) if many > _MOST else ""
        return Line(
            name=question.name,
            number=self.words.numbers.get(question.name, ""),
            label=self.text(question.label) or clean(question.name),
            kind="" if question.type in SILENT else type_words(question, self.language),
            field=field.kind,
            boxes=field.boxes,
            scale=field.scale,
            options=() if annexed or question.grid else self._options(question),
            annex=annexed,
            asked=self._asked(own),
            notes=tuple(self._notes(question)),
            checks=tuple(self._check(edit, question) for edit in question.edits),
            required=question.required is not None,
        )

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
        yield from self._directions(question)
        for key, text in (("proxy", question.proxy), ("together", question.together)):
            if text is not None:
                yield self.say(key, text=self.text(text))
        if question.hint is not None:
            yield self.say("hint", text=self.text(question.hint))
        yield from self._terms(question)

    def _directions(self, question: Question) -> Iterator[str]:
        """What a clerk has to know to fill in the field."""
        grid = question.grid
        if question.codelist is not None:
            yield self.say("codelist")
        if question.members:
            yield self.say("members")
        if question.type is QuestionType.RANK:
            yield self.say("rank")
        if grid is not None:
            ends = {"start": grid.at(0), "end": grid.at(grid.count - 1), "step": grid.step}
            said = {key: number_on_paper(end, self.language) for key, end in ends.items()}
            yield self.say("scale", **said)

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
        if question.battery is not None:
            usual = usual_answer(question, self.questionnaire, self.language)
            yield self.say("usual", answer=usual)

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


def _tabled(lines: list[Line]) -> Iterator[Line]:
    """Lines of a battery; those that share their choices, and few of them, by marks in columns."""
    for (options, field), found in groupby(lines, lambda line: (line.options, line.field)):
        run = list(found)
        columns = options[0][1] if len(options) == 1 and not options[0][0] else ()
        fits = field in ("one", "several") and 0 < len(columns) <= _MOST_COLUMNS
        if len(run) < 2 or not fits:  # noqa: PLR2004  one row is no table
            yield from run
            continue
        marked = [structs.replace(line, field=f"columns {field}") for line in run]
        yield structs.replace(marked[0], columns=columns)
        yield from marked[1:]

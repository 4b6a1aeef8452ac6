"""Builds the compiled questionnaire out of an outline."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

from dialogs.catalogues import say
from dialogs.codelists import Shelf, reader_for_codelist
from dialogs.commands import understander
from dialogs.faq import Finder, Listener
from dialogs.loading.datafiles import DataFiles
from dialogs.loading.names import ACKNOWLEDGED, Names, gate_question, gate_section
from dialogs.loading.notebook import Notebook
from dialogs.loading.outline import (
    BlockOutline,
    ChoiceOutline,
    EditOutline,
    LoopOutline,
    Outline,
    QuestionOutline,
    RosterOutline,
    SectionOutline,
    TopicOutline,
)
from dialogs.loading.rules import Rules, literally
from dialogs.readers import reader_for
from dialogs.readers.members import MemberReader
from dialogs.readers.person import PersonReader
from dialogs.readers.texts import read_lines
from dialogs.wording import number_text
from state_machine.assembly import assemble
from state_machine.items import Missing, Value
from state_machine.questionnaire import (
    ADD,
    DONE,
    Battery,
    Block,
    Choice,
    Edit,
    Expression,
    Grid,
    Loop,
    Narrowing,
    Question,
    Questionnaire,
    QuestionType,
    Reader,
    Roster,
    Section,
    Stage,
    Text,
    Topic,
)
from state_machine.shuffling import Shuffle

__all__ = ["MOST_NUMBERS", "Built", "build", "edits_of", "finish"]

MOST_NUMBERS = 11
"""Numbers of a range that are shown as buttons, such as 0 to 10; of a longer one they are typed."""


def edits_of(outline: QuestionOutline, question: Question) -> Iterator[tuple[EditOutline, Edit]]:
    """The checks with what they were compiled to; none while one of them has a fault."""
    if len(outline.edits) == len(question.edits):
        yield from zip(outline.edits, question.edits, strict=True)


def _usual(outline: QuestionOutline) -> Value:
    """The usual answer: the name of a choice, or of several with spaces between."""
    if outline.usual is None:
        return ""
    several = outline.type is QuestionType.SELECT_MULTIPLE
    return tuple(outline.usual.text.split()) if several else outline.usual.text


class Built:
    """The compiled parts of an outline, before they are put together."""

    def __init__(self, outline: Outline, names: Names, rules: Rules) -> None:
        self.outline = outline
        self.names = names
        self.rules = rules
        self.count = 0
        self.gates: list[Section] = []
        self.lists: dict[str, tuple[Choice, ...]] = {}
        self.batteries: dict[str, Battery] = {}
        self.questions: list[tuple[QuestionOutline, Question]] = []
        self.blocks = tuple(map(self._block, outline.blocks))
        self.rosters = tuple(map(self._roster, outline.rosters()))
        self.topics = tuple(map(self._topic, outline.topics))
        self.title = rules.plain(outline.title, "the title")

    def _block(self, block: BlockOutline) -> Block:
        if isinstance(block, SectionOutline):
            return self._section(block)
        blocks = tuple(map(self._block, block.blocks))
        if block.gathers is None:
            return Loop(block.roster.text, blocks)
        self.gates.append(self._gate(block, block.gathers))
        return Loop(block.roster.text, blocks, gate_section(block.roster.text))

    def _section(self, section: SectionOutline) -> Section:
        return Section(
            name=section.name.text,
            level=section.level,
            stage=section.stage,
            title=self.rules.text(section.title, section.level),
            questions=tuple(map(self._question, section.questions)),
            form=section.form,
        )

    def _question(self, outline: QuestionOutline) -> Question:
        choices, level, rules = self._choices(outline), outline.level, self.rules
        question = Question(
            name=outline.name.text,
            index=self._next(),
            type=outline.type,
            section=outline.section,
            level=level,
            label=rules.text(outline.label, level) if outline.label else self._silent(),
            read=self._reader(outline, choices, shuffle := self._shuffle(outline)),
            shuffle=shuffle,
            proxy=rules.some_text(outline.proxy, level),
            hint=rules.some_text(outline.hint, level),
            guidance=rules.some_text(outline.guidance, level),
            together=rules.some_text(outline.together, level),
            choices=choices,
            relevant=rules.relevance(outline),
            edits=tuple(self._edits(outline)),
            required=rules.required(outline),
            default=rules.default(outline),
            carry=outline.carry is not None,
            missing=tuple(map(Missing, outline.missing)),
            members=outline.members.text if outline.members else "",
            codelist=self.names.codelist(outline),
            narrowing=self._narrowing(outline),
            calculation=rules.calculation(outline),
            official=outline.official,
            sensitive=outline.sensitive,
            grid=outline.grid,
            columns=outline.look.columns,
            numeric=outline.look.numeric,
            battery=self._battery(outline),
            tick=rules.some_text(outline.tick, level),
            usual=_usual(outline),
        )
        self.questions.append((outline, question))
        return question

    def _narrowing(self, outline: QuestionOutline) -> Narrowing | None:
        """The parts of a codelist with their conditions; None where all of it is offered."""
        table = self.names.codelist(outline)
        rules = [self.rules.expression(rule, outline.level) for rule in outline.parts]
        conditions = tuple(rule for rule in rules if rule is not None)
        if table is None or not outline.parts or len(conditions) < len(outline.parts):
            return None
        return Narrowing(conditions, table.only)

    def _battery(self, question: QuestionOutline) -> Battery | None:
        """The battery of a group, one for all of its questions that have a tick."""
        outline, level, rules = question.battery, question.level, self.rules
        if outline is None or question.tick is None:
            return None
        name, when = outline.name.text, outline.relevant
        if name not in self.batteries:
            self.batteries[name] = Battery(
                name=name,
                label=rules.text(outline.label, level),
                usual=rules.text(outline.usual, level),
                relevant=rules.expression(when, level) if when else None,
            )
        return self.batteries[name]

    def _edits(self, outline: QuestionOutline) -> Iterator[Edit]:
        """The constraint and the checks, in the order in which they are looked at."""
        for edit in outline.edits:
            rule = self.rules.expression(edit.rule, outline.level, under_test=outline)
            if rule is not None:
                message = self.rules.some_text(edit.message, outline.level)
                yield Edit(rule, message, edit.soft)

    def _shuffle(self, outline: QuestionOutline) -> Shuffle | None:
        """The order of chance that the author wants for the choices."""
        if outline.randomize is None:
            return None
        name, seed = outline.name.text, outline.seed
        drawn = self.rules.expression(seed, outline.level, owner=name) if seed else None
        return Shuffle(name, drawn)

    def _reader(
        self, outline: QuestionOutline, choices: tuple[Choice, ...], shuffle: Shuffle | None
    ) -> Reader:
        if outline.members is not None:
            return MemberReader(outline.name.text)
        codelist = self.names.codelist(outline)
        if codelist is not None:
            return reader_for_codelist(codelist, outline.name.text if outline.parts else "")
        plain = reader_for(outline.type, choices, self.outline.languages, outline.grid, shuffle)
        plain = read_lines if outline.look.lines else plain
        named = {part: question.text for part, question in outline.reads.items()}
        return PersonReader(plain, outline.name.text, named) if named else plain

    def _next(self) -> int:
        self.count += 1
        return self.count - 1

    def _silent(self) -> Text:
        """A calculate is never said."""
        return MappingProxyType({language: literally("") for language in self.outline.languages})

    def _choices(self, question: QuestionOutline) -> tuple[Choice, ...]:
        """The choices of a question; a list is compiled once for each level that uses it."""
        if question.type is QuestionType.ACKNOWLEDGE:
            return (Choice(ACKNOWLEDGED, self._said("button.acknowledge")),)
        if question.grid is not None:
            return self._numbers(question.grid)
        if question.list is None:
            return ()
        more = question.or_other is not None
        key = f"{question.list.text}@{question.level}{'+' if more else ''}"
        if key not in self.lists:
            authored = self.names.choices(question)
            self.lists[key] = tuple(self._choice(each, question.level) for each in authored)
        return self.lists[key]

    def _numbers(self, grid: Grid) -> tuple[Choice, ...]:
        """The numbers of a range as choices, where there is room for them."""
        if grid.count > MOST_NUMBERS:
            return ()
        return tuple(self._number(grid.at(place)) for place in range(grid.count))

    def _number(self, number: float) -> Choice:
        languages = self.outline.languages
        said = {language: literally(number_text(number, language)) for language in languages}
        return Choice(str(number), MappingProxyType(said))

    def _choice(self, choice: ChoiceOutline, level: str) -> Choice:
        relevant = choice.relevant
        return Choice(
            name=choice.name.text,
            label=self.rules.plain(choice.label, "a choice", "say it in the label of the question"),
            refuses=choice.refuses,
            relevant=self.rules.expression(relevant, level) if relevant else None,
        )

    def _roster(self, roster: RosterOutline) -> Roster:
        return Roster(
            name=roster.name.text,
            parent=roster.parent,
            title=self.rules.text(roster.title, roster.name.text),
            noun=self.rules.plain(roster.noun, "a noun"),
            gate=gate_question(roster.name.text),
            min=roster.min,
            max=roster.max,
            respondent_first=roster.respondent_first,
            count=self._count(roster),
        )

    def _topic(self, topic: TopicOutline) -> Topic:
        return Topic(
            name=topic.name.text,
            title=self.rules.plain(topic.title, "a title"),
            answer=self.rules.plain(topic.answer, "an answer of the FAQ"),
            related=tuple(related.text for related in topic.related),
        )

    def _count(self, roster: RosterOutline) -> Expression | None:
        count = roster.count
        return None if count is None else self.rules.expression(count, roster.parent)

    def _gate(self, loop: LoopOutline, roster: RosterOutline) -> Section:
        name = gate_section(roster.name.text)
        return Section(
            name=name,
            level=loop.level,
            stage=Stage.LISTING,
            title=self.rules.plain(roster.noun, "a noun"),
            questions=(self._gate_question(roster, name),),
            gate=roster.name.text,
        )

    def _gate_question(self, roster: RosterOutline, section: str) -> Question:
        rules, level = self.rules, roster.parent
        counted = roster.count is not None
        choices = self._counted_choices() if counted else tuple(self._gate_choices(roster))
        return Question(
            name=gate_question(roster.name.text),
            index=self._next(),
            type=QuestionType.GATE,
            section=section,
            level=level,
            label=self._said("gate.too_many") if counted else rules.text(roster.label, level),
            read=reader_for(QuestionType.GATE, choices, self.outline.languages),
            hint=rules.some_text(roster.hint, level),
            choices=choices,
            relevant=rules.conditions(roster.around, None, level),
        )

    def _gate_choices(self, roster: RosterOutline) -> Iterator[Choice]:
        yield Choice(ADD, self.rules.plain(roster.add, "a choice"))
        yield Choice(DONE, self.rules.plain(roster.done, "a choice"))

    def _counted_choices(self) -> tuple[Choice, ...]:
        """Those of a list that a rule counts: its gate is met only when there are too many."""
        return (
            Choice(ADD, self._said("button.change_list")),
            Choice(DONE, self._said("button.done")),
        )

    def _said(self, key: str) -> Text:
        """A sentence of the bot itself, in the languages of the questionnaire."""
        return MappingProxyType(
            {language: literally(say(language, key)) for language in self.outline.languages}
        )


def build(
    outline: Outline, source: str, notebook: Notebook, shelf: Shelf, data_files: DataFiles
) -> Built:
    """Compiles every part of an outline; what has a fault, noted, is left out or blank."""
    names = Names(outline, notebook, shelf, data_files)
    return Built(outline, names, Rules(source, names, notebook))


def finish(built: Built, content: str) -> Questionnaire:
    """The questionnaire of parts without a fault."""
    outline = built.outline
    questionnaire: Questionnaire = assemble(
        name=outline.name.text,
        content=content,
        title=built.title,
        languages=outline.languages,
        blocks=built.blocks,
        rosters=built.rosters,
        gates=built.gates,
        understand=understander(_listener(outline)),
        constants=MappingProxyType(dict(outline.constants)),
        topics=built.topics,
    )
    return questionnaire


def _listener(outline: Outline) -> Listener | None:
    return Listener(Finder(outline.phrasings())) if outline.topics else None

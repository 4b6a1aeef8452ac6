"""Reads the nodes of a YAML questionnaire into its outline."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct, structs

from dialogs.loading import asking, topics
from dialogs.loading.datafiles import DataFiles
from dialogs.loading.fields import Fields, table_of
from dialogs.loading.listing import ListReader
from dialogs.loading.nodes import Node, Scalar, Table
from dialogs.loading.notebook import Notebook
from dialogs.loading.others import with_other
from dialogs.loading.outline import (
    BatteryOutline,
    BlockOutline,
    Condition,
    LoopOutline,
    Outline,
    QuestionOutline,
    RosterOutline,
    SectionOutline,
)
from state_machine.questionnaire import ROOT_ROSTER, Stage

__all__ = ["LANGUAGES", "MOST_ITEMS", "outline"]

LANGUAGES = ("kk", "ru", "en")
"""The languages that the bot itself speaks."""

MOST_ITEMS = 1000
"""Items that a roster can have when its author names no max."""

_TOP = ("name", "title", "languages", "hotline", "constants", "choices", "blocks", "faq")
_SECTION = ("section", "stage", "title", "form", "relevant", "questions")
_EACH = ("each", "relevant", "blocks")
_ROSTER = ("roster", "title", "noun", "min", "max", "count", "respondent_first", "gate", "blocks")
_GATE = ("label", "add", "done", "hint")
_GROUP = ("group", "relevant", "battery", "questions")
_BATTERY = ("label", "usual", "relevant")
_BLOCK_GROUP = ("group", "relevant", "blocks")


def outline(
    root: Node, constants: Mapping[str, str], data_files: DataFiles, notebook: Notebook
) -> Outline | None:
    """The outline of a document; None when it is no mapping. Every fault is noted."""
    table = table_of(root, "a questionnaire", notebook)
    return None if table is None else _Outliner(table, notebook).whole(constants, data_files)


class _Point(Struct, frozen=True):
    """Where in the tree of blocks the outliner is."""

    level: str = ROOT_ROSTER
    section: str = ""
    around: tuple[Condition, ...] = ()
    battery: BatteryOutline | None = None

    def within(self, rule: Scalar | None) -> _Point:
        if rule is None:
            return self
        return structs.replace(self, around=(*self.around, Condition(rule, self.level)))


class _Outliner:
    def __init__(self, table: Table, notebook: Notebook) -> None:
        self.notebook = notebook
        self.languages = self.spoken(Fields(table, table.entries, Notebook(notebook.file)))
        self.fields = self.reading(table, _TOP)

    def reading(self, table: Table, allowed: Iterable[str]) -> Fields:
        return Fields(table, allowed, self.notebook, self.languages)

    def spoken(self, fields: Fields) -> tuple[str, ...]:
        found: list[str] = []
        fields.notebook = self.notebook
        for node in fields.rows("languages", required=True):
            language = fields.filled(node, "a language")
            if language is None:
                continue
            if language.text in found or language.text not in LANGUAGES:
                message = f"a language is one of {', '.join(LANGUAGES)}, each once"
                self.notebook.note("E408", language, message)
            else:
                found.append(language.text)
        return tuple(found)

    def whole(self, constants: Mapping[str, str], data_files: DataFiles) -> Outline:
        fields, reader = self.fields, ListReader(self.languages, data_files, self.notebook)
        name = fields.text("name", required=True) or Scalar("", 1, 1)
        lists = fields.named("choices")
        keys = _keys(fields, "choices")
        own = self.constants()
        return Outline(
            name=name,
            title=fields.wording("title", required=True),
            languages=self.languages,
            lists={list_: reader.choices(list_, node) for list_, node in lists.items()},
            list_places=keys,
            blocks=self.blocks(fields, _Point()),
            constants={key: value.text for key, value in own.items()} | dict(constants),
            constant_places=own,
            topics=tuple(topics.topics(fields)),
        )

    def constants(self) -> dict[str, Scalar]:
        found = {
            key: value
            for key, node in self.fields.named("constants").items()
            if (value := self.fields.filled(node, key))
        }
        hotline = self.fields.text("hotline")
        return found | ({"hotline": hotline} if hotline else {})

    def blocks(self, fields: Fields, point: _Point) -> tuple[BlockOutline, ...]:
        rows = fields.rows("blocks", required=True)
        tables = (table_of(row, "a block", self.notebook) for row in rows)
        return tuple(block for table in tables if table for block in self.part(table, point))

    def part(self, table: Table, point: _Point) -> tuple[BlockOutline, ...]:
        """The blocks that a mapping stands for: itself, or all in a group of blocks."""
        if "group" in table.entries:
            group = self.reading(table, _BLOCK_GROUP)
            group.text("group", required=True)
            return self.blocks(group, point.within(group.text("relevant")))
        block = self.block(table, point)
        return (block,) if block else ()

    def block(self, table: Table, point: _Point) -> BlockOutline | None:
        for key, read in (("section", self.section), ("roster", self.roster), ("each", self.each)):
            if key in table.entries:
                return read(table, point)
        self.notebook.note("E103", table, "a block begins with section, roster, each or group")
        return None

    def section(self, table: Table, point: _Point) -> SectionOutline | None:
        fields = self.reading(table, _SECTION)
        name = fields.text("section", required=True)
        inner = structs.replace(point, section=name.text if name else "")
        inner = inner.within(fields.text("relevant"))
        stage = fields.one_of("stage", tuple(Stage), Stage.INTERVIEWING)
        title, form = fields.wording("title", required=True), fields.word("form")
        faults = len(self.notebook.errors)
        questions = self.questions(fields, inner)
        if name is None:
            return None
        if not questions and len(self.notebook.errors) == faults:
            self.notebook.note("E113", table, f"the section {name.text} asks nothing")
        return SectionOutline(
            name=name,
            level=point.level,
            stage=Stage(stage),
            form=form,
            title=title,
            questions=questions,
            line=table.line,
            column=table.column,
        )

    def roster(self, table: Table, point: _Point) -> LoopOutline | None:
        fields = self.reading(table, _ROSTER)
        name = fields.text("roster", required=True)
        if name is None:
            return None
        node = fields.node("gate")
        gate_table = table_of(node, "gate", self.notebook) if node else None
        count = fields.text("count")
        if node is None and count is None:
            self.notebook.note("E705", table, "gate is missing: label, add and done")
        gate = self.reading(gate_table, _GATE) if gate_table else None
        gathers = RosterOutline(
            name=name,
            parent=point.level,
            title=fields.wording("title", required=True),
            noun=fields.wording("noun", required=True),
            label=gate.wording("label") if gate else None,
            add=gate.wording("add") if gate else None,
            done=gate.wording("done") if gate else None,
            hint=gate.wording("hint") if gate else None,
            min=fields.number("min", 0),
            max=fields.number("max", MOST_ITEMS),
            count=count,
            respondent_first=fields.flag("respondent_first"),
            around=point.around,
            line=table.line,
            column=table.column,
        )
        self.complete(gathers, gate, fields)
        return self.loop(table, fields, point, name, gathers)

    def complete(self, gathers: RosterOutline, gate: Fields | None, fields: Fields) -> None:
        for key in ("label", "add", "done"):
            if gate is not None and gathers.count is None and key not in gate.table.entries:
                self.notebook.note("E705", gate.table, f"{key} is missing")
        for key in ("gate", "min") if gathers.count is not None else ():
            if key in fields.table.entries:
                message = f"{gathers.name.text} is counted by its rule: {key} has no say"
                self.notebook.note("E712", fields.at(key), message)
        if "max" not in fields.table.entries:
            message = f"{gathers.name.text} can grow to {MOST_ITEMS} items"
            self.notebook.note("W709", gathers.name, message)
        if gathers.max < 1:
            self.notebook.note("E711", fields.at("max"), "a roster has room for an item")
        if gathers.min > gathers.max:
            self.notebook.note("E701", fields.at("min"), f"{gathers.min} is above {gathers.max}")

    def each(self, table: Table, point: _Point) -> LoopOutline | None:
        fields = self.reading(table, _EACH)
        name = fields.text("each", required=True)
        return self.loop(table, fields, point, name, None) if name else None

    def loop(
        self,
        table: Table,
        fields: Fields,
        point: _Point,
        name: Scalar,
        gathers: RosterOutline | None,
    ) -> LoopOutline:
        relevant = None if gathers else fields.text("relevant")
        inner = structs.replace(point, level=name.text).within(relevant)
        return LoopOutline(
            roster=name,
            level=point.level,
            gathers=gathers,
            blocks=self.blocks(fields, inner),
            line=table.line,
            column=table.column,
        )

    def battery(self, group: Fields) -> BatteryOutline | None:
        name, node = group.text("group", required=True), group.node("battery")
        table = table_of(node, "a battery", self.notebook) if node else None
        if name is None or table is None:
            return None
        fields = self.reading(table, _BATTERY)
        label, usual = (fields.wording(key, required=True) for key in ("label", "usual"))
        return BatteryOutline(name, label, usual, fields.text("relevant"))

    def questions(self, fields: Fields, point: _Point) -> tuple[QuestionOutline, ...]:
        found: list[QuestionOutline] = []
        spot = asking.Spot(point.level, point.section, point.around, point.battery)
        for row in fields.rows("questions", required=True):
            table = table_of(row, "a question", self.notebook)
            if table is not None and "group" in table.entries:
                group = self.reading(table, _GROUP)
                inner = structs.replace(point, battery=self.battery(group) or point.battery)
                found += self.questions(group, inner.within(group.text("relevant")))
            elif table is not None:
                read = asking.question(self.reading(table, asking.KEYS), spot)
                found += () if read is None else with_other(read, self.languages)
        return tuple(found)


def _keys(fields: Fields, key: str) -> Mapping[str, Scalar]:
    node = fields.table.entries.get(key)
    return node.keys if isinstance(node, Table) else {}

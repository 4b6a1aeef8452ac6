"""The flow of a questionnaire as a picture needs it: what is asked in which order, on what terms.

Everything is in words of one language already; the two renderers only place it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from msgspec import Struct

from dialogs.catalogues import is_known, say
from dialogs.words import (
    SILENT,
    Words,
    by_battery,
    clean,
    on_paper,
    own_rule,
    references,
    shared_rules,
    usual_answer,
)
from state_machine.questionnaire import (
    Battery,
    Block,
    Expression,
    Loop,
    Question,
    Questionnaire,
    Section,
    Text,
)

__all__ = ["SIGNS", "Card", "Flow", "Frame", "Row", "cards", "flow", "type_words"]


class Row(Struct, frozen=True, kw_only=True):
    """One question, or what is asked of those of a battery at once: that has no name.

    `condition` is its own, beside those of its section; '' when there is none.
    """

    name: str
    number: str
    sign: str
    label: str
    condition: str = ""
    badges: tuple[str, ...] = ()
    required: bool = False


class Card(Struct, frozen=True, kw_only=True):
    """A section: what it is called, its sheet and stage, when it is asked, and its questions."""

    name: str
    title: str
    form: str
    stage: str
    condition: str
    count: str
    rows: tuple[Row, ...]


class Frame(Struct, frozen=True, kw_only=True):
    """What is repeated for each item of a roster; `gathers` where its list is made."""

    roster: str
    title: str
    gathers: bool
    condition: str
    nodes: tuple[Card | Frame, ...]


class Flow(Struct, frozen=True, kw_only=True):
    """A whole questionnaire in one language.

    `signs` are the kinds of question in it with their meaning, `named` the questions that the
    conditions of sections speak of, each with its number.
    """

    title: str
    identity: str
    language: str
    nodes: tuple[Card | Frame, ...]
    signs: tuple[tuple[str, str], ...]
    named: tuple[tuple[str, str], ...]


SIGNS: Mapping[str, str] = MappingProxyType(
    {
        "select_one": "○",
        "select_multiple": "□",
        "integer": "12",
        "decimal": "1.5",
        "range": "0…9",
        "text": "Aa",
        "date": "D",
        "time": "T",
        "datetime": "DT",
        "rank": "1›2",
        "acknowledge": "✓",
        "geopoint": "⌖",
        "image": "▣",
        "audio": "♪",
        "video": "▷",
        "file": "▤",
        "codelist": "≡",
        "members": "○≡",
        "note": "i",
        "calculate": "=",
        "gate": "+",
        "battery": "⊞",
    }
)
"""How the kinds of question are drawn; one that has no sign is drawn as `other`."""

_OTHER, _BATTERY = "other", "battery"

_BADGES: Mapping[str, Callable[[Question], bool]] = MappingProxyType(
    {
        "sensitive": lambda question: question.sensitive,
        "together": lambda question: question.together is not None,
        "carry": lambda question: question.carry,
        "suggested": lambda question: question.default is not None,
        "missing": lambda question: bool(question.missing),
    }
)
"""What is said of a question beside its label."""


def flow(questionnaire: Questionnaire, language: str) -> Flow:
    """The flow of a questionnaire, its labels and conditions in a language."""
    teller = _Teller(questionnaire, language)
    kinds = dict.fromkeys(kind for each in questionnaire.by_index for kind in _kinds(each))
    return Flow(
        title=on_paper(questionnaire.title, questionnaire, language),
        identity=clean(questionnaire.identity),
        language=language,
        nodes=tuple(map(teller.node, questionnaire.blocks)),
        signs=tuple((_sign(kind), say(language, f"type.{kind}")) for kind in kinds),
        named=tuple(teller.named()),
    )


def cards(nodes: tuple[Card | Frame, ...]) -> Iterator[Card]:
    """Every card, those within frames included, in order."""
    for node in nodes:
        if isinstance(node, Card):
            yield node
        else:
            yield from cards(node.nodes)


def type_words(question: Question, language: str) -> str:
    """What kind of answer a question takes, in words; also of a kind that has no words yet."""
    return say(language, f"type.{_kind(question)}")


def _kinds(question: Question) -> tuple[str, ...]:
    return (_BATTERY, _kind(question)) if question.battery else (_kind(question),)


def _kind(question: Question) -> str:
    if question.codelist is not None:
        return "codelist"
    if question.members:
        return "members"
    kind = str(question.type)
    return kind if kind in SIGNS and is_known(f"type.{kind}") else _OTHER


def _sign(kind: str) -> str:
    return SIGNS.get(kind, "?")


class _Teller:
    def __init__(self, questionnaire: Questionnaire, language: str) -> None:
        self.questionnaire = questionnaire
        self.language = language
        self.words = Words(questionnaire, language)

    def node(self, block: Block) -> Card | Frame:
        return self._card(block) if isinstance(block, Section) else self._frame(block)

    def named(self) -> Iterator[tuple[str, str]]:
        """The questions that decide whether a section is asked, in their order."""
        rules = (shared_rules(each.questions) for each in self.questionnaire.sections.values())
        found = {name for shared in rules for rule in shared for name in references(rule)}
        for name, number in self.words.numbers.items():
            if name in found:
                yield number, self._text(self.questionnaire.questions[name].label)

    def _frame(self, loop: Loop) -> Frame:
        roster = self.questionnaire.rosters[loop.roster]
        noun = self._text(roster.noun)
        nodes = tuple(map(self.node, loop.blocks))
        if not loop.gate:
            title = say(self.language, "flow.each", noun=noun)
            return Frame(roster=roster.name, title=title, gathers=False, condition="", nodes=nodes)
        gate = self.questionnaire.sections[loop.gate]
        bounds = f"{roster.min}–{roster.max}"
        if roster.count is not None:
            counted = self.words.rule(roster.count.source)
            bounds = say(self.language, "flow.counted", count=counted)
        return Frame(
            roster=roster.name,
            title=say(self.language, "flow.list", noun=noun, bounds=bounds),
            gathers=True,
            condition=self._rule(gate.questions[0].relevant),
            nodes=(*nodes, self._gate(gate)),
        )

    def _gate(self, section: Section) -> Card:
        """What asks for one more item: a card of its own, since nothing else is asked there."""
        (question,) = section.questions
        return Card(
            name=question.name,
            title=self._text(question.label),
            form="",
            stage=str(section.stage),
            condition="",
            count="",
            rows=(),
        )

    def _card(self, section: Section) -> Card:
        around = shared_rules(section.questions)
        asked = sum(each.type not in SILENT for each in section.questions)
        return Card(
            name=section.name,
            title=self._text(section.title) or clean(section.name),
            form=clean(section.form),
            stage=str(section.stage),
            condition=" · ".join(map(self.words.rule, around)),
            count=say(self.language, "flow.questions", asked),
            rows=tuple(self._rows(section.questions, around)),
        )

    def _rows(self, questions: tuple[Question, ...], around: tuple[str, ...]) -> Iterator[Row]:
        """Each question, and before those of a battery what is asked of them at once."""
        for battery, run in by_battery(questions):
            if battery is not None:
                yield self._at_once(battery)
            yield from (self._row(question, around) for question in run)

    def _at_once(self, battery: Battery) -> Row:
        usual = say(self.language, "flow.none_ticked", text=self._text(battery.usual))
        return Row(
            name="",
            number="",
            sign=_sign(_BATTERY),
            label=self._text(battery.label),
            condition=self._rule(battery.relevant),
            badges=(usual,),
        )

    def _row(self, question: Question, around: tuple[str, ...]) -> Row:
        calculated = question.calculation
        label = self._text(question.label)
        if calculated is not None:
            label = f"{clean(question.name)} = {self.words.rule(calculated.source)}"
        return Row(
            name=question.name,
            number=self.words.numbers.get(question.name, ""),
            sign=_sign(_kind(question)),
            label=label or clean(question.name),
            condition=self._own(question, around),
            badges=tuple(self._badges(question)),
            required=question.required is not None,
        )

    def _own(self, question: Question, around: tuple[str, ...]) -> str:
        own = own_rule(question, around)
        return self.words.rule(own) if own else ""

    def _rule(self, rule: Expression | None) -> str:
        return self.words.rule(rule.source) if rule else ""

    def _badges(self, question: Question) -> Iterator[str]:
        language = self.language
        hard = sum(not edit.soft for edit in question.edits)
        soft = len(question.edits) - hard
        for key, there in _BADGES.items():
            if there(question):
                yield say(language, f"flow.{key}")
        if question.battery is not None:
            usual = usual_answer(question, self.questionnaire, language)
            yield say(language, "flow.usual", answer=usual)
        if hard:
            yield say(language, "flow.hard", hard)
        if soft:
            yield say(language, "flow.soft", soft)
        refusing = [self._text(each.label) for each in question.choices if each.refuses]
        if refusing:
            yield say(language, "flow.refuses", choices=", ".join(refusing))

    def _text(self, text: Text) -> str:
        return on_paper(text, self.questionnaire, self.language)

"""Sensitive answers: no text repeats one, and no suggestion tells it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dialogs.loading.building import Built, edits_of
from dialogs.loading.notebook import Notebook
from dialogs.loading.outline import QuestionOutline, SectionOutline, Wording
from state_machine.questionnaire import Block, Expression, Question, Section, Text

__all__ = ["review_secrets"]


def review_secrets(built: Built, notebook: Notebook) -> None:
    """Notes E608, E621 and W941."""
    secret = _secrets(built)
    for teller, wording, text in _texts(built):
        if wording is not None and text is not None:
            _review_text(teller, wording, text, secret, notebook)
    for outline, question in built.questions:
        _review_suggestion(outline, question, secret, notebook)


def _secrets(built: Built) -> frozenset[str]:
    """The sensitive questions, and every calculation that tells something of their answers.

    But for those of which the author says that they may be told.
    """
    secret = {question.name for _, question in built.questions if question.sensitive}
    rules = {
        question.name: question.calculation.reads
        for outline, question in built.questions
        if question.calculation is not None and not outline.told
    }
    while told := {name for name, reads in rules.items() if secret & reads.keys()} - secret:
        secret |= told
    return frozenset(secret)


_Texts = Iterator[tuple[str, Wording | None, Text | None]]
"""Wordings: whose each is, as written, compiled."""


def _texts(built: Built) -> _Texts:
    """Every wording into which answers can be piped and that stays where it was said."""
    batteries = set[str]()
    for outline, question in built.questions:
        yield from _of_question(outline, question)
        if question.battery is not None and question.battery.name not in batteries:
            batteries.add(question.battery.name)
            yield from _of_battery(outline, question)
    yield from _of_titles(built)


def _of_question(outline: QuestionOutline, question: Question) -> _Texts:
    name = question.name
    yield name, outline.label, question.label
    yield name, outline.proxy, question.proxy
    yield name, outline.hint, question.hint
    yield name, outline.guidance, question.guidance
    yield name, outline.together, question.together
    yield name, outline.tick, question.tick
    for written, edit in edits_of(outline, question):
        yield name, written.message, edit.message


def _of_battery(outline: QuestionOutline, question: Question) -> _Texts:
    if outline.battery is not None and question.battery is not None:
        yield question.battery.name, outline.battery.label, question.battery.label
        yield question.battery.name, outline.battery.usual, question.battery.usual


def _of_titles(built: Built) -> _Texts:
    """What names sections and items, and what gates say."""
    sections = {section.name: section for section in _sections(built.blocks)}
    gates = {gate.gate: gate.questions[0] for gate in built.gates}
    for block in built.outline.walk():
        if isinstance(block, SectionOutline):
            yield block.name.text, block.title, sections[block.name.text].title
    for outline, roster in zip(built.outline.rosters(), built.rosters, strict=True):
        yield roster.name, outline.title, roster.title
        yield roster.name, outline.label, gates[roster.name].label
        yield roster.name, outline.hint, gates[roster.name].hint


def _sections(blocks: Iterable[Block]) -> Iterator[Section]:
    for block in blocks:
        if isinstance(block, Section):
            yield block
        else:
            yield from _sections(block.blocks)


def _review_text(
    teller: str, wording: Wording, text: Text, secret: frozenset[str], notebook: Notebook
) -> None:
    for language, template in text.items():
        for part in template.parts:
            told = secret & part.reads.keys() if isinstance(part, Expression) else set[str]()
            for name in sorted(told):
                message = f"{teller} repeats the answer to {name}, which is sensitive"
                notebook.note("E608", wording.texts[language], message)


def _review_suggestion(
    outline: QuestionOutline, question: Question, secret: frozenset[str], notebook: Notebook
) -> None:
    """A suggestion is shown: neither may it be sensitive itself, nor tell what is."""
    name, offered = outline.name.text, outline.default or outline.carry
    if offered is None:
        return
    if question.sensitive:
        message = f"{name} is sensitive: a suggestion would have to show it"
        notebook.note("E621", offered, message)
    for told in sorted(secret & question.default.reads.keys() if question.default else ()):
        message = f"what {name} suggests tells something of {told}, which is sensitive"
        notebook.note("W941", offered, message)

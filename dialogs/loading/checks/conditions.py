"""Conditions that are always the same, empty constraints, rules that look at all items."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from dialogs.expressions import Declared, ExpressionError, Kind, Placement
from dialogs.expressions.folding import fold
from dialogs.expressions.parser import parse
from dialogs.expressions.syntax import Dot, Literal, Node, Reference, children
from dialogs.expressions.values import to_boolean
from dialogs.loading.building import Built, edits_of
from dialogs.loading.checks.ranges import is_empty
from dialogs.loading.names import Names
from dialogs.loading.nodes import Scalar
from dialogs.loading.notebook import Notebook
from dialogs.loading.outline import EditOutline, QuestionOutline, SectionOutline
from state_machine.questionnaire import Expression, Question

__all__ = ["review_conditions"]


def review_conditions(built: Built, notebook: Notebook) -> None:
    """Notes W321, W323, E609, W611, W612, W625, W635 and E801."""
    for outline, question in built.questions:
        _review_constants(outline, notebook)
        for edit in outline.edits:
            _review_edit(outline.name.text, edit, notebook)
        _review_repeats(outline, notebook)
        _review_messages(outline, question, notebook)
        _review_reach(outline, question, built.names, notebook)
    for block in built.outline.walk():
        if isinstance(block, SectionOutline) and block.questions:
            _review_section(block, notebook)


def _constant(rule: Scalar | None) -> bool | None:
    """What a condition always is; None when it depends on answers, or is no expression."""
    node = None if rule is None else _parsed(rule)
    folded = None if node is None else fold(node)
    return to_boolean(folded.value) if isinstance(folded, Literal) else None


def _parsed(rule: Scalar) -> Node | None:
    try:
        return parse(rule.text)
    except ExpressionError:
        return None


def _conditions(outline: QuestionOutline) -> Iterator[Scalar]:
    yield from (condition.rule for condition in outline.around)
    if outline.relevant is not None:
        yield outline.relevant


def _review_constants(outline: QuestionOutline, notebook: Notebook) -> None:
    for rule in _conditions(outline):
        always = _constant(rule)
        if always is not None:
            notebook.note("W321", rule, f"this condition is always {str(always).lower()}")


def _review_edit(name: str, edit: EditOutline, notebook: Notebook) -> None:
    rule, node = edit.rule, _parsed(edit.rule)
    if node is None:
        return
    if _constant(rule) is False or is_empty(node):
        notebook.note("E609", rule, f"no answer to {name} is ever accepted")
    elif not _any(node, lambda part: isinstance(part, Dot)):
        notebook.note("W611", rule, f"the {edit.key} of {name} do not look at '.'")
    if _any(node, lambda part: isinstance(part, Reference) and part.name == name):
        notebook.note("W612", rule, f"${{{name}}} is the answer that {name} had before")


def _review_repeats(outline: QuestionOutline, notebook: Notebook) -> None:
    seen: set[str] = set()
    for edit in outline.edits:
        rule = " ".join(edit.rule.text.split())
        if rule in seen:
            message = f"{outline.name.text} is checked by {rule} already"
            notebook.note("W625", edit.rule, message)
        seen.add(rule)


def _review_messages(outline: QuestionOutline, question: Question, notebook: Notebook) -> None:
    """The new answer is not stored when a message about it is shown."""
    name = outline.name.text
    for each, edit in edits_of(outline, question):
        for language, template in (edit.message or {}).items():
            reads = (part.reads for part in template.parts if isinstance(part, Expression))
            if each.message is not None and any(name in found for found in reads):
                message = f"${{{name}}} is the answer that {name} had before, or nothing"
                notebook.note("W635", each.message.texts[language], message)


def _any(node: Node, wanted: Callable[[Node], bool]) -> bool:
    """Whether a node, or one below it, is wanted."""
    return wanted(node) or any(_any(child, wanted) for child in children(node))


def _review_reach(
    outline: QuestionOutline, question: Question, names: Names, notebook: Notebook
) -> None:
    rules = ((outline.relevant, question.relevant), (outline.calculation, question.calculation))
    others = ((outline.required, question.required), (outline.default, question.default))
    edits = tuple((each.rule, edit.rule) for each, edit in edits_of(outline, question))
    for rule, compiled in rules + others + edits:
        if rule is not None and compiled is not None:
            _name_reach(rule, compiled, question.level, names, notebook)


def _name_reach(
    rule: Scalar, compiled: Expression, level: str, names: Names, notebook: Notebook
) -> None:
    place = names.place(level)
    far = {
        declared.level: compiled.reads[name]
        for name in compiled.reads
        if (declared := names.declared.get(name)) is not None
        and _reads_many(name, declared, compiled, place)
    }
    if far:
        around = " and ".join(sorted({each or "the whole" for each in far.values()}))
        message = f"looks at every {' and every '.join(sorted(far))} of {around}"
        notebook.note("W323", rule, message)


def _reads_many(name: str, declared: Declared, compiled: Expression, place: Placement) -> bool:
    """Whether a rule depends on all items that have a name, not just on the one around it."""
    if declared.kind is Kind.QUESTION and compiled.reads[name] != declared.level:
        return True
    return declared.kind is not Kind.CONSTANT and place.below(declared.level)


def _review_section(section: SectionOutline, notebook: Notebook) -> None:
    if all(
        any(_constant(rule) is False for rule in _conditions(question))
        for question in section.questions
    ):
        notebook.note("E801", section.name, f"no answers ever lead to {section.name.text}")

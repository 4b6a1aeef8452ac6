"""Turns what a proof has found into faults with their places."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from dialogs.expressions.syntax import (
    Binary,
    Call,
    Dot,
    Literal,
    Logic,
    Minus,
    Node,
    Reference,
    children,
)
from dialogs.faults import Fault
from dialogs.loading.nodes import Scalar
from dialogs.loading.notebook import Located, Notebook
from dialogs.loading.outline import QuestionOutline, SectionOutline
from dialogs.proving.content import Content
from dialogs.proving.findings import Findings
from dialogs.proving.playing import END

__all__ = ["faults_of"]


def faults_of(content: Content, findings: Findings, file: str) -> list[Fault]:
    """The faults of a questionnaire that its proof has shown."""
    notebook = Notebook(file)
    for page in content.pages[1:]:  # the sheets of a workbook, by which its lines are counted
        notebook.page(page)
    reporter = _Reporter(content, findings, notebook)
    reporter.report()
    return reporter.notebook.faults


class _Reporter:
    def __init__(self, content: Content, findings: Findings, notebook: Notebook) -> None:
        self.content = content
        self.findings = findings
        self.notebook = notebook
        self.unreachable = set(findings.unreachable())

    def report(self) -> None:
        whole = set(self.sections())
        for name in self.findings.asked():
            outline = self.content.outlines.get(name)
            if outline is not None and outline.section not in whole:
                self.question(name, outline)
        for roster in self.findings.exceeding:
            at = self.content.rosters[roster]
            message = f"{roster} can be counted to more than its max, {at.max}"
            self.notebook.note("W818", at.count or at, message)
        self.end()

    def sections(self) -> Iterator[str]:
        """The sections without a question that is ever asked."""
        for block in self.content.outline.walk():
            if isinstance(block, SectionOutline):
                asked = [q.name.text for q in block.questions if self.content.is_asked(q.name.text)]
                if asked and set(asked) <= self.unreachable:
                    message = f"no answers lead to {block.name.text}{self.reason(asked[0])}"
                    self.notebook.note("E811", block.name, message)
                    yield block.name.text

    def question(self, name: str, outline: QuestionOutline) -> None:
        if name in self.unreachable:
            at = outline.relevant or outline.name
            self.notebook.note("E810", at, f"no answers lead to {name}{self.reason(name)}")
        elif name in self.findings.undecided():
            message = f"whether any answers lead to {name} is not decided"
            if self.findings.needs_more(name):
                message = f"no answers lead to {name} with few items; with many that is not decided"
            self.notebook.note("W819", outline.name, message)
        else:
            self.answers(name, outline)

    def reason(self, name: str) -> str:
        rules = sorted(self.findings.blamed.get(name, ()))
        if not rules:
            return ": its conditions exclude each other, or what is asked before"
        return f": never true is {' and '.join(rules)}"

    def answers(self, name: str, outline: QuestionOutline) -> None:
        never = set(self.findings.never(name))
        barrier = _bars(outline, self.content)
        stuck = ("answered", "") in never
        if stuck and barrier is not None:
            message = f"{name} accepts no answer: only a change elsewhere leads past it"
            self.notebook.note("W820", barrier, message)
        elif stuck:
            self.note_at_edit("E812", outline, f"no answer to {name} is ever accepted")
        else:
            self.trap(name, outline)
        for what, which in never:
            if what == "choice" or not stuck:
                self.matter(what, which, name, outline)

    def trap(self, name: str, outline: QuestionOutline) -> None:
        if name in self.findings.traps:
            message = f"some answers lead to {name}, and then no answer to it is accepted"
            if outline.missing:
                message += ", only a reason"
            certain = "W821" if outline.missing else "E813"
            code = certain if self.findings.traps[name] else "W814"
            self.note_at_edit(code, outline, message)
        elif name in self.findings.suspected:
            message = f"whether {name} always has an answer that is accepted is not decided"
            self.notebook.note("W819", outline.name, message)

    def note_at_edit(self, code: str, outline: QuestionOutline, message: str) -> None:
        hard = next((edit.rule for edit in outline.edits if not edit.soft), None)
        self.notebook.note(code, hard or outline.list or outline.name, message)

    def matter(self, what: str, which: str, name: str, outline: QuestionOutline) -> None:
        if what == "choice" and not self.refuses(which, outline):
            self.notebook.note("W815", self.choice(which, outline), f"{name} never offers {which}")
        elif what in ("met", "failed"):
            code, how = ("W817", "fails") if what == "met" else ("W816", "meets")
            message = f"every answer to {name} {how} this check"
            self.notebook.note(code, _edit(which, outline), message)

    def refuses(self, choice: str, outline: QuestionOutline) -> bool:
        choices = self.content.choices(outline)
        return any(each.name.text == choice and each.refuses for each in choices)

    def choice(self, name: str, outline: QuestionOutline) -> Located:
        found = (each.relevant for each in self.content.choices(outline) if each.name.text == name)
        return next(found, None) or outline.name

    def end(self) -> None:
        """Only where nothing else was found: what keeps people from the end has its own fault."""
        reached = END.question in self.findings.witnesses
        if not reached and self.findings.only is None and not self.notebook.faults:
            self.notebook.note_at("W819", 1, 1, "whether anybody gets to the end is not decided")


def _edit(rule: str, outline: QuestionOutline) -> Scalar:
    return next(edit.rule for edit in outline.edits if edit.rule.text == rule)


def _bars(outline: QuestionOutline, content: Content) -> Scalar | None:
    """The check of a question that is asked just where the check fails: it is to stop people.

    `relevant: not(X)` together with a check that wants X is no slip of the pen.
    """
    rules = [condition.rule for condition in outline.around]
    rules += [outline.relevant] if outline.relevant is not None else []
    denied = {
        _form(node.arguments[0])
        for rule in rules
        for node in _conjuncts(content.node(rule))
        if isinstance(node, Call) and node.name == "not" and node.arguments
    }
    for edit in outline.edits:
        wanted = {_form(node) for node in _conjuncts(content.node(edit.rule))}
        if not edit.soft and wanted & denied:
            return edit.rule
    return None


def _conjuncts(node: Node) -> tuple[Node, ...]:
    if isinstance(node, Logic) and node.operator == "and":
        return node.operands
    return (node,)


def _form(node: Node) -> Hashable:
    """A node without its place in the source."""
    inner = tuple(map(_form, children(node)))
    match node:
        case Literal(value=value):
            return ("literal", repr(value))
        case Reference(name=name) | Call(name=name):
            return (type(node).__name__, name, inner)
        case Binary(operator=operator) | Logic(operator=operator):
            return (operator, inner)
        case Minus():
            return ("minus", inner)
        case Dot():
            return "."

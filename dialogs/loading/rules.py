"""Compiles the expressions and wordings of an outline, each fault at its place in the file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType

from dialogs.expressions import ExpressionError, compile_template
from dialogs.expressions.compiler import Evaluate, compile_node
from dialogs.expressions.hints import hints
from dialogs.expressions.parser import parse
from dialogs.expressions.placement import Placement
from dialogs.loading.metadata import METADATA
from dialogs.loading.names import Names
from dialogs.loading.nodes import OF_ROWS, Scalar
from dialogs.loading.notebook import Notebook
from dialogs.loading.outline import Condition, QuestionOutline, Wording
from dialogs.loading.positions import locate
from state_machine.items import Value
from state_machine.questionnaire import Expression, QuestionType, Template, Text
from state_machine.scope import Scope
from state_machine.values import truth

__all__ = ["Rules", "literally"]

_NEVER_EQUAL = frozenset({"E317", "E318", "E324"})
"""What is an error where an author writes it, and no more than an idle row where a table has it."""

_MOST_IDLE = 5
"""Values of rows that are named for one filter."""


def literally(text: str) -> Template:
    """A wording with nothing piped into it."""
    return Template((text,))


class Rules:
    """Compiles for one outline; the same rule at the same level is compiled once."""

    def __init__(self, source: str, names: Names, notebook: Notebook) -> None:
        self.source = source
        self.names = names
        self.notebook = notebook
        self.idle: Counter[tuple[int, int]] = Counter()
        self.known: dict[tuple[int, str, str, str], Expression | None] = {}

    def expression(
        self,
        rule: Scalar,
        level: str,
        *,
        under_test: QuestionOutline | None = None,
        owner: str = "",
    ) -> Expression | None:
        """The compiled rule; None with the fault noted. What it keeps belongs to the owner."""
        tested = level if under_test is None else under_test.name.text
        key = (rule.start, rule.text, tested, owner)
        if key not in self.known:
            place = self.names.place(level, under_test=under_test, owner=owner)
            self.known[key] = self._compile(rule, place)
        return self.known[key]

    def _compile(self, rule: Scalar, place: Placement) -> Expression | None:
        try:
            node = parse(rule.text)
            compiled = compile_node(node, rule.text, place)
        except ExpressionError as error:
            self._note(rule, error.code, error.line, error.column, error.message)
            return None
        for hint in hints(node, rule.text, place):
            if rule.style == OF_ROWS and hint.code in _NEVER_EQUAL:
                self._note_idle(rule, hint.message)
            else:
                self._note(rule, hint.code, hint.line, hint.column, hint.message)
        return compiled

    def _note_idle(self, rule: Scalar, why: str) -> None:
        """Rows for which there is no answer: they are named, but not by hundreds."""
        self.idle[rule.line, rule.column] += 1
        if self.idle[rule.line, rule.column] <= _MOST_IDLE:
            self.notebook.note("W900", rule, f"some rows are never offered: {why}")

    def relevance(self, question: QuestionOutline) -> Expression | None:
        """The relevance of a question together with that of everything around it."""
        return self.conditions(question.around, question.relevant, question.level)

    def conditions(
        self, around: tuple[Condition, ...], own: Scalar | None, level: str
    ) -> Expression | None:
        """All the conditions as one, looked at from an item of a level; None when there is none."""
        found = [self._from_below(condition, level) for condition in around]
        if own is not None:
            found.append(self.expression(own, level))
        rules = [rule for rule in found if rule is not None]
        return _both(rules) if rules else None

    def _from_below(self, condition: Condition, level: str) -> Expression | None:
        rule = self.expression(condition.rule, condition.level)
        return (
            rule if rule is None or level == condition.level else _climbing(rule, condition.level)
        )

    def required(self, question: QuestionOutline) -> Expression | None:
        """`yes` and `no` or a condition."""
        rule = question.required
        if rule is None or rule.text == "no":
            return None
        if rule.text == "yes":
            return Expression("true()", lambda _scope, _item, _dot: True)
        return self.expression(rule, question.level)

    def calculation(self, question: QuestionOutline) -> Expression | None:
        """The rule of a calculate; what is no number is '' as in ODK."""
        if question.computed in METADATA:
            return METADATA[question.computed]
        if question.calculation is None:
            return None
        kept = question.type is QuestionType.CALCULATE
        owner = question.name.text if kept else ""
        rule = self.expression(question.calculation, question.level, owner=owner)
        return None if rule is None else Expression(rule.source, _blank(rule.evaluate), rule.reads)

    def default(self, question: QuestionOutline) -> Expression | None:
        """The rule of the answer that is suggested."""
        if question.default is None:
            return None
        return self.expression(question.default, question.level, owner=question.name.text)

    def text(self, wording: Wording | None, level: str) -> Text:
        """A wording in every language, with what it pipes."""
        texts = wording.texts if wording else {}
        return MappingProxyType(
            {language: self._template(text, level) for language, text in texts.items()}
        )

    def some_text(self, wording: Wording | None, level: str) -> Text | None:
        """As `text`, and None for none."""
        return None if wording is None else self.text(wording, level)

    def _template(self, text: Scalar, level: str) -> Template:
        try:
            return compile_template(text.text, self.names.place(level))
        except ExpressionError as error:
            self._note(text, error.code, error.line, error.column, error.message)
            return literally("")

    def plain(self, wording: Wording | None, what: str, advice: str = "") -> Text:
        """A wording that pipes nothing, since it is read where there is no item."""
        texts: Mapping[str, Scalar] = wording.texts if wording else {}
        for text in texts.values():
            if "{" in text.text or "}" in text.text:
                message = f"{what} is plain text, nothing is piped into it"
                self.notebook.note("E405", text, f"{message}: {advice}" if advice else message)
        return MappingProxyType(
            {language: literally(text.text) for language, text in texts.items()}
        )

    def _note(self, rule: Scalar, code: str, line: int, column: int, message: str) -> None:
        self.notebook.note_at(code, *locate(self.source, rule, line, column), message)


def _both(rules: list[Expression]) -> Expression:
    """One condition that holds when all do."""
    if len(rules) == 1:
        return rules[0]
    evaluations = tuple(rule.evaluate for rule in rules)
    reads: dict[str, str] = {}
    for rule in rules:
        reads |= rule.reads
    source = " and ".join(f"({rule.source})" for rule in rules)
    return Expression(source, _every(evaluations), MappingProxyType(reads))


def _every(evaluations: tuple[Evaluate, ...]) -> Evaluate:
    def evaluate(scope: Scope, item: int, dot: Value) -> bool:
        for each in evaluations:  # noqa: SIM110  a generator costs more
            if not truth(each(scope, item, dot)):
                return False
        return True

    return evaluate


def _climbing(rule: Expression, level: str) -> Expression:
    """The rule of an item around, looked at from within it."""
    inner = rule.evaluate
    return Expression(
        rule.source,
        lambda scope, item, dot: inner(scope, scope.climb(item, level), dot),
        rule.reads,
    )


def _blank(evaluate: Evaluate) -> Evaluate:
    def calculate(scope: Scope, item: int, dot: Value) -> str | float | bool:
        value = evaluate(scope, item, dot)
        return value if value == value else ""  # noqa: PLR0124  NaN differs from itself

    return calculate

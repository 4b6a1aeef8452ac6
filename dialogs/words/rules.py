"""Says a rule in words: which answers make a condition true, how a value comes about.

What has no words of its own is said as its author wrote it, with the questions by their numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from itertools import groupby
from types import MappingProxyType

from dialogs.catalogues import say
from dialogs.expressions.syntax import (
    Binary,
    Call,
    Dot,
    Literal,
    Logic,
    Minus,
    Node,
    Reference,
)
from dialogs.expressions.values import to_string
from dialogs.words.numbering import numbering
from dialogs.words.shapes import (
    ANSWER,
    binds_less,
    chosen_from,
    compared_question,
    compared_value,
    conjuncts,
    key_of,
    one_question,
    pairs,
    parsed,
    runs,
    without_pairs,
)
from dialogs.words.texts import clean, number_on_paper, on_paper
from state_machine.questionnaire import Question, Questionnaire, QuestionType

__all__ = ["Words"]

_CONTRARY: Mapping[str, str] = MappingProxyType(
    {"=": "!=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
)
_COMPARED: Mapping[str, str] = MappingProxyType(
    {"=": "equal", "!=": "unequal", "<": "less", "<=": "most", ">": "more", ">=": "least"}
)
_OF_AGE: Mapping[str, str] = MappingProxyType(
    {"<": "age_below", "<=": "age_most", ">": "age_above", ">=": "age_least"}
)
_DEEPEST = 3
"""So many calculations are explained within each other; those further in keep their names."""


class Words:
    """Speaks of the rules of one questionnaire in one language."""

    def __init__(self, questionnaire: Questionnaire, language: str) -> None:
        self.questionnaire = questionnaire
        self.language = language
        self.numbers = numbering(questionnaire)
        self._about = ""
        self._calculations: list[str] = []

    def rule(self, source: str, about: str = "") -> str:
        """A rule in words; `about` is the question whose answer it tests or gives, if it does.

        The source itself where it cannot be parsed.
        """
        node = parsed(source)
        if node is None:
            return clean(source)
        before, self._about = self._about, about or self._about
        try:
            return self.node(node)
        finally:
            self._about = before

    def name(self, question: str) -> str:
        """How a question is named: by its official number, "question 3", or by its own name."""
        number = self.numbers.get(question)
        if number is None:
            return clean(question)
        return self._say("question", number=number) if number.isdecimal() else number

    def node(self, node: Node) -> str:
        """A part of a rule in words."""
        match node:
            case Literal(value=value):
                return self._literal(value)
            case Reference(name=name):
                return self._reference(name)
            case Dot():
                return self._say("answer")
            case Minus(operand=operand):
                return f"−{self._bracketed(operand, isinstance(operand, Binary | Logic))}"
            case Binary():
                return self._binary(node)
            case Logic(operator="and"):
                return self._all(conjuncts(node))
            case Logic(operands=operands):
                return self._any(operands)
            case Call():
                return self._call(node)

    def _say(self, key: str, count: int | None = None, /, **places: str) -> str:
        return say(self.language, f"words.{key}", count, **places)

    def _literal(self, value: str | float | bool) -> str:
        if isinstance(value, bool):
            return self._say("always" if value else "never")
        if value == "":
            return self._say("nothing")
        if isinstance(value, str):
            return self._choice(ANSWER, value)
        return number_on_paper(value, self.language)

    def _reference(self, name: str) -> str:
        """A question by its number, a calculation by what it computes, a constant by its value."""
        question = self.questionnaire.questions.get(name)
        if question is None:
            return clean(self.questionnaire.constants.get(name, name))
        if question.calculation is None:
            return self.name(name)
        return self._calculated(question.name, question.calculation.source)

    def _calculated(self, name: str, source: str) -> str:
        if len(self._calculations) >= _DEEPEST or name in self._calculations:
            return clean(name)
        self._calculations.append(name)
        try:
            return self.rule(source)
        finally:
            self._calculations.pop()

    # -- conditions -------------------------------------------------------------------------------

    def _all(self, parts: tuple[Node, ...]) -> str:
        said = [self._within(self._resolved(part)) for part in without_pairs(parts)]
        said += [self._range(pair) for pair in pairs(parts)]
        return f" {self._say('and')} ".join(said)

    def _within(self, node: Node) -> str:
        """A part of a longer condition: alternatives of several questions in brackets."""
        alternatives = isinstance(node, Logic) and node.operator == "or" and len(runs(node)) > 1
        return f"({self.node(node)})" if alternatives else self.node(node)

    def _resolved(self, node: Node) -> Node:
        """What a comparison with the 1 of a calculation stands for."""
        match node:
            case Binary(operator="=", left=Reference(name=name), right=Literal(value=1.0)):
                return self._switch(name) or node
        return node

    def _any(self, operands: tuple[Node, ...]) -> str:
        said = (self._run(tuple(run)) for _, run in groupby(operands, compared_question))
        return f" {self._say('or')} ".join(said)

    def _run(self, run: tuple[Node, ...]) -> str:
        """Alternatives about one question as one: P5 is "A", "B" or "C"."""
        if len(run) == 1 or not compared_question(run[0]):
            parts = (f"({self.node(n)})" if len(conjuncts(n)) > 1 else self.node(n) for n in run)
            return f" {self._say('or')} ".join(parts)
        name, values = compared_question(run[0]), [compared_value(node) for node in run]
        return self._say("is", name=self._named(name), value=self._choices(name, values))

    def _named(self, key: str) -> str:
        return self._say("answer") if key == ANSWER else self._reference(key)

    def _choices(self, question: str, values: list[str]) -> str:
        labels = [self._choice(question, value) for value in values]
        if len(labels) == 1:
            return labels[0]
        return f"{', '.join(labels[:-1])} {self._say('or')} {labels[-1]}"

    def _choice(self, name: str, value: str) -> str:
        """The label of a choice in quotes; the value itself when it is none."""
        question = self.questionnaire.questions.get(self._about if name == ANSWER else name)
        label = self._label(question, value) if question else clean(value)
        return self._say("quoted", text=label)

    def _label(self, question: Question, value: str) -> str:
        for choice in question.choices:
            if choice.name == value:
                return on_paper(choice.label, self.questionnaire, self.language)
        found = question.codelist.label(value) if question.codelist else None
        return on_paper(found, self.questionnaire, self.language) if found else clean(value)

    def _range(self, pair: tuple[Binary, Binary]) -> str:
        low, high = pair
        return self._say(
            "between",
            value=self.node(low.left),
            low=self.node(low.right),
            high=self.node(high.right),
        )

    def _binary(self, node: Binary) -> str:
        if node.operator not in _COMPARED:
            left, right = (self._bracketed(n, binds_less(n, node)) for n in (node.left, node.right))
            return f"{left} {_SIGNS[node.operator]} {right}"
        special = self._about_question(node) or self._about_place(node) or self._about_age(node)
        if special:
            return special
        left, right = self.node(node.left), self.node(node.right)
        return self._say(_COMPARED[node.operator], left=left, right=right)

    def _bracketed(self, node: Node, bracketed: bool) -> str:
        said = self.node(node)
        return f"({said})" if bracketed else said

    def _about_question(self, node: Binary) -> str:
        """Comparisons with a choice, with nothing, and with the 1 or 0 of a calculation."""
        match node:
            case Binary(operator="=" | "!=", left=left, right=Literal(value="")):
                key = "unanswered" if node.operator == "=" else "answered"
                return self._say(key, name=self.node(left))
            case Binary(operator="=" | "!=", left=left, right=Literal(value=str(value))):
                key = "is" if node.operator == "=" else "is_not"
                chosen = self._choice(chosen_from(left), value)
                return self._say(key, name=self.node(left), value=chosen)
            case Binary(operator="=" | "!=", left=Reference(name=name), right=Literal(value=value)):
                return self._switched(name, value, equal=node.operator == "=")
        return ""

    def _switched(self, name: str, value: str | float | bool, *, equal: bool) -> str:
        switch = self._switch(name)
        if switch is None or value not in (0.0, 1.0):
            return ""
        return self.node(switch) if (value == 1.0) is equal else self._no(switch)

    def _switch(self, name: str) -> Node | None:
        """The condition of a calculation that gives 1 where it holds and 0 where it does not."""
        question = self.questionnaire.questions.get(name)
        calculation = question.calculation if question else None
        match parsed(calculation.source) if calculation else None:
            case Call(name="if", arguments=(condition, Literal(value=1.0), Literal(value=0.0))):
                return condition
        return None

    def _about_place(self, node: Binary) -> str:
        match node:
            case Binary(operator=">", left=Call(name="position"), right=Literal(value=1.0)):
                return self._say("not_first")
            case Binary(operator="=", left=Call(name="position"), right=Literal(value=1.0)):
                return self._say("first")
        return ""

    def _about_age(self, node: Binary) -> str:
        match node:
            case Binary(operator=sign, left=left, right=Literal(value=float(years))):
                if sign in _OF_AGE and years.is_integer() and self._is_age(left):
                    return self._say(_OF_AGE[sign], int(years))
        return ""

    def _is_age(self, node: Node) -> bool:
        """Whether a value is an age at the census moment, straight or by a calculation."""
        match node:
            case Call(name="age", arguments=(Reference() | Dot(), Call(name="census-moment"))):
                return True
            case Reference(name=name):
                question = self.questionnaire.questions.get(name)
                calculation = question.calculation if question else None
                found = parsed(calculation.source) if calculation else None
                return isinstance(found, Call) and self._is_age(found)
        return False

    def _no(self, node: Node) -> str:
        """The contrary of a condition."""
        match node:
            case Binary(operator=sign) if sign in _CONTRARY:
                contrary = Binary(_CONTRARY[sign], node.left, node.right, node.at, node.height)
                return self.node(contrary)
            case Logic(operator="or", operands=operands) if one_question(node):
                name = compared_question(operands[0])
                values = [self._choice(name, compared_value(each)) for each in operands]
                return self._say("none_of", name=self._named(name), values=", ".join(values))
            case Call(name="not", arguments=(inner,)):
                return self.node(inner)
            case Call(name="selected", arguments=(Reference() | Dot() as answer, Literal() as one)):
                return self._ticked("not_ticked", answer, to_string(one.value))
            case Call(name="distinct", arguments=(inner,)):
                return self._say("repeated", name=self.node(inner))
        return self._say("not", condition=self.node(node))

    def _not(self, call: Call) -> str:
        return self._no(call.arguments[0]) if len(call.arguments) == 1 else ""

    # -- functions --------------------------------------------------------------------------------

    def _call(self, call: Call) -> str:
        special = self._functions.get(call.name)
        said = special(call) if special else ""
        if said:
            return said
        arguments = ", ".join(self.node(argument) for argument in call.arguments)
        return f"{call.name}({arguments})"

    @cached_property
    def _functions(self) -> Mapping[str, Callable[[Call], str]]:
        return MappingProxyType(
            {
                "not": self._not,
                "selected": self._selected,
                "count-selected": self._one("count_ticked"),
                "count": self._count,
                "number": self._unchanged,
                "string": self._unchanged,
                "distinct": self._one("distinct"),
                "valid-iin": self._one("iin_valid"),
                "iin-birth-date": self._one("iin_birth_date"),
                "iin-sex": self._one("iin_sex"),
                "string-length": self._one("length"),
                "census-moment": lambda _: self._say("census_moment"),
                "now": lambda _: self._say("now"),
                "sum": self._one("sum"),
                "max": self._one("greatest"),
                "min": self._one("least_of"),
                "round": self._one("rounded"),
                "distance": self._distance,
                "selected-at": self._at,
                "answer-of": self._answer_of,
                "today": lambda _: self._say("today"),
                "position": lambda call: "" if call.arguments else self._say("place"),
                "true": lambda _: self._say("always"),
                "false": lambda _: self._say("never"),
                "age": self._age,
                "substr": self._part,
                "if": self._if,
                "regex": self._regex,
            }
        )

    def _one(self, key: str) -> Callable[[Call], str]:
        """A function of one argument by its sentence."""

        def said(call: Call) -> str:
            (argument,) = call.arguments if len(call.arguments) == 1 else (None,)
            return self._say(key, name=self.node(argument)) if argument else ""

        return said

    def _unchanged(self, call: Call) -> str:
        """Of a function that only turns a value into another kind: the value."""
        return self.node(call.arguments[0]) if len(call.arguments) == 1 else ""

    def _selected(self, call: Call) -> str:
        match call.arguments:
            case (Reference() | Dot() as answer, Literal(value=value)):
                return self._ticked("ticked", answer, to_string(value))
            case (answer, other):
                return self._say("ticked", name=self.node(answer), value=self.node(other))
        return ""

    def _ticked(self, key: str, answer: Reference | Dot, value: str) -> str:
        return self._say(key, name=self.node(answer), value=self._choice(key_of(answer), value))

    def _count(self, call: Call) -> str:
        match call.arguments:
            case (Reference(name=name),) if name in self.questionnaire.rosters:
                noun = self.questionnaire.rosters[name].noun
                return self._say("count", noun=on_paper(noun, self.questionnaire, self.language))
        return self._one("count")(call)

    def _age(self, call: Call) -> str:
        match call.arguments:
            case (Dot() | Reference(), Call(name="census-moment")):
                return self._say("age")
            case (birth, moment):
                return self._say("age_at", birth=self.node(birth), moment=self.node(moment))
        return ""

    def _part(self, call: Call) -> str:
        """The year of a date, as its first four characters."""
        match call.arguments:
            case (Call(name="census-moment"), Literal(value=0.0), Literal(value=4.0)):
                return self._say("census_year")
            case (Reference(name=name) as date, Literal(value=0.0), Literal(value=4.0)):
                question = self.questionnaire.questions.get(name)
                if question is not None and question.type is QuestionType.DATE:
                    return self._say("year_of", name=self.node(date))
        return self._characters(call)

    def _characters(self, call: Call) -> str:
        match call.arguments:
            case (text, Literal(value=float(start))):
                return self._say("characters_from", name=self.node(text), place=str(int(start) + 1))
            case (text, Literal(value=float(start)), Literal(value=float(end))):
                places = range(int(start) + 1, int(end) + 1)
                first, last = places.start, places.stop - 1
                shown = str(first) if first == last else f"{first}–{last}"
                return self._say("characters", name=self.node(text), places=shown)
        return ""

    def _distance(self, call: Call) -> str:
        match call.arguments:
            case (one, other):
                return self._say("distance", one=self.node(one), other=self.node(other))
        return ""

    def _answer_of(self, call: Call) -> str:
        match call.arguments:
            case (name, whom):
                return self._say("answer_of", name=self.node(name), whom=self.node(whom))
        return ""

    def _at(self, call: Call) -> str:
        """The answer at a place of several, or of an order."""
        match call.arguments:
            case (Reference() | Dot() as answer, Literal(value=float(place))):
                return self._say("answer_at", name=self.node(answer), place=str(int(place) + 1))
        return ""

    def _if(self, call: Call) -> str:
        match call.arguments:
            case (condition, one, other):
                return self._say(
                    "if", condition=self.node(condition), one=self.node(one), other=self.node(other)
                )
        return ""

    def _regex(self, call: Call) -> str:
        match call.arguments:
            case (text, Literal(value=str(pattern))):
                return self._say("pattern", name=self.node(text), pattern=clean(pattern))
        return ""


_SIGNS: Mapping[str, str] = MappingProxyType(
    {"+": "+", "-": "−", "*": "×", "div": "÷", "mod": "mod"}
)

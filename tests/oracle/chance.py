"""Expressions made by chance, of the parts of the language that both engines have alike.

Left out is what the page tells apart: how long numbers are written, dates as texts, and numbers
that are written and then read again.
"""

from __future__ import annotations

from hypothesis import strategies as st

from tests.oracle.tables import Form, Row

__all__ = ["form_of", "truths"]

_ROWS = (
    Row("integer", "n"),
    Row("decimal", "x"),
    Row("integer", "unknown", relevant="${n} > 3"),
    Row("text", "t"),
    Row("text", "more", relevant="${t} != ''"),
    Row("select_one colours", "one"),
    Row("select_multiple colours", "many"),
    Row("date", "d"),
    Row("date", "e"),
)
_NUMBERS = ("${n}", "${x}", "${unknown}", "0", "1", "2.5", "-3", "100")
_TEXTS = ("${t}", "${more}", "string(${one})", "string(${many})", "'a'", "'12'", "''", "'a-b-c'")
_DATES = ("${d}", "${e}", "date('2021-09-01')", "date('1970-01-01')")
_NAMES = ("'red'", "'green'", "'other'", "''", "string(${one})")
_ORDER = st.sampled_from(("=", "!=", "<", "<=", ">", ">="))
_SAME = st.sampled_from(("=", "!="))

Text = st.SearchStrategy[str]


def form_of(expression: str) -> Form:
    """A form that asks what an expression is worth, as condition, constraint and calculation."""
    asked = (
        Row("text", "shown", relevant=expression),
        Row("integer", "bounded", constraint=f". > 3 or {expression}"),
        Row("calculate", "worth", calculation=expression),
    )
    return Form("chance", expression, (*_ROWS, *asked))


def _call(name: str, *arguments: Text) -> Text:
    return st.tuples(*arguments).map(lambda values: f"{name}({', '.join(values)})")


def _joined(left: Text, operators: Text, right: Text) -> Text:
    return st.tuples(left, operators, right).map(lambda parts: f"({' '.join(parts)})")


def _numbers(depth: int) -> Text:
    if depth == 0:
        return st.sampled_from(_NUMBERS)
    inner, texts = _numbers(depth - 1), _texts(depth - 1)
    return st.one_of(
        st.sampled_from(_NUMBERS),
        _joined(inner, st.sampled_from(("+", "-", "*", "div", "mod")), inner),
        inner.map("-{}".format),
        _call("round", inner),
        _call("abs", inner),
        _call("min", inner, inner, st.just("50")),
        _call("max", inner, inner, st.just("1")),
        _call("if", truths(depth - 1), inner, inner),
        _call("coalesce", st.sampled_from(_NUMBERS[:3]), inner),
        _call("string-length", texts),
        _call("number", texts),
        _call("count-selected", st.just("${many}")),
        _joined(st.sampled_from(_DATES), st.just("-"), st.sampled_from(_DATES)),
    )


def _texts(depth: int) -> Text:
    if depth == 0:
        return st.sampled_from(_TEXTS)
    inner, places = _texts(depth - 1), st.sampled_from(_NUMBERS)
    return st.one_of(
        st.sampled_from(_TEXTS),
        _call("concat", inner, st.sampled_from(_NUMBERS)),
        _call("concat", inner, truths(depth - 1)),
        _call("join", inner, inner, inner),
        _call("substr", inner, places, places),
        _call("substring-before", inner, inner),
        _call("substring-after", inner, inner),
        _call("translate", inner, inner, inner),
        _call("normalize-space", inner),
        _call("if", truths(depth - 1), inner, inner),
        _call("coalesce", inner, inner),
        _call("selected-at", st.just("${many}"), places),
        _call("format-date", st.sampled_from(_DATES), st.just("'%d.%m.%Y'")),
    )


def truths(depth: int) -> Text:
    """Expressions that are true or false, of so many levels."""
    if depth == 0:
        return st.sampled_from(("true()", "false()", "${n} > 3", "${t} = 'a'"))
    numbers, texts, inner = _numbers(depth - 1), _texts(depth - 1), truths(depth - 1)
    return st.one_of(
        _joined(numbers, _ORDER, numbers),
        _joined(_call("concat", texts), _SAME, _call("concat", texts)),
        _joined(st.sampled_from(_DATES), _ORDER, st.sampled_from(_DATES)),
        _joined(inner, st.sampled_from(("and", "or")), inner),
        _call("not", st.one_of(inner, numbers, texts)),
        _call("boolean", st.one_of(inner, numbers, texts)),
        _call("boolean-from-string", texts),
        _call("contains", texts, texts),
        _call("starts-with", texts, texts),
        _call("ends-with", texts, texts),
        _call("selected", st.sampled_from(("${one}", "${many}")), st.sampled_from(_NAMES)),
        _call("checklist", st.just("1"), st.just("2"), inner, inner, inner),
    )

"""What cannot be compiled says why and where, and nothing else is ever raised."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dialogs.expressions import ExpressionError, compile_expression, compile_template
from dialogs.expressions.functions import FUNCTIONS, REFUSED, Plain
from dialogs.expressions.hints import hints
from dialogs.expressions.lexer import LONGEST
from dialogs.expressions.parser import DEEPEST, parse
from dialogs.faults import CODES
from state_machine.items import ROOT
from state_machine.scope import Scope
from tests.dialogs.expressions.samples import MEMBERS, NAMES, interview, place, world

ERRORS: list[tuple[str, str, str, int]] = [
    # source, level, code, column
    ("", "", "E301", 1),
    ("   ", "", "E301", 4),
    ("1 +", "", "E301", 4),
    ("1 2", "", "E301", 3),
    ("(1", "", "E301", 3),
    ("1)", "", "E301", 2),
    ("count(", "", "E301", 7),
    ("concat(1 2)", "", "E301", 10),
    ("concat(,)", "", "E301", 8),
    ("and", "", "E301", 1),
    ("foo", "", "E301", 1),
    ("'open", "", "E301", 1),
    ('1 + "open', "", "E301", 5),
    ("1 == 1", "", "E301", 3),
    ("1 <> 2", "", "E301", 3),
    ("1 && 2", "", "E301", 3),
    ("1 | 2", "", "E301", 3),
    ("1 / 2", "", "E301", 3),
    ("5 % 2", "", "E301", 3),
    ("!1", "", "E301", 1),
    ("../x", "", "E301", 1),
    ("$x", "", "E301", 1),
    ("${x y}", "", "E301", 1),
    ("${}", "", "E301", 1),
    ("${имя}", "", "E301", 1),
    ("‘a’", "", "E301", 1),
    ("1 + ${nowhere}", "", "E302", 5),
    ("1 + ${flors}", "", "E302", 5),
    ("${age} > 1", "", "E303", 1),
    ("${budget} > 1", "", "E303", 1),
    ("${size} > 1", "member", "E303", 1),
    ("sum(${age})", "member", "E304", 1),
    ("distinct(${name})", "member", "E304", 1),
    ("sum(${size})", "member", "E304", 1),
    ("1 + sum(${budget})", "member", "E304", 5),
    ("count(${shelf})", "member", "E304", 1),
    ("cuont(${member})", "", "E305", 1),
    ("not()", "", "E306", 1),
    ("not(1, 2)", "", "E306", 1),
    ("if(1, 2)", "", "E306", 1),
    ("1 + today(1)", "", "E306", 5),
    ("coalesce('')", "", "E306", 1),
    ("position()", "", "E308", 1),
    ("position(${member})", "household", "E308", 1),
    ("${member} > 1", "", "E309", 1),
    ("..", "", "E301", 1),
    ("position(.., 1)", "", "E301", 12),
    ("position(..)", "", "E308", 1),
    ("1 + version()", "", "E326", 5),
    ("1 + random()", "", "E640", 5),
    ("once(today())", "", "E640", 1),
    ("uuid()", "", "E640", 1),
    ("digest(${street}, ${street})", "", "E310", 19),
    ("digest(${street}, 'SHA-3')", "", "E310", 19),
    ("digest(${street}, 'MD5', 'octal')", "", "E310", 26),
    ("indexed-repeat(${age}, ${member}, 1)", "", "E303", 1),
    ("indexed-repeat(${age}, ${household}, 1)", "", "E309", 1),
    ("indexed-repeat(${age}, ${household}, 1, ${member})", "", "E309", 1),
    ("indexed-repeat(${age}, ${member}, 1, ${household}, 1)", "", "E309", 1),
    ("indexed-repeat(${floors}, ${member}, 1)", "household", "E309", 16),
    ("indexed-repeat(${age}, ${floors}, 1)", "household", "E309", 24),
    ("answer-of(${floors}, 1)", "member", "E309", 11),
    ("answer-of(40, 1)", "member", "E309", 11),
    ("answer-of(${age})", "member", "E306", 1),
    ("jr:choice-name('x', ${kind})", "", "E310", 21),
    ("jr:choice-name('x', 'kind')", "", "E309", 21),
    ("jr:choice-name('x', '${street}')", "", "E309", 21),
    ("format-date(${moved}, ${street})", "", "E310", 23),
    ("format-date(${moved}, '%d %Q')", "", "E310", 23),
    ("format-date(${moved}, '%')", "", "E310", 23),
    ("join(', ', ${size})", "member", "E304", 1),
    ("count(${size})", "member", "E304", 1),
    ("count(${floors})", "", "E309", 7),
    ("count(5)", "", "E309", 7),
    ("sum(${floors})", "", "E309", 5),
    ("sum(1 + 2)", "", "E309", 7),
    ("sum(${member})", "", "E309", 5),
    ("max(${member})", "", "E309", 5),
    ("regex('a', ${street})", "", "E310", 12),
    ("regex('a', '[')", "", "E310", 12),
    ("regex('a', '(a+)+')", "", "E311", 12),
    ("regex('a', '(a|b)*')", "", "E311", 12),
    ("regex('a', '((a*)b)+')", "", "E311", 12),
    ("regex('a', 'a*b*c*d*')", "", "E311", 12),
    ("(" * (DEEPEST + 1) + "1" + ")" * (DEEPEST + 1), "", "E312", DEEPEST + 1),
    ("1" + " + 1" * DEEPEST, "", "E312", 4 * DEEPEST - 1),
    ("1" + " " * LONGEST, "", "E312", LONGEST + 1),
]


@pytest.mark.parametrize(("source", "level", "code", "column"), ERRORS)
def test_an_error_has_a_code_and_a_place(source: str, level: str, code: str, column: int) -> None:
    with pytest.raises(ExpressionError) as caught:
        compile_expression(source, place(level))
    assert (caught.value.code, caught.value.line, caught.value.column) == (code, 1, column)
    assert caught.value.message


def test_a_dot_outside_a_constraint_is_an_error() -> None:
    with pytest.raises(ExpressionError) as caught:
        compile_expression(". > 1", place())
    assert caught.value.code == "E307"


def test_an_error_in_a_later_line_is_found_there() -> None:
    with pytest.raises(ExpressionError) as caught:
        compile_expression("1 = 1\n  and\n  ${nowhere}", place())
    assert (caught.value.line, caught.value.column) == (3, 3)


def test_a_long_list_of_alternatives_is_not_deep() -> None:
    source = " or ".join(f"${{street}} = '{number}'" for number in range(300))
    assert (
        compile_expression(source, place()).evaluate(Scope(world(), interview()), ROOT, "") is False
    )


@pytest.mark.parametrize(
    ("pattern", "text"),
    [("[a-z]+ [0-9]{1,3}", "abai 12"), ("(ab)+", "abab"), ("\\(a\\)+", "(a)))")],
)
def test_ordinary_patterns_are_allowed(pattern: str, text: str) -> None:
    rule = compile_expression(f"regex('{text}', '{pattern}')", place())
    assert rule.evaluate(Scope(world(), interview()), ROOT, "") is True


HINTS: list[tuple[str, str, int]] = [
    ("${kind} = 'malle'", "E317", 11),
    ("'malle' = ${kind}", "E317", 1),
    ("${kind} != 5", "E317", 12),
    ("selected(${spoken}, 'french')", "E317", 21),
    ("not(${floors} = 'three')", "E318", 17),
    ("${floors} + 1 > 'x'", "E318", 17),
    ("${spoken} = 'kazakh'", "W319", 11),
    ("selected(${street}, 'x')", "W322", 10),
    ("${moved} < '1.9.2021'", "E324", 12),
    ("today() > 'soon'", "E324", 11),
]


@pytest.mark.parametrize(("source", "code", "column"), HINTS)
def test_nonsense_that_compiles_is_pointed_out(source: str, code: str, column: int) -> None:
    found = list(hints(parse(source), source, place()))
    assert [(hint.code, hint.line, hint.column) for hint in found] == [(code, 1, column)]


@pytest.mark.parametrize(
    "source",
    [
        "${kind} = 'male' or ${kind} = ''",
        "${floors} = '' or ${floors} > '2'",
        "${moved} <= '2021-09-01'",
        "${moved} - 1 > 3",
        "selected(${spoken}, 'other')",
        "selected(${spoken}, '')",
        "${street} = 'anything'",
        "${double} = 'anything'",
        "${floors} = ${area}",
        "-${floors} > 1 and (${floors} = 1 or ${area} > 2) = true()",
        "${floors} = nowhere(1)",
    ],
)
def test_sense_is_not_pointed_out(source: str) -> None:
    assert list(hints(parse(source), source, place())) == []


_WORDS = st.sampled_from(
    [
        *(f"${{{name}}}" for name in NAMES),
        *(f"{name}(" for name in (*FUNCTIONS, *REFUSED)),
        *("and", "or", "div", "mod", "(", ")", ",", ".", "..", "'", '"', "''", "'male'"),
        *("'[a-z]+'", "'${kind}'", "'%d %b'", "'%'"),
        *("+", "-", "*", "=", "!=", "<", "<=", ">", ">=", "1", "0", "2.5", "${", "}", "{", "1e400"),
        *("9" * 400, "'2021-09-01'", "\n", "x", "№"),
    ]
)
_SOURCES = st.one_of(st.text(), st.lists(_WORDS, max_size=20).map(" ".join))


def _grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Expressions that compile more often than not."""
    operators = st.sampled_from(
        ["+", "-", "*", "div", "mod", "=", "!=", "<", "<=", ">", ">=", "and", "or"]
    )
    names = [
        (name, each.least, min(each.most, each.least + 3))
        for name, each in FUNCTIONS.items()
        if isinstance(each, Plain)
    ]
    calls = st.sampled_from(names).flatmap(
        lambda f: st.lists(inner, min_size=f[1], max_size=f[2]).map(
            lambda arguments: f"{f[0]}({', '.join(arguments)})"
        )
    )
    binary = st.tuples(inner, operators, inner).map(lambda parts: f"({' '.join(parts)})")
    branch = st.tuples(inner, inner, inner).map(lambda parts: f"if({', '.join(parts)})")
    written = inner.map(lambda each: f"format-date({each}, '%Y %y %n %b %a %3 %%')")
    label = inner.map(lambda each: f"jr:choice-name({each}, '${{spoken}}')")
    matched = inner.map(lambda each: f"regex({each}, '[0-9]+.*')")
    joined = st.tuples(inner, inner).map(lambda parts: f"join({', '.join(parts)})")
    one = inner.map(lambda each: f"indexed-repeat(${{budget}}, ${{household}}, {each})")
    negative = inner.map(lambda each: f"-{each}")
    return st.one_of(binary, calls, branch, written, label, matched, joined, one, negative)


_VALUES = st.one_of(
    st.sampled_from([f"${{{name}}}" for name in NAMES]),
    st.floats(min_value=0, allow_infinity=False).map(lambda number: f"{number:f}"),
    st.text(alphabet="0129-:T.+ aЖ'", max_size=12).map(
        lambda text: f"'{text.replace(chr(39), '')}'"
    ),
    st.sampled_from(["today()", "now()", "position(..)", "count(${member})", ".", "''"]),
    st.sampled_from(["count(${books})", "sum(${books})", "join('-', ${books})", "max(${size})"]),
    st.sampled_from(["format-date(${moved}, '%a %e %b %Y')", "jr:choice-name(., '${kind}')"]),
)
_SENSIBLE = st.recursive(_VALUES, _grown, max_leaves=12)
_LEVELS = st.sampled_from([(ROOT, ""), (1, "household"), (MEMBERS[0], "member")])


def error_of(source: str, level: str) -> ExpressionError | None:
    """The error of an expression, None when it compiles."""
    try:
        compile_expression(source, place(level, tested="street"))
    except ExpressionError as error:
        return error
    return None


def error_of_wording(source: str) -> ExpressionError | None:
    """The error of a wording, None when it compiles."""
    try:
        compile_template(source, place())
    except ExpressionError as error:
        return error
    return None


def is_located(error: ExpressionError, source: str) -> bool:
    """Whether an error has a known code and lies within its source."""
    lines = source.split("\n")
    within = 1 <= error.line <= len(lines)
    return within and error.code in CODES and 1 <= error.column <= len(lines[error.line - 1]) + 1


@settings(deadline=None)
@given(_SOURCES, st.sampled_from(["", "household", "member"]))
def test_no_text_makes_the_compiler_raise_anything_but_its_located_error(
    source: str, level: str
) -> None:
    error = error_of(source, level)
    assert error is None or is_located(error, source)


@settings(deadline=None)
@given(_SOURCES)
def test_no_text_makes_a_wording_raise_anything_but_its_located_error(source: str) -> None:
    error = error_of_wording(source)
    assert error is None or is_located(error, source)


@settings(deadline=None)
@given(st.one_of(_SENSIBLE, _SOURCES), _LEVELS, st.one_of(st.text(), st.integers(), st.floats()))
def test_what_compiles_never_raises_when_it_is_evaluated(
    source: str, at: tuple[int, str], dot: str | float
) -> None:
    item, level = at
    assume(error_of(source, level) is None)
    rule = compile_expression(source, place(level, tested="street"))
    assert isinstance(rule.evaluate(Scope(world(), interview()), item, dot), str | float | bool)

"""What expressions are worth: XPath 1.0 row by row, and the rules of our own beside it."""

from __future__ import annotations

import math

import pytest

from dialogs.expressions import compile_expression
from dialogs.expressions.functions import FUNCTIONS
from dialogs.expressions.values import XPath, to_boolean, to_number, to_string
from state_machine.items import ROOT, Value
from tests.dialogs.expressions.samples import FIRST, MEMBERS, SECOND, ask, place

NAN, INFINITY = math.nan, math.inf

ROWS: dict[str, XPath] = {
    # numbers and their arithmetic
    "1 + 2 * 3": 7.0,
    "(1 + 2) * 3": 9.0,
    "10 - 4 - 3": 3.0,
    "2 * -3": -6.0,
    # places: metres as JavaRosa has them, NaN where one is none
    "round(distance('51.16 71.43', '51.16 71.43 300 5'))": 0.0,
    "round(distance('51.1605 71.4704', '43.2389 76.8897'))": 971776.0,
    "round(distance('0 0', '0 1', '0 0'))": 222638.0,
    "distance('51.16 71.43', '')": NAN,
    "distance('51.16 71.43', '91 0')": NAN,
    "distance(1, 'x')": NAN,
    "- - 2": 2.0,
    "-2 + 5": 3.0,
    ".5 + 1.": 1.5,
    "7 div 2": 3.5,
    "1 div 0": INFINITY,
    "-1 div 0": -INFINITY,
    "0 div 0": NAN,
    "5 mod 2": 1.0,
    "5 mod -2": 1.0,
    "-5 mod 2": -1.0,
    "1.5 mod 0.5": 0.0,
    "5 mod 0": NAN,
    "'3' + '4'": 7.0,
    "'a' + 1": NAN,
    "true() + true()": 2.0,
    # the three conversions
    "number('')": NAN,
    "number(' 12 ')": 12.0,
    "number('-1.5')": -1.5,
    "number('+1')": NAN,
    "number('1e3')": NAN,
    "number('1_000')": NAN,
    "number('inf')": NAN,
    "number('٣')": NAN,
    "number(true())": 1.0,
    "string(1)": "1",
    "string(1.50)": "1.5",
    "string(-0)": "0",
    "string(1 div 0)": "Infinity",
    "string(-1 div 0)": "-Infinity",
    "string(number('x'))": "NaN",
    "string(0.0000001)": "0.0000001",
    "string(100000000000000000000000)": "99999999999999991611392",
    "string(1 = 1)": "true",
    "boolean('')": False,
    "boolean('false')": True,
    "boolean(0)": False,
    "boolean(number(''))": False,
    "boolean(-1)": True,
    "not('')": True,
    # comparison: by booleans, else by numbers, else by texts
    "'1' = 1": True,
    "'1.0' = 1": True,
    "'1.0' = '1'": False,
    "'a' = 'a'": True,
    "'a' != 'b'": True,
    "'' = 0": False,
    "0.1 + 0.2 = 0.3": True,
    "0.1 + 0.2 != 0.3": False,
    "0.3 = 0.300000000002": False,
    "1 div 0 = 1 div 0": True,
    "1 div 0 = -1 div 0": False,
    "'' != 0": True,
    "true() = 'anything'": True,
    "true() = 5": True,
    "false() = ''": True,
    "number('') = number('')": False,
    "number('') != number('')": True,
    "number('') < 1": False,
    "number('') >= 1": False,
    "'2' < '10'": True,
    "'b' > 'a'": False,
    "1 < 2 = true()": True,
    "3 > 2 > 1": False,
    # and, or, not
    "1 and 'x'": True,
    "1 and ''": False,
    "0 or ''": False,
    "1 or 0 and 0": True,
    "not(1) or not(0)": True,
    # answers
    "${street}": "Абай 5",
    "${floors} + 1": 4.0,
    "${area} * 2": 109.0,
    "${floors} = 3": True,
    "${floors} = '3'": True,
    "${floors} = '3.0'": True,
    "${floors} > 2.5": True,
    "${floors} != 3": False,
    "${kind} = 'male'": True,
    "${kind} != 'male'": False,
    "'male' = ${kind}": True,
    "${spoken}": "kazakh other",
    "${unanswered}": "",
    "${unanswered} = ''": True,
    "${unanswered} + 1": NAN,
    "${unmeasured} < 5": False,
    "${unmeasured} >= 5": False,
    "${unmeasured} = 0": False,
    "${unmeasured} != 0": True,
    "${hidden}": "",
    "${hidden} = 7": False,
    "${double}": 6.0,
    "${census_moment}": "2021-10-01T00:00:00+06:00",
    # functions on texts
    "concat('a', 1, true())": "a1true",
    "string-length('қазақ')": 5.0,
    "string-length('')": 0.0,
    "substr('hello', 1, 3)": "el",
    "substr('hello', 2)": "llo",
    "substr('hello', -3)": "llo",
    "substr('hello', 0, -1)": "hell",
    "substr('hello', 'x', 2)": "he",
    "substr('hello', 9)": "",
    "substring-before('a-b-c', '-')": "a",
    "substring-before('abc', '-')": "",
    "substring-before('abc', '')": "",
    "substring-after('a-b-c', '-')": "b-c",
    "substring-after('abc', '-')": "",
    "substring-after('abc', '')": "abc",
    "translate('hello', 'el', 'ip')": "hippo",
    "translate('hello', 'l', '')": "heo",
    "translate('aab', 'aa', 'xy')": "xxb",
    "normalize-space('  a   b ')": "a b",
    "normalize-space(' ')": "",
    "join(', ', 1, 'a', ${floors})": "1, a, 3",
    "join(',', ${unanswered}, 'x')": ",x",
    "join('-')": "",
    "contains('hello', 'ell')": True,
    "contains('hello', '')": True,
    "starts-with('hello', 'he')": True,
    "ends-with('hello', 'he')": False,
    "regex('abc123', '[a-z]+[0-9]+')": True,
    "regex('abc123', '[a-z]+')": False,
    "regex(${street}, '.* [0-9]')": True,
    # functions on numbers
    "round(2.5)": 3.0,
    "round(-2.5)": -2.0,
    "round(2.4)": 2.0,
    "round(2.345, 2)": 2.35,
    "round(1234.5, -2)": 1200.0,
    "round('x')": NAN,
    "round(1 div 0)": INFINITY,
    "int(2.9)": 2.0,
    "int(-2.9)": -2.0,
    "int('x')": NAN,
    "min(3, '2', 5)": 2.0,
    "max(3, ${floors}, 5)": 5.0,
    "min('')": NAN,
    "max('x', 1)": 1.0,
    "min('', 3)": 3.0,
    "max(${unmeasured})": NAN,
    "round(1.2, 'x')": 1.0,
    "round(1.005, 2)": 1.01,
    "abs(-2)": 2.0,
    "abs('')": NAN,
    "pow(2, 3)": 8.0,
    "pow(0, -1)": INFINITY,
    "pow('', 0)": 1.0,
    "pow('', 2)": NAN,
    "pow(-1, 0.5)": NAN,
    "pow(10, 400)": INFINITY,
    "pow(-10, 401)": -INFINITY,
    "exp(0)": 1.0,
    "exp(1000)": INFINITY,
    "exp10(2)": 100.0,
    "exp10(400)": INFINITY,
    "log(1)": 0.0,
    "log(0)": -INFINITY,
    "log(-1)": NAN,
    "log10(100)": 2.0,
    "sqrt(4)": 2.0,
    "sqrt(-1)": NAN,
    "sin(0)": 0.0,
    "sin(1 div 0)": NAN,
    "cos(0)": 1.0,
    "tan(0)": 0.0,
    "asin(2)": NAN,
    "acos(1)": 0.0,
    "atan(0)": 0.0,
    "atan2(0, -1) = pi()": True,
    "round(pi(), 4)": 3.1416,
    # choices
    "selected(${spoken}, 'other')": True,
    "selected(${spoken}, 'russian')": False,
    "selected(${spoken}, 'kaz')": False,
    "selected(${kind}, 'male')": True,
    "selected(${unanswered}, '')": True,
    "selected(${spoken}, '')": False,
    "selected('a b c', 'b')": True,
    "selected('a b c', 'a b')": True,
    "pulldata('towns', 'name', 'code', ${floors})": "Yrgyz",
    "pulldata('towns.csv', 'name', 'code', '1')": "Alga",
    "pulldata('towns', 'code', 'kind', 'town')": "1",
    "pulldata('towns', 'name', 'code', 'lost')": "",
    "selected-at(${spoken}, 1)": "other",
    "selected-at(${spoken}, 2)": "",
    "selected-at(${spoken}, -1)": "",
    "selected-at(${spoken}, -0.5)": "kazakh",
    "selected-at(${spoken}, 1 div 0)": "",
    "selected-at(${spoken}, 'x')": "kazakh",
    "selected-at(${unanswered}, 0)": "",
    "jr:choice-name(${kind}, '${kind}')": "male",
    "jr:choice-name('', '${kind}')": "",
    "jr:choice-name(selected-at(${spoken}, 0), ' ${spoken} ')": "kazakh",
    "boolean-from-string('TRUE')": True,
    "boolean-from-string(1)": True,
    "boolean-from-string('yes')": False,
    "checklist(1, 2, true(), false(), ${floors} = 3)": True,
    "checklist(-1, 1, true(), true())": False,
    "checklist(3, -1, true(), true())": False,
    "weighted-checklist(2, 3, true(), 1, false(), 2, true(), 2)": True,
    "weighted-checklist(-1, -1, true(), 5)": False,
    "count-selected(${spoken})": 2.0,
    "count-selected(${unanswered})": 0.0,
    # if and coalesce
    "if(${floors} > 2, 'high', 'low')": "high",
    "if('', 1, 2)": 2.0,
    "coalesce(${unanswered}, ${hidden}, 'x')": "x",
    "coalesce('', '')": "",
    "coalesce(${floors}, 1)": 3.0,
    # dates
    "number('09:30')": 9.5 / 24,
    "'09:30' < '14:30'": True,
    "('14:30' - '09:30') * 24": 5.0,
    "'24:00' < '25:00'": False,
    "time(now())": "10:30",
    "time(0.5)": "12:00",
    "time('09:30:59')": "09:30",
    "time(9.5 div 24)": "09:30",
    "time('soon')": "",
    "once('x')": "x",
    "once(1 = 1)": 1.0,
    "if(1 = 2, once('x'), 'y')": "y",
    "random() >= 0 and random() < 1": True,
    "string-length(uuid())": 36.0,
    "substr(uuid(), 14, 15)": "4",
    "string-length(uuid(12))": 12.0,
    "uuid() = uuid()": False,
    "digest('abc', 'MD5', 'hex')": "900150983cd24fb0d6963f7d28e17f72",
    "digest('abc', 'SHA-1')": "qZk+NkcGgWq6PiVxeFDCbJzQ2J0=",
    "string-length(digest(${street}, 'SHA-512', 'hex'))": 128.0,
    "base64-decode('0JDQsdCw0Lk=')": "Абай",
    "base64-decode('0JD')": "",
    "base64-decode('/w==')": "",
    "floor(-2.5)": -3.0,
    "floor(${unanswered})": NAN,
    "ceiling(2.1)": 3.0,
    "ceiling(1 div 0)": INFINITY,
    "today()": "2021-09-20",
    "now()": "2021-09-20T10:30:00+06:00",
    "census-moment()": "2021-10-01T00:00:00+06:00",
    "today() - ${moved}": 19.0,
    "${moved} <= today()": True,
    "${moved} < '2021-09-01'": False,
    "${moved} = '2021-09-01'": True,
    "${moved} <= census-moment()": True,
    "'2021-02-30' < today()": False,
    "number('1970-01-02')": 1.0,
    "number('1970-01-02T12:00:00+06:00')": 1.5,
    "number('1969-12-31')": -1.0,
    "date(${moved} + 30)": "2021-10-01",
    "date('2021-09-20T23:59')": "2021-09-20",
    "date('x')": "",
    "date(1000000000)": "",
    "date-time('2021-09-20')": "2021-09-20T00:00:00",
    "date-time(now())": "2021-09-20T10:30:00+06:00",
    "date-time(1.5)": "1970-01-02T12:00:00",
    "date-time('x')": "",
    "date-time(1000000000)": "",
    "decimal-date-time('1970-01-02T12:00:00')": 1.5,
    "decimal-date-time('1970-01-02T25:00:00')": NAN,
    "decimal-time('06:30')": 6.5 / 24,
    "decimal-time('2021-09-20T12:00:00+06:00')": 0.5,
    "decimal-time(2.25)": 0.25,
    "decimal-time('24:00')": NAN,
    "decimal-time(1 div 0)": NAN,
    "format-date(${moved}, '%Y-%m-%d %y %n %e %h %H:%M:%S.%3 %%')": (
        "2021-09-01 21 9 1 0 00:00:00.000 %"
    ),
    "format-date(${moved}, '%a, %e %b')": "ср, 1 сент.",
    "format-date-time('2021-09-20T23:05:30.25', '%H:%M:%S.%3')": "23:05:30.250",
    "format-date(1, '%d.%m.%Y')": "02.01.1970",
    "format-date(${unanswered}, '%Y')": "",
    "age('1990-07-13', census-moment())": 31.0,
    "age('2000-10-01', census-moment())": 21.0,
    "age('2000-10-02', census-moment())": 20.0,
    "age('2021-10-02', census-moment())": -1.0,
    "age('2004-02-29', '2021-02-28')": 16.0,
    "age('2004-02-29', '2021-03-01')": 17.0,
    "age(${unanswered}, today())": NAN,
    "age(${unanswered}, today()) >= 0": False,
    # the identification number
    "valid-iin('900713300014')": True,
    "valid-iin('900713300015')": False,
    "iin-birth-date('150310500018')": "2015-03-10",
    "iin-sex('920611400013')": "female",
    "iin-sex('')": "",
    # rosters, from the top
    "count(${household})": 2.0,
    "count(${member})": 3.0,
    "sum(${budget})": 30.0,
    "sum(${age})": 55.0,
    "max(${age})": 40.0,
    "min(${age})": 15.0,
    "count-non-empty(${age})": 2.0,
    "count(${age})": 3.0,
    "join(', ', ${age})": "40, 15, ",
    "indexed-repeat(${budget}, ${household}, 2)": 20.0,
    "indexed-repeat(${age}, ${household}, 1, ${member}, 2)": 15.0,
    "indexed-repeat(${age}, ${household}, 2, ${member}, 1)": "",
    "indexed-repeat(${budget}, ${household}, 0)": "",
    "indexed-repeat(${budget}, ${household}, 'x')": "",
    "distinct(${name})": True,
    "distinct(${age})": True,
}

WITHIN: list[tuple[str, int, XPath]] = [
    ("${age} >= 15", MEMBERS[0], True),
    ("${age} >= 15", MEMBERS[1], True),
    ("${age} >= 15", MEMBERS[2], False),
    ("${budget}", MEMBERS[1], 10.0),
    ("${street}", MEMBERS[1], "Абай 5"),
    ("position()", MEMBERS[1], 2.0),
    ("position(..)", MEMBERS[1], 2.0),
    ("indexed-repeat(${age}, ${member}, position(..) - 1)", MEMBERS[1], 40.0),
    ("indexed-repeat(${age}, ${member}, position(..) - 1)", MEMBERS[0], ""),
    ("indexed-repeat(${size}, ${room}, 1)", MEMBERS[0], 12.5),
    ("indexed-repeat(${books}, ${room}, 1, ${shelf}, 2)", MEMBERS[0], 80.0),
    ("answer-of(${age}, '4')", MEMBERS[0], 15.0),
    ("answer-of(${age}, 5)", MEMBERS[0], ""),
    ("answer-of(${age}, 99)", MEMBERS[0], ""),
    ("answer-of(${age}, 2.5)", MEMBERS[0], ""),
    ("answer-of(${age}, '')", MEMBERS[0], ""),
    ("answer-of(${age}, 1)", MEMBERS[0], ""),
    ("join('+', ${books})", FIRST, "70+80"),
    ("position(${household})", MEMBERS[1], 1.0),
    ("position()", SECOND, 2.0),
    ("count(${member})", MEMBERS[1], 3.0),
    ("count(${household})", MEMBERS[1], 2.0),
    ("count(${room})", MEMBERS[1], 1.0),
    ("count(${member})", FIRST, 3.0),
    ("count(${member})", SECOND, 0.0),
    ("sum(${age})", FIRST, 55.0),
    ("sum(${age})", SECOND, 0.0),
    ("max(${age})", SECOND, NAN),
    ("sum(${size}) div count(${member})", FIRST, 12.5 / 3),
    ("sum(${books})", FIRST, 150.0),
    ("count(${shelf})", FIRST, 2.0),
    ("1 = 2 or ${age} = 40", MEMBERS[0], True),
    ("1 = 1 and ${age} = 40", MEMBERS[0], True),
]


def same(value: XPath, expected: XPath) -> bool:
    """Of one type, and equal, a NaN to a NaN."""
    both = (value, expected)
    nan = all(isinstance(each, float) and math.isnan(each) for each in both)
    return type(value) is type(expected) and (nan or value == expected)


@pytest.mark.parametrize("source", ROWS)
def test_an_expression_has_the_value_of_its_row(source: str) -> None:
    value = ask(source)
    assert same(value, ROWS[source]), value


@pytest.mark.parametrize(("source", "item", "expected"), WITHIN)
def test_a_name_within_a_roster_is_that_of_the_asking_item(
    source: str, item: int, expected: XPath
) -> None:
    value = ask(source, item)
    assert same(value, expected), value


def test_every_function_has_a_row() -> None:
    rows = " ".join([*ROWS, *(source for source, _, _ in WITHIN)])
    missing = [name for name in FUNCTIONS if f"{name}(" not in rows]
    assert missing == []


@pytest.mark.parametrize(
    ("source", "tested", "dot", "accepted"),
    [
        (". > 5", "floors", 6, True),
        (". > 5", "floors", 5, False),
        (". <= ${area}", "area", 54.5, True),
        ("selected(., 'other')", "spoken", ("kazakh", "other"), True),
        ("count-selected(.) < 2", "spoken", ("kazakh", "other"), False),
        (". >= ${moved} and . <= today()", "moved", "2021-09-10", True),
        (". >= ${moved} and . <= today()", "moved", "2021-09-21", False),
        ("regex(., '[0-9]+')", "street", "12", True),
    ],
)
def test_a_dot_is_the_answer_under_test(
    source: str, tested: str, dot: Value, accepted: object
) -> None:
    assert ask(source, ROOT, dot, tested=tested) is accepted


def test_what_does_not_depend_on_answers_is_computed_once() -> None:
    """A folded expression needs no scope at all, and reads nothing."""
    rule = compile_expression("1 + 2 * 3 = 7 and not(false())", place())
    assert rule.evaluate(None, ROOT, "") is True  # type: ignore[arg-type]
    assert dict(rule.reads) == {}


@pytest.mark.parametrize(
    ("source", "level", "reads"),
    [
        (
            "${age} + ${budget} + ${floors}",
            "member",
            {"age": "member", "budget": "household", "floors": ""},
        ),
        ("sum(${age})", "household", {"age": "household", "member": "household"}),
        ("sum(${age})", "", {"age": "", "member": "", "household": ""}),
        ("count(${member})", "", {"member": "", "household": ""}),
        ("count(${member})", "member", {"member": "household"}),
        ("count(${room})", "member", {"room": "household"}),
        ("position()", "member", {"@position/member": "household"}),
        ("position(${household})", "member", {"@position/household": ""}),
        ("today() > ${moved}", "member", {"@today": "", "moved": ""}),
        ("jr:choice-name(${kind}, '${kind}')", "member", {"@language": "", "kind": ""}),
        ("format-date(${moved}, '%d.%m')", "", {"moved": ""}),
        ("format-date(${moved}, '%d %b')", "", {"moved": "", "@language": ""}),
        (
            "indexed-repeat(${age}, ${member}, ${floors})",
            "member",
            {"age": "household", "member": "household", "floors": ""},
        ),
        (
            "indexed-repeat(${age}, ${member}, 1) - ${age}",
            "member",
            {"age": "household", "member": "household"},
        ),
        (
            "answer-of(${age}, ${floors})",
            "member",
            {"age": "household", "member": "household", "floors": ""},
        ),
        (
            "indexed-repeat(${age}, ${household}, 1, ${member}, 2)",
            "",
            {"age": "", "household": "", "member": ""},
        ),
        ("census-moment()", "member", {}),
        (
            "if(${floors} = 1, selected(${kind}, 'male'), ${area})",
            "",
            {"floors": "", "kind": "", "area": ""},
        ),
    ],
)
def test_a_rule_tells_what_it_reads_and_through_which_level(
    source: str, level: str, reads: dict[str, str]
) -> None:
    assert dict(compile_expression(source, place(level)).reads) == reads


def test_a_number_too_big_for_a_float_is_infinite() -> None:
    assert ask(". > 5", ROOT, 10**400, tested="floors") is True
    assert ask("-. < 5", ROOT, 10**400, tested="floors") is True


@pytest.mark.parametrize("value", ["", "x", "1", 0.0, 1.5, NAN, INFINITY, True, False])
def test_converting_twice_changes_nothing(value: XPath) -> None:
    assert to_string(to_string(value)) == to_string(value)
    assert to_boolean(to_boolean(value)) is to_boolean(value)
    assert same(to_number(to_number(value)), to_number(value))

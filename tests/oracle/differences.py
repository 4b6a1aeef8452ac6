"""Where the language differs from JavaRosa: each difference by an expression, with the reason."""

from __future__ import annotations

from typing import NamedTuple

from dialogs.expressions.values import of_answer, to_string
from dialogs.faults import ContentErrors
from tests.oracle.comparing import ours, walked
from tests.oracle.tables import Form, Row, questionnaire_of
from tests.oracle.walker import Stopped, Walker
from tests.oracle.walks import Answer, Item, Set, Walk

__all__ = ["KNOWN", "STOPS", "Known", "our_value", "their_value"]

STOPS = "stops"
"""What JavaRosa says when it cannot go on with the form."""


class Known(NamedTuple):
    """A difference: an expression, what it is here and in JavaRosa, and why.

    Ours is a value as text, or the code of the error. `within` asks it in the second item, `unless`
    gives the roster a condition, which does not hold.
    """

    expression: str
    ours: str
    theirs: str
    why: str
    within: bool = False
    unless: str = ""


_ROWS = (
    Row("date", "moved"),
    Row("integer", "floors"),
    Row("text", "typed"),
    Row("time", "begins"),
    Row("datetime", "met"),
    Row("begin repeat", "member"),
    Row("integer", "age"),
)
_DAYS = "A date is worth its day number wherever it comes from; in JavaRosa a text is not."
_STOP = "An expression that is asked here never raises; JavaRosa stops the form."
_TIME = "A time alone is a part of a day; JavaRosa makes it a moment of the device's present day."
_CLOCK = "A time counts wherever a day is a number; in JavaRosa in decimal-date-time() alone."
_ENKETO = "Enketo knows this one, and so do we; JavaRosa does not."

KNOWN = (
    Known("${moved} < '2021-09-02'", "true", "false", _DAYS),
    Known("'2021-02-03' < '2021-02-04'", "true", "false", _DAYS),
    Known("number('1970-01-02')", "1", "", _DAYS),
    Known("${typed} - ${moved}", "19", "", f"{_DAYS} `typed` is the text 2021-09-20."),
    Known("date('x')", "", STOPS, _STOP),
    Known("date('2021-02-30')", "", STOPS, _STOP),
    Known("decimal-date-time('x')", "", STOPS, _STOP),
    Known("format-date('x', '%Y')", "", STOPS, _STOP),
    Known(
        "decimal-time('06:00')",
        "0.25",
        STOPS,
        "The specification gives decimal-time a time; this JavaRosa wants a whole moment.",
    ),
    Known(
        "date('2021-9-1')",
        "",
        "2021-09-01T00:00:00Z",
        "A date has two digits for the month and the day; JavaRosa accepts fewer.",
    ),
    Known(
        "date('2021-09-20T23:59')",
        "2021-09-20",
        "2021-09-20T23:59:00Z",
        "The specification drops the time; JavaRosa keeps it.",
    ),
    Known(
        "date(-0.5)",
        "1969-12-31",
        "1970-01-01T00:00:00Z",
        "Half a day before 1970 lies on the last day of 1969; JavaRosa rounds towards zero.",
    ),
    Known(
        "decimal-date-time('1970-01-02T12:00:00+06:00')",
        "1.5",
        "1.25",
        "Every time is in the census's own zone; JavaRosa reckons in the zone of the device "
        "(UTC here).",
    ),
    Known(
        "format-date(${moved}, '%W')",
        "E310",
        "36",
        "The week depends on the country of the device, and is not in ODK's documentation.",
    ),
    Known(
        "string(0.0000001)",
        "0.0000001",
        "1.0E-7",
        "XPath writes numbers without an exponent; JavaRosa writes them as Java does.",
    ),
    Known(
        "string(10000000.5)",
        "10000000.5",
        "1.00000005E7",
        "The same, from ten millions on.",
    ),
    Known(
        "0.1 + 0.2 - 0.3",
        "0.00000000000000005551115123125783",
        "0",
        "JavaRosa stores a number that is nearly whole as a whole one. `0.1 + 0.2 = 0.3` in both.",
    ),
    Known(
        "1 div 0 = 2 div 0",
        "true",
        "false",
        "Two infinities are equal in XPath; JavaRosa subtracts one from the other.",
    ),
    Known(
        "pow(1, 1 div 0)",
        "1",
        "",
        "1 to any power is 1 (IEEE 754); Java says that it is no number.",
    ),
    Known(
        "-1 div int(-0.5)",
        "-Infinity",
        "Infinity",
        "The whole part of -0.5 is 0 here, and -0 in Java.",
    ),
    Known(
        "max(-5, -3)",
        "-3",
        "0",
        "JavaRosa begins its search at Java's smallest positive number, and finds no negative one.",
    ),
    Known(
        "string-length('😀')",
        "1",
        "2",
        "A character is one character; Java counts units of UTF-16.",
    ),
    Known(
        "indexed-repeat(${age}, ${member}, 0)",
        "",
        "40",
        "There is no item 0; JavaRosa gives the first one.",
    ),
    Known(
        "count(${member})",
        "2",
        "1",
        "From within an item, a roster is the whole roster; pyxform and JavaRosa see one instance.",
        within=True,
    ),
    Known(
        "count(${member})",
        "2",
        "0",
        "A roster keeps its items while its condition does not hold, and counts them.",
        unless="${floors} > 5",
    ),
    Known("${met} - date('2021-09-20') > 0", "true", "false", _CLOCK),
    Known("${begins} > '09:00'", "true", "false", f"{_TIME} A text is no number there."),
    Known("${begins} < 1", "true", "false", _TIME),
    Known("floor(-2.5)", "-3", STOPS, _ENKETO),
    Known("ceiling(2.1)", "3", STOPS, _ENKETO),
    Known(
        "time('2021-09-20T09:30:00')",
        "09:30",
        STOPS,
        "The specification gives no function for the time of a moment; we have one.",
    ),
    Known(
        "concat(once('x'), 'y')",
        "E640",
        "xy",
        "What is kept is the value of the whole calculation; in JavaRosa it grows each time.",
    ),
    Known(
        "regex(${typed}, '([0-9]+-?)+')",
        "E311",
        "true",
        "A pattern whose time can explode is refused.",
    ),
)
"""The differences, each tested to be still as it says."""


def _form(known: Known) -> Form:
    probe = Row("calculate", "probe", calculation=known.expression)
    end = Row("end repeat", "")
    before = tuple(_under(known.unless, row) for row in _ROWS)
    rows = (*before, probe, end) if known.within else (*before, end, probe)
    return Form("probe", known.why, rows)


def _under(condition: str, row: Row) -> Row:
    """A row as it is, or the beginning of the roster under its condition."""
    return row._replace(relevant=condition) if row.type == "begin repeat" else row


def _walk() -> Walk:
    members = tuple(Item(f"/data/member[{n}]", "member", ()) for n in (1, 2))
    root = Item("/data", "", members)
    given: tuple[Answer, ...] = ("2021-09-01", 3, "2021-09-20", "09:30", "2021-09-20T09:30")
    top = (Set(root, row, value) for row, value in zip(_ROWS, given, strict=False))
    ages = (Set(item, _ROWS[-1], age) for item, age in zip(members, (40, 15), strict=True))
    return Walk(root, (*top, *ages))


def our_value(known: Known) -> str:
    """What the expression is worth here, as text, or the code of its error."""
    form = _form(known)
    try:
        questionnaire_of(form)
    except ContentErrors as errors:
        return errors.faults[0].code
    scope, ids = ours(form, _walk())
    value = scope.value("probe", max(ids.values()) if known.within else 0)
    return to_string(of_answer(value))


def their_value(known: Known, walker: Walker) -> str:
    """What the expression is worth in JavaRosa, as text, or that it stops."""
    try:
        walked(_form(known), _walk(), walker)
    except Stopped:
        return STOPS
    path = "/data/member[2]/probe" if known.within else "/data/probe"
    return walker.dump()[path].value

"""The expression language means what JavaRosa, the engine of ODK, means by the same forms."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st

from dialogs.expressions.functions import FUNCTIONS
from tests.oracle.chance import form_of, truths
from tests.oracle.comparing import compare, differences, walked
from tests.oracle.differences import KNOWN, Known, our_value, their_value
from tests.oracle.tables import Form, forms
from tests.oracle.trials import tried
from tests.oracle.walker import Walker
from tests.oracle.walks import Walk, walks

PAGE = Path(__file__).parents[2] / "docs" / "oracle.md"
STALE = {"neighbours"}
"""Forms of which JavaRosa computes a part only when they are opened again."""

OUR_OWN = {
    "age",
    "answer-of",
    "census-moment",
    "distinct",
    "valid-iin",
    "iin-birth-date",
    "iin-sex",
}
OUR_OWN |= {"floor", "ceiling", "time"}
OF_THE_APP = {"pulldata"}
"""What ODK has in its app for phones, and JavaRosa alone does not know."""
CLOCKS = {"today", "now"}
"""What these give is another thing in each engine: the last message here, the machine there."""


@pytest.mark.parametrize("form", forms(), ids=[form.name for form in forms()])
def test_a_form_means_the_same_in_both_engines(form: Form, walker: Walker) -> None:
    found, tally = tried(form, walker)
    assert found == []
    assert sum(tally.values()) >= 30
    assert tally["stale"] == 0 or form.name in STALE


@pytest.mark.parametrize("known", KNOWN, ids=[known.expression for known in KNOWN])
def test_a_known_difference_is_still_as_the_page_says(known: Known, walker: Walker) -> None:
    assert (our_value(known), their_value(known, walker)) == (known.ours, known.theirs)
    assert known.ours != known.theirs


@settings(
    max_examples=100,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(truths(3).map(form_of), st.data())
def test_expressions_made_by_chance_are_worth_the_same_in_both_engines(
    walker: Walker, form: Form, data: st.DataObject
) -> None:
    for _ in range(4):
        assert compare(form, data.draw(walks(form)), walker, Counter()) == []


def altered(form: Form, kind: str) -> Form:
    """The same form with one bound moved, in the rules of one kind."""
    rows = (row._replace(**{kind: getattr(row, kind).replace(">=", ">")}) for row in form.rows)
    return form._replace(rows=tuple(rows))


@pytest.mark.parametrize("kind", ["relevant", "constraint", "calculation"])
def test_a_bound_that_is_off_by_one_is_noticed(kind: str, walker: Walker) -> None:
    """Else agreement would prove nothing."""
    (form,) = (form for form in forms() if form.name == "thresholds")

    def is_seen(walk: Walk) -> bool:
        walked(altered(form, kind), walk, walker)
        return kind in {each.kind for each in differences(form, walk, walker, Counter())}

    once = settings(
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    assert find(walks(form), is_seen, settings=once)


def test_there_are_forms_enough_with_every_kind_of_rule_and_with_repeats() -> None:
    with_rules = [
        form
        for form in forms()
        if any(row.relevant or row.constraint or row.calculation for row in form.rows)
    ]
    with_repeats = [form for form in forms() if any("repeat" in row.type for row in form.rows)]
    assert len({form.name for form in with_rules}) == len(forms()) >= 30
    assert len(with_repeats) >= 10
    for kind in ("relevant", "constraint", "calculation"):
        assert sum(any(getattr(row, kind) for row in form.rows) for form in forms()) >= 15


def test_every_function_that_odk_has_is_asked_of_both_engines() -> None:
    rules = [rule for form in forms() for row in form.rows for rule in row[2:]]
    asked = set(re.findall(r"([a-z][a-z0-9:-]*)\(", " ".join(rules)))
    assert set(FUNCTIONS) - asked == OUR_OWN | OF_THE_APP | CLOCKS


def test_the_page_names_every_form_and_every_difference() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for form in forms():
        assert f"| `{form.name}` | {form.about} |" in page
    for known in KNOWN:
        assert f"| `{known.expression}`" in page
        assert known.why in page

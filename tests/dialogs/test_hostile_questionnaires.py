"""Whatever an author's file has become: every tool names its faults, or does its work."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import pytest
from hypothesis import example, given, settings

from dialogs.diff import Side, compare, lines_of, report
from dialogs.faults import ContentErrors, Fault, Severity
from dialogs.graph import drawing, flow, mermaid, svg
from dialogs.loading import check_source, load_source
from dialogs.loading.nodes import read
from dialogs.loading.notebook import Notebook
from dialogs.loading.writing import written
from dialogs.paper import page, paper
from tests.dialogs.mutations import as_yaml, mutated, scribbled

SECONDS = 20
"""Far more than any of it takes on a slow machine, and far less than for ever."""


@settings(max_examples=150, deadline=None)
@given(mutated())
def test_a_questionnaire_with_parts_replaced_has_located_faults_or_can_be_used(
    versions: tuple[str, str],
) -> None:
    before, after = versions
    assert_told_or_usable(before, after)


@settings(max_examples=100, deadline=None)
@given(scribbled())
@example("name: \ud800")
def test_a_text_that_was_scribbled_on_has_located_faults_or_can_be_used(source: str) -> None:
    assert_told_or_usable(source, source)


def assert_told_or_usable(before: str, source: str) -> None:
    faults = check_source(source)
    lines = source.count("\n") + 1
    assert all(_is_located(fault, lines) for fault in faults), faults
    found = lines_of(source)
    assert all(1 <= line <= lines for line in found.values())
    if any(fault.severity is Severity.ERROR for fault in faults):
        with pytest.raises(ContentErrors):
            load_source(source)
        return
    assert_usable(before, source)


def _is_located(fault: Fault, lines: int) -> bool:
    """YAML counts two more characters as the ends of lines."""
    return 1 <= fault.line <= lines + 10 and fault.column >= 1 and bool(fault.message)


def assert_usable(before: str, source: str) -> None:
    """It is drawn, printed, compared, and the same when it was written anew."""
    questionnaire = load_source(source)
    for language in questionnaire.languages[:1]:
        shown = flow(questionnaire, language)
        assert svg(drawing(shown)).endswith("</svg>\n")
        assert mermaid(shown, questions=True).startswith("flowchart")
        assert "</html>" in page(paper(questionnaire, language))
    root = read(source, Notebook(""))
    assert root is not None
    assert compare(questionnaire, load_source(written(root))) == ()
    sides = Side("old", {}), Side("new", lines_of(source))
    assert report(compare(load_source(before), questionnaire), *sides, json=False)


def _questions(*questions: dict[str, object]) -> str:
    section = {"section": "part", "title": {"en": "Part"}, "questions": list(questions)}
    return as_yaml({"name": "h", "title": {"en": "H"}, "languages": ["en"], "blocks": [section]})


def _asked(type_: str, name: str, **more: object) -> dict[str, object]:
    return {"type": type_, "name": name, "label": {"en": f"{name}?"}, **more}


def _adds(place: int) -> dict[str, object]:
    rule = f"${{n{place - 1}}} + ${{n{place - 2}}}"
    return {"type": "calculate", "name": f"n{place}", "calculation": rule}


SHARED = _questions(
    _asked("integer", "n0"), _asked("integer", "n1"), *map(_adds, range(2, 60)), _asked("text", "t")
)
"""Each number is the sum of the two before: a tree of 2^60 sums, of which 60 are different."""

LAUGHS = "a: &a [x,x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{below}{below}: &{below}{below} [{','.join([f'*{above}'] * 10)}]\n"
    for above, below in zip(
        ("a", "bb", "cc", "dd", "ee", "ff", "gg", "hh"), "bcdefghi", strict=True
    )
)

LARGE = {
    "shared calculations": SHARED,
    "a billion laughs": LAUGHS,
    "deep lists": "[" * 5000,
    "deep mappings": "{a: " * 3000,
    "a circle": _questions(
        {"type": "calculate", "name": "a", "calculation": "${b}"},
        {"type": "calculate", "name": "b", "calculation": "${a}"},
    ),
    "a thousand questions": _questions(
        *(
            _asked("text", f"q{n}", relevant=f"${{q{max(n - 30, 0)}}} = 'x'")
            for n in range(30, 1000)
        ),
        _asked("text", "q0"),
    ),
    "many alternatives": _questions(
        _asked("text", "a"),
        _asked("text", "b", relevant=" or ".join(f"${{a}} = 'x{n}'" for n in range(150))),
    ),
    "a long way on a scale": _questions(_asked("range", "r", start="0", end="1e300", step="1e-9")),
    "many languages": as_yaml({"name": "h", "languages": ["en"] * 5000, "blocks": []}),
}


@pytest.mark.parametrize("name", LARGE)
def test_what_is_large_is_done_or_refused_in_good_time(name: str) -> None:
    with within(SECONDS):
        assert_told_or_usable(LARGE[name], LARGE[name])


@contextmanager
def within(seconds: int) -> Iterator[None]:
    """Fails what takes longer, wherever it is."""

    def late(_signal: int, _frame: FrameType | None) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)

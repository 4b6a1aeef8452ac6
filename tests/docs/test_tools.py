"""The tools that write and play the documentation: a stale page is found, an example is played."""

from __future__ import annotations

import itertools

import pytest

from dialogs.expressions.parser import parse
from dialogs.expressions.syntax import Binary, Logic, Node
from dialogs.expressions.values import ARITHMETIC, COMPARISONS
from tools.examples import replayed
from tools.fences import fences, refilled
from tools.reference import OPERATORS

QUESTIONNAIRE = """\
```yaml file=cats.yaml
name: cats
title: {en: Cats}
languages: [en]
blocks:
  - section: home
    title: {en: Home}
    questions:
      - type: integer
        name: cats
        label: {en: How many cats?}
        hint: {en: Count kittens.}
```
"""
CHAT = """\
```chat
@ questionnaire cats
> /start
< How many cats?
< [Skip] [? Hint]
```
"""


def test_fences_are_found_with_their_words_and_places() -> None:
    (fence,) = fences("A page.\n\n```yaml file=a.yaml faults=E101\nname: a\n```\n")
    assert fence.info == {"yaml": "", "file": "a.yaml", "faults": "E101"}
    assert (fence.lines, fence.line) == (("name: a",), 4)


def test_a_fence_is_put_back_with_other_lines() -> None:
    page = "```\nold\n```\n\n```\nkept\n```\n"
    first, second = fences(page)
    other = refilled(page, {first: ("new", "lines"), second: second.lines})
    assert other == "```\nnew\nlines\n```\n\n```\nkept\n```\n"


def test_an_example_that_says_what_is_stays() -> None:
    assert replayed(QUESTIONNAIRE + CHAT) == QUESTIONNAIRE + CHAT


def test_a_conversation_is_brought_up_to_date() -> None:
    page = QUESTIONNAIRE + CHAT
    assert replayed(page.replace("< How many cats?", "< How many dogs?")) == page


def test_a_session_is_brought_up_to_date() -> None:
    session = "```console run\n$ sanaq check cats.yaml\n{}\n```\n"
    page = QUESTIONNAIRE + session.format("All is lost.")
    assert replayed(page) == QUESTIONNAIRE + session.format("No faults.")


@pytest.mark.parametrize("middle", ["…", "first\n…", "…\nlast", "first\n…\nlast"])
def test_a_session_may_leave_lines_out(middle: str) -> None:
    page = f"```console run\n$ printf 'first\\nsecond\\nlast\\n'\n{middle}\n```\n"
    assert replayed(page) == page


def test_lines_left_out_hide_no_difference_around_them() -> None:
    page = "```console run\n$ printf 'first\\nlast\\n'\nanother\n…\n```\n"
    assert "first" in replayed(page)


def test_every_operator_is_documented() -> None:
    documented = [sign for _, signs, _ in OPERATORS for sign in signs]
    assert sorted(documented) == sorted([*COMPARISONS, *ARITHMETIC, "and", "or"])


def root(node: Node) -> str:
    """The operator that binds weakest in an expression."""
    assert isinstance(node, Binary | Logic)
    return node.operator


LEVELS = [signs for _, signs, _ in OPERATORS]
PAIRS = [
    pair for weak, strong in itertools.pairwise(LEVELS) for pair in itertools.product(weak, strong)
]


@pytest.mark.parametrize(("weak", "strong"), PAIRS)
def test_operators_bind_as_documented(weak: str, strong: str) -> None:
    assert root(parse(f"1 {weak} 2 {strong} 3")) == weak
    assert root(parse(f"1 {strong} 2 {weak} 3")) == weak

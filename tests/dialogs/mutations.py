"""Questionnaires gone wrong: those of the features with parts swapped, lost or doubled."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

from hypothesis import strategies as st

from dialogs.loading.nodes import Listing, Node, Scalar, Table, read
from dialogs.loading.notebook import Notebook
from tests.hostile import HOSTILE

__all__ = ["as_yaml", "mutated", "scribbled"]

FEATURES = Path(__file__).parents[2] / "questionnaires" / "features"
_SOURCES = {path.stem: path.read_text("utf-8") for path in sorted(FEATURES.glob("*.yaml"))}


def _tree(node: Node | None) -> Any:  # noqa: ANN401  a tree of YAML
    match node:
        case Table(entries=entries):
            return {key: _tree(value) for key, value in entries.items()}
        case Listing(items=items):
            return [_tree(item) for item in items]
        case Scalar(text=text):
            return text
    return None


_TREES = {name: _tree(read(source, Notebook(""))) for name, source in _SOURCES.items()}

_VALUES = (
    *(
        "",
        "yes",
        "no",
        "0",
        "-1",
        "NaN",
        "1e309",
        "9" * 30,
        "0.0000001",
        "kk",
        "~",
        "*a",
        "&a",
        "{{",
    ),
    *(
        "select_one nosuch",
        "select_multiple needs",
        "rank needs",
        "range",
        "integer",
        "date",
        "note",
    ),
    *("geopoint", "image", "codelist kato", "codelist nosuch", "calculate", "hidden", "start"),
    *("members person", "acknowledge", "${", "${a}", "{1}", "{position()}", "}}", "a b"),
)
_RULES = (
    *("${%s}", "${%s} = ${%s}", "count(${%s})", "sum(${%s}) > 1", "once(${%s})", "position() > 1"),
    *("indexed-repeat(${%s}, ${%s}, 1)", "selected(${%s}, 'yes')", "if(${%s}, ${%s}, ${%s})"),
    *("regex(., '(a+)+')", "substr(., -1, 9999999999)", "distance(${%s}, .)", "age(., ${%s})"),
    *(
        "selected-at(${%s}, -5)",
        "jr:choice-name(${%s}, '${%s}')",
        "pulldata('clinics', 'a', 'b', .)",
    ),
    *(
        "-" * 3000 + "1",
        "(" * 400 + "1" + ")" * 400,
        "0 div 0",
        "1e400",
        "//a/b",
        "today() - ${%s}",
    ),
)
_NODES: tuple[Any, ...] = ([], {}, [[]], {"": ""}, ["x"] * 50, {"en": "x"}, {"kk": {}})
_SIGNS = "\t\x00\u202e'\"{}[]#&*!|>%@`:-,\ud800é\u2028"


@st.composite
def mutated(draw: st.DrawFn) -> tuple[str, str]:
    """A questionnaire and what became of it: up to four parts of its tree are others."""
    random = draw(st.randoms(use_true_random=False))
    name = random.choice(sorted(_TREES))
    tree = copy.deepcopy(_TREES[name])
    for _ in range(random.randint(1, 4)):
        _mutate(random, tree)
    return _SOURCES[name], as_yaml(tree)


@st.composite
def scribbled(draw: st.DrawFn) -> str:
    """The text of a questionnaire with lines lost, doubled, cut, moved or scribbled on."""
    random = draw(st.randoms(use_true_random=False))
    lines = _SOURCES[random.choice(sorted(_SOURCES))].split("\n")
    for _ in range(random.randint(1, 4)):
        at = random.randrange(len(lines))
        place = random.randint(0, len(lines[at]))
        lines[at : at + 1] = random.choice(
            (
                [],
                [lines[at], random.choice(lines)],
                [f" {lines[at]}"],
                [lines[at][:place]],
                [lines[at][:place] + random.choice(_SIGNS) + lines[at][place:]],
                [lines[at].replace(": ", random.choice((": &a ", ": *a ")), 1)],
            )
        ) or [""]
    return "\n".join(lines)


def as_yaml(tree: object) -> str:
    """A tree in JSON, which is YAML; half characters stay as they are."""
    text = json.dumps(tree, ensure_ascii=False)
    return "".join(
        c if c < "\x7f" or "\ud800" <= c <= "\udfff" else f"\\U{ord(c):08x}" for c in text
    )


def _mutate(random: Random, tree: Any) -> None:  # noqa: ANN401  as above
    names = [*_names(tree), "a"]
    places = list(_places(tree))
    if not places:
        return
    parent, key = random.choice(places)
    other, there = random.choice(places)
    rule = random.choice(_RULES)
    rule %= tuple(random.choice(names) for _ in range(rule.count("%s")))
    match random.randrange(7):
        case 0:
            del parent[key]
        case 1:
            parent[key] = copy.deepcopy(other[there])
        case 2 if isinstance(parent, list):
            parent.insert(key, copy.deepcopy(parent[key]))
        case 3 if isinstance(parent, dict):
            parent[random.choice([str(there), *names])] = rule
        case 4:
            parent[key] = random.choice(_NODES)
        case 5:
            parent[key] = rule
        case _:
            parent[key] = random.choice((*_VALUES, *HOSTILE))


def _places(tree: Any) -> Iterator[tuple[Any, Any]]:  # noqa: ANN401  as above
    pairs = tree.items() if isinstance(tree, dict) else enumerate(tree)
    for key, value in list(pairs) if isinstance(tree, dict | list) else ():
        yield tree, key
        yield from _places(value)


def _names(tree: Any) -> Iterator[str]:  # noqa: ANN401  as above
    for parent, key in _places(tree):
        if key in ("name", "roster", "section", "group") and isinstance(parent[key], str):
            yield parent[key]

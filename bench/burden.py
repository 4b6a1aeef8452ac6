"""`python -m bench.burden`: what the census asks of people, in turns, taps and typed characters."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import msgspec
import yaml
from msgspec import Struct

from bench.engine import CENSUS, NOW
from bench.figures import Figure, Promise, as_text
from bench.homes import HOMES, Home
from bench.truthful import Truthful
from dialogs.loading import load_source
from state_machine.engine import open_interview, step
from state_machine.inputs import Say
from state_machine.interview import Interview, Status

if TYPE_CHECKING:
    from state_machine.inputs import Input
    from state_machine.questionnaire import Questionnaire

__all__ = ["PROMISED", "WAYS", "Burden", "Way", "census", "main", "measure", "talk"]

PROMISED = 0.4
"""The part of the turns person by person that a family of six needs at most."""

_PROMISED_FOR = "family of six"
_TOGETHER = frozenset({"together", "battery", "tick", "usual"})
_CARRY = frozenset({"carry"})


class Way(Struct, frozen=True):
    """A way of asking: the keys that the census is asked without, and how people are listed."""

    without: frozenset[str]
    at_once: bool


WAYS: Mapping[str, Way] = MappingProxyType(
    {
        "person by person": Way(_TOGETHER | _CARRY, at_once=False),
        "carry": Way(_TOGETHER, at_once=False),
        "together": Way(_CARRY, at_once=True),
        "both": Way(frozenset(), at_once=True),
    }
)
"""Suggestions by a rule are made in all of them; in one message everybody is listed at once."""


class Burden(Struct, frozen=True):
    """What one interview took: exchanges in all, buttons tapped, characters typed."""

    turns: int
    taps: int
    typed: int


@cache
def census(way: str) -> Questionnaire:
    """The census without the keys that a way of asking does without."""
    tree = yaml.load(CENSUS.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506  texts alone
    return load_source(msgspec.json.encode(_without(tree, WAYS[way].without)).decode())


def _without(node: Any, keys: frozenset[str]) -> Any:  # noqa: ANN401  YAML is anything
    if isinstance(node, dict):
        return {key: _without(value, keys) for key, value in node.items() if key not in keys}
    return [_without(each, keys) for each in node] if isinstance(node, list) else node


def talk(way: str, home: Home) -> Iterator[tuple[Input, Interview]]:
    """Every input of an interview about a home with the interview after it, to its end."""
    questionnaire = census(way)
    respondent = Truthful(questionnaire, home, at_once=WAYS[way].at_once)
    interview = open_interview(questionnaire, id="burden", address="web:1", now=NOW).interview
    while interview.head.status is Status.OPEN:
        said = respondent.reply(interview)
        interview = step(questionnaire, interview, said, now=NOW).interview
        yield said, interview


def burden(way: str, home: Home) -> Burden:
    """What an interview about a home takes."""
    inputs = [said for said, _ in talk(way, home)]
    typed = [said.text for said in inputs if isinstance(said, Say)]
    return Burden(len(inputs), len(inputs) - len(typed), sum(map(len, typed)))


def measure() -> Figure:
    """The burden of every home in every way of asking."""
    found = {name: {way: burden(way, home) for way in WAYS} for name, home in HOMES.items()}
    rows = tuple(
        (name, way, each.turns, each.taps, each.typed, _share(ways, way))
        for name, ways in found.items()
        for way, each in ways.items()
    )
    return Figure(
        "burden",
        "The respondent's burden, from the choice of language to the end",
        ("home", "asked", "turns", "taps", "characters typed", "% of person by person"),
        rows,
        promises=(
            Promise(
                f"turns of a {_PROMISED_FOR}, of those that person by person takes",
                PROMISED,
                _share(found[_PROMISED_FOR], "both") / 100,
                at_most=True,
            ),
        ),
    )


def _share(ways: Mapping[str, Burden], way: str) -> float:
    return 100 * ways[way].turns / ways["person by person"].turns


def main() -> None:
    """Count and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.burden", description=__doc__)
    parser.add_argument("--json", action="store_true", help="the figure as JSON")
    figure = measure()
    if parser.parse_args().json:
        print(msgspec.json.format(msgspec.json.encode(figure)).decode())
    else:
        print(as_text([figure]))


if __name__ == "__main__":
    main()

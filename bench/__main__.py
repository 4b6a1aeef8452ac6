"""`python -m bench`: measures everything, or one figure, and prints tables or JSON."""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from collections.abc import Awaitable, Callable, Mapping
from types import MappingProxyType
from typing import Any

import msgspec

from bench import engine, lookups, wording
from bench.figures import Figure, as_text
from bench.households import measure_turns
from bench.machine import cores, describe, stay_on
from bench.memory import measure_memory
from bench.plan import Plan
from bench.webhook import measure_chat, measure_mix

__all__ = ["main"]

FIGURES: Mapping[str, Callable[[Plan], Awaitable[Figure]]] = MappingProxyType(
    {
        "engine": engine.measure,
        "webhook": measure_chat,
        "mix": measure_mix,
        "household": measure_turns,
        "memory": measure_memory,
        "wording": wording.measure,
        "lookups": lookups.measure,
    }
)


class Options(argparse.Namespace):
    """What the command line says."""

    quick: bool
    json: bool
    only: list[str]


def main() -> None:
    """Measure and print; what each figure is, bench/README.md says."""
    options = _options()
    machine, began = describe(), time.monotonic()
    shared = cores()
    stay_on(shared.others)
    plan = Plan.quick(shared) if options.quick else Plan(cores=shared)
    figures = []
    for name in options.only or FIGURES:
        print(f"measuring {name} …", file=sys.stderr, flush=True)
        figures.append(asyncio.run(_measured(FIGURES[name], plan)))
    _show(machine, figures, time.monotonic() - began, as_json=options.json)


def _options() -> Options:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="half a minute, with more noise")
    parser.add_argument("--json", action="store_true", help="the figures as JSON")
    parser.add_argument(
        "--only", action="append", choices=FIGURES, metavar="NAME", help=", ".join(FIGURES)
    )
    return parser.parse_args(namespace=Options())


async def _measured(measure: Callable[[Plan], Awaitable[Figure]], plan: Plan) -> Figure:
    return await measure(plan)


def _show(machine: str, figures: list[Figure], seconds: float, *, as_json: bool) -> None:
    if as_json:
        found: dict[str, Any] = {"machine": machine, "seconds": seconds, "figures": figures}
        print(msgspec.json.format(msgspec.json.encode(found)).decode())
    else:
        print(f"{machine}\n\n{as_text(figures)}\n\nmeasured in {seconds:.0f} s")


if __name__ == "__main__":
    main()

"""Updates a second of a webhook worker on one core: ours beside aiogram's FSM, in one run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.figures import Cell, Figure, Promise
from bench.load import Load, Speed, load, speed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bench.plan import Plan

__all__ = ["measure_chat", "measure_mix"]

OURS = "Sanaq"
LOCKED = "aiogram FSM, with its lock"
FREE = "aiogram FSM, without a lock"
BOTS = {
    OURS: ("bench.ours",),
    LOCKED: ("bench.peers.aiogram_fsm", "--lock"),
    FREE: ("bench.peers.aiogram_fsm",),
}
COLUMNS = (
    "bot (appendfsync of Redis)",
    "updates/s",
    "x lock",
    "per CPU second",
    "x lock",
    "µs CPU/update",
    "µs Redis/update",
    "ms wait p50",
    "p99",
)
AIM = 5.0


async def measure_chat(plan: Plan) -> Figure:
    """Twenty typed answers, with each of Redis's ways to sync its file."""
    async with load(plan, BOTS) as bots:
        always = await _speeds(bots, "always")
        everysec = await _speeds(bots, "everysec")
    return Figure(
        "webhook",
        "A webhook worker on one core: 20 typed answers, each reply inside the webhook's response",
        COLUMNS,
        (*_rows(always, "always"), *_rows(everysec, "everysec")),
        (_remark(plan, (*always.values(), *everysec.values())),),
        tuple(_promises(always, "always")) + tuple(_promises(everysec, "everysec")),
    )


async def measure_mix(plan: Plan) -> Figure:
    """Ten taps and ten typed answers: a tap is an edit in the response and two calls."""
    async with load(plan, {name: BOTS[name] for name in (OURS, LOCKED)}) as bots:
        await bots.sync("always")
        speeds = {name: speed(rounds) for name, rounds in (await bots.rounds(taps=True)).items()}
    return Figure(
        "mix",
        "The real mix on one core: 10 taps (edit in the response, two calls) and 10 typed answers",
        COLUMNS,
        _rows(speeds, "always"),
        (_remark(plan, speeds.values()),),
    )


async def _speeds(bots: Load, policy: str) -> dict[str, Speed]:
    await bots.sync(policy)
    return {name: speed(rounds) for name, rounds in (await bots.rounds(taps=False)).items()}


def _rows(speeds: Mapping[str, Speed], policy: str) -> tuple[tuple[Cell, ...], ...]:
    lock = speeds[LOCKED]
    return tuple(
        (
            f"{name} ({policy})",
            one.per_second,
            one.per_second / lock.per_second,
            one.per_cpu_second,
            one.per_cpu_second / lock.per_cpu_second,
            one.cost,
            one.redis,
            one.wait,
            one.long_wait,
        )
        for name, one in speeds.items()
    )


def _promises(speeds: Mapping[str, Speed], policy: str) -> Iterable[Promise]:
    ours, lock = speeds[OURS], speeds[LOCKED]
    under = f"times aiogram FSM with its lock ({policy} for both)"
    yield Promise(f"updates/s, {under}", AIM, ours.per_second / lock.per_second)
    yield Promise(
        f"updates per CPU second, {under}", AIM, ours.per_cpu_second / lock.per_cpu_second
    )


def _remark(plan: Plan, speeds: Iterable[Speed]) -> str:
    """How full the two sides were: only a full bot beside an idle crowd measures the bot."""
    found = list(speeds)
    least, most = min(one.busy for one in found), max(one.crowd for one in found)
    where = "a core of its own" if plan.cores.bot is not None else "the only core, with all else"
    return (
        f"{plan.people} people at a time, {plan.rounds} rounds of {plan.seconds:g} s in turn, "
        f"medians; the bot on {where}, {least:.0%} busy with it or more; people and Bot API on "
        f"another, {most:.0%} or less. On a busy machine trust updates per CPU second."
    )

"""How much of Redis an interview takes for each member of a household, half-way through."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from msgspec import Struct
from redis.asyncio import Redis

from bench.engine import CENSUS
from bench.figures import Cell, Figure, Promise
from bench.households import CHANNEL, HalfWay, half_way, settle
from bench.ours import Service, service
from bench.redis_server import databases
from bot.turns import Inbound
from dialogs.loading import load
from state_machine.inputs import Act, Action

if TYPE_CHECKING:
    from bench.plan import Plan

__all__ = ["FAMILY", "measure_memory"]

FAMILY = 3
"""The household of the census's own example: the promise is judged by it and by the largest."""

PROMISED = 2048  # bytes for each member
_WINDOW = 64  # message ids that are kept for an address
_ADDRESS = "telegram:3527065000"


class Weight(Struct, frozen=True):
    """Bytes of an interview in Redis, by what they are kept for."""

    interview: int
    window: int
    link: int
    answers: int

    @property
    def total(self) -> int:
        """Everything that the interview takes."""
        return self.interview + self.window + self.link


async def measure_memory(plan: Plan) -> Figure:
    """Weigh a household of each size, everybody listed and half of the sheets filled."""
    census = load(CENSUS)
    sizes = sorted({FAMILY, *plan.households})
    async with databases(len(sizes)) as urls:
        weights = {
            members: await _weigh(half_way(census, members), url)
            for members, url in zip(sizes, urls, strict=True)
        }
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            f"{members:,}",
            weight.answers,
            weight.interview,
            weight.window,
            weight.link,
            weight.total / members,
        )
        for members, weight in weights.items()
    )
    return Figure(
        "memory",
        "Bytes in Redis, half-way through a household (MEMORY USAGE, journal entries apart)",
        ("members", "answers", "interview", "last 64 ids", "link", "for each member"),
        rows,
        promises=tuple(
            Promise(
                f"bytes for each of {members:,} members",
                PROMISED,
                weights[members].total / members,
                at_most=True,
            )
            for members in (FAMILY, sizes[-1])
        ),
    )


async def _weigh(half: HalfWay, url: str) -> Weight:
    async with service(url, half.questionnaire) as ours:
        await settle(ours, half.interview, _ADDRESS)
        await _fill_window(ours)
    async with Redis.from_url(url) as redis:
        keys = [key.decode() async for key in redis.scan_iter("sanaq:*")]
        sizes = {key: await redis.memory_usage(key, samples=0) or 0 for key in keys}
    return Weight(
        _sum(sizes, ":i:"),
        _sum(sizes, ":w:"),
        _sum(sizes, ":a:"),
        sum(len(item.answers) for item in half.interview.items.values()),
    )


async def _fill_window(ours: Service) -> None:
    """Ask for help until as many messages are remembered as ever are."""
    ids = count(700_000_000)
    for _ in range(_WINDOW):
        said = Act(Action.HELP)
        await ours.turns.take(Inbound(_ADDRESS, f"3527065:{next(ids)}", said, CHANNEL))


def _sum(sizes: dict[str, int], kind: str) -> int:
    """The bytes of the keys of one kind."""
    return sum(size for key, size in sizes.items() if kind in key)

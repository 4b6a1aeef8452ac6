"""What a turn costs in a household of one and of a thousand, warm and cold."""

from __future__ import annotations

import time
from functools import partial
from itertools import count
from statistics import mean, median
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from bench.engine import CENSUS, census_respondent, opened, play, taken
from bench.figures import Cell, Figure, Promise
from bench.ours import Service, service
from bench.redis_server import databases
from bench.timing import microseconds
from bot.turns import Inbound
from dialogs.loading import load
from state_machine.inputs import Input
from state_machine.interview import Interview
from state_machine.questionnaire import Questionnaire
from state_machine.scope import Scope
from state_machine.turn import Turn
from storage.stored import Committed

if TYPE_CHECKING:
    from bench.plan import Plan

__all__ = ["CHANNEL", "HalfWay", "half_way", "measure_turns", "settle"]

CHANNEL = "telegram"
_SHEET = "sheet_3i"
_WARM_UP = "telegram:999"
_MICRO = 1e6
_REMARK = (
    "A whole turn is step, sealing, one script in Redis (appendfsync always) and the next prompt. "
    "A cold worker has never seen the interview: it reads and opens it first. Everybody is "
    "answered for apart: an answer for fifty at once costs what fifty answers cost."
)
_GROWTH = 1.5
_ids = count(1)


class HalfWay(Struct, frozen=True):
    """A household in which half of the sheets are filled, and the answers to the next one."""

    questionnaire: Questionnaire
    interview: Interview
    answers: list[Input]


class Cost(Struct, frozen=True):
    """Microseconds of a turn, in CPU time of the worker and by the clock."""

    cpu: float
    wall: float


class Costs(Struct, frozen=True):
    """What a turn costs in one size of household: the engine alone, a warm and a cold worker."""

    engine: float
    warm: Cost
    cold: Cost


async def measure_turns(plan: Plan) -> Figure:
    """Give the cost of a turn for each size of household."""
    census = load(CENSUS)
    async with databases(len(plan.households)) as urls:
        costs = {
            members: await _costs(half_way(census, members), url, plan)
            for members, url in zip(plan.households, urls, strict=True)
        }
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            f"{members:,}",
            cost.engine,
            cost.warm.cpu,
            cost.warm.wall,
            cost.cold.cpu,
            cost.cold.wall,
        )
        for members, cost in costs.items()
    )
    return Figure(
        "household",
        "A turn half-way through a household (form 3-И of the next member; µs, medians)",
        (
            "members",
            "engine alone",
            "whole turn, CPU",
            "by the clock",
            "cold worker, CPU",
            "by the clock",
        ),
        rows,
        (_REMARK,),
        (_promise(costs),),
    )


def _promise(costs: dict[int, Costs]) -> Promise:
    least, most = min(costs), max(costs)
    return Promise(
        f"CPU time of a warm turn among {most:,} members, times that among {least}",
        _GROWTH,
        costs[most].warm.cpu / costs[least].warm.cpu,
        at_most=True,
    )


def half_way(census: Questionnaire, members: int) -> HalfWay:
    """List everybody and fill half of the sheets, without a store."""
    respondent = census_respondent(census, members=members)
    interview = opened(census, "ru")
    while _member(census, interview) <= members // 2:
        interview, _ = taken(census, interview, respondent)
    begun, answers = interview, []
    while _member(census, interview) == members // 2 + 1:
        interview, said = taken(census, interview, respondent)
        answers.append(said)
    return HalfWay(census, begun, answers)


def _member(census: Questionnaire, interview: Interview) -> int:
    """Whose sheet is being filled, counted from 1; 0 while none is."""
    location = interview.head.location
    question = census.questions.get(location.question)
    if question is None or question.section != _SHEET:
        return 0
    return Scope(census, interview).position(location.item)


async def _costs(half: HalfWay, url: str, plan: Plan) -> Costs:
    settled = Interview(half.interview.head, half.interview.items.settled())
    work = partial(play, half.questionnaire, settled, half.answers)
    engine = microseconds(work, seconds=plan.moment) / len(half.answers)
    addresses = [f"telegram:{number}" for number in range(1, plan.repeats + 1)]
    async with service(url, half.questionnaire) as ours:
        for address in (_WARM_UP, *addresses):
            await settle(ours, half.interview, address)
        await _sheet(ours, half, _WARM_UP)
        warm = [await _sheet(ours, half, address) for address in addresses]
    async with service(url, half.questionnaire, cached=1) as ours:
        await _turn(ours, _WARM_UP, half.answers[0])
        cold = [await _turn(ours, address, half.answers[0]) for address in addresses]
    return Costs(engine, _middle(warm), _middle(cold))


def _middle(costs: list[Cost]) -> Cost:
    return Cost(median(cost.cpu for cost in costs), median(cost.wall for cost in costs))


async def settle(ours: Service, interview: Interview, address: str) -> None:
    """Store an interview as that of an address, in one commit of all its items."""
    reserved = await ours.store.reserve(address)
    head = replace(interview.head, id=reserved.id, addresses=(address,))
    questionnaire = ours.questionnaire
    turn = Turn(Scope(questionnaire, Interview(head, interview.items)), ())
    committed = await ours.store.commit(
        reserved,
        turn,
        questionnaire=questionnaire,
        address=address,
        message=None,
        channel=CHANNEL,
    )
    if not isinstance(committed, Committed):
        raise TypeError(type(committed).__name__)


async def _sheet(ours: Service, half: HalfWay, address: str) -> Cost:
    """The mean cost of the turns of a sheet."""
    costs = [await _turn(ours, address, said) for said in half.answers]
    return Cost(mean(cost.cpu for cost in costs), mean(cost.wall for cost in costs))


async def _turn(ours: Service, address: str, said: Input) -> Cost:
    wall, cpu = time.perf_counter(), time.process_time()
    await ours.turns.take(Inbound(address, str(next(_ids)), said, CHANNEL))
    return Cost((time.process_time() - cpu) * _MICRO, (time.perf_counter() - wall) * _MICRO)

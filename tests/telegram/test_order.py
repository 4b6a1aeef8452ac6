"""One thing at a time for each person, in the order in which they came."""

from __future__ import annotations

import asyncio

from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram.order import Order


@given(
    st.lists(
        st.tuples(st.integers(1, 3), st.integers(0, 4), st.booleans()), min_size=1, max_size=12
    )
)
def test_nobody_overtakes_and_nobody_is_left_waiting(
    visits: list[tuple[int, int, bool]],
) -> None:
    """Whoever gives up while waiting, in whatever moment, the others have their turn."""
    asyncio.run(_visit(visits))


async def _visit(visits: list[tuple[int, int, bool]]) -> None:
    order, inside, served = Order(), dict[int, int](), list[tuple[int, int]]()

    async def come(number: int, key: int, steps: int) -> None:
        async with order.turn(key):
            assert inside.setdefault(key, number) == number
            try:
                for _ in range(steps):
                    await asyncio.sleep(0)
                served.append((key, number))
            finally:
                del inside[key]

    tasks = [
        asyncio.create_task(come(number, key, steps))
        for number, (key, steps, _) in enumerate(visits)
    ]
    for task, (_, steps, gives_up) in zip(tasks, visits, strict=True):
        if gives_up:
            for _ in range(steps):
                await asyncio.sleep(0)
            task.cancel()
    await asyncio.wait_for(asyncio.gather(*tasks, return_exceptions=True), 5)
    for key in {key for key, _ in served}:
        numbers = [number for one, number in served if one == key]
        assert numbers == sorted(numbers)
    stayed = [number for number, (_, _, gives_up) in enumerate(visits) if not gives_up]
    assert {number for _, number in served} >= set(stayed)
    assert order._waiting == {}


async def test_who_gives_up_as_the_turn_comes_passes_it_on() -> None:
    order = Order()
    done: list[str] = []

    async def come(name: str) -> None:
        async with order.turn(1):
            await asyncio.sleep(0)
            done.append(name)

    first, second, third = (asyncio.create_task(come(name)) for name in ("a", "b", "c"))
    await first
    second.cancel()
    await asyncio.gather(second, third, return_exceptions=True)
    assert done == ["a", "c"]
    assert order._waiting == {}

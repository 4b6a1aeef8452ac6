"""Strangers walk through the census at random: never stuck, and nothing is lost or told on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.product.strangers.house import opened
from tests.product.strangers.walk import walk

# Two at Telegram and two at the web chat; `python -m tests.product.strangers 0 300` takes many.
SEEDS = (18, 142, 25, 163)


@pytest.mark.parametrize("seed", SEEDS)
async def test_a_stranger_comes_to_the_notification_numbers(
    seed: int, redis_url: str, tmp_path: Path
) -> None:
    async with opened(redis_url, tmp_path) as house:
        walked = await walk(house, seed)
    assert len(walked.trace) > 50

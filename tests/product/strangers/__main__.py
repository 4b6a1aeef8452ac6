"""Many strangers, by hand: python -m tests.product.strangers FIRST LAST [REDIS_URL]."""

from __future__ import annotations

import asyncio
import sys
import tempfile
import traceback
from pathlib import Path

from bot.embedded import embedded_redis
from tests.product.strangers.house import opened
from tests.product.strangers.walk import walk


async def main(first: int, last: int) -> int:
    failed = []
    with tempfile.TemporaryDirectory() as folder:
        async with embedded_redis(Path(folder) / "redis") as url:
            for seed in range(first, last):
                try:
                    async with opened(url, Path(folder)) as house:
                        walking = await walk(house, seed)
                    print(seed, "ok", len(walking.trace), flush=True)  # noqa: T201
                except BaseException:  # noqa: BLE001
                    failed.append(seed)
                    print(f"==== {seed} failed", flush=True)  # noqa: T201
                    traceback.print_exc(limit=-4)
    print("failed:", failed)  # noqa: T201
    return len(failed)


if __name__ == "__main__":
    sys.exit(asyncio.run(main(int(sys.argv[1]), int(sys.argv[2]))))

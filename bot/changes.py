"""Who waits for an interview to change: other tabs of the same person, in this process."""

from __future__ import annotations

import asyncio
from collections import defaultdict

__all__ = ["Changes"]


class Changes:
    """Wakes those who wait for an interview to move past a revision."""

    def __init__(self) -> None:
        self._waiting: defaultdict[str, set[asyncio.Future[int]]] = defaultdict(set)
        self._latest: dict[str, int] = {}

    def tell(self, interview: str, revision: int) -> None:
        """An interview has a new revision."""
        waiting = self._waiting.get(interview)
        if waiting is None:
            return
        self._latest[interview] = max(revision, self._latest.get(interview, 0))
        for future in waiting:
            if not future.done():
                future.set_result(revision)

    async def wait(self, interview: str, revision: int, timeout: float) -> bool:  # noqa: ASYNC109  a long poll's length
        """Whether the interview moves past a revision within `timeout` seconds."""
        future: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        waiting = self._waiting[interview]
        waiting.add(future)
        try:
            if self._latest.get(interview, 0) > revision:
                return True
            done, _ = await asyncio.wait([future], timeout=timeout)
            return bool(done)
        finally:
            waiting.discard(future)
            if not waiting:
                self._waiting.pop(interview, None)
                self._latest.pop(interview, None)

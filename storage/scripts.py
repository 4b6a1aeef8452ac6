"""The atomic scripts that Redis runs for us, and the epoch that tells its lives apart.

A server forgets its scripts when it starts, and a replica that takes over never had them. So the
answer NOSCRIPT is the earliest possible sign of a start, a failover or a rebuild: before the
scripts are given again, every shard is asked to compare the server's run id and to raise its epoch
if that is new. No commit can slip in between, and a turn pays nothing for it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from importlib import resources
from typing import Any

from redis.exceptions import NoScriptError

from storage.keyspace import Shard
from storage.server import Call, failures

__all__ = ["Scripts"]

NAMES = ("commit", "epoch", "find")


class Scripts:
    """Runs the scripts by their hash, and brings them to a server that does not know them."""

    def __init__(self, call: Call, shards: Sequence[Shard]) -> None:
        folder = resources.files("storage") / "lua"
        self._call = call
        self._shards = shards
        self._texts = {name: (folder / f"{name}.lua").read_text("utf-8") for name in NAMES}
        self._hashes = {name: _hash(text) for name, text in self._texts.items()}

    async def run(self, name: str, keys: Sequence[str], *arguments: str | bytes) -> list[Any]:
        """Run one script over keys of one slot; its reply as Redis gives it.

        Raises StoreUnavailable.
        """
        words = (len(keys), *keys, *arguments)
        with failures():
            reply: list[Any] = await self._evaluate(name, words)
        return reply

    async def raise_epochs(self) -> None:
        """Have every shard whose server has started anew count that."""
        text = self._texts["epoch"]
        with failures():
            for shard in self._shards:
                await self._call("EVAL", text, 1, shard.epoch)

    async def _evaluate(self, name: str, words: tuple[int | str | bytes, ...]) -> Any:  # noqa: ANN401 - off the wire
        try:
            return await self._call("EVALSHA", self._hashes[name], *words)
        except NoScriptError:
            await self.raise_epochs()
            return await self._call("EVAL", self._texts[name], *words)


def _hash(text: str) -> str:
    return hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()

"""Fetches what somebody sent: through getFile, within Telegram's limits and ours, in good time."""

from __future__ import annotations

import asyncio
import contextlib
from pathlib import Path

import msgspec
from aiogram import Bot
from aiohttp import ClientError
from msgspec import Struct

from bot.channels.telegram.budget import Clock
from bot.channels.telegram.calling import Ended, Flooded, Refused, Session, Verdict
from bot.receiving import NotFetchedError, TooHeavyError

__all__ = ["TELEGRAM", "Files"]

TELEGRAM = "https://api.telegram.org"
"""Telegram's own server: it knows nothing of our disk."""

_TELEGRAMS_LIMIT = 20_000_000
"""Bytes that Telegram's own server gives a bot; of one of your own it depends."""

_PATIENCE = 30.0
"""Seconds for all of it, so that whoever delivered the update need not wait for longer."""

_SHORT = 10.0
_TRIES = 2


class _Question(Struct):
    file_id: str


class _File(Struct):
    file_path: str = ""
    file_size: int = 0


_FILE = msgspec.json.Decoder(_File)
_ENCODER = msgspec.json.Encoder()


class Files:
    """The files of one bot. `local`: a path on the disk is believed, of a server of one's own."""

    def __init__(self, bot: Bot, session: Session, clock: Clock, *, local: bool) -> None:
        self._bot = bot
        self._session = session
        self._clock = clock
        self._local = local

    async def fetch(self, file: str, size: int, most: int) -> bytes:
        """The bytes of a file of so many bytes (0: unknown), at most `most`.

        Raises TooHeavyError, NotFetchedError.
        """
        try:
            async with asyncio.timeout(_PATIENCE):
                found = await self._found(file, size)
                if found.file_size > most:
                    raise TooHeavyError
                return await self._bytes(found.file_path, most)
        except (ClientError, OSError, TimeoutError, msgspec.MsgspecError) as error:
            raise NotFetchedError from error

    async def _found(self, file: str, size: int) -> _File:
        """Where the file lies; asked for once more if Telegram wants us to wait a little."""
        verdict: Verdict | None = None
        for _ in range(_TRIES):
            verdict = await self._session.post(
                self._bot, "getFile", _ENCODER.encode(_Question(file)), seconds=_SHORT
            )
            if not isinstance(verdict, Flooded) or verdict.retry_after > _SHORT:
                break
            await self._clock.sleep(verdict.retry_after)
        if isinstance(verdict, Ended):
            return _FILE.decode(verdict.result)
        if isinstance(verdict, Refused) and size > _TELEGRAMS_LIMIT:
            raise TooHeavyError
        raise NotFetchedError

    async def _bytes(self, path: str, most: int) -> bytes:
        """The file's content; a server of your own in local mode names a path on its disk."""
        on_disk = Path(path).is_absolute()
        if not path or (on_disk and not self._local):
            raise NotFetchedError
        if on_disk:
            content = await asyncio.to_thread(_begin_of, Path(path), most + 1)
        else:
            content = await self._downloaded(path, most)
        if len(content) > most:
            raise TooHeavyError
        return content

    async def _downloaded(self, path: str, most: int) -> bytes:
        url = self._session.api.file_url(self._bot.token, path)
        content = bytearray()
        async with contextlib.aclosing(self._session.stream_content(url)) as chunks:
            async for chunk in chunks:
                content += chunk
                if len(content) > most:
                    break
        return bytes(content)


def _begin_of(path: Path, length: int) -> bytes:
    with path.open("rb") as file:
        return file.read(length)

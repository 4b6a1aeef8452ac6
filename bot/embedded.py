"""The life of a private redis-server: started with us, kept running, ended in order.

It listens on a socket that only this user can reach, has every change on disk before it answers,
and ends with us even when we are killed.
"""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import logging
import os
import sys
import tempfile
from asyncio.subprocess import DEVNULL, STDOUT, Process
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote

from bot import leash
from bot.redis_server import RedisServer, claim, find_redis_server
from bot.refusal import StartRefused

__all__ = ["embedded_redis"]

log = logging.getLogger(__name__)

LONGEST_SOCKET = 107  # bytes: sun_path holds 108 with the closing zero
SILENCE = 30.0  # seconds a server may run without a sign of life
FAREWELL = 60.0  # seconds to write and end, before it is killed
PATIENCE = 30.0  # seconds for the server of a killed Sanaq to end
PAUSE = 0.02  # seconds between two looks
SCHEME = "unix://"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where a server lives: its data, its socket, and the open file that locks the data."""

    directory: Path
    socket: Path
    server: RedisServer
    lock: int

    @property
    def log(self) -> Path:
        return self.directory / "redis.log"


@contextlib.asynccontextmanager
async def embedded_redis(directory: Path, *, join: bool = False) -> AsyncIterator[str]:
    """Run a private redis-server over `directory`, and give its URL (`unix://…`).

    A server that dies is started again at the same URL; on leaving it writes and ends.
    With `join`, the server that another Sanaq runs over this directory is used, and left running.
    Enter it in a thread that stays: the kernel ends the server with the thread.

    Raises StartRefused: no server to start, data of a newer one, the directory in use or not
    writable, the server not starting.
    """
    if join and (url := await _running(directory)):
        yield url
        return
    async with contextlib.AsyncExitStack() as stack:
        place = await _settle(directory, stack)
        life = await stack.enter_async_context(_living(place))
        yield life.url


class _Life:
    """One server process after another, at one place."""

    def __init__(self, place: _Place) -> None:
        self.url = SCHEME + quote(str(place.socket))
        self._place = place
        self._process: Process | None = None

    async def begin(self) -> None:
        """Start the server and wait until it has read its data."""
        self._process = await _spawn(self._place)
        await _await_ready(self._process, self._place)

    async def keep(self) -> None:
        """Start the server again whenever it dies, until a start fails."""
        while self._process:
            code = await self._process.wait()
            log.error("redis_server_died", extra={"code": code})
            try:
                await self.begin()
            except StartRefused as refusal:
                log.critical("redis_server_gone", extra={"reason": str(refusal)})
                return

    async def end(self) -> None:
        """Have the server write what it holds and end."""
        if self._process is None or self._process.returncode is not None:
            return
        self._process.terminate()
        try:
            await asyncio.wait_for(self._process.wait(), FAREWELL)
        except TimeoutError:
            log.exception("redis_server_killed")
            self._process.kill()
            await self._process.wait()


@contextlib.asynccontextmanager
async def _living(place: _Place) -> AsyncIterator[_Life]:
    life = _Life(place)
    record = place.directory / "url"
    try:
        await life.begin()
        record.write_text(life.url, encoding="ascii")
        keeper = asyncio.create_task(life.keep())
        try:
            yield life
        finally:
            keeper.cancel()
            await asyncio.wait([keeper])
    finally:
        record.unlink(missing_ok=True)
        await life.end()


async def _settle(directory: Path, stack: contextlib.AsyncExitStack) -> _Place:
    """Take the directory for this process alone; what was taken is given back by `stack`.

    Two locks: ours ends with us, the server's is inherited by the server and ends with it. So a
    second Sanaq is refused at once, and the server of a killed one is waited for.
    """
    try:
        directory = _make_private(directory)
        ours = stack.enter_context(_open(directory / "sanaq.lock"))
        servers = stack.enter_context(_open(directory / "server.lock"))
        if not _take(ours) or not await _take_when_free(servers):
            raise StartRefused(
                f"{directory} is in use: another Sanaq runs over it. Stop that one first, "
                "or set SANAQ_VAR to another directory."
            )
        server = find_redis_server()
        claim(directory, server)
    except OSError as error:
        raise StartRefused(
            f"{directory} cannot be written ({error.strerror}): let this user write there, "
            "or set SANAQ_VAR to another directory."
        ) from error
    socket = stack.enter_context(_socket(directory))
    return _Place(directory=directory, socket=socket, server=server, lock=servers)


def _make_private(directory: Path) -> Path:
    directory = directory.absolute()
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    directory.chmod(0o700)
    return directory


@contextlib.contextmanager
def _open(path: Path) -> Iterator[int]:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _take(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


async def _take_when_free(lock: int) -> bool:
    deadline = _now() + PATIENCE
    while not _take(lock):
        if _now() > deadline:
            return False
        await asyncio.sleep(PAUSE)
    return True


@contextlib.contextmanager
def _socket(directory: Path) -> Iterator[Path]:
    """Give a path that fits into a socket's address, in a directory that only we can enter."""
    socket = directory / "redis.sock"
    if len(os.fsencode(socket)) <= LONGEST_SOCKET:
        yield socket
        return
    with tempfile.TemporaryDirectory(prefix="sanaq-") as short:
        yield Path(short) / "redis.sock"


async def _spawn(place: _Place) -> Process:
    """Start the server in a session of its own, so that Ctrl-C reaches us first."""
    command = [str(place.server.path), *_options(place)]
    leashed = [sys.executable, "-I", "-S", leash.__file__, str(os.getpid()), *command]
    with place.log.open("wb") as output:
        return await asyncio.create_subprocess_exec(
            *leashed,
            stdin=DEVNULL,
            stdout=output,
            stderr=STDOUT,
            start_new_session=True,
            pass_fds=(place.lock,),
            env={name: value for name, value in os.environ.items() if "SANAQ_" not in name},
        )


def _options(place: _Place) -> list[str]:
    options = {
        "dir": str(place.directory),
        "port": "0",
        "unixsocket": str(place.socket),
        "unixsocketperm": "700",
        "daemonize": "no",
        "appendonly": "yes",
        "appendfsync": "always",
        "maxmemory-policy": "noeviction",
        "save": "",  # the append-only file is the one truth
    }
    return [word for name, value in options.items() for word in (f"--{name}", value)]


async def _await_ready(process: Process, place: _Place) -> None:
    deadline = _now() + SILENCE
    while process.returncode is None and _now() < deadline:
        reply = await _ping(place.socket)
        if reply.startswith(b"+PONG"):
            return
        if reply.startswith(b"-LOADING"):  # reading a large file may take minutes
            deadline = _now() + SILENCE
        await asyncio.sleep(PAUSE)
    raise StartRefused(f"{place.server} did not start: {_last_line(place.log)} (see {place.log}).")


async def _ping(socket: Path) -> bytes:
    """Give the first line of the answer to PING, b"" where nobody listens."""
    try:
        async with asyncio.timeout(SILENCE):
            reader, writer = await asyncio.open_unix_connection(socket)
            with contextlib.closing(writer):
                writer.write(b"PING\r\n")
                return await reader.readline()
    except OSError:
        return b""


async def _running(directory: Path) -> str | None:
    """Give the URL of the server that another Sanaq runs over this directory."""
    try:
        url = (directory / "url").read_text(encoding="ascii")
    except OSError:
        return None
    reply = await _ping(Path(unquote(url.removeprefix(SCHEME))))
    return url if reply.startswith(b"+PONG") else None


def _last_line(path: Path) -> str:
    lines = path.read_text(encoding="utf-8", errors="replace").split("\n")
    return next((line.strip() for line in reversed(lines) if line.strip()), "it said nothing")


def _now() -> float:
    return asyncio.get_running_loop().time()

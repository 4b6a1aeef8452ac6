"""Redis servers of a test's own: to be killed, configured badly, or run as a cluster."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import redis

from bot.redis_server import find_redis_server

__all__ = ["RedisProcess", "cluster", "server", "wait"]

PATIENCE = 60.0  # seconds
DURABLE = {
    "appendonly": "yes",
    "appendfsync": "always",
    "maxmemory-policy": "noeviction",
    "save": "",
}


class RedisProcess:
    """One redis-server over a directory; it can be killed and started again."""

    def __init__(self, directory: Path, options: dict[str, str]) -> None:
        self._port = _free_port()
        self.url = f"redis://127.0.0.1:{self._port}"
        given = {"dir": str(directory), "port": str(self._port), "bind": "127.0.0.1", **options}
        words = [
            word
            for name, value in given.items()
            for word in (f"--{name}", *(value.split() or [""]))
        ]
        self._command = [str(find_redis_server().path), *words]
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start, and wait until commands are taken."""
        self._process = subprocess.Popen(self._command, stdout=subprocess.DEVNULL)
        with redis.Redis(port=self._port) as client:
            wait(lambda: self._running() and client.ping() is True)

    def _running(self) -> bool:
        assert self._process is not None
        assert self._process.poll() is None, "the redis-server ended at once"
        return True

    def kill(self) -> None:
        """End it as a power cut would: SIGKILL."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def join_itself(self) -> None:
        """Make it a cluster of one node that has every slot."""
        with redis.Redis(port=self._port) as client:
            client.cluster("ADDSLOTS", *range(16384))
            wait(lambda: client.cluster("INFO")["cluster_state"] == "ok")


@contextlib.contextmanager
def server(directory: Path, **options: str) -> Iterator[RedisProcess]:
    """Run a durable server; `options` of redis.conf, with `_` for `-`, replace its own."""
    named = {name.replace("_", "-"): value for name, value in options.items()}
    process = RedisProcess(directory, DURABLE | named)
    try:
        process.start()
        yield process
    finally:
        process.kill()


@contextlib.contextmanager
def cluster(directory: Path) -> Iterator[RedisProcess]:
    """Run a cluster of one node."""
    with server(directory, cluster_enabled="yes") as process:
        process.join_itself()
        yield process


def wait(true: Callable[[], bool]) -> None:
    """Ask again and again until something is so."""
    deadline = time.monotonic() + PATIENCE
    while True:
        with contextlib.suppress(redis.ConnectionError):
            if true():
                return
        assert time.monotonic() < deadline, "it did not come about in a minute"


def _free_port() -> int:
    """Find a port whose companion for the cluster bus, 10000 above, exists as well."""
    while True:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = int(probe.getsockname()[1])
        if port < 55_000:
            return port

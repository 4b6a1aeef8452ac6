"""Which redis-server is taken, and which data it may open."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from redis.asyncio import Redis

from bot.embedded import embedded_redis
from bot.redis_server import BUNDLED, RedisServer, claim, find_redis_server
from bot.refusal import StartRefused
from tests.policy import missing


@pytest.fixture
def bare_path(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Make a machine with no redis-server on PATH; the one directory on it."""
    binaries = tmp_path / "bin"
    binaries.mkdir()
    monkeypatch.setenv("PATH", str(binaries))
    return binaries


def put(binaries: Path, name: str, says: str) -> Path:
    """Install a program that prints a version."""
    program = binaries / name
    program.write_text(f"#!/bin/sh\necho '{says}'\n")
    program.chmod(0o755)
    return program


def server(version: str, product: str = "redis") -> RedisServer:
    """Give a server of this version."""
    return RedisServer(path=Path("/usr/bin/redis-server"), product=product, version=version)


def test_redis_on_path_is_taken_before_valkey_and_the_bundled_one(bare_path: Path) -> None:
    put(bare_path, "valkey-server", "Valkey server v=8.1.0 sha=00000000:0 malloc=libc bits=64")
    program = put(bare_path, "redis-server", "Redis server v=7.4.1 sha=00000000:0 malloc=libc")
    assert find_redis_server() == RedisServer(path=program, product="redis", version="7.4.1")


def test_a_server_that_is_too_old_is_passed_over(bare_path: Path) -> None:
    put(bare_path, "redis-server", "Redis server v=5.0.14 sha=00000000:0 malloc=libc bits=64")
    program = put(bare_path, "valkey-server", "Valkey server v=8.1.0 sha=00000000:0 bits=64")
    assert find_redis_server() == RedisServer(path=program, product="valkey", version="8.1.0")


@pytest.mark.usefixtures("bare_path")
async def test_the_bundled_server_serves_where_there_is_no_other(tmp_path: Path) -> None:
    if not (Path(sys.prefix) / BUNDLED).exists():
        missing("requirements/redis.lock has no redis-server for this machine")
    assert find_redis_server().path.is_relative_to(sys.prefix)
    async with embedded_redis(tmp_path / "redis") as url, Redis.from_url(url) as client:
        assert (await client.info("server"))["redis_version"].startswith("6.2")


def test_without_any_server_one_line_says_what_to_install(
    bare_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    put(bare_path, "redis-server", "Redis server v=5.0.14 sha=00000000:0 malloc=libc bits=64")
    with pytest.raises(StartRefused) as refused:
        find_redis_server()
    (line,) = refused.value.lines
    assert "found: redis 5.0.14" in line
    assert "apt install redis-server" in line
    assert "SANAQ_REDIS_URL" in line


@pytest.mark.parametrize("says", ["no version here", "Redis server v=oops"])
def test_a_program_that_is_no_redis_is_no_server(
    bare_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, says: str
) -> None:
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    put(bare_path, "redis-server", says)
    with pytest.raises(StartRefused, match=r"No redis-server 6\.2 or newer: install"):
        find_redis_server()


def test_a_file_that_cannot_be_run_is_no_server(
    bare_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    program = bare_path / "redis-server"
    program.write_bytes(b"\x7fELF of another machine")
    program.chmod(0o755)
    with pytest.raises(StartRefused, match="No redis-server"):
        find_redis_server()


@pytest.mark.parametrize(
    ("writer", "reader"),
    [
        ("redis 6.2.14", server("7.0.15")),
        ("redis 7.0.15", server("7.0.11")),
        ("redis 7.2.4", server("7.2.4", "valkey")),
        ("redis 6.2.14", server("9.0.0", "valkey")),
        ("valkey 8.0.1", server("8.1.0", "valkey")),
        ("redis 7.10.0", server("7.11.0")),
    ],
)
def test_data_of_the_same_release_or_an_older_one_is_opened(
    tmp_path: Path, writer: str, reader: RedisServer
) -> None:
    (tmp_path / "VERSION").write_text(f"{writer}\n")
    claim(tmp_path, reader)
    assert (tmp_path / "VERSION").read_text() == f"{reader}\n"


@pytest.mark.parametrize(
    ("writer", "reader"),
    [
        ("redis 7.0.15", server("6.2.14")),
        ("redis 7.10.0", server("7.9.0")),
        ("redis 8.0.0", server("7.4.1")),
        ("redis 7.4.0", server("9.0.0", "valkey")),
        ("valkey 7.2.5", server("8.2.0")),
        ("valkey 9.0.0", server("8.1.0", "valkey")),
    ],
)
def test_data_of_a_newer_release_or_another_lineage_is_refused(
    tmp_path: Path, writer: str, reader: RedisServer
) -> None:
    """Redis 6.2 would open the folder of 7.0 silently empty."""
    (tmp_path / "VERSION").write_text(f"{writer}\n")
    with pytest.raises(StartRefused) as refused:
        claim(tmp_path, reader)
    (line,) = refused.value.lines
    assert f"written by {writer}" in line
    assert f"install {writer} or newer" in line
    assert (tmp_path / "VERSION").read_text() == f"{writer}\n"


def test_a_folder_of_redis_7_is_recognised_without_its_record(tmp_path: Path) -> None:
    (tmp_path / "appendonlydir").mkdir()
    with pytest.raises(StartRefused, match=r"written by redis 7\.0"):
        claim(tmp_path, server("6.2.14"))
    claim(tmp_path, server("7.0.15"))


def test_an_unreadable_record_is_refused_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "VERSION").write_text("")
    with pytest.raises(StartRefused, match="VERSION"):
        claim(tmp_path, server("7.0.15"))

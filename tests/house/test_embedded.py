"""The private redis-server, with real servers and real kills."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE
from pathlib import Path

import pytest
from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import ConstantBackoff

from bot.embedded import embedded_redis
from bot.refusal import StartRefused

HOLD_OPEN = """
import asyncio, sys
from pathlib import Path
from bot.embedded import embedded_redis

async def main():
    async with embedded_redis(Path(sys.argv[1])) as url:
        print(url, flush=True)
        await asyncio.Event().wait()

asyncio.run(main())
"""


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """Give a place for the server that does not exist yet."""
    return tmp_path / "var" / "redis"


def client_of(url: str) -> Redis:
    """Give a client that waits for a server that is being started."""
    return Redis.from_url(
        url, decode_responses=True, retry=Retry(ConstantBackoff(0.05), 400), socket_timeout=20
    )


async def refusal_of(directory: Path) -> str:
    """Give the one line with which a start over `directory` is refused."""
    with pytest.raises(StartRefused) as refused:
        async with embedded_redis(directory):
            pytest.fail("it started")
    (line,) = refused.value.lines
    return line


async def test_what_was_written_is_there_at_the_next_start(directory: Path) -> None:
    async with embedded_redis(directory) as url, client_of(url) as client:
        await client.set("answer", "kept")
    async with embedded_redis(directory) as url, client_of(url) as client:
        assert await client.get("answer") == "kept"


async def test_nothing_is_acknowledged_before_it_is_on_disk(directory: Path) -> None:
    async with embedded_redis(directory) as url, client_of(url) as client:
        # One pattern a call: Redis 6.2 takes no more.
        settings = await client.config_get("append*")
        settings |= await client.config_get("maxmemory-policy")
    assert settings["appendonly"] == "yes"
    assert settings["appendfsync"] == "always"
    assert settings["maxmemory-policy"] == "noeviction"


async def test_only_this_user_reaches_it_and_no_port_is_open(directory: Path) -> None:
    async with embedded_redis(directory) as url, client_of(url) as client:
        assert await client.config_get("port") == {"port": "0"}
        assert directory.stat().st_mode & 0o777 == 0o700


async def test_ctrl_c_in_the_terminal_does_not_reach_the_server(directory: Path) -> None:
    """It is in a session of its own, so that we can end it in order."""
    async with embedded_redis(directory) as url, client_of(url) as client:
        server = (await client.info("server"))["process_id"]
        assert os.getsid(server) != os.getsid(0)


async def test_a_second_start_over_the_same_directory_is_refused(directory: Path) -> None:
    async with embedded_redis(directory):
        line = await refusal_of(directory)
    assert f"{directory} is in use" in line
    assert "SANAQ_VAR" in line


async def test_a_second_process_may_join_the_server_and_leaves_it_running(directory: Path) -> None:
    async with embedded_redis(directory) as url:
        async with embedded_redis(directory, join=True) as joined, client_of(joined) as client:
            assert joined == url
            await client.set("answer", "seen by both")
        async with client_of(url) as client:
            assert await client.get("answer") == "seen by both"


async def test_joining_where_nothing_runs_starts_a_server(directory: Path) -> None:
    async with embedded_redis(directory, join=True) as url, client_of(url) as client:
        assert await client.ping()


async def test_when_we_are_killed_the_server_ends_and_the_next_start_has_everything(
    directory: Path,
) -> None:
    holder = await asyncio.create_subprocess_exec(
        sys.executable, "-c", HOLD_OPEN, str(directory), stdout=PIPE
    )
    assert holder.stdout is not None
    url = (await holder.stdout.readline()).decode().strip()
    async with client_of(url) as client:
        server = (await client.info("server"))["process_id"]
        await client.set("answer", "acknowledged")
    holder.kill()
    await holder.wait()

    async with embedded_redis(directory) as url, client_of(url) as client:
        assert await client.get("answer") == "acknowledged"
        assert (await client.info("server"))["process_id"] != server


async def test_a_killed_server_is_started_again_with_everything(directory: Path) -> None:
    async with embedded_redis(directory) as url, client_of(url) as client:
        await client.set("answer", "acknowledged")
        killed = (await client.info("server"))["process_id"]
        os.kill(killed, signal.SIGKILL)
        assert await client.get("answer") == "acknowledged"
        assert (await client.info("server"))["process_id"] != killed


async def test_a_path_too_long_for_a_socket_is_no_obstacle(tmp_path: Path) -> None:
    async with embedded_redis(tmp_path / ("д" * 100)) as url, client_of(url) as client:
        assert await client.ping()


async def test_a_path_with_odd_characters_is_no_obstacle(tmp_path: Path) -> None:
    directory = tmp_path / "a b%20c?d#ж"
    async with embedded_redis(directory) as url, client_of(url) as client:
        assert await client.ping()
        async with embedded_redis(directory, join=True) as joined:
            assert joined == url


async def test_a_directory_that_cannot_be_made_is_named_with_the_remedy(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("a file in the way")
    line = await refusal_of(tmp_path / "var" / "redis")
    assert f"{tmp_path}/var/redis cannot be written" in line
    assert "SANAQ_VAR" in line


async def test_a_directory_whose_record_cannot_be_written_is_named(directory: Path) -> None:
    (directory / "VERSION.new").mkdir(parents=True)
    assert f"{directory} cannot be written (Is a directory)" in await refusal_of(directory)


async def test_a_server_that_cannot_read_its_data_says_so_in_one_line(directory: Path) -> None:
    directory.mkdir(parents=True)
    (directory / "appendonly.aof").write_text("this is no append-only file")
    line = await refusal_of(directory)
    assert "did not start" in line
    assert str(directory / "redis.log") in line


async def test_a_refused_start_leaves_the_directory_free(directory: Path) -> None:
    directory.mkdir(parents=True)
    (directory / "VERSION").write_text("redis 99.0.1\n")
    await refusal_of(directory)
    (directory / "VERSION").unlink()
    async with embedded_redis(directory) as url, client_of(url) as client:
        assert await client.ping()

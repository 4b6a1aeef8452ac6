"""`sanaq run` as a process: started, stopped, started again, and refused with one clear line."""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import signal
import socket
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
import redis

ROOT = Path(__file__).parents[2]
SANAQ = (sys.executable, "-c", "import sys; from bot.cli import main; sys.exit(main())")
PATIENCE = 60.0


class Running:
    """A `sanaq run` that has printed where to go."""

    def __init__(self, process: Process, printed: str) -> None:
        self.process = process
        self.printed = printed
        found = re.search(r"chat +(http://\S+)/", printed)
        assert found, printed
        self.url = found[1]

    async def stop(self, number: int = signal.SIGINT) -> int:
        """Ends it as Ctrl-C does; its exit code."""
        self.process.send_signal(number)
        async with asyncio.timeout(PATIENCE):
            return await self.process.wait()


def environment(var: Path, **settings: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SANAQ_")}
    named = {f"SANAQ_{name}": value for name, value in settings.items()}
    return {**kept, "SANAQ_VAR": str(var), "SANAQ_PORT": "0", "PYTHONPATH": str(ROOT), **named}


async def started(var: Path, *arguments: str, **settings: str) -> Process:
    return await asyncio.create_subprocess_exec(
        *SANAQ, *arguments, stdout=PIPE, stderr=PIPE, cwd=ROOT, env=environment(var, **settings)
    )


@contextlib.asynccontextmanager
async def running(var: Path, **settings: str) -> AsyncIterator[Running]:
    process = await started(var, "run", **settings)
    try:
        printed = ""
        async with asyncio.timeout(PATIENCE):
            while "data" not in printed:
                assert process.stdout is not None
                line = await process.stdout.readline()
                assert line, (await process.communicate())[1].decode()
                printed += line.decode()
        yield Running(process, printed)
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def say(session: aiohttp.ClientSession, url: str, number: int, text: str) -> str:
    """Says something in the web chat; the state that comes back, as text."""
    body = {"id": f"message-{number:08}", "text": text}
    async with session.post(f"{url}/api/v1/chat", json=body, headers={"Origin": url}) as answer:
        assert answer.status == 200, await answer.text()
        return await answer.text()


def alive(pids: set[int]) -> set[int]:
    return {pid for pid in pids if Path(f"/proc/{pid}").exists()}


def children(pid: int) -> set[int]:
    """Every process below one, as the kernel lists them."""
    found: set[int] = set()
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            found |= {int(child), *children(int(child))}
    return found


async def test_a_second_start_goes_on_with_a_half_finished_interview(tmp_path: Path) -> None:
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session:
        async with running(tmp_path) as first:
            assert "password" in first.printed
            async with session.get(f"{first.url}/") as page:
                assert page.status == 200
            await say(session, first.url, 1, "/start")
            await say(session, first.url, 2, "Русский")
            before = await say(session, first.url, 3, "Да, согласие даю")
            assert not (tmp_path / "sanaq.db").stat().st_mode & 0o077
            assert await first.stop() == 0
        async with running(tmp_path) as second:
            assert "printed at the first start" in second.printed
            async with session.get(f"{second.url}/api/v1/chat") as answer:
                after = await answer.text()
            assert "Да, согласие даю" in after
            assert before[:10] == after[:10]
            assert await second.stop(signal.SIGTERM) == 0


async def test_ctrl_c_ends_everything_that_was_started(tmp_path: Path) -> None:
    async with running(tmp_path) as sanaq:
        below = children(sanaq.process.pid)
        assert below, "a private Redis runs below it"
        assert await sanaq.stop() == 0
        assert not alive(below)


async def test_what_a_kill_leaves_behind_does_not_hinder_the_next_start(tmp_path: Path) -> None:
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session:
        async with running(tmp_path) as first:
            async with session.get(f"{first.url}/"):
                pass
            await say(session, first.url, 1, "/start")
            await say(session, first.url, 2, "English")
            await first.stop(signal.SIGKILL)
        async with (
            running(tmp_path) as second,
            session.get(f"{second.url}/api/v1/chat") as answer,
        ):
            assert "Yes, I agree" in await answer.text()


async def refused(var: Path, *arguments: str, **settings: str) -> list[str]:
    """The lines of a start that is refused."""
    process = await started(var, *(arguments or ("run",)), **settings)
    async with asyncio.timeout(PATIENCE):
        _, said = await process.communicate()
    assert process.returncode not in (0, None), "it started"
    return said.decode().splitlines()


async def test_a_taken_port_is_one_line_with_the_remedy(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        (line,) = await refused(tmp_path, PORT=str(port))
    assert str(port) in line
    assert "SANAQ_PORT" in line


async def test_the_first_password_is_shown_by_the_first_start_that_succeeds(tmp_path: Path) -> None:
    """It is shown once, and nobody could sign in if a refused start had used that up."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        await refused(tmp_path, PORT=str(taken.getsockname()[1]))
    async with running(tmp_path) as first:
        assert "shown this once" in first.printed


async def test_a_directory_in_use_is_one_line(tmp_path: Path) -> None:
    async with running(tmp_path):
        (line,) = await refused(tmp_path)
    assert "in use" in line


async def test_a_file_where_the_directory_should_be_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("in the way")
    (line,) = await refused(tmp_path / "var")
    assert "SANAQ_VAR" in line


async def test_a_redis_that_may_lose_answers_is_refused(tmp_path: Path, redis_url: str) -> None:
    with redis.Redis.from_url(redis_url) as client:
        client.config_set("appendfsync", "everysec")
        try:
            (line,) = await refused(tmp_path, REDIS_URL=redis_url)
        finally:
            client.config_set("appendfsync", "always")
    assert "appendfsync" in line


async def test_a_database_that_is_away_is_one_line_without_its_password(tmp_path: Path) -> None:
    url = "postgresql://sanaq:secret@127.0.0.1:1/sanaq"
    (line,) = await refused(tmp_path, DATABASE_URL=url)
    assert "SANAQ_DATABASE_URL" in line
    assert "secret" not in line


async def test_a_questionnaire_with_a_fault_is_refused_at_its_place(tmp_path: Path) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text("name: broken\nlanguages: [ru]\nblocks: []\n")
    lines = await refused(tmp_path / "var", QUESTIONNAIRE=str(broken))
    assert any(line.startswith(f"{broken}:") for line in lines)


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"PORT": "many"}, "SANAQ_PORT"),
        ({"TELEGRAM_SECRET": "x" * 32}, "SANAQ_TELEGRAM_SECRET"),
        ({"MASTER_KEY": "short"}, "SANAQ_MASTER_KEY"),
    ],
)
async def test_a_wrong_or_half_set_setting_is_one_line(
    tmp_path: Path, settings: dict[str, str], named: str
) -> None:
    (line,) = await refused(tmp_path, **settings)
    assert named in line


async def test_a_lost_master_key_is_not_replaced_while_there_are_interviews(tmp_path: Path) -> None:
    jar = aiohttp.CookieJar(unsafe=True)
    async with aiohttp.ClientSession(cookie_jar=jar) as session, running(tmp_path) as first:
        async with session.get(f"{first.url}/"):
            pass
        await say(session, first.url, 1, "/start")
        await first.stop()
    key = tmp_path / "master.key"
    assert key.stat().st_mode & 0o777 == 0o600
    kept = key.read_bytes()
    key.unlink()
    (line,) = await refused(tmp_path)
    assert "master key" in line.lower()
    assert not key.exists()
    key.write_bytes(kept)
    key.chmod(0o600)
    async with running(tmp_path) as again:
        assert await again.stop() == 0

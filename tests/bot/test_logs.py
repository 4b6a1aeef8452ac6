"""Logs: ours at the level that was asked for, of everybody else's only what is wrong."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest

from bot import logs

LIBRARIES = ("aiogram", "aiosqlite", "asyncio", "sqlalchemy.engine", "transitions.core")


@pytest.fixture(autouse=True)
def levels() -> Iterator[None]:
    """Give the levels and handlers back as they were."""
    root = logging.getLogger()
    level, handlers = root.level, root.handlers[:]
    yield
    root.setLevel(level)
    root.handlers[:] = handlers
    for name in ("bot", "notifications", "sanaq", "storage"):
        logging.getLogger(name).setLevel(logging.NOTSET)


@pytest.mark.parametrize("name", LIBRARIES)
@pytest.mark.parametrize("level", ["debug", "info"])
def test_a_library_tells_nothing_of_its_everyday_work(
    name: str, level: str, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.set_up(level)
    logging.getLogger(name).debug("INSERT INTO persons VALUES (%s)", "KZ-71-XMMQ-CMBN-F")
    logging.getLogger(name).info("Finished processing state OPEN")
    assert capsys.readouterr().err == ""
    logging.getLogger(name).warning("slow")
    assert capsys.readouterr().err.endswith(" warning slow\n")


def test_our_own_lines_keep_to_the_level(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("debug")
    logging.getLogger("storage.projector").debug("caught_up", extra={"rows": 3})
    assert capsys.readouterr().err.endswith(" debug caught_up rows=3\n")
    logs.set_up("error")
    logging.getLogger("bot.turns").warning("finishing_postponed")
    assert capsys.readouterr().err == ""


def test_a_failure_is_told_by_its_kind_alone(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("info")
    failure = ValueError("Ospanov")
    logging.getLogger("asyncio").error(
        "Task exception was never retrieved\nfuture: %r", failure, exc_info=failure
    )
    said = capsys.readouterr().err
    assert said.endswith(" error Task exception was never retrieved exception=ValueError\n")

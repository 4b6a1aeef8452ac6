"""Logs are events with keys, and never what a library would tell of what people said."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest

from bot import logs


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    root = logging.getLogger()
    level, handlers = root.level, list(root.handlers)
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


def test_an_event_is_one_line_with_its_keys(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("info")
    logging.getLogger("bot.turns").info("turn_taken", extra={"interview": "ab12", "revision": 3})
    assert capsys.readouterr().err.endswith(" info turn_taken interview=ab12 revision=3\n")


def test_of_an_exception_only_its_kind_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("info")
    try:
        raise ValueError("what somebody said")
    except ValueError:
        logging.getLogger("storage.x").exception("it_failed")
    told = capsys.readouterr().err
    assert "it_failed exception=ValueError" in told
    assert "somebody" not in told


@pytest.mark.parametrize("library", ["aiosqlite", "aiogram.event", "sqlalchemy.engine", "httpcore"])
def test_even_at_debug_a_library_says_nothing_but_warnings(
    library: str, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.set_up("debug")
    logging.getLogger("bot").debug("ours")
    logging.getLogger(library).debug("INSERT INTO answers VALUES ('Kazakh')")
    logging.getLogger(library).info("INSERT INTO answers VALUES ('Kazakh')")
    told = capsys.readouterr().err
    assert "ours" in told
    assert "Kazakh" not in told

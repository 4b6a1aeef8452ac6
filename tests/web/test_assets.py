"""Files may be kept for ever, because their address changes with their content."""

from __future__ import annotations

from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.channels.web.assets import Assets


def folder(tmp_path: Path, **files: str) -> Path:
    for name, text in files.items():
        (tmp_path / name.replace("_", ".")).write_text(text, encoding="utf-8")
    return tmp_path


def test_the_address_of_every_file_changes_with_any_file(tmp_path: Path) -> None:
    before = Assets(folder(tmp_path, a_js="1", b_css="2"), "/static")
    after = Assets(folder(tmp_path, b_css="3"), "/static")
    assert before.url("a.js") != after.url("a.js")
    assert before.url("a.js").rpartition("/")[0] == before.url("b.css").rpartition("/")[0]


def test_a_file_that_is_not_there_has_no_address(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        Assets(folder(tmp_path, a_js="1"), "/static").url("b.js")


async def test_a_file_is_served_for_good_and_nothing_else_is(tmp_path: Path) -> None:
    assets = Assets(folder(tmp_path, a_js="let é;"), "/static")
    app = web.Application()
    app.router.add_get(assets.route, assets.serve)
    async with TestClient(TestServer(app)) as client:
        got = await client.get(assets.url("a.js"))
        assert (got.status, got.content_type, await got.text()) == (
            200,
            "text/javascript",
            "let é;",
        )
        assert "immutable" in got.headers["Cache-Control"]
        for wrong in ("/static/0000/a.js", f"/static/{assets.digest}/b.js", "/static/a.js"):
            assert (await client.get(wrong)).status == 404

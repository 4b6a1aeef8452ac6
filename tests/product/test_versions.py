"""An interview stays with the content that it began with, whatever becomes of the files."""

from __future__ import annotations

import asyncio
import subprocess
from pathlib import Path

import aiohttp
import pytest

from bot.content import codelists, import_kato
from bot.settings import read_settings
from dialogs.loading import load
from tests.product.test_running import PATIENCE, ROOT, SANAQ, environment, running, say

KATO = "kato,name_ru,name_kk\n{}00000000,{},{}\n"
FIRST = """\
name: home
title: {en: Home}
languages: [en]
blocks:
  - section: home
    title: {en: Home}
    questions:
      - {type: text, name: street, required: "yes", label: {en: Which street?}, hint: {en: Any.}}
      - type: codelist kato
        name: town
        required: "yes"
        label: {en: Which old town?}
        hint: {en: Any.}
"""
SECOND = FIRST.replace("Which street?", "Which new street?").replace("old town", "new town")


def sanaq(var: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*SANAQ, *arguments],
        check=False,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=environment(var),
        timeout=60,
    )


def import_town(var: Path, code: str, name: str) -> None:
    source = var.parent / "kato.csv"
    source.write_text(KATO.format(code, name, name), encoding="utf-8")
    import_kato(read_settings({"SANAQ_VAR": str(var)}), source)


async def listed(var: Path) -> list[str]:
    """The identities of the versions, once each is known to have an open interview."""
    async with asyncio.timeout(PATIENCE):
        while True:
            lines = (await asyncio.to_thread(sanaq, var, "versions")).stdout.splitlines()
            if [line.split()[-2:] for line in lines] == [["1", "open"], ["1", "open"]]:
                return [line.split()[0] for line in lines]


async def begin(session: aiohttp.ClientSession, url: str) -> str:
    async with session.get(f"{url}/") as page:
        assert page.status == 200
    return await say(session, url, 1, "/start")


@pytest.mark.timeout(120)
async def test_who_began_before_a_change_goes_on_as_before_and_who_comes_later_gets_the_new(
    tmp_path: Path,
) -> None:
    var, file = tmp_path / "var", tmp_path / "home.yaml"
    file.write_text(FIRST, encoding="utf-8")
    import_town(var, "8", "Oldtown")
    jar = aiohttp.CookieJar(unsafe=True)
    async with aiohttp.ClientSession(cookie_jar=jar) as early:
        async with running(var, QUESTIONNAIRE=str(file)) as before:
            assert "Which street?" in await begin(early, before.url)
            assert "Which old town?" in await say(early, before.url, 2, "Abai street")
            await before.stop()
        file.write_text(SECOND, encoding="utf-8")
        import_town(var, "9", "Newtown")
        async with (
            running(var, QUESTIONNAIRE=str(file)) as after,
            aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as late,
        ):
            assert "Which new street?" in await begin(late, after.url)
            assert "Which new town?" in await say(late, after.url, 2, "Abai street")
            assert "Newtown" in await say(late, after.url, 3, "Newtown")
            assert "Oldtown" in await say(early, after.url, 3, "Oldtown")
            old, new = await listed(var)
            await after.stop()
    told = sanaq(var, "diff", old, new)
    assert told.returncode == 1
    assert f"{new}:8: harmless: street: the wording changed (label)" in told.stdout
    assert "re-asks: town: the answers come from another list" in told.stdout
    assert sanaq(var, "diff", new, new).stdout == "Nothing changed.\n"
    unknown = sanaq(var, "diff", "home@nothing", new)
    assert (unknown.returncode, len(unknown.stderr.splitlines())) == (2, 1)


def test_another_codelist_is_other_content(tmp_path: Path) -> None:
    file, var = tmp_path / "home.yaml", tmp_path / "var"
    file.write_text(FIRST, encoding="utf-8")
    settings = read_settings({"SANAQ_VAR": str(var)})
    found = []
    for code in ("1", "2", "1"):
        import_town(var, code, "Town")
        found.append(load(file, codelists=codelists(settings)).content)
    assert found[0] == found[2] != found[1]

"""The page speaks three languages, and says everything in each of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.channels.web import page, site
from bot.channels.web.wire import RefusalCode
from bot.channels.web.wording import LANGUAGES, NAMES, WORDING, words
from state_machine.attachment import Medium

PLACE = re.compile(r"\{(\w+)\}")
SPOKEN = re.compile(r"""(?:data-say(?:-label|-title)?="|words\.(?!js")|say\(")(\w+)""")
CODES = ("malformed", "too_large", "file_too_large", "too_many", "no_cookie", "unavailable")


@pytest.mark.parametrize("key", sorted(WORDING))
def test_a_wording_is_there_in_every_language_with_the_same_places(key: str) -> None:
    wording = WORDING[key]
    assert all(text.strip() for text in wording)
    assert len({frozenset(PLACE.findall(text)) for text in wording}) == 1


def test_the_languages_of_the_switch_are_those_of_the_wording() -> None:
    assert set(NAMES) == set(LANGUAGES)
    assert words("kk")["send"] != words("ru")["send"] != words("en")["send"]


@pytest.mark.parametrize("path", [*page.TEMPLATES.iterdir(), *site.STATIC.glob("*.js")])
def test_every_key_that_a_page_or_script_says_is_worded(path: Path) -> None:
    said = set(SPOKEN.findall(path.read_text(encoding="utf-8"))) - {"step_"}
    assert said <= set(words("ru"))


def test_nothing_is_worded_that_is_never_said() -> None:
    sources = [*page.TEMPLATES.iterdir(), *site.STATIC.glob("*.js")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    known = {f"type_{kind}" for kind in KINDS}
    known |= {f"{how}_{medium}" for how in ("take", "pick", "sent") for medium in Medium}
    unsaid = {key for key in WORDING if not re.search(rf"\b{key}\b", text)}
    assert unsaid <= known | {code.value for code in RefusalCode}


KINDS = ("text", "number", "date", "time", "datetime", "place")


def test_every_refusal_that_a_person_can_meet_has_a_sentence() -> None:
    assert set(CODES) <= set(WORDING)
    assert set(RefusalCode) - set(CODES) == {RefusalCode.FOREIGN_PAGE}

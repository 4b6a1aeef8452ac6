"""A roster that a rule counts without end has as many items as it has room for."""

from __future__ import annotations

import pytest

from dialogs.loading import load_source
from tests.dialogs.dialogue import Dialogue

SHARES = """\
name: shares
title: {en: Shares}
languages: [en]
blocks:
  - section: home
    title: {en: Home}
    questions:
      - {type: integer, name: parts, required: "yes", label: {en: Parts?}, hint: {en: Any.}}
  - roster: share
    title: {en: "Share {position()}"}
    noun: {en: share}
    max: 3
    count: "10 div ${parts}"
    blocks:
      - section: card
        title: {en: Share}
        questions:
          - {type: text, name: owner, required: "yes", label: {en: Whose?}, hint: {en: A name.}}
"""


@pytest.mark.parametrize(("parts", "items"), [("0", 3), ("5", 2), ("-1", 0), ("100", 0)])
def test_the_items_are_between_none_and_the_most(parts: str, items: int) -> None:
    dialogue = Dialogue(load_source(SHARES), "")
    dialogue.say(parts)
    while dialogue.prompt.text == "Whose?":
        dialogue.say("Ann")
    assert len(dialogue.interview.items) - 1 == items

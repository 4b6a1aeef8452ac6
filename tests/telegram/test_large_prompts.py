"""Questions that do not fit into a message or onto a keyboard are asked all the same."""

from __future__ import annotations

import pytest

from dialogs.loading import load_source
from state_machine.questionnaire import Questionnaire
from tests.telegram.conftest import BOT, House
from tests.telegram.test_conversation import HOW, running

RULES = [
    " ".join(f"Правило {part}.{number}: отвечайте как есть." for number in range(90))
    for part in range(3)
]
NOTES = "".join(
    f"      - {{type: note, name: rules{part}, label: {{ru: '{rules}'}}}}\n"
    for part, rules in enumerate(RULES)
)
PEOPLES = "".join(f"    - {{name: p{n}, label: {{ru: Народ {n:02}}}}}\n" for n in range(98))


@pytest.fixture
def questionnaire() -> Questionnaire:
    text = (
        "name: large\ntitle: {ru: Большая}\nlanguages: [ru]\n"
        f"choices:\n  peoples:\n{PEOPLES}"
        "blocks:\n  - section: one\n    title: {ru: Один}\n    questions:\n"
        f"{NOTES}"
        "      - {type: select_one peoples, name: people, label: {ru: Кто вы?}}\n"
        "      - {type: text, name: job, label: {ru: Кем работаете?}}\n"
    )
    return load_source(text, name="large.yaml")


@HOW
async def test_a_long_note_and_a_long_list_are_asked_and_answered(house: House, how: str) -> None:
    """The notes come in pieces before the question; a choice without a button is typed."""
    person = house.api.person(BOT, 7)
    async with running(house, how):
        await person.types("/start")
        await person.sees("Кто вы?")
        told = "".join("".join(one.text for one in person.seen).split())
        assert told.startswith("".join(" ".join(RULES).split()))
        assert len(person.seen) > 1
        assert "Народ 97" not in person.last.buttons
        await person.types("народ 97")
        await person.sees("Кем работаете?")
        asked = next(one for one in person.seen if "Кто вы?" in one.text)
        await person.presses(asked.buttons["Народ 05"], message=asked)
        await person.sees(lambda one: "✓ Народ 05" in one.chat[asked.id].text)
        await house.api.delivery(BOT).idle()
    assert [call for call in house.api.calls if call.error] == []

"""Every field of what is compiled is compared by the diff, or named here with the reason."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from msgspec import Struct

from dialogs import diff
from state_machine.questionnaire import (
    Battery,
    Choice,
    Edit,
    Question,
    Questionnaire,
    Roster,
    Section,
    Topic,
)

ROOM = Path(diff.__file__).parent
COMPARED = set(
    re.findall(r"\.(\w+)", "".join(path.read_text("utf-8") for path in ROOM.glob("*.py")))
)
APART: dict[type[Struct], dict[str, str]] = {
    Question: {"index": "the order is compared by names", "read": "follows from the type"},
    Section: {"gate": "gates are compared with their rosters"},
    Questionnaire: {
        "content": "a hash of all that is compared",
        "blocks": "its sections and rosters are compared",
        "places": "an index over the blocks",
        "dependents": "an index over the rules",
        "understand": "made from what is compared",
        "plain": "an index over the rules",
        "lasting": "an index over the rules",
        "keeping": "an index over the calculations",
    },
}


@pytest.mark.parametrize(
    "part", [Question, Section, Roster, Choice, Edit, Battery, Topic, Questionnaire]
)
def test_a_field_is_compared_or_named_with_the_reason(part: type[Struct]) -> None:
    fields = set(part.__struct_fields__)
    apart = APART.get(part, {})
    assert apart.keys() <= fields
    assert fields - apart.keys() <= COMPARED

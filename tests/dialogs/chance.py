"""Questionnaires by chance: nested rosters, conditions, and whatever an author might write."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import strategies as st

from dialogs.loading import load_source
from state_machine.questionnaire import Questionnaire
from tests.hostile import HOSTILE

__all__ = ["questionnaires"]

_WORDS = st.one_of(
    st.sampled_from(["Is it so?", "Сколько комнат занимает хозяйство?", "Ұлтыңызды жазыңыз"]),
    st.sampled_from(HOSTILE),
    st.text(max_size=40),
)
_TYPES = ("text", "integer", "decimal", "date", "note", "select_one yes_no")


def _label(place: str, words: str) -> dict[str, str]:
    """A text that nobody can take for another one, with braces that mean themselves.

    There is no `$`: before a brace it would begin a reference.
    """
    said = f"{place} {words[:300]}".replace("$", "").replace("{", "{{").replace("}", "}}")
    return {"en": "".join(each for each in said if not "\ud800" <= each <= "\udfff")}


@st.composite
def questionnaires(draw: st.DrawFn) -> Questionnaire:
    """A sound questionnaire of up to three levels of rosters."""
    count = iter(range(1000))
    asked: list[str] = []

    def question() -> dict[str, Any]:
        name = f"q{next(count)}"
        found: dict[str, Any] = {
            "type": draw(st.sampled_from(_TYPES)),
            "name": name,
            "label": _label(name, draw(_WORDS)),
        }
        if draw(st.booleans()) and asked:
            found["relevant"] = f"${{{draw(st.sampled_from(asked))}}} = 'yes'"
        if found["type"].startswith("select"):
            asked.append(name)
        return found

    def section() -> dict[str, Any]:
        name = f"s{next(count)}"
        questions = [question() for _ in range(draw(st.integers(1, 4)))]
        return {"section": name, "title": _label(name, draw(_WORDS)), "questions": questions}

    def roster(depth: int) -> dict[str, Any]:
        name = f"r{next(count)}"
        known = len(asked)
        inner = blocks(depth + 1)
        del asked[known:]
        texts = {key: _label(key, draw(_WORDS)) for key in ("label", "add", "done")}
        gate = {
            key: {"en": text["en"].replace("{{", "").replace("}}", "")}
            for key, text in texts.items()
        }
        plain = {"en": f"entry {name}"}
        return {"roster": name, "title": plain, "noun": plain, "gate": gate, "blocks": inner}

    def blocks(depth: int) -> list[dict[str, Any]]:
        found = [section()]
        for _ in range(draw(st.integers(0, 2))):
            deeper = depth < 3 and draw(st.booleans())
            found += [roster(depth) if deeper else section()]
        return found

    whole = {
        "name": "chance",
        "title": {"en": "By chance"},
        "languages": ["en"],
        "choices": {"yes_no": [{"name": n, "label": {"en": n}} for n in ("yes", "no")]},
        "blocks": blocks(0),
    }
    return load_source(_yaml(whole))


def _yaml(value: dict[str, Any]) -> str:
    """JSON as YAML takes it: whatever is not plain as an escape of eight digits."""
    text = json.dumps(value, ensure_ascii=False)
    return "".join(each if each < "\x7f" else f"\\U{ord(each):08x}" for each in text)

"""A questionnaire, and every way in which its next version can differ."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any, NamedTuple

from dialogs.loading import load_source
from state_machine.questionnaire import Questionnaire

__all__ = ["CASES", "Case", "after", "before"]

Content = dict[str, Any]


def _text(words: str) -> dict[str, str]:
    return {"en": words, "ru": f"{words} (ru)"}


def _asked(name: str, type_: str, **more: Any) -> Content:  # noqa: ANN401  values of YAML
    return {"type": type_, "name": name, "label": _text(f"{name}?"), "hint": _text("So."), **more}


_BASE: Content = {
    "name": "home",
    "title": _text("Home"),
    "languages": ["ru", "en"],
    "constants": {"least": "1", "spare": "a"},
    "choices": {
        "kinds": [{"name": n, "label": _text(n)} for n in ("house", "flat", "tent")],
        "yes_no": [{"name": n, "label": _text(n)} for n in ("yes", "no")],
        "heats": [{"name": n, "label": _text(f"by {n}")} for n in ("gas", "coal")],
    },
    "blocks": [
        {
            "section": "place",
            "title": _text("Place"),
            "questions": [
                {"type": "note", "name": "hello", "label": _text("Hello.")},
                _asked("kind", "select_one kinds", required="yes"),
                _asked(
                    "rooms",
                    "integer",
                    required="yes",
                    constraint=". >= 1 and . <= 30",
                    constraint_message=_text("From 1 to 30."),
                    missing=["unknown"],
                    checks=[{"rule": ". < 20", "soft": "yes", "message": _text("So many?")}],
                ),
                _asked("built", "date", relevant="${kind} = 'house'"),
                _asked("street", "text", official="P2", default="'Main'"),
                _asked("heating", "select_one heats", relevant="${rooms} >= ${least}"),
            ],
        },
        {
            "section": "more",
            "title": _text("More"),
            "questions": [
                {"type": "calculate", "name": "half", "calculation": "${rooms} div 2"},
                _asked("attic", "select_one yes_no", relevant="${half} > 1"),
                _asked("pets", "select_multiple yes_no"),
            ],
        },
        {
            "roster": "person",
            "title": _text("${first_name}"),
            "noun": _text("person"),
            "min": "1",
            "max": "4",
            "gate": {"label": _text("More?"), "add": _text("Add"), "done": _text("Done")},
            "blocks": [
                {
                    "section": "card",
                    "title": _text("Card"),
                    "questions": [
                        _asked("first_name", "text", required="yes"),
                        _asked("years", "integer", required="yes", constraint=". >= 0"),
                        _asked("works", "select_one yes_no", relevant="${years} >= 15"),
                    ],
                },
            ],
        },
        {
            "section": "last",
            "title": _text("Last"),
            "questions": [
                {"type": "calculate", "name": "people", "calculation": "count(${person})"},
                _asked("crowded", "select_one yes_no", relevant="${people} > ${rooms}"),
            ],
        },
    ],
}


def before() -> Questionnaire:
    """The first version."""
    return load_source(json.dumps(_BASE))


def after(*cases: Case) -> Questionnaire:
    """The version that some changes make of it."""
    content = copy.deepcopy(_BASE)
    for case in cases:
        case.make(content)
    return load_source(json.dumps(content))


class Case(NamedTuple):
    """A change: what it is reported as, of which part, and how it is made."""

    kind: str
    name: str
    make: Callable[[Content], None]


def _question(content: Content, name: str) -> Content:
    found: Content = next(each for each in _all(content["blocks"]) if each.get("name") == name)
    return found


def _all(blocks: list[Content]) -> list[Content]:
    own = [question for block in blocks for question in block.get("questions", ())]
    return [*own, *(each for block in blocks for each in _all(block.get("blocks", [])))]


def _sets(name: str, **values: Any) -> Callable[[Content], None]:  # noqa: ANN401  as above
    return lambda content: _question(content, name).update(values)


def _drops(name: str, key: str) -> Callable[[Content], None]:
    return lambda content: _question(content, name).pop(key, None)


def _block(content: Content, place: int) -> Content:
    block: Content = content["blocks"][place]
    return block


def _remove(content: Content, place: int, name: str) -> None:
    block = _block(content, place)
    block["questions"] = [each for each in block["questions"] if each["name"] != name]


def _insert(content: Content, place: int, question: Content) -> None:
    _block(content, place)["questions"].append(question)


def _move(content: Content, name: str, to: int) -> None:
    question = _question(content, name)
    _remove(content, 0, name)
    _insert(content, to, question)


def _into_roster(content: Content) -> None:
    question = _question(content, "pets")
    _remove(content, 1, "pets")
    _block(content, 2)["blocks"][0]["questions"].append(question)


def _rename(content: Content) -> None:
    _question(content, "street")["name"] = "road"


def _roster(**values: Any) -> Callable[[Content], None]:  # noqa: ANN401  as above
    return lambda content: _block(content, 2).update(values)


def _counted(content: Content) -> None:
    block = _block(content, 2)
    block["count"] = "${rooms}"
    del block["gate"], block["min"]


def _choice(list_: str, place: int, **values: Any) -> Callable[[Content], None]:  # noqa: ANN401
    return lambda content: content["choices"][list_][place].update(values)


def _english_alone(content: Content) -> None:
    content["languages"] = ["en"]
    _strip(content)


def _strip(node: Any) -> None:  # noqa: ANN401  as above
    if isinstance(node, dict):
        node.pop("ru", None)
        for value in node.values():
            _strip(value)
    elif isinstance(node, list):
        for value in node:
            _strip(value)


def _ticked(name: str) -> Content:
    return _asked(name, "select_one yes_no", usual="no", tick=_text(name))


_AT_ONCE: Content = {
    "section": "at_once",
    "title": _text("At once"),
    "questions": [
        _asked("sleep", "range", start="4", end="12", step="1"),
        {
            "group": "aids",
            "battery": {"label": _text("Which?"), "usual": _text("None")},
            "questions": [_ticked("stick"), _ticked("chair")],
        },
    ],
}
_BASE["blocks"].append(_AT_ONCE)
_BASE["faq"] = [
    {
        "topic": "why",
        "title": _text("Why?"),
        "answer": _text("To count."),
        "asked": {"en": ["why is this asked"], "ru": ["зачем это спрашивают"]},
    }
]


def _last(content: Content) -> list[Content]:
    found: list[Content] = content["blocks"][-1]["questions"]
    return found


CASES = [
    Case("wording", "kind", _sets("kind", label=_text("Which kind?"))),
    Case("wording", "person", _roster(noun=_text("human"))),
    Case("wording", "rooms", _sets("rooms", constraint_message=_text("1 to 30."))),
    Case("marked", "years", _sets("years", sensitive="yes")),
    Case("marked", "person", _roster(respondent_first="yes")),
    Case("number", "street", _sets("street", official="P3")),
    Case("choice label", "kind", _choice("kinds", 0, label=_text("cottage"))),
    Case(
        "choice added",
        "heating",
        lambda c: c["choices"]["heats"].append({"name": "wood", "label": _text("by wood")}),
    ),
    Case("choice removed", "heating", lambda c: c["choices"]["heats"].pop()),
    Case("choice order", "kind", lambda c: c["choices"]["kinds"].reverse()),
    Case("choice condition", "heating", _choice("heats", 0, relevant="${kind} = 'flat'")),
    Case("choice refuses", "kind", _choice("kinds", 2, refuses="yes")),
    Case("type widened", "rooms", _sets("rooms", type="decimal")),
    Case("type widened", "built", _sets("built", type="text")),
    Case("type", "street", _sets("street", type="integer", default="1")),
    Case("type", "attic", _sets("attic", type="select_multiple yes_no")),
    Case("list", "attic", _sets("attic", type="codelist countries")),
    Case("checks loosened", "rooms", _sets("rooms", constraint=". >= 0 and . <= 40")),
    Case("checks loosened", "years", _drops("years", "constraint")),
    Case("checks tightened", "rooms", _sets("rooms", constraint=". >= 2 and . <= 20")),
    Case("checks tightened", "years", _sets("years", constraint=". >= 0 and . < 40")),
    Case("checks changed", "rooms", _sets("rooms", constraint=". mod 2 = 0")),
    Case("soft checks", "rooms", _drops("rooms", "checks")),
    Case("asked of more", "built", _drops("built", "relevant")),
    Case("asked of fewer", "built", _sets("built", relevant="${kind} = 'house' and ${rooms} > 2")),
    Case("asked of fewer", "street", _sets("street", relevant="${kind} != 'tent'")),
    Case("condition", "works", _sets("works", relevant="${years} mod 2 = 0")),
    Case("asked of fewer", "works", _sets("works", relevant="${years} >= 40")),
    Case("asked of more", "works", _sets("works", relevant="${years} >= 14")),
    Case("asked of more", "works", _sets("works", relevant="${years} >= 15 or ${years} = 3")),
    Case("asked of fewer", "built", _sets("built", relevant="${rooms} > 2 and ${kind} = 'house'")),
    Case("required", "street", _sets("street", required="yes")),
    Case("required", "pets", _sets("pets", required="${kind} = 'house'")),
    Case("optional", "kind", _drops("kind", "required")),
    Case("optional", "rooms", _sets("rooms", required="${kind} = 'house'")),
    Case("suggestion", "street", _sets("street", default="'High'")),
    Case("reasons", "rooms", _sets("rooms", missing=["unknown", "withheld"])),
    Case("calculation", "half", _sets("half", calculation="${rooms} - 1")),
    Case("added", "garden", lambda c: _insert(c, 0, _asked("garden", "select_one yes_no"))),
    Case(
        "added silently",
        "bye",
        lambda c: _insert(c, 3, {"type": "note", "name": "bye", "label": _text("Bye.")}),
    ),
    Case("removed", "pets", lambda c: _remove(c, 1, "pets")),
    Case("removed", "person", lambda c: c["blocks"].__delitem__(slice(2, 4))),
    Case("removed silently", "hello", lambda c: _remove(c, 0, "hello")),
    Case("renamed", "street", _rename),
    Case("level", "pets", _into_roster),
    Case("moved", "street", lambda c: _move(c, "street", 1)),
    Case(
        "order",
        "street",
        lambda c: _block(c, 0)["questions"].insert(1, _block(c, 0)["questions"].pop(4)),
    ),
    Case("roster bounds wider", "person", _roster(max="9")),
    Case("roster bounds", "person", _roster(min="2")),
    Case("roster count", "person", _counted),
    Case("section", "more", lambda c: _block(c, 1).update(title=_text("Further"))),
    Case("constant", "spare", lambda c: c["constants"].update(spare="b")),
    Case("constant read", "least", lambda c: c["constants"].update(least="3")),
    Case("language order", "en, ru", lambda c: c.update(languages=["en", "ru"])),
    Case("language removed", "ru", _english_alone),
    Case("title", "home", lambda c: c.update(title=_text("House"))),
    Case("name", "house", lambda c: c.update(name="house")),
    Case("range widened", "sleep", lambda c: _last(c)[0].update(end="14", step="0.5")),
    Case("range", "sleep", lambda c: _last(c)[0].update(end="10")),
    Case("battery", "stick", lambda c: _last(c)[1]["battery"].update(relevant="${pets} = 'yes'")),
    Case("usual", "chair", lambda c: _last(c)[1]["questions"][1].update(usual="yes")),
    Case("wording", "chair", lambda c: _last(c)[1]["questions"][1].update(tick=_text("A chair"))),
    Case("topic", "why", lambda c: c["faq"][0].update(answer=_text("To plan."))),
    Case("depends", "attic", _sets("rooms", constraint=". >= 2 and . <= 20")),
    Case("may drop", "heating", lambda c: c["constants"].update(least="9")),
    Case("may drop", "attic", _sets("half", calculation="${rooms} div 5")),
    Case("may drop", "crowded", _sets("people", calculation="count(${person}) - 2")),
]
"""Every kind of change at least once; `language added` is the way back of the one that removes."""

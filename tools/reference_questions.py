"""What each type of question takes: `check` is asked about every pair of type and key."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from dialogs.loading import check_source
from dialogs.loading.metadata import METADATA, NOTED

__all__ = ["ANSWERS", "question_types"]

_UNKNOWN = "nothing: a chat does not know it, and it is `''`"

ANSWERS: Mapping[str, str] = MappingProxyType(
    {
        "select_one": "one choice of a list: `select_one LIST`",
        "select_one_from": "somebody or something listed before: `select_one_from ROSTER`",
        "codelist": "an entry of a list too long for buttons: `codelist NAME`",
        "select_multiple": "several choices of a list: `select_multiple LIST`",
        "integer": "a whole number",
        "decimal": "a number, with a comma or a point",
        "text": "a text of at most 500 characters",
        "date": "a date, kept as YYYY-MM-DD",
        "geopoint": "a place on the map: a shared location, or coordinates",
        "image": "a photo or another picture",
        "audio": "a voice message or a recording",
        "video": "a video",
        "file": "a file of any kind, pictures and recordings too",
        "time": "a time of the day, kept as HH:MM",
        "datetime": "a date and a time, kept as YYYY-MM-DDTHH:MM",
        "range": "a number from `start` to `end` in steps of `step`: 1, 10 and 1 when not given",
        "rank": "all choices of a list in order: `rank LIST`",
        "acknowledge": "a button that confirms; the answer is `OK`",
        "note": "nothing: it is shown before the question that follows it",
        "calculate": "nothing: it is computed, and never shown",
        "hidden": "nothing: it is computed of its `default`",
        "start": "nothing: the time at which the interview was opened",
        "end": "nothing: the time of the last message",
        "today": "nothing: the date on which the interview was opened",
        **{type_: _UNKNOWN for type_ in METADATA if type_ not in NOTED},
    }
)
"""What answers each type that an author can write; a roster's gate makes its own question."""

_TEXT = {"en": "A text to show."}
_KEYS: Mapping[str, object] = MappingProxyType(
    {
        "label": _TEXT,
        "proxy": _TEXT,
        "hint": _TEXT,
        "guidance_hint": _TEXT,
        "relevant": "true()",
        "constraint": ". != ''",
        "constraint_message": _TEXT,
        "checks": [{"rule": ". != ''", "message": _TEXT}],
        "together": _TEXT,
        "default": "1",
        "carry": "yes",
        "missing": ["unknown"],
        "reads": {"name": "asked"},
        "tick": _TEXT,
        "usual": "one",
        "required": "yes",
        "calculation": "1 + 1",
        "sensitive": "yes",
        "or_other": "yes",
        "randomize": "yes",
        "seed": "7",
        "read_only": "yes",
        "start": "0",
        "end": "20",
        "step": "5",
        "choice_filter": "name != ''",
    }
)
_NOT_TAKEN = frozenset({"E601", "E682"})
_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "select_one": "answers",
        "select_multiple": "answers",
        "rank": "answers",
        "select_one_from": "people",
        "codelist": "countries",
    }
)
"""What the types that name something name here."""
_ALONG: Mapping[str, str] = MappingProxyType(
    {"constraint_message": "constraint", "seed": "randomize"}
)
"""Keys that go only with another."""


def question_types() -> Iterator[tuple[str, str, str]]:
    """The type, what answers it, and the keys that it takes."""
    for type_, answer in ANSWERS.items():
        keys = " ".join(f"`{key}`" for key in _KEYS if _takes(type_, key))
        yield f"`{type_}`", answer, keys


def _takes(type_: str, key: str) -> bool:
    return _NOT_TAKEN.isdisjoint(_codes(type_, key))


def _codes(type_: str, key: str) -> set[str]:
    """The codes of a questionnaire (JSON is YAML) whose only question has the key."""
    named = f"{type_} {_NAMES[type_]}" if type_ in _NAMES else type_
    given = {each: _KEYS[each] for each in (key, _ALONG.get(key, key))}
    question = {"type": named, "name": "asked", **given}
    section = {"section": "part", "title": _TEXT, "questions": [question]}
    choices = {"answers": [{"name": "one", "label": _TEXT}]}
    whole = {"name": "probe", "title": _TEXT, "languages": ["en"], "choices": choices}
    return {fault.code for fault in check_source(json.dumps(whole | {"blocks": [section]}))}

"""Faults of the catalogues: what is missing, fuzzy, differently filled, unknown or unused."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from babel.messages.catalog import Catalog, Message
from msgspec import Struct

from dialogs.catalogues.sentences import LOCALES, catalogue, forms_of, key_of, languages

__all__ = ["Uses", "families", "faults", "faults_among", "repeated", "uses_in"]

_PLACE = re.compile(r"{(\w+)}")
_ENTRY = re.compile(r'^msgid "(.+)"$', re.MULTILINE)
_KEY = re.compile(r"([a-z]+)\.[a-z_]+")

# Calls whose argument is a code, and the family of sentences that it belongs to.
_CODED = MappingProxyType({"Problem": "problem", "Told": "told", "tell": "told"})


class Uses(Struct, frozen=True):
    """What code says: keys in plain sight, patterns of composed keys, and every string in it."""

    keys: frozenset[str]
    patterns: frozenset[str]
    strings: frozenset[str]


def faults(root: Path) -> list[str]:
    """Every fault of the shipped catalogues, against the code of the packages under a folder."""
    files = (
        file
        for package in ("state_machine", "dialogs", "storage", "notifications", "bot")
        for file in sorted((root / package).rglob("*.py"))
    )
    catalogues = {language: catalogue(language) for language in languages()}
    uses = uses_in((file.read_text("utf-8") for file in files), families(catalogues))
    texts = {name: (LOCALES / name / "sanaq.po").read_text("utf-8") for name in languages()}
    twice = (f"{key}: twice in {name}" for name in texts for key in repeated(texts[name]))
    return [*faults_among(catalogues, uses), *twice]


def repeated(text: str) -> list[str]:
    """The keys that stand twice in the text of a catalogue: only the last would be said."""
    return [key for key, times in Counter(_ENTRY.findall(text)).items() if times > 1]


def families(catalogues: Mapping[str, Catalog]) -> frozenset[str]:
    """What stands before the point in the keys of some catalogues."""
    keys = (key_of(message) for found in catalogues.values() for message in found if message.id)
    return frozenset(key.partition(".")[0] for key in keys)


def faults_among(catalogues: Mapping[str, Catalog], uses: Uses) -> Iterator[str]:
    """The faults of some catalogues, which must all hold the same keys, for some code."""
    messages = {
        language: {key_of(message): message for message in found if message.id}
        for language, found in catalogues.items()
    }
    keys = set[str]().union(*messages.values())
    for key in sorted(keys):
        yield from _ofkey_of(key, {language: row.get(key) for language, row in messages.items()})
    yield from (f"{key}: the code says it, no catalogue has it" for key in sorted(uses.keys - keys))
    yield from (f"{key}: nobody says it" for key in sorted(keys) if not _is_used(key, uses))


def _ofkey_of(key: str, row: dict[str, Message | None]) -> Iterator[str]:
    places: dict[str, frozenset[str]] = {}
    for language, message in sorted(row.items()):
        if message is None or not all(forms_of(message)):
            yield f"{key}: missing in {language}"
            continue
        if message.fuzzy:
            yield f"{key}: fuzzy in {language}"
        places[language] = frozenset(_PLACE.findall(" ".join(forms_of(message))))
    if len(set(places.values())) > 1:
        shown = "; ".join(f"{name} {sorted(found)}" for name, found in places.items())
        yield f"{key}: different places: {shown}"
    plural = {isinstance(m.id, tuple) for m in row.values() if m is not None}
    if len(plural) > 1:
        yield f"{key}: plural in some languages only"


def _is_used(key: str, uses: Uses) -> bool:
    """Codes of problems travel as values: any string that is one says its sentence."""
    family, _, code = key.partition(".")
    return (
        key in uses.keys
        or any(re.fullmatch(pattern, key) for pattern in uses.patterns)
        or (family in _CODED.values() and code in uses.strings)
    )


def uses_in(sources: Iterable[str], families: frozenset[str]) -> Uses:
    """What some sources say: every string that looks like a key of a family, and every code."""
    keys: set[str] = set()
    patterns: set[str] = set()
    strings: set[str] = set()
    for node in (node for source in sources for node in ast.walk(ast.parse(source))):
        match node:
            case ast.Constant(value=str(text)):
                strings.add(text)
                found = _KEY.fullmatch(text)
                if found is not None and found[1] in families:
                    keys.add(text)
            case ast.JoinedStr(values=[ast.Constant(value=str(start)), *_] as parts):
                composed = families - set(_CODED.values())
                patterns.update({_pattern(parts)} if start.partition(".")[0] in composed else ())
            case ast.Call(args=[argument, *_]) if _called(node) in _CODED:
                family = _CODED[_called(node)]
                keys.update(f"{family}.{code}" for code in _codes(argument))
                if isinstance(argument, ast.JoinedStr):
                    patterns.add(rf"{family}\.{_pattern(argument.values)}")
    return Uses(frozenset(keys), frozenset(patterns), frozenset(strings))


def _pattern(parts: list[ast.expr]) -> str:
    """A regular expression for the keys that an f-string composes."""
    return "".join(
        re.escape(str(part.value)) if isinstance(part, ast.Constant) else r"\w+" for part in parts
    )


def _called(call: ast.Call) -> str:
    function = call.func
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def _codes(argument: ast.expr) -> Iterator[str]:
    """The codes in an argument: "empty", or both of "a" if … else "b"."""
    branches = (argument.body, argument.orelse) if isinstance(argument, ast.IfExp) else (argument,)
    for part in branches:
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part.value

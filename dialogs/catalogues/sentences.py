"""Sentences out of gettext catalogues, loaded once for each language when it is first spoken."""

from __future__ import annotations

import gettext
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from msgspec import Struct

__all__ = [
    "LOCALES",
    "catalogue",
    "forms_of",
    "is_known",
    "key_of",
    "languages",
    "say",
]

LOCALES = Path(__file__).parents[1] / "locale"
"""One folder a language, named by its code: a new folder is a new language."""

_FALLBACK = "en"


class Sentence(Struct, frozen=True):
    """One message: its forms (one for each plural), and whether they have places to fill."""

    forms: tuple[str, ...]
    has_places: bool


class _Spoken(Struct, frozen=True):
    """A language as it is spoken: its sentences, and which form goes with a count."""

    sentences: Mapping[str, Sentence]
    plural: Callable[[int], int]


class _Places(dict[str, str]):
    """What fills the places of a sentence; what nobody gave stays empty, nothing stops."""

    def __missing__(self, key: str) -> str:
        return ""


def say(language: str, key: str, count: int | None = None, /, **places: str) -> str:
    """The sentence of a key in a language, its places filled. `count` chooses among plural forms.

    A language without a catalogue is answered in English. Raises KeyError for an unknown key.
    """
    spoken = _spoken(language)
    sentence = spoken.sentences[key]
    form = sentence.forms[0 if count is None else _form(spoken, sentence, count)]
    if not sentence.has_places:
        return form
    return form.format_map(_Places({"count": str(count)}, **places))


def is_known(key: str) -> bool:
    """Whether there is a sentence for a key."""
    return key in _spoken(_FALLBACK).sentences


def key_of(message: Message) -> str:
    """The key of a message as its file has it."""
    return message.id if isinstance(message.id, str) else message.id[0]


def forms_of(message: Message) -> tuple[str, ...]:
    """The forms of a message: one, or one for each plural; '' where a form is missing."""
    if isinstance(message.string, str):
        return (message.string,)
    return tuple(message.string or ("",))


@cache
def languages() -> tuple[str, ...]:
    """The codes of the languages that have a catalogue."""
    return tuple(sorted(folder.name for folder in LOCALES.iterdir() if folder.is_dir()))


@cache
def catalogue(language: str) -> Catalog:
    """The catalogue of a language as its file has it."""
    with (LOCALES / language / "sanaq.po").open("rb") as file:
        return read_po(file, locale=language)


def _form(spoken: _Spoken, sentence: Sentence, count: int) -> int:
    return min(spoken.plural(count), len(sentence.forms) - 1)


@cache
def _spoken(language: str) -> _Spoken:
    if language not in languages():
        return _spoken(_FALLBACK)
    found = catalogue(language)
    sentences = {key_of(message): _sentence(message) for message in found if message.id}
    return _Spoken(MappingProxyType(sentences), gettext.c2py(found.plural_expr))


def _sentence(message: Message) -> Sentence:
    forms = forms_of(message)
    return Sentence(forms, any("{" in form for form in forms))

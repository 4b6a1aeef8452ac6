"""Typed text made comparable: invisible characters, case, letters that people swap."""

from __future__ import annotations

import unicodedata

__all__ = ["LONGEST", "bare", "clean", "digits", "fold", "skeleton"]

LONGEST = 5000
"""Characters; a longer message is not looked at at all. Messengers send at most 4096."""

# Controls, invisible formatting such as direction marks, lone surrogates that no store can encode.
_DROPPED = frozenset({"Cc", "Cf", "Cs"})

# Letters that show nothing: Hangul fillers and the empty pattern of Braille.
_BLANK = dict.fromkeys(map(ord, "\u115f\u1160\u3164\uffa0\u2800"), " ")

# Left over by emoji: the variation selector and the keycap around a digit.
_DECORATION = dict.fromkeys(map(ord, "\ufe0e\ufe0f\u20e3"))

_SAME = str.maketrans({"ё": "е", "ґ": "г", "’": "'", "`": "'", "–": "-", "—": "-", "−": "-"})

# What a Kazakh word looks like when typed on a Russian or a half-set-up keyboard.
_LOOKALIKES = str.maketrans("әғқңөұүһіi", "агкноуухии")


def clean(text: str) -> str:
    """The text as an answer may keep it: NFC, no invisible characters, single spaces, stripped."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    text = " ".join(unicodedata.normalize("NFC", text).translate(_BLANK).split())
    if not text.isprintable():
        text = "".join(char for char in text if unicodedata.category(char) not in _DROPPED)
    return " ".join(unicodedata.normalize("NFC", text).split())


def fold(text: str) -> str:
    """The text as it is compared: compatible characters, case and ё made equal. Idempotent."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text.translate(_DECORATION)).translate(_SAME)
    return clean(unicodedata.normalize("NFKC", text.casefold()).translate(_SAME))


def bare(folded: str) -> str:
    """A folded text without the punctuation and signs around it; itself if it is nothing else."""
    start, end = 0, len(folded)
    while start < end and not folded[start].isalnum():
        start += 1
    while end > start and not folded[end - 1].isalnum():
        end -= 1
    return folded[start:end] or folded


def skeleton(folded: str) -> str:
    """A folded text with the Kazakh letters replaced by those that people type in their place.

    Latin "i" stands for Kazakh "і" all over the country; it is replaced only beside Cyrillic.
    """
    return folded if folded.isascii() else folded.translate(_LOOKALIKES)


def digits(text: str) -> str:
    """The text with the digits of every script as 0-9, and every kind of space as a plain one."""
    if text.isascii():
        return text
    return "".join(map(_plain, unicodedata.normalize("NFKC", text.translate(_DECORATION))))


def _plain(char: str) -> str:
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    return " " if char.isspace() else char

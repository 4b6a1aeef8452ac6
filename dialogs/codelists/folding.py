"""One spelling for what sounds alike: Kazakh, Russian and Latin letters in all their fashions."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["fold", "words"]

_LETTERS: Mapping[str, str] = MappingProxyType(
    dict(
        zip("абвгдезийклмнопрстуфыэі", "abvgdeziiklmnoprstufiei", strict=True),
        ё="e",
        ж="zh",
        х="h",
        ц="ts",
        ч="tsh",
        ш="sh",
        щ="sh",
        ъ="",
        ь="",
        ю="iu",
        я="ia",
        ә="a",
        ғ="g",
        қ="k",
        ң="n",
        ө="o",
        ұ="u",
        ү="u",
        һ="h",
    )
)
"""Cyrillic to Latin by sound, with the letters that Kazakh adds brought to their nearest."""

_LATIN = (
    ("sch", "sh"),
    ("ch", "tsh"),
    ("kh", "h"),
    ("gh", "g"),
    ("ş", "sh"),
    ("ya", "ia"),
    ("yu", "iu"),
    ("yo", "e"),
)
_SAME = str.maketrans({"y": "i", "j": "zh", "q": "k", "w": "v", "x": "h", "ı": "i", "c": "k"})
_NOISE = frozenset(
    [
        "g",
        "s",
        "a",
        "k",
        "p",
        "r",
        "n",
        "aul",
        "auil",
        "aili",
        "selo",
        "gorod",
        "g.a",
        "k.a",
        "okrug",
        "oblast",
        "oblisi",
        "rn",
        "raion",
        "audani",
        "audan",
        "kalasi",
        "kala",
        "poselok",
        "stantsiia",
        "auili",
    ]
)
"""Words that say what kind of place it is; people add and leave them out as they like."""
_WORD = re.compile(r"[a-z0-9]+")


def fold(text: str) -> str:
    """A text in lower-case Latin letters, digits and single spaces."""
    lowered = text.casefold()
    if not lowered.isascii():
        lowered = "".join(_LETTERS.get(letter, letter) for letter in lowered)
    for spelling, sound in _LATIN:
        lowered = lowered.replace(spelling, sound)
    plain = unicodedata.normalize("NFKD", lowered.translate(_SAME))
    return " ".join(_WORD.findall("".join(c for c in plain if not unicodedata.combining(c))))


def words(text: str) -> tuple[str, ...]:
    """The words of a text that tell places apart; all of them when none does."""
    every = tuple(fold(text).split())
    return tuple(word for word in every if word not in _NOISE) or every

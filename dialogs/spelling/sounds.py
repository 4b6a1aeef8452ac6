"""One spelling for what sounds alike: Kazakh, Russian and Latin letters in all their fashions."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["sound"]

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
        ѓ="g",
        ќ="k",
        ў="u",
        ї="u",
        ј="o",
    )
)
"""Cyrillic to Latin by sound, with the letters that Kazakh adds brought to their nearest.

The last five are letters of other alphabets that old Kazakh fonts used for their own.
"""

_LATIN = (
    ("sch", "sh"),
    ("ch", "tsh"),
    ("kh", "h"),
    ("gh", "g"),
    ("dzh", "zh"),
    ("ş", "sh"),
    ("ya", "ia"),
    ("yu", "iu"),
    ("yo", "e"),
)
"""What several Latin letters stand for, as people write Kazakh and Russian with them."""

_SAME = str.maketrans(
    {"y": "i", "j": "zh", "q": "k", "w": "v", "x": "h", "ı": "i", "c": "k", "ə": "a", "ŋ": "n"}
)
_WORD = re.compile(r"[a-z0-9]+")


def sound(text: str) -> str:
    """A text in lower-case Latin letters, digits and single spaces."""
    lowered = text.casefold()
    if not lowered.isascii():
        lowered = "".join(_LETTERS.get(letter, letter) for letter in lowered)
    for spelling, said in _LATIN:
        lowered = lowered.replace(spelling, said)
    plain = unicodedata.normalize("NFKD", lowered.translate(_SAME))
    return " ".join(_WORD.findall("".join(c for c in plain if not unicodedata.combining(c))))

"""Names of places in Latin letters, for people who chat in English.

Kazakh names go letter by letter, as on road signs, and what only says the kind of the place is
translated: "Шамалған а." becomes "Shamalgan village". The letters that Kazakh adds to the Russian
alphabet are brought to their nearest, without signs above or below.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["latin"]

_SOUNDS: Mapping[str, str] = MappingProxyType(
    dict(
        zip("абвгдезийклмнопрстуфыэіәғқңөұүһ", "abvgdeziyklmnoprstufyeiagknouuh", strict=True),
        ё="yo",
        ж="zh",
        х="kh",
        ц="ts",
        ч="ch",
        ш="sh",
        щ="shch",
        ъ="",
        ь="",
        ю="yu",
        я="ya",
        ѓ="g",
        ќ="k",
        ў="u",
        ї="u",
        ј="o",
    )
)
"""The last five are letters of other alphabets that old Kazakh fonts used for their own."""

_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "облысы": "Region",
        "ауданы": "District",
        "қ.ә.": "city administration",
        "к.ә.": "township administration",
        "а.ә.": "rural administration",
        "а.о.": "rural district",
        "а.о": "rural district",
        "қ.": "city",
        "к.": "township",
        "а.": "village",
        "ст.": "station",
        "рзд.": "siding",
        "уч.": "place",
        "мекені": "place",
        "қыстауы": "winter camp",
        "қонысы": "camp",
        "шарқож": "farm",
        "шар.қож.": "farm",
        "фермасы": "farm",
        "атын.а.": "village",
        "атын.а.о.": "rural district",
        "атын.ауданы": "District",
    }
)
"""What the last word of a Kazakh name says about the kind of the place."""


def latin(name: str) -> str:
    """A Kazakh name in Latin letters."""
    words = name.split()
    kind = _KINDS.get(words[-1].lower()) if len(words) > 1 else None
    own = " ".join(words if kind is None else words[:-1])
    said = "".join(map(_sound, own))
    return said if kind is None else f"{said} {kind}"


def _sound(letter: str) -> str:
    sound = _SOUNDS.get(letter.lower())
    if sound is None:
        return letter
    return sound.capitalize() if letter.isupper() else sound

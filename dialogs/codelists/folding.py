"""The words of a name that tell entries apart, and those that only say what kind of place it is."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from dialogs.spelling import sound

__all__ = ["CITY", "RURAL", "Name", "name_of"]

CITY, RURAL = "city", "rural"
"""The kinds of a city, and of a rural district, which has the name of its largest village."""

_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "region": "область обл облысы region oblast",
        "district": "район района рн р-н ауданы аудан ауд district",
        RURAL: "округ округі сельский ауылдық о so ao rural okrug округа",
        CITY: "г город города гор қ қала қаласы city town",
        "village": "с село а ауыл ауылы аул деревня village п к пос поселок посёлок кент кенті"
        " зимовка қыстауы қыстау уч участок ст станция станциясы рзд разъезд точка отг ферма"
        " station settlement township",
        "": "г.а қ.ә в на the of р н им имени атын атындағы",
    }
)
"""By kind, in the order in which a name is judged: "с.о." has the letter of a village, too."""

_KIND_OF: Mapping[str, str] = MappingProxyType(
    {word: kind for kind, row in reversed([*_KINDS.items()]) for word in sound(row).split()}
)
_ORDER = tuple(_KINDS)
_LETTERS = 2
"""What is no longer stands for a word that states a kind: "с.", "р-н"."""


class Name(NamedTuple):
    """A name as it is compared: the words that tell it apart, and the kind of place it states."""

    words: tuple[str, ...]
    kind: str = ""


def name_of(text: str) -> Name:
    """A name taken apart. Where all its words only state a kind, they are its words.

    The kind is stated before the first comma: after it comes what lies around the place.
    """
    every = tuple(sound(text).split())
    own = tuple(word for word in every if word not in _KIND_OF)
    if not own:
        return Name(tuple(word for word in every if len(word) > _LETTERS) or every)
    kinds = {_KIND_OF.get(word) for word in sound(text.partition(",")[0]).split()}
    return Name(own, next((kind for kind in _ORDER if kind in kinds), ""))

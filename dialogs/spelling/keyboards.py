"""What somebody meant who typed with the keyboard of the other language: "ghbdtn" is "привет"."""

from __future__ import annotations

__all__ = ["on_other_keyboards"]

_LATIN = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
_RUSSIAN = "ёйцукенгшщзхъфывапролджэячсмитьбю"
_TO_RUSSIAN = str.maketrans(_LATIN, _RUSSIAN)
_TO_LATIN = str.maketrans(_RUSSIAN, _LATIN)


def on_other_keyboards(folded: str) -> tuple[str, ...]:
    """The texts that the same keys give on another layout; none for a text without letters."""
    if not any(map(str.isalpha, folded)):
        return ()
    turned = (folded.translate(_TO_RUSSIAN), folded.translate(_TO_LATIN))
    return tuple(text for text in turned if text != folded)

"""Numbers in words: "двое", "он бес", "twenty-five"; whole ones up to 999."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from dialogs.readers.folding import skeleton

__all__ = ["in_figures"]

# In each row the words for one number, in Kazakh, Russian and English, collective ones included.
_WORDS: Mapping[int, str] = MappingProxyType(
    {
        0: "нөл ноль нуль zero",
        1: "бір біреу один одна одно one",
        2: "екі екеу два две двое two",
        3: "үш үшеу три трое three",
        4: "төрт төртеу четыре четверо four",
        5: "бес бесеу пять пятеро five",
        6: "алты алтау шесть шестеро six",
        7: "жеті жетеу семь семеро seven",
        8: "сегіз восемь восьмеро eight",
        9: "тоғыз девять девятеро nine",
        10: "он десять десятеро ten",
        11: "одиннадцать eleven",
        12: "двенадцать twelve",
        13: "тринадцать thirteen",
        14: "четырнадцать fourteen",
        15: "пятнадцать fifteen",
        16: "шестнадцать sixteen",
        17: "семнадцать seventeen",
        18: "восемнадцать eighteen",
        19: "девятнадцать nineteen",
        20: "жиырма двадцать twenty",
        30: "отыз тридцать thirty",
        40: "қырық сорок forty",
        50: "елу пятьдесят fifty",
        60: "алпыс шестьдесят sixty",
        70: "жетпіс семьдесят seventy",
        80: "сексен восемьдесят eighty",
        90: "тоқсан девяносто ninety",
        100: "жүз сто",
        200: "двести",
        300: "триста",
        400: "четыреста",
        500: "пятьсот",
        600: "шестьсот",
        700: "семьсот",
        800: "восемьсот",
        900: "девятьсот",
    }
)
_WORTH = {skeleton(word): number for number, words in _WORDS.items() for word in words.split()}
_TEN, _HUNDRED = 10, 100
_BEGINNING = re.compile(r"[^\W\d_]+(?:[ -][^\W\d_]+)*")


def in_figures(folded: str) -> str:
    """A folded text with the number that it begins with in figures; itself if there is none.

    What follows the number is left as it is: "две комнаты" is "2 комнаты".
    """
    found = _BEGINNING.match(folded)
    if found is None:
        return folded
    words = re.split("[ -]", found[0])
    values: list[int] = []
    for word in words:
        worth = _WORTH.get(skeleton(word))
        if worth is None or not _may_follow(values, worth):
            break
        values.append(worth)
    if not values:
        return folded
    length = sum(map(len, words[: len(values)])) + len(values) - 1
    return f"{sum(values)}{folded[length:]}"


def _may_follow(values: list[int], worth: int) -> bool:
    """Hundreds before tens before units, each once; Kazakh says "ten one" for eleven."""
    if not values:
        return True
    last = values[-1]
    if last >= _HUNDRED:
        return 0 < worth < _HUNDRED
    return last >= _TEN and last % _TEN == 0 and 0 < worth < _TEN

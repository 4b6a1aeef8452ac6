"""Notification numbers: made so that a slip of the pen is noticed, read as people write them.

`KZ26-75-ABCD-EFGH-X`: a prefix, the two digits of the region, eight random characters and a check
character. The random ones are digits and letters that cannot be taken for each other (no 0 O 1 I
L): 31 of them, a prime. So the weighted sum over the region, the eight and the check character,
with the powers of a generator of that field as weights, is 0 modulo 31, and is no longer 0 after
any one wrong character or any two neighbours changed round.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable

from msgspec import Struct

__all__ = ["ALPHABET", "NumberMaker"]

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
PRIME = 31
GENERATOR = 3
REGION, RANDOM = 2, 8
SIGNS = REGION + RANDOM + 1
WEIGHTS = tuple(pow(GENERATOR, SIGNS - 1 - place, PRIME) for place in range(SIGNS))
VALUES = {sign: value % PRIME for value, sign in enumerate("01" + ALPHABET)}
LOOK_ALIKES = str.maketrans("АВЕКМНОРСТУХЗІ", "ABEKMHOPCTYX3I")
AS_DIGITS = str.maketrans("OIL", "011")
IGNORED = str.maketrans("", "", " \t\n\r-–—−_./\u00a0\u2011")


class NumberMaker(Struct, frozen=True):
    """Makes and reads the numbers with one prefix (letters and digits)."""

    prefix: str
    below: Callable[[int], int] = secrets.randbelow

    def make(self, region: str) -> str:
        """Make a number for a region (two digits)."""
        body = region + "".join(ALPHABET[self.below(PRIME)] for _ in range(RANDOM))
        return self._written(body + _check_sign(body))

    def read(self, text: str) -> str | None:
        """Give a number as it was made, from how somebody wrote it; None when it is mistyped."""
        plain = text.upper().translate(LOOK_ALIKES).translate(IGNORED)
        prefix, signs = plain[:-SIGNS], plain[-SIGNS:]
        signs = signs[:REGION].translate(AS_DIGITS) + signs[REGION:]
        if prefix != self.prefix.upper() or not _holds(signs):
            return None
        return self._written(signs)

    def _written(self, signs: str) -> str:
        body = signs[REGION:-1]
        return "-".join((self.prefix, signs[:REGION], body[:4], body[4:], signs[-1]))


def _holds(signs: str) -> bool:
    """Tell whether the signs have the form of a number and their sum is as it should be."""
    region, rest = signs[:REGION], signs[REGION:]
    if len(signs) != SIGNS or not (region.isascii() and region.isdecimal()):
        return False
    return all(sign in ALPHABET for sign in rest) and _sum(signs) == 0


def _check_sign(body: str) -> str:
    wanted = -_sum(body) % PRIME
    return next(sign for sign in ALPHABET if VALUES[sign] == wanted)


def _sum(signs: str) -> int:
    weighted = zip(WEIGHTS, signs, strict=False)
    return sum(weight * VALUES[sign] for weight, sign in weighted) % PRIME

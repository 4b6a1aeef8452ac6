"""Functions on texts."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from dialogs.expressions.functions.entry import ENDLESS, Form, Function, Plain, Sort
from dialogs.expressions.functions.reading import text_of
from dialogs.expressions.patterns import objection_to
from dialogs.expressions.values import XPath, to_number, to_string

if TYPE_CHECKING:
    from dialogs.expressions.compiler import Compiler, Evaluate
    from dialogs.expressions.syntax import Call

__all__ = ["TEXTS"]


def _substr(text: XPath, start: XPath, end: XPath = math.inf) -> str:
    whole = to_string(text)
    return whole[_index(to_number(start), len(whole)) : _index(to_number(end), len(whole))]


def _index(value: float, length: int) -> int:
    """A place in a text: counted from its end when negative, 0 for what is no number."""
    if math.isnan(value):
        return 0
    place = int(max(-length, min(value, length)))
    return place + length if place < 0 else place


def _before(text: XPath, mark: XPath) -> str:
    before, found, _ = _parted(text, mark)
    return before if found else ""


def _after(text: XPath, mark: XPath) -> str:
    _, found, after = _parted(text, mark)
    return after if found or mark == "" else ""


def _parted(text: XPath, mark: XPath) -> tuple[str, str, str]:
    """A text around the first place of a mark; no mark stands before the text."""
    sign = to_string(mark)
    return to_string(text).partition(sign) if sign else ("", "", to_string(text))


def _translate(text: XPath, old: XPath, new: XPath) -> str:
    """Each character of `old` becomes the one at its place in `new`, or goes; the first counts."""
    changes: dict[int, str] = {}
    fresh = to_string(new)
    for place, character in enumerate(to_string(old)):
        changes.setdefault(ord(character), fresh[place : place + 1])
    return to_string(text).translate(changes)


_SPACES = re.compile(r"[ \t\r\n]+")


def _normalize_space(text: XPath) -> str:
    return _SPACES.sub(" ", to_string(text)).strip(" ")


def _concat(*values: XPath) -> str:
    return "".join(map(to_string, values))


def _regex(call: Call, compiler: Compiler) -> Evaluate:
    text, pattern = call.arguments
    source = text_of(pattern, "the pattern of regex()", compiler)
    objection = objection_to(source)
    if objection is not None:
        raise compiler.error(objection.code, objection.message, pattern.at)
    matches, value = re.compile(source).fullmatch, compiler.code(text)
    return lambda scope, item, dot: matches(to_string(value(scope, item, dot))) is not None


TEXTS: Mapping[str, Function] = MappingProxyType(
    {
        "string": Plain(1, 1, Sort.TEXT, "the text of a value: of a choice, its name", to_string),
        "string-length": Plain(
            1, 1, Sort.NUMBER, "characters of a text", lambda text: float(len(to_string(text)))
        ),
        "substr": Plain(2, 3, Sort.TEXT, "a part of a text, from 0 to before the end", _substr),
        "substring-before": Plain(
            2, 2, Sort.TEXT, "what stands before the first place of a text, or ''", _before
        ),
        "substring-after": Plain(
            2, 2, Sort.TEXT, "what stands after the first place of a text, or ''", _after
        ),
        "translate": Plain(
            3,
            3,
            Sort.TEXT,
            "a text with characters exchanged, each for that at its place",
            _translate,
        ),
        "normalize-space": Plain(
            1,
            1,
            Sort.TEXT,
            "a text without spaces at its ends, and single ones within",
            _normalize_space,
        ),
        "contains": Plain(
            2, 2, Sort.BOOLEAN, "a text within a text", lambda a, b: to_string(b) in to_string(a)
        ),
        "starts-with": Plain(
            2, 2, Sort.BOOLEAN, "how it begins", lambda a, b: to_string(a).startswith(to_string(b))
        ),
        "ends-with": Plain(
            2, 2, Sort.BOOLEAN, "how it ends", lambda a, b: to_string(a).endswith(to_string(b))
        ),
        "concat": Plain(1, ENDLESS, Sort.TEXT, "texts put together", _concat),
        "regex": Form(2, 2, Sort.BOOLEAN, "whether a whole text matches a pattern", _regex),
    }
)
"""The functions of this kind by name."""

"""Functions that write a text in another code: digests and base64."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from dialogs.expressions.functions.entry import Form, Function, Plain, Sort
from dialogs.expressions.functions.reading import text_of
from dialogs.expressions.values import XPath, to_string

if TYPE_CHECKING:
    from dialogs.expressions.compiler import Compiler, Evaluate
    from dialogs.expressions.syntax import Call

__all__ = ["CODING"]

_Known = TypeVar("_Known")

_ALGORITHMS: Mapping[str, str] = MappingProxyType(
    {"MD5": "md5", "SHA-1": "sha1", "SHA-256": "sha256", "SHA-384": "sha384", "SHA-512": "sha512"}
)
_ENCODINGS: Mapping[str, Callable[[bytes], str]] = MappingProxyType(
    {"base64": lambda digest: base64.b64encode(digest).decode(), "hex": bytes.hex}
)


def _digest(call: Call, compiler: Compiler) -> Evaluate:
    """`digest(text, 'SHA-256', 'hex')`; the encoding is base64 when not given."""
    data, *named = call.arguments
    words = [text_of(each, f"what is named in {call.name}()", compiler) for each in named]
    algorithm = _known(_ALGORITHMS, words[0], named[0].at, compiler)
    write = _known(_ENCODINGS, words[1], named[1].at, compiler) if words[1:] else _BASE64
    text = compiler.code(data)
    return lambda scope, item, dot: write(_digested(algorithm, text(scope, item, dot)))


_BASE64 = _ENCODINGS["base64"]


def _known(table: Mapping[str, _Known], word: str, at: int, compiler: Compiler) -> _Known:
    if word not in table:
        raise compiler.error("E310", f"{word} is none of {', '.join(table)}", at)
    return table[word]


def _digested(algorithm: str, value: XPath) -> bytes:
    """A fingerprint, no protection: what is secret is sealed by the store."""
    data = to_string(value).encode("utf-8", "replace")
    return hashlib.new(algorithm, data, usedforsecurity=False).digest()


def _decoded(value: XPath) -> str:
    """The text behind base64; '' where there is none."""
    try:
        return base64.b64decode(to_string(value).encode("utf-8", "replace")).decode()
    except (binascii.Error, ValueError):
        return ""


CODING: Mapping[str, Function] = MappingProxyType(
    {
        "digest": Form(
            2,
            3,
            Sort.TEXT,
            "the fingerprint of a text: digest(text, 'SHA-256', 'hex'); MD5, SHA-1, SHA-256, "
            "SHA-384 or SHA-512, in base64 or hex",
            _digest,
        ),
        "base64-decode": Plain(1, 1, Sort.TEXT, "the text that base64 stands for, or ''", _decoded),
    }
)
"""The functions of this kind by name."""

"""Texts: their length, their translation, and what is piped into them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

from msgspec import Struct

from dialogs.expressions import ExpressionError
from dialogs.expressions.templates import Piece, pieces
from dialogs.loading.building import Built
from dialogs.loading.nodes import WHOLE, Scalar
from dialogs.loading.notebook import Notebook
from dialogs.loading.outline import Outline, SectionOutline, Wording

__all__ = ["LONGEST", "review_wordings", "units"]

LONGEST = 4096
"""Characters (UTF-16 units) of one message of Telegram."""

_WORDS = re.compile(r"[^\W\d_]{2,}")
_FEW_WORDS = 3


class _Authored(Struct, frozen=True):
    """A wording: what it is, and whether it is long enough to need a translation of its own."""

    what: str
    wording: Wording


def review_wordings(built: Built, notebook: Notebook) -> None:
    """Notes E403, E404, W411 and W412."""
    for authored in _all(built.outline):
        texts = {language: _cut(text) for language, text in authored.wording.texts.items()}
        _review_pipes(authored, texts, notebook)
        _review_sameness(authored, texts, notebook)
        for text in authored.wording.texts.values():
            _review_text(text, notebook)
    for choices in built.outline.lists.values():
        for choice in choices:
            for text in (choice.label.texts if choice.label else {}).values():
                _review_spaces(text, notebook)


def _all(outline: Outline) -> Iterator[_Authored]:
    """Every wording into which answers may be piped."""
    for block in outline.walk():
        if isinstance(block, SectionOutline):
            yield from _some("title", block.title)
    for roster in outline.rosters():
        yield from _some("title", roster.title)
        yield from _some("label", roster.label)
        yield from _some("hint", roster.hint)
    batteries = {each.battery.name: each.battery for each in outline.questions() if each.battery}
    for battery in batteries.values():
        yield from _some("label", battery.label)
        yield from _some("usual", battery.usual)
    for question in outline.questions():
        yield from _some("label", question.label)
        yield from _some("proxy", question.proxy)
        yield from _some("hint", question.hint)
        yield from _some("guidance", question.guidance)
        yield from _some("together", question.together)
        yield from _some("tick", question.tick)
        for edit in question.edits:
            yield from _some("message", edit.message)
    for topic in outline.topics:
        yield from _some("title", topic.title)
        yield from _some("answer", topic.answer)


def _some(what: str, wording: Wording | None) -> Iterator[_Authored]:
    if wording is not None:
        yield _Authored(what, wording)


def _cut(text: Scalar) -> tuple[Piece, ...]:
    """The pieces of a text; none when its braces are wrong, which is noted elsewhere."""
    try:
        return tuple(pieces(text.text))
    except ExpressionError:
        return ()


def _literal(cut: tuple[Piece, ...]) -> str:
    return "".join(piece.text for piece in cut if not piece.is_expression)


def _review_pipes(
    authored: _Authored, texts: Mapping[str, tuple[Piece, ...]], notebook: Notebook
) -> None:
    """Grammar may ask for expressions in one language alone, plain answers go into all."""
    piped = {language: _plainly_piped(cut) for language, cut in texts.items() if cut}
    everything = set().union(*piped.values()) if piped else set()
    for language, names in piped.items():
        missing = sorted(everything - names)
        if missing:
            message = f"the {authored.what} in {language} does not say {', '.join(missing)}"
            notebook.note("E403", authored.wording.texts[language], message)


def _plainly_piped(cut: tuple[Piece, ...]) -> set[str]:
    return {piece.text for piece in cut if piece.is_expression and piece.text.startswith("${")}


def _review_sameness(
    authored: _Authored, texts: Mapping[str, tuple[Piece, ...]], notebook: Notebook
) -> None:
    seen: dict[str, str] = {}
    for language, cut in texts.items():
        said = _literal(cut).casefold()
        if len(_WORDS.findall(said)) < _FEW_WORDS:
            continue
        if said in seen and not _is_one_place(authored.wording, language, seen[said]):
            message = f"the {authored.what} in {language} is the same as in {seen[said]}"
            notebook.note("W411", authored.wording.texts[language], message)
        seen.setdefault(said, language)


def _is_one_place(wording: Wording, one: str, other: str) -> bool:
    """Whether one text stands for both languages, of which is told where it was taken over."""
    found = wording.texts[one], wording.texts[other]
    return found[0].style == WHOLE and found[0] == found[1]


def units(text: Scalar | None) -> int:
    """The length of what is not piped into a text, in UTF-16 units, as Telegram counts."""
    return 0 if text is None else len(_literal(_cut(text)).encode("utf-16-le")) // 2


def _review_text(text: Scalar, notebook: Notebook) -> None:
    length = units(text)
    if length > LONGEST:
        notebook.note("E404", text, f"{length} characters, a message carries {LONGEST}")
    _review_spaces(text, notebook)


def _review_spaces(text: Scalar, notebook: Notebook) -> None:
    if text.text != text.text.strip() or any(map(_is_control, text.text)):
        notebook.note("W412", text, "spaces at an end, or a control character within")


def _is_control(character: str) -> bool:
    return character != "\n" and unicodedata.category(character) in ("Cc", "Cf", "Co", "Cs")

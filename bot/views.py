"""What commands make of a questionnaire for people to read: the flow, the form, what changed."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from bot.refusal import StartRefused
from dialogs.graph import drawing, flow, mermaid, svg
from dialogs.paper import page, paper
from state_machine.questionnaire import Questionnaire

__all__ = ["FORMATS", "draw", "printed", "spoken", "written"]

FORMATS: Mapping[str, str] = MappingProxyType({".svg": "svg", ".mmd": "mermaid", ".md": "mermaid"})
"""How the flow is drawn, by the ending of the file."""

_STANDARD_OUTPUT = "-"


def draw(
    questionnaire: Questionnaire, target: str, *, language: str, form: str, sections: bool | None
) -> str:
    """The flow as SVG or Mermaid: `form` says which, else the ending of the target.

    `sections` leaves the questions out; None: as is usual, in Mermaid alone. Raises StartRefused.
    """
    form = form or FORMATS.get(Path(target).suffix.lower(), "")
    shown = flow(questionnaire, language)
    if form == "svg":
        return svg(drawing(shown, sections=bool(sections)))
    if form != "mermaid":
        raise StartRefused(f"{target}: end it with .svg, .mmd or .md, or name a --format.")
    text = mermaid(shown, questions=sections is False)
    return f"```mermaid\n{text}```\n" if target.lower().endswith(".md") else text


def printed(questionnaire: Questionnaire, language: str) -> str:
    """The form for approval, as HTML that prints on A4."""
    return page(paper(questionnaire, language))


def spoken(questionnaire: Questionnaire, language: str) -> str:
    """The language asked for, or the first one of the questionnaire. Raises StartRefused."""
    if language and language not in questionnaire.languages:
        there = ", ".join(questionnaire.languages)
        raise StartRefused(f"{questionnaire.name} is not in {language}: there is {there}.")
    return language or questionnaire.languages[0]


def written(text: str, target: str) -> None:
    """Writes what was made; to standard output for `-`. Raises StartRefused."""
    if target == _STANDARD_OUTPUT:
        sys.stdout.write(text)
        return
    try:
        Path(target).write_text(text, encoding="utf-8")
    except OSError as error:
        raise StartRefused(f"{target} cannot be written: {error.strerror}.") from error

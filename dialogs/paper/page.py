"""Lays a form out as one HTML file: nothing from elsewhere, no script, every text escaped."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from dialogs.catalogues import say
from dialogs.paper.sheets import Paper
from dialogs.words import UNNUMBERED

__all__ = ["page"]

_HERE = Path(__file__).parent


def page(paper: Paper) -> str:
    """The form as HTML with the styles of its print inside."""
    environment = Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    style = _HERE.joinpath("form.css").read_text(encoding="utf-8")
    template = environment.get_template("form.html")
    said = partial(_say, paper.language)
    return template.render(paper=paper, style=style, say=said, letter=UNNUMBERED)


def _say(language: str, key: str, **places: str) -> str:
    return say(language, f"paper.{key}", **places)

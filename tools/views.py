"""Draws the census for docs/: the overview of its flow, and its form on paper in each language."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dialogs.graph import drawing, flow, svg
from dialogs.loading import load
from dialogs.paper import page, paper

__all__ = ["views"]

ROOT = Path(__file__).parents[1]


def views() -> Iterator[tuple[Path, str]]:
    """The files with what they should hold."""
    census = load(ROOT / "questionnaires" / "census.yaml")
    overview = svg(drawing(flow(census, "en"), sections=True))
    yield ROOT / "docs" / "images" / "census-overview.svg", overview
    for language in census.languages:
        yield ROOT / "docs" / f"census-form.{language}.html", page(paper(census, language))

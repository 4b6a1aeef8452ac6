"""Writes a drawing as SVG: no script, nothing from elsewhere, light or dark as the viewer is."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from dialogs.graph.layout import Arrow, Box, Drawing, Line

__all__ = ["svg"]

_STYLE = """\
:root { --page: #ffffff; --ink: #16202c; --quiet: #566475; --line: #8393a5; --card: #f7f9fb;
  --row: #ffffff; --frame: #eaf3f6; --edge: #1f7a8c; --when: #8a4b08; --badge: #2b5d34; }
@media screen and (prefers-color-scheme: dark) {
  :root { --page: #12181f; --ink: #e8edf2; --quiet: #a3b1c0; --line: #66778a; --card: #1b242e;
    --row: #222d39; --frame: #16303a; --edge: #5cc0d3; --when: #f0b46a; --badge: #8ed19a; }
}
text { font-family: "DejaVu Sans", "Noto Sans", "Segoe UI", Arial, sans-serif; fill: var(--ink); }
.page { fill: var(--page); }
.head, .title, .frame-text, .number { font-weight: 600; }
.small, .sign { fill: var(--quiet); }
.condition { fill: var(--when); }
.badge { fill: var(--badge); }
.card { fill: var(--card); stroke: var(--line); stroke-width: 1.5; }
.conditional { stroke: var(--when); }
.row { fill: var(--row); }
.frame { fill: var(--frame); stroke: var(--edge); stroke-width: 1.5; stroke-dasharray: 8 4; }
.terminal { fill: var(--card); stroke: var(--edge); stroke-width: 2; }
.legend { fill: none; stroke: var(--line); }
.way { fill: none; stroke: var(--quiet); stroke-width: 1.5; }
.skip { fill: none; stroke: var(--when); stroke-width: 1.2; stroke-dasharray: 4 4; }
.tip { fill: var(--quiet); }
"""
_ROUND = {"terminal": 18, "frame": 10, "card": 8, "card conditional": 8, "row": 4, "legend": 6}


def svg(drawing: Drawing) -> str:
    """The drawing as one SVG document."""
    return "\n".join(_document(drawing)) + "\n"


def _document(drawing: Drawing) -> Iterator[str]:
    size = f'width="{drawing.width:g}" height="{drawing.height:g}"'
    view = f'viewBox="0 0 {drawing.width:g} {drawing.height:g}"'
    language = quoteattr(drawing.language)
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} {view} xml:lang={language}'
        ' role="img" aria-labelledby="title about">'
    )
    yield f'<title id="title">{escape(drawing.title)}</title>'
    yield f'<desc id="about">{escape(drawing.about)}</desc>'
    yield f"<style>{_STYLE}</style>"
    yield (
        '<defs><marker id="tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7"'
        ' markerHeight="7" orient="auto"><path class="tip" d="M0 0L10 5L0 10z"/></marker></defs>'
    )
    yield '<rect class="page" width="100%" height="100%"/>'
    yield from map(_box, drawing.boxes)
    yield from map(_arrow, drawing.arrows)
    yield from map(_line, drawing.lines)
    yield "</svg>"


def _box(box: Box) -> str:
    place = f'x="{box.x:g}" y="{box.y:g}" width="{box.width:g}" height="{box.height:g}"'
    name = f" data-name={quoteattr(box.name)}" if box.name else ""
    return f'<rect class="{box.kind}" {place} rx="{_ROUND[box.kind]}"{name}/>'


def _arrow(arrow: Arrow) -> str:
    points = " ".join(f"{x:g},{y:g}" for x, y in arrow.points)
    tip = ' marker-end="url(#tip)"' if arrow.kind == "way" else ""
    return f'<polyline class="{arrow.kind}" points="{points}"{tip}/>'


def _line(line: Line) -> str:
    kind = "frame-text" if line.kind == "frame" else line.kind
    place = f'x="{line.x:g}" y="{line.y:g}" font-size="{line.size:g}"'
    return f'<text class="{kind}" {place}>{escape(line.text)}</text>'

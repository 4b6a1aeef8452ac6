"""Draws the flow of a questionnaire: as SVG for people and paper, as Mermaid for other pages."""

from dialogs.graph.flow import SIGNS, Card, Flow, Frame, Row, cards, flow, type_words
from dialogs.graph.layout import Box, Drawing, Line, drawing
from dialogs.graph.mermaid import mermaid
from dialogs.graph.svg import svg

__all__ = [
    "SIGNS",
    "Box",
    "Card",
    "Drawing",
    "Flow",
    "Frame",
    "Line",
    "Row",
    "cards",
    "drawing",
    "flow",
    "mermaid",
    "svg",
    "type_words",
]

"""Prints a questionnaire as an official form: one HTML file for approval and for the archive."""

from dialogs.paper.page import page
from dialogs.paper.sheets import Line, Paper, paper

__all__ = ["Line", "Paper", "page", "paper"]

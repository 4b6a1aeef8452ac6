"""What people type, read into answers: tolerant of case, script, punctuation and habit."""

from __future__ import annotations

from dialogs.readers.folding import clean, fold, skeleton
from dialogs.readers.registry import reader_for

__all__ = ["clean", "fold", "reader_for", "skeleton"]

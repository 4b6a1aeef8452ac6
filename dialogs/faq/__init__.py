"""What people ask about the census itself: telling a question from an answer, finding its topic."""

from __future__ import annotations

from dialogs.faq.finding import Finder, Found
from dialogs.faq.listening import ASKED, OPEN, UNREAD, Listener

__all__ = ["ASKED", "OPEN", "UNREAD", "Finder", "Found", "Listener"]

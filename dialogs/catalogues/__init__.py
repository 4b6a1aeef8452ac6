"""The bot's own sentences, by language and key."""

from __future__ import annotations

from dialogs.catalogues.sentences import is_known, languages, say

__all__ = ["is_known", "languages", "say"]

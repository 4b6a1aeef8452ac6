"""How words are spelt and misspelt: by sound in any letters, with slips, on another keyboard."""

from __future__ import annotations

from dialogs.spelling.keyboards import on_other_keyboards
from dialogs.spelling.slips import distance, forgiven
from dialogs.spelling.sounds import sound

__all__ = ["distance", "forgiven", "on_other_keyboards", "sound"]

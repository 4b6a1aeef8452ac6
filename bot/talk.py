"""`sanaq chat`: an interview in the terminal, rehearsed in memory or the real one that is kept."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path

from bot.clock import in_zone
from bot.content import read
from bot.conversation import ServiceConversation
from bot.serving import serving
from bot.settings import Settings
from bot.terminal import Conversation, chat, lines_of
from dialogs.transcripts import Rehearsal
from state_machine.inputs import Act, Action

__all__ = ["rehearse", "talk"]


async def rehearse(path: Path, settings: Settings, language: str) -> int:
    """Holds an interview that is forgotten at the end. Raises ContentErrors."""
    questionnaire = read(settings, path)
    rehearsal = Rehearsal(questionnaire, in_zone(settings.zone))
    return await _hold(rehearsal, language, kept=False)


async def talk(settings: Settings, language: str) -> int:
    """Holds the interview of whoever is signed in on this machine; next time it goes on."""
    async with serving(settings) as service:
        address = f"terminal:{getpass.getuser()}"
        conversation = ServiceConversation(service.turns, address, "terminal")
        return await _hold(conversation, language, kept=True)


async def _hold(conversation: Conversation, language: str, *, kept: bool) -> int:
    if language:
        await conversation.take(Act(Action.LANGUAGE, language))
    await chat(conversation, lines_of(sys.stdin), sys.stdout, kept=kept)
    return 0

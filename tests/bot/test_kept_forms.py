"""Whoever began with a form goes on with it, and with its files, after both have changed."""

from __future__ import annotations

import shutil
from pathlib import Path

from bot.conversation import ServiceConversation
from bot.serving import serving
from bot.settings import Settings, read_settings
from dialogs.prompts import Prompt
from state_machine.inputs import Say

FEATURES = Path(__file__).parents[2] / "questionnaires" / "features"
FORM, FILE = "xlsform_clinics.xlsx", "clinics.csv"


async def said(settings: Settings, address: str, *texts: str) -> Prompt:
    """What is shown after these texts, by a service that starts and ends."""
    async with serving(settings) as service:
        conversation = ServiceConversation(service.turns, address, "terminal")
        *before, last = texts
        for text in before:
            await conversation.take(Say(text))
        return await conversation.take(Say(last))


async def test_a_form_and_its_files_are_kept_for_those_who_began_with_them(
    tmp_path: Path, redis_url: str
) -> None:
    for name in (FORM, FILE):
        shutil.copy(FEATURES / name, tmp_path / name)
    settings = read_settings(
        {
            "SANAQ_REDIS_URL": redis_url,
            "SANAQ_VAR": str(tmp_path / "var"),
            "SANAQ_QUESTIONNAIRE": str(tmp_path / FORM),
        }
    )
    begun = await said(settings, "terminal:one", "/start", "Clinic of Yrgyz")
    assert "has 25 beds" in begun.say_all()
    (tmp_path / FILE).write_text("name,label,beds\nyrgyz,Clinic of Yrgyz,99\n", encoding="utf-8")
    gone_on = await said(settings, "terminal:one", "1", "30")
    assert "30 patients for 25 beds" in gone_on.say_all()
    other = await said(settings, "terminal:two", "/start", "Clinic of Yrgyz")
    assert "has 99 beds" in other.say_all()

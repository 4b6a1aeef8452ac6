"""What may be known of an interview in the clear says nothing of an answer."""

from __future__ import annotations

from pathlib import Path

from dialogs.loading import load
from storage.outline import Outline, outline
from tests.dialogs.dialogue import Dialogue

FEATURES = Path(__file__).parents[2] / "questionnaires" / "features"


def outlined(dialogue: Dialogue) -> Outline:
    """The outline after the last turn."""
    interview = dialogue.interview
    events = dialogue.last.events
    return outline(dialogue.questionnaire, Outline(), interview.items, interview, events, "web")


def test_the_question_is_left_out_where_being_asked_it_tells_an_answer() -> None:
    """Who is asked about stairs has ticked that walking is hard."""
    dialogue = Dialogue(load(FEATURES / "sensitive_battery.yaml"))
    dialogue.say("Дидар")
    dialogue.tap("Больше никого", "☐ Ходьба", "Готово, больше ничего")
    assert dialogue.interview.head.location.question == "walking"
    assert (outlined(dialogue).section, outlined(dialogue).question) == ("health", "")
    dialogue.tap("Да, большие", "☐ Трость", "Готово")
    assert outlined(dialogue).question == "visits"

"""What several people answered at once is repeated nowhere, nor who of them answered alike."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogs.history import echo, history
from dialogs.loading import load
from dialogs.prompts import Prompt
from state_machine.inputs import Act, Action, Say
from state_machine.pending import Shared
from tests.dialogs.dialogue import Dialogue

FEATURES = Path(__file__).parents[2] / "questionnaires" / "features"
QUESTIONNAIRE = load(FEATURES / "sensitive_battery.yaml")
HIDDEN = "записано, здесь не показываем"


def listed(*names: str) -> Dialogue:
    """People on the list, asked about their health."""
    dialogue = Dialogue(QUESTIONNAIRE)
    for name in names:
        dialogue.say(name)
        dialogue.tap("Добавить" if name != names[-1] else "Больше никого")
    return dialogue


def seeing_badly(dialogue: Dialogue) -> Dialogue:
    """Of Айша alone it was said that seeing is hard."""
    dialogue.tap("☐ Зрение", "Готово, больше ничего", "☑ Дидар", "☑ Диас")
    dialogue.tap("Да, большие")
    return dialogue


def values(dialogue: Dialogue, question: str) -> list[object]:
    answers = [dialogue.interview.items[item].answers for item in (1, 2, 3)]
    return [each[question].value if question in each else None for each in answers]


def test_a_battery_is_sensitive_when_its_questions_are() -> None:
    assert listed("Дидар", "Диас", "Айша").prompt.sensitive


def test_a_tap_for_all_of_a_battery_is_echoed_without_the_answer() -> None:
    dialogue = listed("Дидар", "Диас", "Айша")
    shown = dialogue.tap("Нет, ни у кого")
    taken = echo(dialogue.last)
    assert taken is not None
    assert (taken.answer_text, taken.sensitive) == (HIDDEN, True)
    assert shown.lead == ("Ответ записан, здесь его не показываем.",)
    assert values(dialogue, "walking") == ["none"] * 3


def test_what_was_noted_for_some_does_not_say_for_whom() -> None:
    dialogue = listed("Дидар", "Диас", "Айша")
    dialogue.tap("☐ Зрение", "Готово, больше ничего", "☑ Айша")
    shown = dialogue.tap("Нет, трудностей нет")
    assert isinstance(dialogue.interview.head.pending, Shared)
    assert not any(name in line for name in ("Дидар", "Диас", "Айша") for line in shown.lead)


def test_going_back_does_not_show_who_answered_alike() -> None:
    dialogue = listed("Дидар", "Диас", "Айша", "Дамир")
    dialogue.tap("☐ Зрение", "Готово, больше ничего", "☑ Айша", "☑ Дамир")
    dialogue.tap("Нет, трудностей нет")
    dialogue.take(Act(Action.CHANGE, "seeing/3"))
    assert dialogue.prompt.title == "Айша, Дамир"
    dialogue.tap("Да, некоторые")
    shown = dialogue.take(Act(Action.CHANGE, "seeing/1"))
    assert shown.title == "Дидар, Диас, Айша, Дамир"


def test_who_was_asked_alone_is_changed_alone_and_changes_nobody() -> None:
    dialogue = seeing_badly(listed("Дидар", "Диас", "Айша"))
    dialogue.take(Act(Action.CHANGE, "seeing/1"))
    assert dialogue.prompt.title == "Дидар, Диас"
    dialogue.tap("Нет, трудностей нет")
    shown = dialogue.take(Act(Action.CHANGE, "seeing/3"))
    assert shown.title.startswith("Айша")
    dialogue.tap("Да, некоторые")
    assert values(dialogue, "seeing") == ["none", "none", "some"]


def test_ticks_are_shown_only_while_they_are_made() -> None:
    dialogue = listed("Дидар", "Диас", "Айша")
    dialogue.tap("Нет, ни у кого", "☐ Трость")
    assert "☑ Трость" in dialogue.labels
    dialogue.tap("Готово")
    dialogue.take(Act(Action.CHANGE, "cures/1"))
    assert not any(label.startswith("☑") for label in dialogue.labels)


def test_a_change_of_what_was_answered_says_neither_what_was_nor_what_becomes() -> None:
    dialogue = seeing_badly(listed("Дидар", "Диас", "Айша"))
    dialogue.take(Act(Action.CHANGE, "seeing/3"))
    assert_silent(dialogue.prompt)
    assert dialogue.prompt.text.endswith(f"Сейчас: {HIDDEN}")


@pytest.mark.parametrize(
    "taps",
    [
        ("Нет, ни у кого",),
        ("☐ Зрение", "Готово, больше ничего", "☑ Айша", "Да, большие"),
        ("☐ Зрение", "☐ Ходьба", "Готово, больше ничего", "По одному", "Не хочу отвечать"),
    ],
)
@pytest.mark.parametrize("look", ["/review", "/sheets", "/back", "/start", "?"])
def test_no_screen_history_or_echo_tells_what_was_answered(
    taps: tuple[str, ...], look: str
) -> None:
    dialogue = listed("Дидар", "Диас", "Айша")
    dialogue.tap(*taps)
    taken = echo(dialogue.last)
    assert taken is not None
    assert taken.answer_text == HIDDEN
    assert_silent(dialogue.prompt)
    assert_silent(dialogue.say(look))
    rows = [row for row in history(QUESTIONNAIRE, dialogue.interview) if "Как" not in row.question]
    assert rows
    assert {row.answer for row in rows} == {HIDDEN}


def assert_silent(shown: Prompt) -> None:
    """No line says an answer, no button is marked with one, whatever buttons offer."""
    told = ("трудностей нет", "Да, некоторые", "Да, большие", "Не хочу отвечать", "по желанию")
    assert not any(words in shown.say_all() for words in told)
    assert not any(button.on for row in shown.rows for button in row if "☑" not in button.label)


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_whatever_is_tapped_and_typed_no_text_tells_an_answer(data: st.DataObject) -> None:
    dialogue = listed("Дидар", "Диас", "Айша")
    texts = st.sampled_from(["зрение", "да, большие", "1", "очки, трость", "/back", "/review", "2"])
    for _ in range(data.draw(st.integers(1, 30))):
        buttons = [button for row in dialogue.prompt.rows for button in row]
        tap = buttons and data.draw(st.integers(0, 3)) > 0
        dialogue.take(data.draw(st.sampled_from(buttons)).input if tap else Say(data.draw(texts)))
        assert_silent(dialogue.prompt)
        taken = echo(dialogue.last)
        if taken is not None and taken.sensitive:
            assert taken.answer_text == HIDDEN
        for row in history(QUESTIONNAIRE, dialogue.interview):
            sensitive = QUESTIONNAIRE.questions[row.location.question].sensitive
            assert not sensitive or row.answer == HIDDEN

"""Questions are shown in words that follow from the interview alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from dialogs.loading import load
from dialogs.prompts import AnswerKind, ButtonStyle, Progress
from state_machine.inputs import Act, Action, Choose, Unsupported
from tests.dialogs.dialogue import Dialogue
from tests.dialogs.home import ALONE, FAMILY, HOME, at, rows

QUESTIONNAIRES = Path(__file__).parents[2] / "questionnaires"

# -- choosing a language ---------------------------------------------------------------------------


def test_the_language_is_asked_in_all_languages_at_once() -> None:
    shown = Dialogue(HOME, "").prompt
    assert shown.text == "Тілді таңдаңыз · Выберите язык · Choose a language"
    assert rows(shown) == [["Қазақша", "Русский", "English"]]
    assert shown.progress is None


def test_an_unknown_language_is_answered_in_all_languages() -> None:
    dialogue = Dialogue(HOME, "")
    assert dialogue.say("deutsch").lead == ("Түймені басыңыз · Нажмите кнопку · Tap a button",)


def test_the_language_can_be_changed_on_the_way_and_the_question_stays() -> None:
    dialogue = at("печное", "/language")
    assert rows(dialogue.prompt)[-1] == ["Закрыть"]
    shown = dialogue.tap("English")
    assert shown.lead == ("Let us go on in English.",)
    assert shown.text == "Is there smoke?"
    assert shown.language == "en"


# -- questions -------------------------------------------------------------------------------------


def test_a_question_has_its_notes_before_it_and_a_button_for_each_choice() -> None:
    shown = at().prompt
    assert shown.lead == ("Здравствуйте!",)
    assert shown.text == "Какое отопление?"
    assert shown.title == ""
    assert shown.answer is AnswerKind.CHOICE
    assert rows(shown) == [["Центральное", "Печное", "Нет отопления"]]
    assert shown.progress == Progress(1, 4, "Приветствие", 0, 1)
    assert shown.say_all() == "Здравствуйте!\n\nКакое отопление?"


@pytest.mark.parametrize(
    ("moves", "kind"),
    [
        (("печное", "да"), AnswerKind.NUMBER),
        (("центральное",), AnswerKind.TEXT),
        ((*ALONE,), AnswerKind.DATE),
        ((*ALONE, "1.9.2008"), AnswerKind.CHOICES),
        (("нет отопления",), AnswerKind.NONE),
    ],
)
def test_a_channel_learns_what_may_be_typed(moves: tuple[str, ...], kind: AnswerKind) -> None:
    assert at(*moves).prompt.answer is kind


def test_small_commands_stand_in_one_row_and_only_where_they_make_sense() -> None:
    assert rows(at("печное").prompt)[-1] == ["← Назад", "Пропустить"]
    assert rows(at("печное", "да").prompt)[-1] == ["← Назад", "Пропустить", "? Подсказка"]
    assert rows(at("центральное").prompt) == [["← Назад"]]


def test_an_answered_question_shows_its_answer() -> None:
    dialogue = at("печное", "да", "1,5", "/back")
    assert dialogue.prompt.text == "Сколько кубометров дров?\nСейчас: 1,5"
    shown = dialogue.say("/back")
    assert shown.text == "Есть дым?\nСейчас: Да"
    assert [(button.label, button.on) for button in shown.rows[0]] == [("Да", True), ("Нет", False)]


def test_a_note_at_the_end_of_a_section_waits_for_a_button() -> None:
    dialogue = at("нет отопления")
    assert dialogue.prompt.text == "Холодно же."
    assert rows(dialogue.prompt)[0] == ["Далее"]
    assert dialogue.tap("Далее").text == "Как Вас зовут?"


def test_ticks_ask_for_the_opposite_so_that_the_same_tap_twice_is_harmless() -> None:
    dialogue = at(*ALONE, "1.9.2008")
    before = dialogue.button("☐ Русский")
    assert before.style is ButtonStyle.TICK
    assert before.input == Choose("tongues", 1, "russian", on=True, tag=dialogue.interview.tag)
    once = dialogue.take(before.input)
    assert dialogue.take(before.input) == once
    assert rows(once)[0] == ["☐ Казахский", "☑ Русский", "☐ Другой"]
    after = dialogue.button("☑ Русский")
    assert after.on
    assert after.input == Choose("tongues", 1, "russian", on=False, tag=dialogue.interview.tag)
    dialogue.tap("☑ Русский", "☐ Другой", "Готово")
    assert dialogue.interview.items[1].answers["tongues"].value == ("other",)


def test_ticks_begin_with_the_answer_already_given() -> None:
    shown = at(*ALONE, "1.9.2008", "казахский", "/back").prompt
    assert rows(shown)[0] == ["☑ Казахский", "☐ Русский", "☐ Другой"]


def test_piped_answers_are_said_as_people_say_them() -> None:
    dialogue = at(*FAMILY, "1.9.2008", "1 2")
    assert dialogue.prompt.text == "1 сентября 2008, Казахский, Русский, 1,5"
    assert dialogue.say("/kk").text == "2008 жылғы 1 қыркүйек, Қазақ тілі, Орыс тілі, 1,5"
    assert dialogue.say("/en").text == "1 September 2008, Kazakh, Russian, 1.5"


# -- rosters ---------------------------------------------------------------------------------------


def test_while_the_list_is_made_an_item_has_a_number_and_then_a_name() -> None:
    dialogue = at("центральное")
    assert dialogue.prompt.title == "Респондент 1"
    assert dialogue.say("Диас").title == "Диас · № 1"


def test_afterwards_a_prompt_opens_with_the_name_and_the_place() -> None:
    dialogue = at(*FAMILY)
    assert dialogue.prompt.title == "Диас · 1 из 3"
    assert dialogue.prompt.text == "Когда Вы родились?"
    shown = dialogue.say("1.1.1990", "казахский", "далее")
    assert shown.title == "Зарина · 2 из 3"
    assert shown.text == "Когда родился(ась) Зарина?"
    assert shown.say_all() == "Зарина · 2 из 3\nКогда родился(ась) Зарина?"


def test_somebody_alone_is_not_counted() -> None:
    assert at(*ALONE).prompt.title == "Диас"


def test_the_gate_shows_the_list_so_far_and_what_can_be_done_with_it() -> None:
    dialogue = at("центральное", "Диас", "/skip")
    assert dialogue.prompt.text == "Есть ещё кто-нибудь?\n1. Диас"
    assert rows(dialogue.prompt) == [["Добавить +"], ["Это все"], ["Изменить список"], ["← Назад"]]
    dialogue.tap("Добавить +")
    dialogue.say("Зарина", "/skip")
    dialogue.tap("Добавить +")
    shown = dialogue.say("Адина", "/skip")
    assert shown.text.endswith("1. Диас\n2. Зарина\n3. Адина")
    assert rows(shown)[0] == ["Это все"]  # three are the most that this list can hold


def test_a_long_list_shows_its_end() -> None:
    many = load(QUESTIONNAIRES / "features" / "roster.yaml")
    dialogue = Dialogue(many)
    roster = next(iter(many.rosters.values()))
    assert roster.max > 12
    for _ in range(400):
        row = dialogue.interview.items[0].children.get(roster.name, ())
        at_gate = dialogue.interview.head.location.question == roster.gate
        if at_gate and len(row) == 12:
            break
        _forward(dialogue)
    lines = dialogue.prompt.text.splitlines()
    assert "… и ещё 2 до этого" in lines
    assert lines[-1].startswith("12. ")
    assert len(lines) == 1 + 1 + 10


def _forward(dialogue: Dialogue) -> None:
    """Answers whatever is asked; asks for one more item at a gate."""
    for text in ("имя", "1", "1.9.2008", "2,5"):
        before = dialogue.interview.head.location
        dialogue.say(text)
        if dialogue.interview.head.location != before:
            return


# -- what stands before a question -----------------------------------------------------------------


def test_what_is_not_understood_gets_what_is_expected_and_then_help() -> None:
    dialogue = at("печное", "да")
    first = ("Не понимаю, какое это число.", "Напишите число цифрами. Например: 54,5.")
    assert dialogue.say("много").lead == first
    assert dialogue.say("много").lead == first
    hotline = "Если не получается, позвоните по номеру 1446. Звонок бесплатный."
    assert dialogue.say("много").lead == (*first, "Примерно.", hotline)
    assert dialogue.prompt.text == "Сколько кубометров дров?"


def test_a_constraint_speaks_with_the_words_of_the_content() -> None:
    assert at("печное", "да", "0").prompt.lead == ("Больше нуля.",)


def test_the_number_of_choices_is_part_of_what_is_expected() -> None:
    assert at("абв").prompt.lead == (
        "Среди вариантов такого ответа нет.",
        "Нажмите на ответ или напишите его номер (1–3).",
    )


def test_a_hint_opens_before_the_question_and_can_be_hidden() -> None:
    dialogue = at("печное", "да")
    shown = dialogue.tap("? Подсказка")
    assert shown.lead == ("Примерно.",)
    assert rows(shown)[-1] == ["Скрыть подсказку", "Пропустить"]
    assert dialogue.tap("Скрыть подсказку").lead == ()


def test_a_question_without_a_hint_offers_the_hotline() -> None:
    assert at("?").prompt.lead[:2] == (
        "К этому вопросу подсказки нет. Отвечайте так, как понимаете его.",
        "Если не получается, позвоните по номеру 1446. Звонок бесплатный.",
    )


@pytest.mark.parametrize("kind", ["sticker", "voice", "photo", "edited", "other", "nonsense"])
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_what_a_census_cannot_take_gets_a_kind_sentence(kind: str, language: str) -> None:
    dialogue = at(language=language)
    shown = dialogue.take(Unsupported(kind))
    assert len(shown.lead[0]) > 20
    assert shown.rows == at(language=language).prompt.rows


def test_coming_back_after_hours_begins_with_what_is_done_and_what_is_next() -> None:
    dialogue = at(*FAMILY)
    dialogue.wait(hours=3)
    shown = dialogue.say("/start")
    assert shown.lead == ("С возвращением! Заполнено: 4 из 7 разделов. Дальше: Диас · Лист.",)
    assert shown.text == "Когда Вы родились?"


def test_a_button_of_another_interview_is_answered_kindly() -> None:
    shown = Dialogue(HOME).take(Act(Action.BACK, "", "nobody"))
    assert shown.lead[0] == "Эта кнопка устарела. Вот наш текущий вопрос."


# -- going back and on again -----------------------------------------------------------------------


def test_an_answer_that_is_looked_at_again_may_stay_or_be_erased() -> None:
    dialogue = at("печное", "да", "1,5", "/back")
    assert rows(dialogue.prompt) == [
        ["Оставить как есть", "Стереть ответ"],
        ["← Назад", "? Подсказка"],
    ]
    assert dialogue.tap("Оставить как есть").text == "Как Вас зовут?"
    dialogue.say("/back")
    dialogue.tap("Стереть ответ", "← Назад")
    assert rows(dialogue.prompt) == [["← Назад", "Пропустить", "? Подсказка"]]
    assert dialogue.tap("Пропустить").text == "Как Вас зовут?"


def test_a_required_answer_may_stay_and_not_be_erased() -> None:
    dialogue = at("печное", "/back")
    assert rows(dialogue.prompt)[-1] == ["Оставить как есть"]
    assert dialogue.say("оставить как есть").text == "Есть дым?"


def test_what_is_typed_while_something_is_ticked_is_ticked_as_well() -> None:
    dialogue = at(*ALONE, "1.9.2008")
    dialogue.tap("☐ Казахский")
    assert rows(dialogue.say("русский"))[0] == ["☑ Казахский", "☑ Русский", "☐ Другой"]


def test_ticks_are_done_in_words_too() -> None:
    dialogue = at(*ALONE, "1.9.2008")
    assert "хотя бы один" in dialogue.say("Готово!").lead[0]
    dialogue.tap("☐ Казахский")
    assert dialogue.say("готово").text.endswith("Казахский, ")

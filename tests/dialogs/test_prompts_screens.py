"""Screens that are no question: confirmations, lists, the end, and who answers."""

from __future__ import annotations

from dialogs.prompts import ButtonStyle, Progress
from state_machine.events import ControlPassed
from state_machine.evolution import evolve
from state_machine.inputs import Act, Action, Say
from state_machine.interview import Control, Status
from state_machine.scope import Scope
from tests.dialogs.dialogue import Dialogue, questionnaire_of
from tests.dialogs.home import ALONE, FAMILY, FINISHED, HOME, at, rows

# -- asking before something is done ---------------------------------------------------------------


def test_a_change_tells_its_consequences_in_numbers() -> None:
    dialogue = at("печное", "да", "1,5", "/back", "/back", "/back")
    shown = dialogue.tap("Центральное")
    assert shown.text == (
        "Изменить ответ?\n«Какое отопление?»\nСейчас: Печное\nСтанет: Центральное\n"
        "Тогда: 2 ответа перестанут учитываться."
    )
    assert rows(shown) == [["Да, изменить"], ["Нет, оставить как было"]]
    back = dialogue.tap("Нет, оставить как было")
    assert back.text == "Какое отопление?\nСейчас: Печное"
    dialogue.tap("Нет отопления")
    assert dialogue.prompt.text.endswith("2 ответа перестанут учитываться, 1 новый вопрос.")
    dialogue.tap("Да, изменить")
    assert dialogue.prompt.text == "Холодно же."


def test_a_removal_names_who_goes_and_what_goes_with_them() -> None:
    dialogue = at(*FAMILY, "/list")
    dialogue.tap("✏️ Зарина")
    assert dialogue.prompt.text == "Зарина: что сделать?"
    shown = dialogue.tap("Убрать из списка")
    assert shown.text.startswith("Убрать из списка: Зарина?\nТогда: 2 ответа")
    assert dialogue.button("Да, убрать").style is ButtonStyle.DANGER
    assert dialogue.tap("Да, убрать").lead == ("Готово, из списка убрано.",)
    assert dialogue.prompt.title == "Диас · 1 из 2"


def test_the_last_one_that_a_list_needs_cannot_be_removed() -> None:
    dialogue = at(*ALONE, "/list")
    dialogue.tap("✏️ Диас")
    assert rows(dialogue.prompt) == [["Изменить данные"], ["← К списку"]]
    assert dialogue.tap("Изменить данные").text == "Как Вас зовут?\nСейчас: Диас"


def test_a_refusal_is_confirmed_respected_and_can_be_taken_back() -> None:
    dialogue = at("печное", "/refuse")
    assert rows(dialogue.prompt) == [["Да, отказываюсь"], ["Нет, продолжить"]]
    shown = dialogue.tap("Да, отказываюсь")
    assert shown.text.startswith("Хорошо, мы Вас не побеспокоим.")
    assert shown.lead == ()
    assert dialogue.say("привет").lead == ()
    shown = dialogue.tap("Всё-таки участвовать")
    assert shown.text == "Есть дым?"
    assert shown.lead == ("Спасибо, что вернулись! Продолжим.",)


def test_the_progress_stays_whatever_screen_stands_before_the_question() -> None:
    dialogue = at("печное", "да")
    expected = Progress(1, 4, "Приветствие", 2, 3)
    for text in ("/list", "/review", "/restart", "/language", "/pause"):
        assert dialogue.say(text).progress == expected


def test_a_pause_says_that_nothing_is_lost() -> None:
    dialogue = at("печное", "/pause")
    assert "сохранены" in dialogue.prompt.text
    assert dialogue.tap("Продолжить").text == "Есть дым?"


def test_the_numbers_of_answers_are_not_the_numbers_of_buttons() -> None:
    dialogue = at(*FAMILY, "/review")
    dialogue.tap("Следующие ▶")
    assert dialogue.say("1").lead == ("Сейчас так сделать нельзя. Вот наш вопрос.",)
    dialogue.say("/review")
    assert dialogue.say("4").text == "Как Вас зовут?\nСейчас: Диас"


# -- lists -----------------------------------------------------------------------------------------


def test_the_list_of_sheets_is_green_and_orange_and_opens_any() -> None:
    dialogue = at(*FAMILY, "/list")
    assert dialogue.prompt.text == (
        "Список листов: 🟢 заполнен, 🟠 ещё нет\n"
        "Общие вопросы: 🟢 Приветствие\n"
        "Диас: 🟢 Кто, 🟠 3-И\n"
        "Зарина: 🟢 Кто, 🟠 3-И\n"
        "Адина: 🟢 Кто, 🟠 3-И"
    )
    assert rows(dialogue.prompt) == [
        ["🟢 Приветствие"],
        ["Добавить +"],
        ["✏️ Диас"],
        ["🟢 Кто", "🟠 3-И"],
        ["✏️ Зарина"],
        ["🟢 Кто", "🟠 3-И"],
        ["✏️ Адина"],
        ["🟢 Кто", "🟠 3-И"],
        ["Закрыть"],
    ]
    button = dialogue.prompt.rows[5][1]
    assert button.input == Act(Action.OPEN, "sheet/2", dialogue.interview.tag)
    assert dialogue.take(button.input).title == "Зарина · 2 из 3"


def test_lists_have_pages_of_five() -> None:
    dialogue = at(*FAMILY, *FINISHED, "/review")
    assert dialogue.prompt.text.startswith(
        "Ваши ответы\n1–5 из 11\n\n1. Какое отопление?\n— Печное"
    )
    assert rows(dialogue.prompt) == [
        ["✏️ 1", "✏️ 2", "✏️ 3", "✏️ 4", "✏️ 5"],
        ["Следующие ▶"],
        ["Закрыть"],
    ]
    shown = dialogue.tap("Следующие ▶")
    assert shown.text.startswith("Ваши ответы\n6–10 из 11\n\n6. ")
    assert "Диас · Когда Вы родились?\n— 1 сентября 2008" in shown.text
    assert rows(shown)[1] == ["◀ Предыдущие", "Следующие ▶"]
    assert dialogue.tap("✏️ 10").text == "Когда Вы родились?\nСейчас: 1 сентября 2008"
    assert dialogue.say("/review").text.startswith("Ваши ответы\n1–5")


def test_a_page_that_does_not_exist_is_the_last_one() -> None:
    dialogue = at(*FAMILY)
    shown = dialogue.take(Act(Action.REVIEW, "999"))
    assert "6–9 из 9" in shown.text
    assert "Ответов пока нет." in at("/review").prompt.text


# -- the end ---------------------------------------------------------------------------------------


def finished() -> Dialogue:
    return at(*ALONE, *FINISHED)


def test_the_finish_asks_and_says_that_it_is_final() -> None:
    shown = finished().prompt
    assert shown.text == (
        "Завершить заполнение опроса?\n"
        "После этого ответы нельзя изменить, их можно только посмотреть."
    )
    assert rows(shown) == [["Да", "Нет"], ["Посмотреть ответы"], ["← Назад"]]
    assert shown.progress == Progress(4, 4, "Финиш")


def test_while_the_numbers_are_made_the_answers_are_safe() -> None:
    dialogue = finished()
    dialogue.tap("Да")
    assert dialogue.interview.head.status is Status.FINISHING
    assert "сохранены" in dialogue.prompt.text
    assert rows(dialogue.prompt) == [["Посмотреть ответы"]]


def test_at_the_end_everybody_has_a_number_and_answers_can_only_be_viewed() -> None:
    dialogue = finished()
    dialogue.tap("Да")
    shown = dialogue.finalise((1, "KZ10-2345-6789"))
    assert "Номер Вашего уведомления:\nДиас — KZ10-2345-6789" in shown.text
    shown = dialogue.tap("Посмотреть ответы")
    assert rows(shown) == [["Закрыть"]]
    assert dialogue.take(Say("что-нибудь")).lead == (
        "Опрос уже завершён. Ответы можно посмотреть, но не изменить.",
    )


def test_several_people_have_several_numbers_and_a_form_without_people_has_one() -> None:
    dialogue = finished()
    dialogue.tap("Да")
    shown = dialogue.finalise((1, "A"), (0, "B"))
    assert "Номера уведомлений:\nДиас — A\nB" in shown.text


# -- who answers -----------------------------------------------------------------------------------


def test_an_awaited_operator_is_announced_and_the_question_stays() -> None:
    dialogue = at("печное", "/agent")
    assert dialogue.prompt.lead[0] == (
        "Оператор увидит, что Вам нужна помощь. А пока можно отвечать дальше."
    )
    shown = dialogue.say("да")
    assert shown.lead == ("Оператор знает, что Вам нужна помощь. А пока можно отвечать дальше.",)
    assert shown.text == "Сколько кубометров дров?"


def test_while_an_agent_answers_nothing_is_asked() -> None:
    dialogue = at("печное")
    scope = Scope(HOME, dialogue.interview)
    dialogue.interview = evolve(scope, ControlPassed(Control.AGENT)).interview
    assert dialogue.prompt.text.startswith("Сейчас Вам помогает оператор.")
    assert dialogue.prompt.rows == ()
    assert dialogue.say("да") == dialogue.prompt


ROOMS = """
blocks:
  - section: home
    title: {kk: Үй, ru: Дом, en: Home}
    questions:
      - {type: integer, name: rooms, required: "yes", label: {kk: Бөлме?, ru: Комнат?, en: Rooms?}}
      - type: integer
        name: beds
        required: "yes"
        constraint: ". <= 4 * ${rooms}"
        constraint_message: {kk: Көп., ru: Так много не поместится., en: Too many.}
        label: {kk: Төсек?, ru: Кроватей?, en: Beds?}
      - type: integer
        name: doors
        relevant: "${rooms} > 1"
        label: {kk: Есік?, ru: Дверей?, en: Doors?}
"""


def test_the_progress_counts_the_questions_that_apply_now_and_what_has_to_be_asked_again() -> None:
    dialogue = Dialogue(questionnaire_of(ROOMS))
    assert _counted(dialogue) == (0, 2)
    dialogue.say("2")
    assert _counted(dialogue) == (1, 3)
    dialogue.say("8", "/back", "/back")
    assert _counted(dialogue) == (2, 3)
    dialogue.say("1")
    shown = dialogue.say("да")
    assert shown.location.question == "beds"
    assert _counted(dialogue) == (1, 2)


def _counted(dialogue: Dialogue) -> tuple[int, int]:
    progress = dialogue.prompt.progress
    assert progress is not None
    return progress.done, progress.total

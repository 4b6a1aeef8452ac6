"""What is shown: every screen, in words that follow from the interview alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogs.history import echo, history
from dialogs.loading import load
from dialogs.prompts import AnswerKind, Button, ButtonStyle, Progress, Prompt, prompt
from state_machine.engine import step
from state_machine.events import ControlPassed
from state_machine.evolution import evolve
from state_machine.inputs import Act, Action, Choose, Say, Unsupported
from state_machine.interview import Control, Interview, Rejected, Status
from tests.dialogs.dialogue import START, Dialogue, questionnaire_of
from tests.hostile import HOSTILE

QUESTIONNAIRES = Path(__file__).parents[2] / "questionnaires"

HOME = questionnaire_of("""
choices:
  yes_no:
    - {name: "yes", label: {kk: Иә, ru: Да, en: "Yes"}}
    - {name: "no", label: {kk: Жоқ, ru: Нет, en: "No"}}
  tongues:
    - {name: kazakh, label: {kk: Қазақ тілі, ru: Казахский, en: Kazakh}}
    - {name: russian, label: {kk: Орыс тілі, ru: Русский, en: Russian}}
    - {name: other, label: {kk: Басқа, ru: Другой, en: Other}}
  heating:
    - {name: central, label: {kk: Орталық, ru: Центральное, en: Central}}
    - {name: stove, label: {kk: Пешпен, ru: Печное, en: Stove}}
    - {name: none, label: {kk: Жоқ, ru: Нет отопления, en: No heating}}
blocks:
  - section: hello
    stage: greeting
    title: {kk: Сәлем, ru: Приветствие, en: Hello}
    questions:
      - type: note
        name: hi
        label: {kk: Сәлеметсіз бе!, ru: Здравствуйте!, en: Hello!}
      - type: select_one heating
        name: heating
        required: "yes"
        label: {kk: Жылыту қандай?, ru: Какое отопление?, en: What heating?}
      - type: select_one yes_no
        name: smoke
        relevant: "${heating} = 'stove'"
        label: {kk: Түтін бар ма?, ru: Есть дым?, en: Is there smoke?}
      - type: decimal
        name: wood
        relevant: "${heating} = 'stove'"
        constraint: ". > 0"
        constraint_message: {kk: Нөлден көп., ru: Больше нуля., en: More than zero.}
        label: {kk: Неше текше метр отын?, ru: Сколько кубометров дров?, en: How much wood?}
        hint: {kk: Шамамен., ru: Примерно., en: Roughly.}
      - type: note
        name: thanks
        relevant: "${heating} = 'none'"
        label: {kk: Суық екен., ru: Холодно же., en: It must be cold.}
  - roster: person
    title: {kk: "${name}", ru: "${name}", en: "${name}"}
    noun: {kk: респондент, ru: респондент, en: respondent}
    min: 1
    max: 3
    respondent_first: "yes"
    gate:
      label: {kk: Тағы біреу бар ма?, ru: Есть ещё кто-нибудь?, en: Anybody else?}
      add: {kk: Қосу +, ru: Добавить +, en: Add +}
      done: {kk: Болды, ru: Это все, en: That is all}
    blocks:
      - section: who
        stage: listing
        title: {kk: Кім, ru: Кто, en: Who}
        questions:
          - type: text
            name: name
            required: "yes"
            label: {kk: Атыңыз кім?, ru: Как Вас зовут?, en: What is your name?}
            proxy: {kk: Оның аты кім?, ru: Как его зовут?, en: What is their name?}
          - type: text
            name: secret
            sensitive: "yes"
            label: {kk: ЖСН, ru: ИИН, en: IIN}
  - each: person
    blocks:
      - section: sheet
        form: 3-И
        title: {kk: Парақ, ru: Лист, en: Sheet}
        questions:
          - type: date
            name: born
            label: {kk: Қашан туғансыз?, ru: Когда Вы родились?, en: When were you born?}
            proxy:
              kk: "${name} қашан туған?"
              ru: "Когда родился(ась) ${name}?"
              en: "When was ${name} born?"
          - type: select_multiple tongues
            name: tongues
            required: "yes"
            label: {kk: Қай тілдер?, ru: Какие языки?, en: Which languages?}
          - type: note
            name: recap
            label:
              kk: "${born}, ${tongues}, ${wood}, ${secret}"
              ru: "${born}, ${tongues}, ${wood}, ${secret}"
              en: "${born}, ${tongues}, ${wood}, ${secret}"
""")

ALONE = ("нет отопления", "[Далее]", "Диас", "900713300014", "[Это все]")
FAMILY = (
    *("печное", "да", "1,5", "Диас", "900713300014"),
    *("[Добавить +]", "Зарина", "[Пропустить]"),
    *("[Добавить +]", "Адина", "[Пропустить]", "[Это все]"),
)
FINISHED = ("1.9.2008", "казахский, русский", "[Далее]")


def at(*moves: str, language: str = "ru") -> Dialogue:
    """A dialogue after some moves: texts, or labels of buttons in square brackets."""
    dialogue = Dialogue(HOME, language)
    for move in moves:
        if move.startswith("["):
            dialogue.tap(move[1:-1])
        else:
            dialogue.say(move)
    return dialogue


def rows(shown: Prompt) -> list[list[str]]:
    return [[button.label for button in row] for row in shown.rows]


# -- choosing a language --------------------------------------------------------------------------


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


# -- questions ------------------------------------------------------------------------------------


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


def test_piped_answers_are_said_as_people_say_them_and_secrets_are_not() -> None:
    dialogue = at(*FAMILY, "1.9.2008", "1 2")
    assert dialogue.prompt.text == (
        "1 сентября 2008, Казахский, Русский, 1,5, записано, здесь не показываем"
    )
    assert dialogue.say("/kk").text == (
        "2008 жылғы 1 қыркүйек, Қазақ тілі, Орыс тілі, 1,5, жазылды, мұнда көрсетілмейді"
    )
    assert (
        dialogue.say("/en").text == "1 September 2008, Kazakh, Russian, 1.5, saved, not shown here"
    )


# -- rosters --------------------------------------------------------------------------------------


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


# -- what stands before a question ----------------------------------------------------------------


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


# -- asking before something is done --------------------------------------------------------------


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
    assert shown.text.startswith("Хорошо, мы вас не побеспокоим.")
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


# -- lists ----------------------------------------------------------------------------------------


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


# -- the end --------------------------------------------------------------------------------------


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
    assert "Номер вашего уведомления:\nДиас — KZ10-2345-6789" in shown.text
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


# -- who answers ----------------------------------------------------------------------------------


def test_an_awaited_operator_is_announced_and_the_question_stays() -> None:
    dialogue = at("печное", "/agent")
    assert dialogue.prompt.lead[0] == "Мы позвали оператора. А пока можно отвечать дальше."
    shown = dialogue.say("да")
    assert shown.lead == ("Оператор скоро подключится. А пока можно отвечать дальше.",)
    assert shown.text == "Сколько кубометров дров?"


def test_while_an_agent_answers_nothing_is_asked() -> None:
    dialogue = at("печное")
    dialogue.interview = evolve(HOME, dialogue.interview, ControlPassed(Control.AGENT))
    assert dialogue.prompt.text.startswith("Сейчас вам помогает оператор.")
    assert dialogue.prompt.rows == ()
    assert dialogue.say("да") == dialogue.prompt


# -- whatever happens -----------------------------------------------------------------------------

SHIPPED = {
    path.stem: load(path)
    for path in [*(QUESTIONNAIRES / "features").glob("*.yaml"), QUESTIONNAIRES / "census.yaml"]
}
NAMES = st.sampled_from(sorted(SHIPPED))
TEXTS = st.sampled_from(
    [
        *HOSTILE,
        *("1", "2", "1.9.2008", "900713300014", "да", "нет", "Диас", "5,5", "/list", "/review"),
        *("/back", "/skip", "/pause", "/kk", "/restart", "/refuse", "/help", "/agent", "/finish"),
    ]
)


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_whatever_is_said_and_tapped_there_is_something_to_read_and_a_way_on(
    data: st.DataObject,
) -> None:
    questionnaire = SHIPPED[data.draw(NAMES)]
    dialogue = Dialogue(questionnaire, data.draw(st.sampled_from(["", *questionnaire.languages])))
    for _ in range(data.draw(st.integers(1, 40))):
        buttons = [button for row in dialogue.prompt.rows for button in row]
        tap = buttons and data.draw(st.integers(0, 3)) > 0
        move = data.draw(st.sampled_from(buttons)).input if tap else Say(data.draw(TEXTS))
        dialogue.take(move)
        assert_readable(dialogue.prompt, dialogue.interview)


def assert_readable(shown: Prompt, interview: Interview) -> None:
    assert shown.text.strip()
    assert shown.say_all().strip()
    assert all(line.strip() for line in shown.lead)
    for row in shown.rows:
        assert 0 < len(row) <= 8
        for button in row:
            assert button.label.strip()
            assert isinstance(button.input, Act | Choose)
            assert button.input.tag == interview.tag
    typed = shown.answer in (AnswerKind.TEXT, AnswerKind.NUMBER, AnswerKind.DATE)
    assert shown.rows or typed
    if shown.progress is not None:
        assert 1 <= shown.progress.step <= shown.progress.steps
        assert 0 <= shown.progress.done <= shown.progress.total


@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_no_button_that_is_shown_is_out_of_date(data: st.DataObject) -> None:
    questionnaire = SHIPPED[data.draw(NAMES)]
    dialogue = Dialogue(questionnaire, "ru" if "ru" in questionnaire.languages else "")
    for _ in range(data.draw(st.integers(1, 30))):
        buttons = [button for row in dialogue.prompt.rows for button in row]
        if buttons:
            for button in buttons:
                assert_taken(dialogue, button)
            dialogue.take(data.draw(st.sampled_from(buttons)).input)
        dialogue.take(Say(data.draw(TEXTS)))


def assert_taken(dialogue: Dialogue, button: Button) -> None:
    turn = step(dialogue.questionnaire, dialogue.interview, button.input, now=START)
    after = prompt(dialogue.questionnaire, turn.interview)
    assert "устарела" not in "".join(after.lead), button


def test_a_secret_is_in_no_prompt_history_or_echo() -> None:
    dialogue = Dialogue(HOME)
    for move in FAMILY:
        if move.startswith("["):
            dialogue.tap(move[1:-1])
        else:
            dialogue.say(move)
        shown = [dialogue.prompt.say_all(), *dialogue.labels]
        shown += [row.answer for row in history(HOME, dialogue.interview)]
        found = echo(HOME, dialogue.interview, dialogue.last.events)
        shown.append(found.answer_text if found else "")
        assert not any("900713300014" in text for text in shown)
    dialogue.say("/review")
    assert "записано, здесь не показываем" in dialogue.prompt.text


def test_a_rejected_answer_is_not_repeated() -> None:
    dialogue = at("печное", "да", "моя тайна")
    assert isinstance(dialogue.interview.head.pending, Rejected)
    assert "тайна" not in dialogue.prompt.say_all()

"""A command is understood however it is said, and never swallows an answer."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogs.commands import SLASH_COMMANDS
from state_machine.inputs import Act, Action, Input
from state_machine.interview import FINISH, Status
from state_machine.pending import Confirming, Hinting, Listing, Refusal, Reviewing
from state_machine.scope import Scope
from tests.dialogs.dialogue import Dialogue, questionnaire_of
from tests.hostile import HOSTILE

BODY = """
choices:
  moods:
    - {name: back, label: {kk: Артқа, ru: Назад, en: Back}}
    - {name: forth, label: {kk: Алға, ru: Вперёд, en: Forth}}
    - {name: operator, label: {kk: Оператор, ru: Оператор, en: Operator}}
blocks:
  - section: one
    title: {kk: Бір, ru: Один, en: One}
    questions:
      - {type: text, name: job, label: {kk: Кәсіп, ru: Занятие, en: Occupation}}
      - {type: select_one moods, name: mood, label: {kk: Қайда, ru: Куда, en: Where}}
      - type: integer
        name: rooms
        label: {kk: Бөлме, ru: Комнаты, en: Rooms}
        hint: {kk: Санаңыз, ru: Посчитайте, en: Count them}
"""
QUESTIONNAIRE = questionnaire_of(BODY)


def at(*texts: str, language: str = "ru") -> Dialogue:
    dialogue = Dialogue(QUESTIONNAIRE, language)
    dialogue.say(*texts)
    return dialogue


def understood(dialogue: Dialogue, text: str) -> Input | None:
    return dialogue.questionnaire.understand(
        Scope(dialogue.questionnaire, dialogue.interview), text
    )


@pytest.mark.parametrize("word", SLASH_COMMANDS)
def test_a_slash_makes_a_command_even_where_free_text_is_asked(word: str) -> None:
    assert understood(at(), f"/{word}") == SLASH_COMMANDS[word]
    assert understood(at(), f"  /{word.upper()}@sanaq_bot payload") == SLASH_COMMANDS[word]


def test_every_action_that_needs_no_button_has_a_slash_command() -> None:
    only_buttons = {
        Action.OPEN,
        Action.CHANGE,
        Action.EDIT,
        Action.REMOVE,
        Action.CONTINUE,
        Action.CONFIRM,
        Action.ACCEPT,
        Action.MISSING,
        Action.APART,
        Action.SHARE,
        Action.USUAL,
        Action.BROWSE,
        Action.ASK,  # asked by any text after a question mark
    }
    assert {act.action for act in SLASH_COMMANDS.values()} == set(Action) - only_buttons


def test_a_language_is_chosen_by_its_code() -> None:
    assert understood(at(), "/kk") == Act(Action.LANGUAGE, "kk")
    assert understood(at(), "/language en") == Act(Action.LANGUAGE, "en")
    assert understood(at(), "/language") == Act(Action.LANGUAGE)


def test_an_unknown_command_asks_for_help_and_is_nobodys_occupation() -> None:
    dialogue = at("/fly_me_to_the_moon")
    assert dialogue.interview.items[0].answers == {}
    assert understood(dialogue, "/fly") == Act(Action.HELP)


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("назад", Action.BACK),
        ("Артқа!", Action.BACK),
        ("артка", Action.BACK),
        ("« back »", Action.BACK),
        ("пропустить", Action.SKIP),
        ("Өткізіп жіберу", Action.SKIP),
        ("?", Action.HELP),
    ],
)
def test_unmistakable_words_count_where_free_text_is_asked(text: str, action: Action) -> None:
    assert understood(at(), text) == Act(action)


@pytest.mark.parametrize("text", ["оператор", "Помощь", "список", "start", "язык", "отказ", "1"])
def test_words_that_can_be_answers_stay_answers_in_free_text(text: str) -> None:
    dialogue = at(text)
    assert dialogue.interview.items[0].answers["job"].value == text


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("оператор", Action.AGENT),
        ("помощь", Action.HELP),
        ("пауза", Action.PAUSE),
        ("тізім", Action.SHEETS),
        ("тизим", Action.SHEETS),
        ("start", Action.START),
        ("начать сначала", Action.RESTART),
        ("мои ответы", Action.REVIEW),
        ("тіл", Action.LANGUAGE),
    ],
)
def test_more_words_count_where_a_number_is_asked(text: str, action: Action) -> None:
    assert understood(at("учитель", "вперёд"), text) == Act(action)


@pytest.mark.parametrize(("text", "name"), [("назад", "back"), ("оператор", "operator")])
def test_the_label_of_a_choice_goes_before_a_command(text: str, name: str) -> None:
    dialogue = at("учитель", text)
    assert dialogue.interview.items[0].answers["mood"].value == name


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("1", "kk"),
        ("3.", "en"),
        ("русский", "ru"),
        ("Қазақша", "kk"),
        ("казакша", "kk"),
        ("рус", "ru"),
        ("ENGLISH", "en"),
        ("kz", "kk"),
    ],
)
def test_a_language_is_chosen_in_words_or_by_number(text: str, language: str) -> None:
    dialogue = Dialogue(QUESTIONNAIRE, "")
    dialogue.say(text)
    assert dialogue.interview.head.language == language


@pytest.mark.parametrize("text", ["да", "Иә", "yes", "да, начать сначала", "1"])
def test_a_yes_confirms(text: str) -> None:
    dialogue = at("учитель", "/restart", text)
    assert dialogue.interview.items[0].answers == {}


@pytest.mark.parametrize("text", ["нет", "жоқ", "no", "Нет, продолжить", "2"])
def test_a_no_cancels(text: str) -> None:
    dialogue = at("учитель", "/restart", text)
    assert dialogue.interview.head.pending is None
    assert dialogue.interview.items[0].answers["job"].value == "учитель"


def test_what_is_neither_a_yes_nor_a_no_asks_again() -> None:
    dialogue = at("/refuse", "не знаю")
    assert dialogue.interview.head.pending == Confirming(Refusal(), repeated=True)
    assert "«Да» или «Нет»" in dialogue.prompt.say_all()


def test_at_the_finish_a_yes_finishes_and_a_no_shows_the_sheets() -> None:
    done = ("учитель", "вперёд", "3")
    assert at(*done, "да").interview.head.status is Status.FINISHING
    dialogue = at(*done, "нет")
    assert dialogue.interview.head.pending == Listing()
    assert dialogue.interview.head.location == FINISH


def test_a_yes_to_an_open_list_at_the_finish_finishes_nothing() -> None:
    dialogue = at("учитель", "вперёд", "3", "/list", "да")
    assert dialogue.interview.head.status is Status.OPEN


def test_a_page_is_turned_and_a_row_opened_in_words() -> None:
    dialogue = at("учитель", "/review")
    assert dialogue.interview.head.pending == Reviewing()
    dialogue.say("1")
    assert dialogue.interview.head.location.question == "job"


def test_a_question_mark_opens_the_hint_and_a_word_closes_it() -> None:
    dialogue = at("учитель", "вперёд", "?")
    assert dialogue.interview.head.pending == Hinting()
    dialogue.tap("Скрыть подсказку")
    assert dialogue.interview.head.pending is None


SITUATIONS = {
    "language": Dialogue(QUESTIONNAIRE, ""),
    "text": at(),
    "choices": at("учитель"),
    "confirming": at("/restart"),
    "list": at("/list"),
    "review": at("учитель", "/review"),
    "paused": at("/pause"),
    "refused": at("/refuse", "да"),
    "finish": at("учитель", "вперёд", "3"),
    "finishing": at("учитель", "вперёд", "3", "да"),
}


@pytest.mark.parametrize("name", SITUATIONS)
def test_nothing_typed_stops_the_understanding(name: str) -> None:
    for text in HOSTILE:
        understood(SITUATIONS[name], text)


@given(text=st.text(max_size=60), name=st.sampled_from(sorted(SITUATIONS)))
@settings(max_examples=150)
def test_any_text_is_a_command_or_nothing(text: str, name: str) -> None:
    assert isinstance(understood(SITUATIONS[name], text), Act | None)


@pytest.mark.parametrize(("required", "action"), [("yes", Action.MISSING), ("no", Action.SKIP)])
@pytest.mark.parametrize("text", ["не знаю", "Білмеймін", "don't know", "не хочу отвечать"])
def test_not_knowing_is_no_name_of_a_street(required: str, action: Action, text: str) -> None:
    street = questionnaire_of(
        f"""
blocks:
  - section: one
    title: {{kk: Бір, ru: Один, en: One}}
    questions:
      - type: text
        name: street
        required: "{required}"
        label: {{kk: Көше, ru: Улица, en: Street}}
        hint: {{kk: Жазыңыз, ru: Напишите, en: Write it}}
"""
    )
    dialogue = Dialogue(street, "ru")
    meant = understood(dialogue, text)
    assert isinstance(meant, Act)
    assert meant.action is action
    dialogue.say(text)
    answer = dialogue.interview.items[0].answers.get("street")
    assert answer is None or answer.value == ""


SUGGESTED = questionnaire_of("""
blocks:
  - section: one
    title: {kk: Бір, ru: Один, en: One}
    questions:
      - type: date
        name: born
        default: "'1990-07-13'"
        label: {kk: Туған күн, ru: День рождения, en: Birthday}
""")


@pytest.mark.parametrize(
    ("text", "agrees"),
    [
        ("верно", True),
        ("Всё верно!", True),
        ("Дұрыс", True),
        ("Верно: 13 июля 1990", True),
        ("Да: 13 июля 1990", True),
        ("Верно: 14 июля 1990", False),
        ("неверно", False),
    ],
)
def test_what_is_suggested_is_taken_by_the_words_of_its_button(text: str, agrees: bool) -> None:
    found = understood(Dialogue(SUGGESTED), text)
    assert (found == Act(Action.ACCEPT)) is agrees

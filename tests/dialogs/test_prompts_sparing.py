"""What spares people questions is offered in words and buttons, and understood when typed."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from msgspec.structs import replace

from dialogs.loading import load
from dialogs.prompts import AnswerKind, ButtonStyle, prompt
from state_machine.inputs import Act, Action, Choose
from state_machine.items import Missing, Provenance
from state_machine.pending import Browsing, Confirming, Suggesting
from state_machine.questionnaire import Questionnaire, QuestionType, Text
from tests.dialogs.dialogue import Dialogue, questionnaire_of
from tests.state_machine.building import Builder, text
from tests.state_machine.talking import Talk
from tests.state_machine.test_abilities import people

FEATURES = Path(__file__).parents[2] / "questionnaires" / "features"

NOTED = """
blocks:
  - section: notes
    title: {kk: Жазба, ru: Запись, en: Note}
    questions:
      - {type: text, name: first, label: {kk: Не?, ru: Что?, en: What?}}
      - {type: text, name: again, default: "${first}", label: {kk: Тағы?, ru: Ещё?, en: Again?}}
"""


@cache
def feature(name: str) -> Questionnaire:
    return load(FEATURES / f"{name}.yaml")


def listed(name: str, *names: str) -> Dialogue:
    """People gathered by name alone."""
    dialogue = Dialogue(feature(name))
    for place, said in enumerate(names):
        dialogue.say(said)
        dialogue.tap("Добавить человека" if place < len(names) - 1 else "Больше никого")
    return dialogue


@pytest.mark.parametrize("said", ["да", "Да.", "иә", "yes"])
def test_a_typed_yes_takes_what_is_suggested(said: str) -> None:
    dialogue = Dialogue(feature("carry"))
    dialogue.say("Дидар", "Казахи")
    dialogue.tap("Добавить человека")
    shown = dialogue.say("Диас")
    assert "Предыдущий ответ (Дидар): Казахи" in shown.text
    assert dialogue.button("Верно: Казахи").style is ButtonStyle.PRIMARY
    dialogue.say(said)
    answer = dialogue.interview.items[2].answers["ethnicity"]
    assert (answer.value, answer.by) == ("kazakh", Provenance.CARRIED)


def test_a_yes_is_no_answer_where_nothing_is_suggested() -> None:
    dialogue = Dialogue(feature("carry"))
    dialogue.say("Дидар", "да")
    assert "ethnicity" not in dialogue.interview.items[1].answers


def test_a_suggested_answer_is_not_offered_again_once_there_is_one() -> None:
    dialogue = Dialogue(feature("default"))
    dialogue.say("900713300014", "да")
    shown = dialogue.take(Act(Action.CHANGE, "born/0"))
    assert shown.text.endswith("Сейчас: 13 июля 1990")


def test_a_long_suggestion_is_cut_on_its_button_alone() -> None:
    questionnaire = questionnaire_of(NOTED)
    dialogue = Dialogue(questionnaire)
    long = "слово " * 20
    shown = dialogue.say(long)
    assert long.strip() in shown.text
    assert len(dialogue.labels[0]) < 60
    assert dialogue.labels[0].endswith("…")
    dialogue.say("да")
    assert dialogue.interview.items[0].answers["again"].value == long.strip()


def test_a_question_for_all_names_those_whom_it_asks_about() -> None:
    dialogue = listed("together", "Дидар", "Диас", "Айша")
    shown = dialogue.prompt
    assert shown.title == "Дидар, Диас, Айша"
    assert shown.text.startswith("Какое у всех вас гражданство?\nОтвет запишу всем отмеченным, ")
    assert dialogue.labels[:3] == ["☑ Дидар", "☑ Диас", "☑ Айша"]
    assert "По одному" in dialogue.labels
    shown = dialogue.tap("Казахстан")
    assert shown.lead == ("Записано (Дидар, Диас, Айша): Казахстан",)


def test_of_many_people_nobody_is_ticked_before_it_is_said_that_they_differ() -> None:
    dialogue = listed("together", *(f"Гость {letter}" for letter in "АБВГДЕЖЗИКЛМН"))
    assert "Ответ запишу сразу всем." in dialogue.prompt.text
    assert dialogue.labels[:2] == ["Казахстан", "Другая страна"]
    assert "☑ Гость Н" in dialogue.say("у всех по-разному").say_all() + str(dialogue.labels)
    dialogue.tap("← Назад")
    assert dialogue.labels[:2] == ["Казахстан", "Другая страна"]


def test_of_many_people_a_few_are_named() -> None:
    dialogue = listed("together", *(f"Гость {letter}" for letter in "АБВГДЕЖЗ"))
    assert dialogue.prompt.title.endswith("Гость Е и ещё 2")


@pytest.mark.parametrize("said", ["по отдельности", "по одному", "жеке-жеке", "one by one"])
def test_asking_one_by_one_can_be_asked_for_in_words(said: str) -> None:
    dialogue = listed("together", "Дидар", "Диас")
    shown = dialogue.say(said)
    assert shown.title == "Дидар · 1 из 2"
    assert "По одному" not in dialogue.labels


def test_who_is_unticked_by_a_tap_is_left_out_of_the_answer() -> None:
    dialogue = listed("together", "Дидар", "Диас", "Айша")
    dialogue.tap("☑ Диас")
    assert dialogue.labels[:3] == ["☑ Дидар", "☐ Диас", "☑ Айша"]
    shown = dialogue.say("Казахстан")
    assert shown.lead == ("Записано (Дидар, Айша): Казахстан",)
    answers = [dialogue.interview.items[item].answers for item in (1, 2, 3)]
    assert ["citizenship" in answer for answer in answers] == [True, False, True]


def test_when_nobody_is_left_it_says_so() -> None:
    dialogue = listed("together", "Дидар", "Диас")
    shown = dialogue.tap("☑ Диас", "☑ Дидар")
    assert shown.lead[0] == "Отметьте хотя бы одного человека."


def test_a_doubt_says_the_authors_words_and_the_answer() -> None:
    dialogue = Dialogue(feature("soft_checks"), language="en")
    shown = dialogue.say("1", "640")
    assert isinstance(dialogue.interview.head.pending, Confirming)
    assert shown.text.splitlines() == [
        "There are few rooms (1), and the area is very large.",
        "You answered: 640. Is that right?",
    ]
    assert dialogue.labels == ["Yes, that is right", "I will correct it"]
    dialogue.say("no", "50")
    assert dialogue.interview.items[0].answers["area"].value == 50


@pytest.mark.parametrize(
    ("said", "language"),
    [("не знаю", "ru"), ("Затрудняюсь ответить.", "ru"), ("білмеймін", "kk"), ("don't know", "en")],
)
def test_not_knowing_is_understood_in_words(said: str, language: str) -> None:
    dialogue = Dialogue(feature("missing"), language=language)
    dialogue.say(said)
    assert dialogue.interview.items[0].answers["built"].missing is Missing.UNKNOWN


def test_a_reason_that_is_not_accepted_is_no_answer() -> None:
    dialogue = Dialogue(feature("missing"))
    dialogue.say("не хочу отвечать")
    assert dialogue.interview.items[0].answers == {}
    dialogue.say("не знаю", "не хочу отвечать")
    assert dialogue.interview.items[0].answers["religion"].missing is Missing.WITHHELD


SECRET = """
choices:
  faiths:
    - {name: islam, label: {kk: Ислам, ru: Мусульманство, en: Islam}}
    - {name: none, label: {kk: Дінсіз, ru: Не верую, en: None}}
blocks:
  - roster: member
    title: {kk: "${name}", ru: "${name}", en: "${name}"}
    noun: {kk: адам, ru: человек, en: person}
    min: 2
    max: 9
    gate:
      label: {kk: Тағы?, ru: Ещё?, en: More?}
      add: {kk: Қосу, ru: Добавить, en: Add}
      done: {kk: Бітті, ru: Готово, en: Done}
    blocks:
      - section: card
        title: {kk: Адам, ru: Человек, en: Person}
        questions:
          - {type: text, name: name, label: {kk: Аты?, ru: Имя?, en: Name?}}
  - each: member
    blocks:
      - section: sheet
        title: {kk: Парақ, ru: Лист, en: Sheet}
        questions:
          - type: select_one faiths
            name: faith
            sensitive: "yes"
            checks:
              - rule: ". = 'islam'"
                soft: "yes"
                message: {kk: Сирек., ru: Так бывает редко., en: That is rare.}
            label: {kk: Діні?, ru: Вера?, en: Faith?}
            together: {kk: Бәрінің діні?, ru: Вера всех?, en: Faith of all?}
"""


def test_a_sensitive_answer_is_not_repeated_when_it_is_shared_or_doubted() -> None:
    dialogue = Dialogue(questionnaire_of(SECRET))
    dialogue.say("Дидар", "Диас")
    dialogue.tap("Готово")
    dialogue.tap("По одному")
    shown = dialogue.say("Не верую")
    assert shown.text == "Так бывает редко.\nВсё верно?"
    dialogue.say("да")
    assert dialogue.interview.items[1].answers["faith"].value == "none"


def test_a_sensitive_answer_for_all_is_only_said_to_be_there() -> None:
    dialogue = Dialogue(questionnaire_of(SECRET))
    dialogue.say("Дидар", "Диас")
    dialogue.tap("Готово")
    shown = dialogue.say("Мусульманство")
    assert shown.lead == ("Ответ записан, здесь его не показываем.",)


def offered(talk: Talk) -> list[str]:
    shown = prompt(people(), talk.interview)
    return [button.label for row in shown.rows for button in row]


def at_town() -> Talk:
    """Somebody asked for a town out of a codelist."""
    talk = Talk(people()).say("A", "40").tap("done")
    return talk.act(Action.CHANGE, "town/1")


def test_a_codelist_is_opened_by_a_button_and_its_answer_can_be_typed() -> None:
    shown = prompt(people(), at_town().interview)
    assert shown.answer is AnswerKind.TEXT
    assert shown.rows[0][0].input == Act(Action.BROWSE, "/0", at_town().interview.tag)


def test_entries_that_may_be_meant_are_buttons_with_a_way_out() -> None:
    talk = at_town().say("town")
    assert isinstance(talk.interview.head.pending, Suggesting)
    assert offered(talk) == ["place 1001", "place 2001", "Ничего не подходит", "Открыть список"]
    shown = prompt(people(), talk.interview)
    assert shown.rows[1][0].input == Choose("town", 1, "2001", tag=talk.interview.tag)


def test_a_codelist_is_browsed_down_to_an_answer_and_up_again() -> None:
    talk = at_town().act(Action.BROWSE)
    assert offered(talk)[:2] == ["place 10 ›", "place 20 ›"]
    talk.hear(prompt(people(), talk.interview).rows[0][0].input)
    assert talk.interview.head.pending == Browsing("10", 0)
    assert offered(talk) == ["place 1001", "К началу списка", "Закрыть"]
    talk.hear(prompt(people(), talk.interview).rows[0][0].input)
    assert talk.value("town", 1) == "1001"
    assert (
        "Сейчас: place 1001" in prompt(people(), talk.act(Action.CHANGE, "town/1").interview).text
    )


class _Levels:
    """A codelist of three levels with many entries below the first, which knows ways down."""

    def label(self, code: str) -> Text | None:
        return text(f"entry {code}") if code else None

    def children(self, code: str) -> tuple[str, ...]:
        if not code:
            return ("a",)
        return {"a": tuple(f"a{n}" for n in range(10)), "a9": ("a9x",)}.get(code, ())

    def path(self, code: str) -> tuple[str, ...]:
        return tuple(code[:end] for end in range(1, len(code) + 1))


def test_pages_and_levels_of_a_codelist_lead_on_and_back() -> None:
    builder = Builder()
    question = builder.question(QuestionType.SELECT_ONE, "entry")
    placed = builder.section("only", replace(question, codelist=_Levels()))
    questionnaire = builder.build(placed)
    talk = Talk(questionnaire).act(Action.BROWSE, "a/0")

    def press(label: str) -> list[str]:
        rows = prompt(questionnaire, talk.interview).rows
        (wanted,) = [button for row in rows for button in row if button.label == label]
        talk.hear(wanted.input)
        return [
            button.label for row in prompt(questionnaire, talk.interview).rows for button in row
        ]

    assert press("Следующие ▶")[:3] == ["entry a8", "entry a9 ›", "◀ Предыдущие"]
    assert press("entry a9 ›") == ["entry a9x", "↑ Выше", "К началу списка", "Закрыть"]
    assert press("↑ Выше")[0] == "entry a0"
    assert press("К началу списка") == ["entry a ›", "Закрыть"]

"""What was asked and answered can be told again, and a turn says what it took."""

from __future__ import annotations

from dialogs.history import Echo, echo, history
from dialogs.summaries import Exchange, item_title, rows, sheets_by_item, sheets_of
from state_machine.events import Answered
from state_machine.inputs import Act, Action, Choose
from state_machine.interview import LANGUAGE, Location
from state_machine.items import Answer
from state_machine.scope import Scope
from state_machine.turn import Turn
from tests.dialogs.dialogue import Dialogue, questionnaire_of

VISIT = questionnaire_of("""
choices:
  yes_no:
    - {name: "yes", label: {kk: Иә, ru: Да, en: "Yes"}}
    - {name: "no", label: {kk: Жоқ, ru: Нет, en: "No"}}
  fruit:
    - {name: apple, label: {kk: Алма, ru: Яблоко, en: Apple}}
    - {name: melon, label: {kk: Қауын, ru: Дыня, en: Melon}}
blocks:
  - section: home
    title: {kk: Үй, ru: Дом, en: Home}
    questions:
      - {type: note, name: hi, label: {kk: Сәлем, ru: Привет, en: Hello}}
      - type: select_one yes_no
        name: guests
        label: {kk: Қонақ бар ма?, ru: Есть гости?, en: Any guests?}
      - type: select_multiple fruit
        name: fruit
        label: {kk: Жемістер, ru: Фрукты, en: Fruit}
      - type: text
        name: pin
        sensitive: "yes"
        label: {kk: Құпия, ru: Тайна, en: Secret}
  - roster: guest
    title: {kk: "${name}", ru: "${name}", en: "${name}"}
    noun: {kk: қонақ, ru: гость, en: guest}
    gate:
      label: {kk: Тағы?, ru: Ещё?, en: More?}
      add: {kk: Иә, ru: Да, en: "Yes"}
      done: {kk: Жоқ, ru: Нет, en: "No"}
    blocks:
      - section: guest_sheet
        relevant: "${guests} = 'yes'"
        title: {kk: Қонақ, ru: Гость, en: Guest}
        questions:
          - {type: text, name: name, label: {kk: Аты, ru: Имя, en: Name}}
          - {type: date, name: since, label: {kk: Қашаннан, ru: С какого дня, en: Since}}
""")


def visited() -> Dialogue:
    dialogue = Dialogue(VISIT)
    dialogue.say("да", "1, 2", "слово")
    dialogue.tap("Да")
    dialogue.say("Марат", "/skip")
    return dialogue


def test_the_history_tells_answers_in_the_order_of_the_route() -> None:
    dialogue = visited()
    assert history(VISIT, dialogue.interview) == (
        Exchange(Location("guests", 0), "", "Есть гости?", "Да"),
        Exchange(Location("fruit", 0), "", "Фрукты", "Яблоко, Дыня"),
        Exchange(Location("pin", 0), "", "Тайна", "записано, здесь не показываем"),
        Exchange(Location("name", 1), "Марат", "Имя", "Марат"),
        Exchange(Location("since", 1), "Марат", "С какого дня", "пропущено"),
    )
    assert rows(VISIT, dialogue.interview) == history(VISIT, dialogue.interview)


def test_a_limit_keeps_the_latest() -> None:
    dialogue = visited()
    assert [row.location.question for row in history(VISIT, dialogue.interview, limit=2)] == [
        "name",
        "since",
    ]
    assert history(VISIT, dialogue.interview, limit=0) == ()


def test_answers_off_the_path_are_not_told() -> None:
    dialogue = visited()
    dialogue.take(Act(Action.CHANGE, "guests/0"))
    dialogue.tap("Нет", "Да, изменить")
    assert [row.location.question for row in history(VISIT, dialogue.interview)] == [
        "guests",
        "fruit",
        "pin",
    ]


def test_an_echo_is_what_the_turn_took() -> None:
    dialogue = Dialogue(VISIT)
    assert echo(dialogue.last) == Echo(LANGUAGE, "Русский")
    expected = [
        ("да", Echo(Location("guests", 0), "Да")),
        ("1, 2", Echo(Location("fruit", 0), "Яблоко, Дыня")),
        ("слово", Echo(Location("pin", 0), "записано, здесь не показываем", sensitive=True)),
        ("?", None),
        ("чепуха", None),
    ]
    for text, told in expected:
        dialogue.say(text)
        assert echo(dialogue.last) == told


def test_what_came_with_a_sensitive_answer_in_one_turn_is_not_echoed_either() -> None:
    dialogue = Dialogue(VISIT)
    taken = [Answered("pin", 0, Answer("слово")), Answered("guests", 0, Answer("yes"))]
    assert echo(Turn(dialogue.last.scope, tuple(taken))) == Echo(
        Location("guests", 0), "записано, здесь не показываем", sensitive=True
    )


def test_ticking_echoes_nothing_until_it_is_confirmed() -> None:
    dialogue = Dialogue(VISIT)
    dialogue.say("да")
    dialogue.take(Choose("fruit", 0, "melon"))
    assert echo(dialogue.last) is None
    dialogue.tap("Готово")
    assert echo(dialogue.last) == Echo(Location("fruit", 0), "Дыня")


def test_the_echo_at_a_gate_is_the_label_of_the_choice() -> None:
    dialogue = visited()
    dialogue.tap("Нет")
    assert echo(dialogue.last) == Echo(Location("guest_more", 0), "Нет")


def test_a_removed_item_is_echoed_no_more() -> None:
    dialogue = visited()
    events = dialogue.last.events
    dialogue.take(Act(Action.REMOVE, "1"))
    dialogue.tap("Да, убрать")
    assert echo(Turn(dialogue.last.scope, events)) is None


def test_items_are_called_by_name_or_by_number() -> None:
    dialogue = visited()
    assert item_title(VISIT, dialogue.interview, 1) == "Марат"
    assert item_title(VISIT, dialogue.interview, 0) == ""
    dialogue.tap("Да")
    assert item_title(VISIT, dialogue.interview, 2) == "Гость 2"
    dialogue.say("/kk")
    assert item_title(VISIT, dialogue.interview, 2) == "Қонақ 2"


def test_the_sheets_are_listed_by_item_with_how_far_they_are() -> None:
    dialogue = visited()
    scope, groups = Scope(VISIT, dialogue.interview), sheets_by_item(VISIT, dialogue.interview)
    everybody, guest = (sheets_of(scope, item, found, "ru") for item, found in groups.items())
    assert everybody.title == "Общие вопросы"
    assert [(sheet.label, sheet.filled, sheet.gathers) for sheet in everybody.sheets] == [
        ("Дом", True, False),
        ("Да", False, True),
    ]
    assert guest.title == "Марат"
    assert all(sheet.filled for sheet in guest.sheets)


PARTS = questionnaire_of("""
blocks:
  - section: first
    form: 2-Ж
    title: {kk: x, ru: x, en: x}
    questions: [{type: text, name: one, required: "yes", label: {kk: x, ru: Раз?, en: x}}]
  - section: second
    form: 2-Ж
    title: {kk: x, ru: x, en: x}
    questions: [{type: text, name: two, required: "yes", label: {kk: x, ru: Два?, en: x}}]
""")


def test_the_parts_of_an_official_form_are_one_sheet_that_opens_where_something_is_left() -> None:
    dialogue = Dialogue(PARTS)
    assert dialogue.say("раз").text.endswith("Два?")
    shown = dialogue.say("/sheets")
    assert "Общие вопросы: 🟠 2-Ж" in shown.text
    dialogue.tap("🟠 2-Ж")
    dialogue.say("два")
    assert "Общие вопросы: 🟢 2-Ж" in dialogue.say("/sheets").text

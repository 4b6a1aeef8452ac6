"""A sensitive answer is nowhere shown again: not by words, not by a mark on its button."""

from __future__ import annotations

from dialogs.history import echo, history
from dialogs.loading import check_source
from state_machine.inputs import Act, Action
from tests.dialogs.dialogue import Dialogue, questionnaire_of
from tests.dialogs.faulty import SOUND

_BODY = """
choices:
  faiths:
    - {name: islam, label: {kk: Ислам, ru: Мусульманство, en: Islam}}
    - {name: none, label: {kk: Сенбеймін, ru: Не верую, en: No religion}}
blocks:
  - section: s
    title: {kk: Бөлім, ru: Раздел, en: Section}
    questions:
      - type: select_one faiths
        name: faith
        sensitive: "yes"
        label: {kk: Дініңіз?, ru: Ваша религия?, en: Your religion?}
      - type: select_multiple faiths
        name: parents
        sensitive: "yes"
        label: {kk: Ата-анаңыз?, ru: А родители?, en: And your parents?}
      - type: date
        name: baptised
        sensitive: "yes"
        label: {kk: Қашан?, ru: Когда?, en: When?}
"""
QUESTIONNAIRE = questionnaire_of(_BODY)


def begun() -> Dialogue:
    """Somebody has answered the two questions with choices."""
    dialogue = Dialogue(QUESTIONNAIRE)
    dialogue.tap("Не верую")
    dialogue.tap("☐ Мусульманство", "Готово")
    return dialogue


def test_a_sensitive_question_says_that_it_is_one() -> None:
    assert Dialogue(QUESTIONNAIRE).prompt.sensitive
    assert not Dialogue(QUESTIONNAIRE).say("/sheets").sensitive


def test_no_button_is_marked_as_the_answer_now() -> None:
    dialogue = begun()
    shown = dialogue.take(Act(Action.CHANGE, "faith/0"))
    assert "Сейчас: записано, здесь не показываем" in shown.text
    assert not any(button.on for row in shown.rows for button in row)


def test_no_tick_shows_what_was_answered_and_the_first_one_begins_anew() -> None:
    dialogue = begun()
    shown = dialogue.take(Act(Action.CHANGE, "parents/0"))
    assert "Сейчас: записано, здесь не показываем" in shown.text
    assert [button.label for button in shown.rows[0]] == ["☐ Мусульманство", "☐ Не верую"]
    dialogue.tap("☐ Не верую", "Готово")
    assert dialogue.interview.items[0].answers["parents"].value == ("none",)


def test_done_without_a_new_tick_leaves_the_answer_as_it_was() -> None:
    dialogue = begun()
    dialogue.take(Act(Action.CHANGE, "parents/0"))
    dialogue.tap("Готово")
    assert dialogue.interview.items[0].answers["parents"].value == ("islam",)


def test_no_screen_history_or_echo_tells_a_sensitive_answer() -> None:
    dialogue = begun()
    told = []
    for move in ("1 сентября 2008", "/review", "?", "/sheets"):
        told.append(dialogue.say(move).say_all())
        taken = echo(dialogue.last)
        told.append(taken.answer_text if taken else "")
    told += [row.answer for row in history(QUESTIONNAIRE, dialogue.interview)]
    assert not any("2008" in text or "сентября" in text for text in told)
    answers = [row.answer for row in history(QUESTIONNAIRE, dialogue.interview)]
    assert answers == ["записано, здесь не показываем"] * 3


def test_an_echo_says_that_the_turn_took_something_sensitive() -> None:
    dialogue = begun()
    dialogue.say("1 сентября 2008")
    taken = echo(dialogue.last)
    assert taken is not None
    assert taken.sensitive


def faults_of(old: str, new: str) -> set[str]:
    assert old in SOUND
    return {fault.code for fault in check_source(SOUND.replace(old, new, 1))}


def test_a_title_that_tells_a_sensitive_answer_is_found() -> None:
    assert "E608" in faults_of(
        '    title: {ru: "${name}", en: "${name}"}', '    title: {ru: "${iin}", en: "${iin}"}'
    )
    assert "E608" in faults_of(
        "title: {ru: Речь, en: Speech}", 'title: {ru: "Речь ${iin}", en: "Speech ${iin}"}'
    )


def test_a_calculation_does_not_carry_a_sensitive_answer_into_a_text() -> None:
    calculated = (
        "          - {type: calculate, name: born, calculation: 'substr(${iin}, 0, 6)'}\n"
        "          - {type: calculate, name: year, calculation: 'substr(${born}, 0, 2)'}\n"
    )
    place = "          - type: select_multiple spoken\n"
    text = SOUND.replace(place, calculated + place)
    text = text.replace("ru: Свободно., en: Fluently.", 'ru: "${year}", en: "${year}"')
    assert "E608" in {fault.code for fault in check_source(text)}


def test_a_calculation_that_its_author_lets_tell_may_stand_in_a_text() -> None:
    keys = "type: calculate, name: told, calculation: 'iin-sex(${iin})', sensitive: 'no'"
    calculated = f"          - {{{keys}}}\n"
    place = "          - type: select_multiple spoken\n"
    text = SOUND.replace(place, calculated + place)
    text = text.replace("ru: Свободно., en: Fluently.", 'ru: "${told}", en: "${told}"')
    assert check_source(text) == []


def test_a_suggestion_computed_from_a_sensitive_answer_is_found_behind_a_calculation_too() -> None:
    calculated = "          - {type: calculate, name: told, calculation: 'iin-sex(${iin})'}\n"
    place = "          - type: select_multiple spoken\n            name: languages_spoken\n"
    assert "W941" in faults_of(place, f"{calculated}{place}            default: '${{told}}'\n")


def test_a_battery_that_tells_a_sensitive_answer_is_found() -> None:
    battery = """\
      - type: text
        name: secret
        sensitive: "yes"
        label: {ru: "Тайна?", en: "Secret?"}
        hint: {ru: Любая., en: Any.}
      - group: things
        battery: {label: {ru: "Что есть?", en: "What?"}, usual: {ru: "Нет", en: "None"}}
        questions:
          - {type: select_one yes_no, name: lift, tick: {ru: Лифт, en: A lift}, usual: "no",
             label: {ru: "Есть ли лифт?", en: "A lift?"}, hint: {ru: Любой., en: Any.}}
          - {type: select_one yes_no, name: stairs, tick: {ru: Лестница, en: Stairs}, usual: "no",
             label: {ru: "А лестница?", en: "Stairs?"}, hint: {ru: Любая., en: Any.}}
"""
    place = "      - type: select_one yes_no\n        name: shared\n"
    sound = SOUND.replace(place, battery + place)
    assert check_source(sound) == []
    for old, new in (
        ('ru: "Что есть?", en: "What?"', 'ru: "${secret}?", en: "${secret}?"'),
        ('ru: "Нет", en: "None"', 'ru: "${secret}", en: "${secret}"'),
    ):
        assert {fault.code for fault in check_source(sound.replace(old, new))} == {"E608"}

"""A small household in three languages, and the ways into it that tests of prompts take."""

from __future__ import annotations

from dialogs.prompts import Prompt
from tests.dialogs.dialogue import Dialogue, questionnaire_of

__all__ = ["ALONE", "FAMILY", "FINISHED", "HOME", "at", "rows"]

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
              kk: "${born}, ${tongues}, ${wood}"
              ru: "${born}, ${tongues}, ${wood}"
              en: "${born}, ${tongues}, ${wood}"
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

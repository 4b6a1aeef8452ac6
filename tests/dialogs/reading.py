"""Readers of every kind, and an interview to read for."""

from __future__ import annotations

from types import MappingProxyType

from dialogs.readers import reader_for
from state_machine.items import Value
from state_machine.pending import Candidates, Problem, Several
from state_machine.questionnaire import Choice, QuestionType, Reader, Template
from state_machine.scope import Scope

Read = Value | Problem | Several | Candidates
"""Whatever a reader may say."""

__all__ = [
    "FAMILY",
    "LANGUAGES",
    "READERS",
    "SCOPE_OF",
    "TONGUES",
    "TROUBLE",
    "YES_NO",
    "choice",
    "code",
    "read",
    "reader",
]

LANGUAGES = ("kk", "ru", "en")
SCOPE_OF = """
blocks:
  - section: one
    title: {kk: Бір, ru: Один, en: One}
    questions:
      - {type: text, name: name, label: {kk: Аты, ru: Имя, en: Name}}
      - {type: text, name: other, label: {kk: Басқа, ru: Другое, en: Other}}
"""


def choice(name: str, kk: str, ru: str, en: str) -> Choice:
    label = {"kk": Template((kk,)), "ru": Template((ru,)), "en": Template((en,))}
    return Choice(name=name, label=MappingProxyType(label))


FAMILY = (
    choice("first", "Бірінші жазылған", "Записан первым", "First listed"),
    choice("spouse", "Жұбайы (зайыбы)", "Супруг (супруга)", "Spouse"),
    choice("child", "Қызы, ұлы", "Дочь, сын", "Daughter, son"),
    choice("other", "Басқа", "Другое", "Other"),
    choice("two", "2", "2", "2"),
)
OK = choice("OK", "Растаймын", "Подтверждаю", "I confirm")
YES_NO = (choice("yes", "Иә", "Да", "Yes"), choice("no", "Жоқ", "Нет", "No"))
TROUBLE = (
    choice("none", "Жоқ, еш қиындық жоқ", "Нет, никаких трудностей", "No difficulty"),
    choice("some", "Иә, аздап", "Да, некоторые трудности", "Yes, some difficulty"),
    choice("much", "Иә, көп", "Да, большие трудности", "Yes, a lot of difficulty"),
)
TONGUES = (
    choice("kazakh", "Қазақ тілі", "Казахский", "Kazakh"),
    choice("russian", "Орыс тілі", "Русский", "Russian"),
    choice("benefit", "Жәрдемақы, АӘК", "Пособие, АСП", "Benefit, social aid"),
    choice("other", "Басқа", "Другой", "Other"),
)


def reader(kind: QuestionType, choices: tuple[Choice, ...] = ()) -> Reader:
    return reader_for(kind, choices, LANGUAGES)


READERS: dict[str, tuple[Reader, type | tuple[type, ...]]] = {
    "family": (reader(QuestionType.SELECT_ONE, FAMILY), str),
    "yes or no": (reader(QuestionType.SELECT_ONE, YES_NO), str),
    "tongues": (reader(QuestionType.SELECT_MULTIPLE, TONGUES), tuple),
    "integer": (reader(QuestionType.INTEGER), int),
    "decimal": (reader(QuestionType.DECIMAL), float),
    "text": (reader(QuestionType.TEXT), str),
    "date": (reader(QuestionType.DATE), str),
    "geopoint": (reader(QuestionType.GEOPOINT), str),
    "image": (reader(QuestionType.IMAGE), ()),
    "time": (reader(QuestionType.TIME), str),
    "datetime": (reader(QuestionType.DATETIME), str),
    "range": (reader(QuestionType.RANGE), (int, float)),
    "rank": (reader(QuestionType.RANK, TONGUES), tuple),
    "acknowledge": (reader(QuestionType.ACKNOWLEDGE, (OK,)), str),
    "gate": (reader(QuestionType.GATE, (YES_NO[0], YES_NO[1])), str),
    "note": (reader(QuestionType.NOTE), ()),
}


def read(name: str, text: str, scope: Scope) -> Value | Problem | Candidates:
    found = READERS[name][0](text, scope, 0)
    assert not isinstance(found, Several)
    return found


def code(found: Read) -> str:
    assert isinstance(found, Problem), found
    return found.code

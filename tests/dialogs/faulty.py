"""A sound questionnaire, and for every code of `sanaq check` a change that makes it faulty."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["CASES", "SOUND", "Case"]

SOUND = """\
name: sound
title: {ru: Перепись, en: Census}
languages: [ru, en]
hotline: "1446"
constants:
  census_moment: "2021-10-01T00:00:00+06:00"
  iin_question: iin
  person_roster: member
choices:
  yes_no:
    - {name: "yes", label: {ru: Да, en: "Yes"}}
    - {name: "no", label: {ru: Нет, en: "No"}}
  spoken:
    - {name: kazakh, label: {ru: Казахский, en: Kazakh}}
    - {name: russian, label: {ru: Русский, en: Russian}}
    - {name: other, label: {ru: Другой, en: Another}}
blocks:
  - section: address
    stage: locating
    title: {ru: Адрес, en: Address}
    questions:
      - type: text
        name: street
        label: {ru: Какая у Вас улица?, en: What is your street?}
        hint: {ru: Без сокращений., en: Without abbreviations.}
      - type: integer
        name: rooms
        constraint: ". >= 1"
        constraint_message: {ru: Хотя бы одна., en: At least one.}
        label: {ru: Сколько комнат?, en: How many rooms?}
        hint: {ru: Без кухни., en: Without the kitchen.}
      - type: date
        name: moved
        label: {ru: Когда въехали?, en: When did you move in?}
        hint: {ru: Примерно., en: About when.}
      - type: select_one yes_no
        name: shared
        relevant: "${rooms} > 1"
        label: {ru: Кухня общая?, en: Is the kitchen shared?}
        hint: {ru: С соседями., en: With neighbours.}
      - type: calculate
        name: half
        calculation: "${rooms} div 2"
      - type: note
        name: thanks
        label: {ru: "Спасибо, ${street}!", en: "Thank you, ${street}!"}
  - roster: member
    title: {ru: "${name}", en: "${name}"}
    noun: {ru: человек, en: person}
    min: 1
    max: 20
    respondent_first: "yes"
    gate:
      label: {ru: Есть ли еще кто-то?, en: Is there anybody else?}
      add: {ru: Добавить, en: Add}
      done: {ru: Больше никого, en: Nobody else}
      hint: {ru: И младенцы., en: Babies as well.}
    blocks:
      - section: member_card
        title: {ru: Человек, en: Person}
        questions:
          - type: text
            name: name
            label: {ru: Как Вас зовут?, en: What is your name?}
            proxy: {ru: Как его зовут?, en: What is his name?}
            hint: {ru: Полностью., en: In full.}
          - type: text
            name: iin
            sensitive: "yes"
            label: {ru: Какой у Вас ИИН?, en: What is your IIN?}
            proxy: {ru: Какой у него ИИН?, en: What is his IIN?}
            hint: {ru: Двенадцать цифр., en: Twelve digits.}
  - each: member
    blocks:
      - section: speech
        title: {ru: Речь, en: Speech}
        questions:
          - type: select_multiple spoken
            name: languages_spoken
            label: {ru: На каких языках говорите?, en: Which languages do you speak?}
            proxy: {ru: На каких языках говорит?, en: Which languages does he speak?}
            hint: {ru: Свободно., en: Fluently.}
faq:
  - topic: calling
    title: {ru: Горячая линия, en: Calling}
    asked:
      ru: [куда позвонить]
      en: [where can I call]
    answer: {ru: Позвоните по номеру 1446., en: Call 1446.}
    related: [secrecy]
  - topic: secrecy
    title: {ru: Кто увидит ответы, en: Who sees the answers}
    asked:
      ru: [кто увидит мои ответы]
      en: [who will see my answers]
    answer: {ru: Ответы никому не передаются., en: The answers are given to nobody.}
"""


Changes = dict[str, str]


class Case(NamedTuple):
    """Changes of the sound questionnaire, and a fragment whose last line is where the fault is.

    `also` are the codes of further faults that the changes bring along.
    """

    code: str
    changes: Changes
    seen: str
    also: frozenset[str] = frozenset()

    def text(self) -> str:
        """The faulty questionnaire."""
        text = SOUND
        for old, new in self.changes.items():
            text = text.replace(old, new, 1)
        return text

    def line(self) -> int:
        """Where the fault is seen, from 1."""
        text = self.text()
        return text.count("\n", 0, text.rindex(self.seen)) + 1


def _rows(count: int) -> str:
    return "".join(
        f"    - {{name: c{n}, label: {{ru: Выбор {n}, en: Choice {n}}}}}\n" for n in range(count)
    )


def _chain(count: int) -> str:
    """Calculations that each read the one before."""
    sources = ("${rooms}", *(f"${{c{n}}}" for n in range(count - 1)))
    return "".join(
        f'      - {{type: calculate, name: c{n}, calculation: "{source} + 1"}}\n'
        for n, source in enumerate(sources)
    )


_ADDRESS = "  - section: address\n"
_NOTE = "      - type: note\n"
_EACH = "  - each: member\n    blocks:\n"
_SPOKEN = "            name: languages_spoken\n"
_RULE = '"${rooms} > 1"'
_HALF = '"${rooms} div 2"'
_LIMIT = '". >= 1"'
_LABEL = "jr:choice-name(${shared}, '${shared}')"
_OTHER = "    - {name: other, label: {ru: Другой, en: Another}}\n"
_EMPTY = "{section: empty, title: {ru: Пусто, en: Empty}, questions: []}"
_EARLY = "[{type: note, name: early, label: {ru: Рано, en: Early}}]"
_PET = """\
  - roster: pet
    title: {ru: Питомец, en: Pet}
    noun: {ru: питомец, en: pet}
    max: 3
    gate:
      label: {ru: Есть питомец?, en: Is there a pet?}
      add: {ru: Добавить, en: Add}
      done: {ru: Нет, en: No}
      hint: {ru: Любой., en: Any.}
    blocks: []
"""


_TONGUES = "          - type: select_multiple spoken\n"
_IIN = "          - type: text\n            name: iin\n"
_ROOMS = "name: rooms\n"
_STREET = "      - type: text\n        name: street\n"
_LONG_LABEL = "Yes, and it has been so for as long as anybody here remembers"
_PAGE = f"      - {{type: note, name: why, label: {{ru: {'Так надо. ' * 408}Да., en: Why}}}}\n"
_PLACE = (
    "      - {type: select_one places, name: place, label: {ru: Где?, en: Where?}, "
    "hint: {ru: Любое., en: Any.}}\n"
)
_HEIGHT = """\
          - type: integer
            name: height
            required: "yes"
            label: {ru: Какой у Вас рост?, en: How tall are you?}
            proxy: {ru: Какой у него рост?, en: How tall is he?}
            hint: {ru: В сантиметрах., en: In centimetres.}
"""
_NAME = "            name: name\n"
_TOGETHER = "together: {ru: Что у вас у всех?, en: What do all of you have?}"
_GATE = SOUND[SOUND.index("    gate:\n") : SOUND.index("    blocks:\n      - section: member_card")]


def _kin(roster: str, more: str = "") -> str:
    """A question that is answered by naming somebody."""
    return (
        f"          - {{type: select_one_from {roster}, name: kin, {more}"
        "label: {ru: Чей Вы ребенок?, en: Whose child are you?}, "
        "proxy: {ru: Чей он ребенок?, en: Whose child is he?}, "
        "hint: {ru: Или никто., en: Or nobody.}}\n"
    )


def _asked(question: str, keys: str, indent: int = 8) -> Changes:
    """More keys of a question."""
    return {question: f"{question}{' ' * indent}{keys}\n"}


def _counted(rule: str) -> Changes:
    """A roster that a rule counts."""
    return {"    min: 1\n": "", _GATE: f'    count: "{rule}"\n'}


def _ruled(rule: str) -> Changes:
    """Another relevance of the question about the shared kitchen."""
    return {_RULE: f'"{rule}"'}


def _limited(rule: str) -> Changes:
    """Another constraint of the number of rooms."""
    return {_LIMIT: f'"{rule}"'}


_SHAPE = (
    Case("E101", {'"1446"': "@1446"}, "@1446"),
    Case("E102", {"hotline:": "hotlin:"}, "hotlin:"),
    Case("E103", {"name: sound\n": ""}, "title: {ru: Перепись"),
    Case("E104", {"min: 1": "min: [1]"}, "min: [1]"),
    Case("E105", {"name: street\n": "name: street\n        name: again\n"}, "name: again"),
    Case("E106", {_RULE: f"!rule {_RULE}"}, "!rule"),
    Case("E107", {'"1446"': "[" * 70 + "]" * 70}, "hotline"),
    Case("E109", {"ru: Адрес": "ru: ''"}, "ru: ''"),
    Case("E110", {"stage: locating": "stage: wandering"}, "wandering"),
    Case("E111", {"max: 20": "max: many"}, "many"),
    Case("E113", {_ADDRESS: f"  - {_EMPTY}\n{_ADDRESS}"}, "section: empty"),
)
_NAMES = (
    Case("E201", {"name: moved": "name: Переезд"}, "Переезд"),
    Case("E202", {"name: moved": "name: rooms"}, "name: rooms"),
    Case("E203", {"name: moved": "name: member_more"}, "member_more"),
    Case("E204", {"type: date": "type: dates"}, "type: dates"),
    Case("E205", {"select_one yes_no": "select_one yesno"}, "yesno", frozenset({"W506"})),
    Case("E206", {"type: date": "type: date yes_no"}, "date yes_no"),
)
_EXPRESSIONS = (
    Case("E301", _ruled("${rooms} >"), "${rooms} >"),
    Case("E302", _ruled("${room} > 1"), "${room} > 1"),
    Case("E303", _ruled("${name} = 'x'"), "${name} = 'x'"),
    Case(
        "E304",
        {_SPOKEN: f'{_SPOKEN}            relevant: "distinct(${{name}})"\n'},
        "distinct",
    ),
    Case("E305", _ruled("rooms() > 1"), "rooms()"),
    Case("E306", _ruled("not()"), "not()"),
    Case("E326", _ruled("version() > 1"), "version()"),
    Case(
        "E327",
        {_SPOKEN: f"{_SPOKEN}            relevant: \"{_LABEL} = 'Да'\"\n"},
        "jr:choice-name",
    ),
    Case("E307", _ruled(". > 1"), 'relevant: ". > 1'),
    Case("E308", _ruled("position() > 1"), "position() > 1"),
    Case("E309", _ruled("count(${rooms}) > 1"), "count(${rooms})"),
    Case("E310", _limited("regex(., '[')"), "regex("),
    Case("E311", _limited("regex(., '(.*)*')"), "regex("),
    Case("E312", _ruled("(" * 60 + "1" + ")" * 60), "((("),
    Case("E313", {_HALF: '"${half} + 1"'}, "name: half"),
    Case("E314", {_NOTE: _chain(80) + _NOTE}, "name: c70,"),
    Case(
        "E315",
        {"name: moved\n": "name: moved\n        relevant: \"${shared} = 'yes'\"\n"},
        "${shared} = 'yes'",
    ),
    Case(
        "E316",
        {"census_moment:": "other_moment:", _HALF: '"age(${moved}, census-moment())"'},
        "census-moment()",
    ),
    Case("E317", {_HALF: "\"${shared} = 'maybe'\""}, "maybe"),
    Case("E318", _ruled("${rooms} > 'one'"), "'one'"),
    Case(
        "W319",
        {
            _SPOKEN: f"{_SPOKEN}            constraint: \". = 'kazakh'\"\n"
            "            constraint_message: {ru: Хотя бы один., en: At least one.}\n"
        },
        ". = 'kazakh'",
    ),
    Case("W320", _ruled("${moved} > today()"), "today()"),
    Case("W321", _ruled("1 = 1"), "1 = 1"),
    Case("W322", _ruled("selected(${street}, 'x')"), "selected("),
    Case("W323", {_HALF: '"count(${member})"'}, "count("),
    Case("E324", _ruled("${moved} > '1 May'"), "1 May"),
    Case("W325", _limited(". >= 1 and ${moved} != ''"), "${moved} != ''"),
)
_WORDINGS = (
    Case("E401", {"{ru: Адрес, en: Address}": "{ru: Адрес}"}, "ru: Адрес"),
    Case("E402", {"en: Address}": "en: Address, kk: Мекенжай}"}, "Мекенжай"),
    Case("E403", {'"Thank you, ${street}!"': "Thank you!"}, "Thank you!"),
    Case("E404", {"ru: Сколько комнат?": f"ru: {'слово' * 900}"}, "слово"),
    Case("E405", {"ru: Другой": 'ru: "${street}"'}, "en: Another"),
    Case("W406", {"ru: Другой": f"ru: {'долго' * 13}"}, "долго"),
    Case("E407", {'"Thank you, ${street}!"': '"Thank you, ${street!"'}, "${street!"),
    Case("E408", {"[ru, en]": "[ru, en, ru]"}, "languages: ["),
    Case("W409", {"        hint: {ru: Без кухни., en: Without the kitchen.}\n": ""}, "name: rooms"),
    Case(
        "W410",
        {"            proxy: {ru: Как его зовут?, en: What is his name?}\n": ""},
        "name: name",
    ),
    Case("W411", {"ru: Когда въехали?": "ru: When did you move in?"}, "en: When did"),
    Case("W412", {"ru: Примерно.": "ru: 'Примерно. '"}, "'Примерно. '"),
)
_CHOICES = (
    Case("E501", {"  spoken:": "  nothing: []\n  spoken:"}, "nothing:", frozenset({"W506"})),
    Case("E502", {"name: russian": "name: kazakh"}, "name: kazakh"),
    Case("E503", {"ru: Русский": "ru: КАЗАХСКИЙ"}, "КАЗАХСКИЙ"),
    Case("E504", {"name: russian": "name: in russian"}, "in russian"),
    Case("E505", {_OTHER: _rows(101) + _OTHER}, "  spoken:"),
    Case("W506", {"  spoken:": f"  unused:\n{_rows(2)}  spoken:"}, "unused:"),
    Case("W507", {'    - {name: "no", label: {ru: Нет, en: "No"}}\n': ""}, "yes_no:\n"),
    Case("W508", {"ru: Русский": 'ru: "3"'}, 'ru: "3"'),
    Case("E509", {"ru: Русский": "ru: other"}, "ru: other"),
    Case("E510", {"en: Another}": 'en: Another}, refuses: "yes"'}, "languages_spoken"),
)
_QUESTIONS = (
    Case("E601", {"name: thanks\n": 'name: thanks\n        required: "yes"\n'}, "required:"),
    Case("E602", {f"        calculation: {_HALF}\n": ""}, "type: calculate"),
    Case(
        "W604",
        {"        constraint_message: {ru: Хотя бы одна., en: At least one.}\n": ""},
        '". >= 1"',
    ),
    Case("E605", {f"        constraint: {_LIMIT}\n": ""}, "constraint_message:"),
    Case("E608", {"en: Fluently.": 'en: "${iin}"', "ru: Свободно.": 'ru: "${iin}"'}, "${iin}"),
    Case("E609", _limited("1 > 2"), "1 > 2"),
    Case("W611", _limited("${street} != ''"), "${street} != ''"),
    Case("W612", _limited(". >= ${rooms}"), ". >= ${rooms}"),
    Case("E606", _asked(_ROOMS, "default: \"'many'\""), "'many'"),
    Case("E607", _asked("name: moved\n", 'carry: "yes"'), "carry:"),
    Case("E610", _asked("name: moved\n", _TOGETHER), "together:"),
    Case("E613", _asked(_ROOMS, 'default: "${rooms} + 1"'), "default:"),
    Case(
        "E614",
        _asked(_ROOMS, 'required: "yes"\n        missing: [unknown, unknown]'),
        "missing:",
    ),
    Case("W615", _asked(_ROOMS, "missing: [unknown]"), "missing:"),
    Case(
        "W660",
        {
            "type: text\n        name: street": "type: image\n        name: street\n"
            '        required: "yes"'
        },
        "required:",
    ),
    Case("E616", {_TONGUES: _kin("persons") + _TONGUES}, "persons"),
    Case("E619", {_NOTE: _kin("member").replace("    ", "  ") + _NOTE}, "name: kin"),
    Case("W620", {_IIN: _kin("member") + _IIN}, "name: kin"),
    Case("E621", _asked("            name: iin\n", 'default: "${street}"', 12), "default:"),
    Case(
        "W941", _asked("            name: languages_spoken\n", 'default: "${iin}"', 12), "default:"
    ),
    Case(
        "W625",
        _asked(_ROOMS, 'checks: [{rule: ". >= 1", message: {ru: Одна комната?, en: A room?}}]'),
        "checks:",
    ),
    Case("W627", {_TONGUES: _kin("member", 'required: "yes", ') + _TONGUES}, "name: kin"),
    Case(
        "E628",
        {
            'title: {ru: "${name}", en: "${name}"}': 'title: {ru: "${kin}", en: "${kin}"}',
            _TONGUES: _kin("member") + _TONGUES,
        },
        'en: "${kin}"',
    ),
    Case("E629", _asked(_NAME, "reads: {name: name, nickname: iin}", 12), "nickname"),
    Case("E630", _asked(_NAME, "reads: {name: name, iin: street}", 12), "reads:"),
    Case("E631", _asked(_NAME, "reads: {name: name, birth_date: iin}", 12), "reads:"),
    Case("E632", _asked(_NAME, "reads: {iin: iin}", 12), "            name: name"),
    Case("E633", {"type: date": "type: codelist cities"}, "codelist cities"),
    Case(
        "W635",
        {"en: At least one.": 'en: "${rooms}?"', "ru: Хотя бы одна.": 'ru: "${rooms}?"'},
        '"${rooms}?"',
    ),
    Case(
        "W634",
        {'label: {ru: Нет, en: "No"}': 'label: {ru: Не знаю, en: "Not sure"}'}
        | _asked("name: shared\n", 'required: "yes"\n        missing: [unknown]'),
        "missing:",
    ),
)
_TYPES = (
    Case("W642", {_NOTE: "      - {type: deviceid, name: device}\n" + _NOTE}, "name: device"),
    Case("W643", _asked(_ROOMS, "appearance: likert"), "likert"),
    Case(
        "W644",
        _asked("name: moved\n", 'read_only: "yes"\n        required: "yes"'),
        'required: "yes"',
    ),
    Case("E640", _ruled("random() > 0.5"), "random()"),
    Case("E641", {"type: integer": 'type: range\n        step: "0"'}, 'step: "0"'),
)
_ROSTERS = (
    Case("E701", {"min: 1": "min: 30"}, "min: 30"),
    Case("E702", {"each: member": "each: person"}, "each: person"),
    Case("E703", {_EACH: f"{_EACH}      - {{each: member, blocks: []}}\n"}, "{each: member"),
    Case(
        "E704",
        {
            _ADDRESS: "  - each: member\n    blocks:\n      - {section: first, "
            f"title: {{ru: Рано, en: Early}}, questions: {_EARLY}}}\n{_ADDRESS}"
        },
        "each: member\n    blocks:\n      - {section: first",
    ),
    Case("E705", {"      add: {ru: Добавить, en: Add}\n": ""}, "label: {ru: Есть ли"),
    Case("W708", {"max: 20": "max: 100001"}, "roster: member"),
    Case("W709", {"    max: 20\n": ""}, "roster: member"),
    Case("E710", {_ADDRESS: _PET + _ADDRESS}, "roster: pet"),
    Case("E711", {"    min: 1\n    max: 20": "    max: 0"}, "max: 0"),
    Case("E712", {"    max: 20\n": '    max: 20\n    count: "${rooms}"\n'}, "    min: 1"),
    Case("E713", _counted("count(${member})"), "count:"),
    Case("E714", _counted("${street}"), "count:"),
    Case("E715", _counted("30"), "count:"),
)
_LONG = "a" * 1001
_TOPICS = (
    Case("E830", {"topic: calling": "topic: Hot Line"}, "topic: Hot Line"),
    Case(
        "E831",
        {"topic: secrecy": "topic: calling", "    related: [secrecy]\n": ""},
        "topic: calling",
    ),
    Case("E832", {"related: [secrecy]": "related: [calling]"}, "related: [calling]"),
    Case("E833", {"      en: [where can I call]\n": ""}, "topic: calling"),
    Case(
        "E834",
        {"en: [who will see my answers]": "en: [Where can I call?]"},
        "en: [Where can I call?]",
        frozenset({"W835"}),
    ),
    Case(
        "W835",
        {"en: [who will see my answers]": "en: [I can call where]"},
        "en: [I can call where]",
    ),
    Case("E836", {"en: Call 1446.": f"en: {_LONG}"}, f"en: {_LONG}"),
    Case("W837", {"en: Calling}": f"en: {_LONG}}}"}, f"en: {_LONG}}}"),
    Case("W838", {"en: [where can I call]": "en: [Kazakh]"}, "en: [Kazakh]"),
    Case("E839", {"en: [where can I call]": 'en: ["?!"]'}, 'en: ["?!"]'),
)


def _battery(first: str, second: str, type_: str = "select_one yes_no") -> Changes:
    """Two questions in one turn, with these keys; `type_` is that of the second."""
    label = "label: {ru: Есть ли это?, en: Is there any?}, hint: {ru: Любое., en: Of any kind.}"
    return {
        _SHARED: "      - group: things\n"
        "        battery: {label: {ru: Что есть?, en: What is there?}, usual: {ru: Нет, en: No}}\n"
        "        questions:\n"
        f"          - {{type: select_one yes_no, name: lift, {first}, {label}}}\n"
        f"          - {{type: {type_}, name: stairs, {second}, {label}}}\n{_SHARED}"
    }


_SHARED = "      - type: select_one yes_no\n        name: shared\n"
_LIFT = 'tick: {ru: Лифт, en: A lift}, usual: "no"'
_STAIRS = 'tick: {ru: Лестница, en: Stairs}, usual: "no"'
_BATTERIES = (
    Case("E730", _asked("name: shared\n", 'usual: "no"'), "name: shared"),
    Case(
        "E731",
        _battery(_LIFT, _STAIRS, "codelist countries"),
        "name: stairs",
        frozenset({"E601"}),
    ),
    Case("E940", _battery(_LIFT, f'{_STAIRS}, sensitive: "yes"'), "name: stairs"),
    Case("E732", _battery('usual: "no"', f"{_STAIRS}"), "name: lift", frozenset({"E734"})),
    Case("E733", _battery(_LIFT, _STAIRS.replace('"no"', "none")), "usual: none"),
    Case(
        "E735",
        {_OTHER: _rows(41) + _OTHER, _TONGUES: f"{_TONGUES}            {_TOGETHER}\n"},
        "together:",
    ),
    Case("E734", _battery(_LIFT, 'required: "yes"'), "things"),
)
_WHOLE = (
    Case(
        "E801",
        {_ADDRESS: f'{_ADDRESS}    relevant: "1 > 2"\n'},
        "section: address",
        frozenset({"W321"}),
    ),
    Case("E804", {"iin_question: iin": "iin_question: number"}, "iin_question"),
    Case(
        "W880",
        {
            'en: "Yes"}': f'en: "{_LONG_LABEL} once"}}',
            'en: "No"}': f'en: "{_LONG_LABEL} twice"}}',
        },
        "twice",
        frozenset({"W406"}),
    ),
    Case(
        "W881",
        {_STREET: _PAGE + _STREET},
        "name: street",
    ),
    Case("W882", {_TONGUES: _HEIGHT + _TONGUES}, "name: height"),
    Case(
        "E883",
        {"  spoken:": f"  places:\n{_rows(101).replace('c100,', 'c' * 41 + ',')}  spoken:"}
        | {_STREET: _PLACE + _STREET},
        "select_one places",
    ),
    Case(
        "W901",
        {"        name: shared\n": "        name: shared\n        seed: '7'\n"},
        "'7'",
    ),
)

CASES = (
    *_SHAPE,
    *_NAMES,
    *_EXPRESSIONS,
    *_WORDINGS,
    *_CHOICES,
    *_QUESTIONS,
    *_TYPES,
    *_ROSTERS,
    *_TOPICS,
    *_BATTERIES,
    *_WHOLE,
)

"""What people type is read as they mean it, in three languages, or refused with a reason."""

from __future__ import annotations

from datetime import date
from types import MappingProxyType

import pytest
from babel.dates import format_date
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogs.readers import clean, fold, reader_for
from dialogs.wording import date_text
from state_machine.interview import Problem, Value
from state_machine.questionnaire import Choice, QuestionType, Reader, Template
from state_machine.scope import Scope
from tests.dialogs.dialogue import Dialogue, questionnaire_of
from tests.hostile import HOSTILE

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


@pytest.fixture(scope="module")
def scope() -> Scope:
    dialogue = Dialogue(questionnaire_of(SCOPE_OF))
    return Scope(dialogue.questionnaire, dialogue.interview)


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
    "gate": (reader(QuestionType.GATE, (YES_NO[0], YES_NO[1])), str),
    "note": (reader(QuestionType.NOTE), ()),
}


def read(name: str, text: str, scope: Scope) -> Value | Problem:
    return READERS[name][0](text, scope, 0)


def code(found: Value | Problem) -> str:
    assert isinstance(found, Problem), found
    return found.code


# -- any text -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", READERS)
def test_no_reader_is_stopped_by_a_hostile_text(name: str, scope: Scope) -> None:
    for text in HOSTILE:
        assert_of_type(name, read(name, text, scope))


@pytest.mark.parametrize("name", READERS)
@given(text=st.text() | st.text("0123456789.,/- яи"))
@settings(max_examples=150)
def test_whatever_is_read_is_of_the_type_of_the_question(
    name: str, scope: Scope, text: str
) -> None:
    assert_of_type(name, read(name, text, scope))


def assert_of_type(name: str, found: Value | Problem) -> None:
    if isinstance(found, Problem):
        return
    assert isinstance(found, READERS[name][1])
    assert not isinstance(found, bool)
    assert found not in ("", ())
    if name == "date":
        date.fromisoformat(str(found))
    if name == "text":
        str(found).encode()
        assert len(str(found)) <= 500


@given(text=st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert clean(clean(text)) == clean(text)


# -- choices --------------------------------------------------------------------------------------


@pytest.mark.parametrize("choices", [FAMILY, YES_NO, TROUBLE, TONGUES])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_label_reads_back_as_itself(
    choices: tuple[Choice, ...], language: str, scope: Scope
) -> None:
    one, several = (
        reader(QuestionType.SELECT_ONE, choices),
        reader(QuestionType.SELECT_MULTIPLE, choices),
    )
    for each in choices:
        label = str(each.label[language].parts[0])
        for said in (label, label.upper(), f" {label.lower()}. ", f"«{label}»"):
            assert one(said, scope, 0) == each.name
            assert several(said, scope, 0) == (each.name,)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("1", "first"),
        ("3.", "child"),
        ("№ 4", "other"),
        ("٣", "child"),
        ("4\ufe0f\u20e3", "other"),
        ("2", "two"),  # the label "2" is meant, not the second place
        ("сын", "child"),
        ("супруга", "spouse"),
        ("жубайы", "spouse"),  # typed without the Kazakh letters
        ("Бiрiншi жазылған", "first"),  # with the Latin i
        ("SPOUSE", "spouse"),
        ("🙂 Другое!", "other"),
    ],
)
def test_a_choice_is_found_by_label_number_name_or_part(text: str, name: str, scope: Scope) -> None:
    assert read("family", text, scope) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [("да", "yes"), ("ИӘ", "yes"), ("ия", "yes"), ("ok", "yes"), ("жок", "no"), ("Нет.", "no")],
)
def test_yes_and_no_are_said_in_many_ways(text: str, name: str, scope: Scope) -> None:
    assert read("yes or no", text, scope) == name


def test_a_yes_that_fits_two_choices_is_asked_again(scope: Scope) -> None:
    trouble = reader(QuestionType.SELECT_ONE, TROUBLE)
    assert code(trouble("да", scope, 0)) == "ambiguous"
    assert trouble("нет", scope, 0) == "none"


@pytest.mark.parametrize("text", ["", "0", "6", "999", "шестой", "первым записан", "1 2"])
def test_what_names_no_choice_is_refused(text: str, scope: Scope) -> None:
    assert code(read("family", text, scope)) == "not_a_choice"


def test_the_language_spoken_goes_before_the_others() -> None:
    """A word that names one choice in Kazakh and another one in Russian is read as it is spoken."""
    dialogue = Dialogue(questionnaire_of(SCOPE_OF), "kk")
    mixed = (choice("a", "Отын", "Дрова", "Firewood"), choice("b", "Көмір", "Отын", "Coal"))
    one = reader(QuestionType.SELECT_ONE, mixed)
    assert one("отын", Scope(dialogue.questionnaire, dialogue.interview), 0) == "a"
    dialogue.say("/ru")
    assert one("отын", Scope(dialogue.questionnaire, dialogue.interview), 0) == "b"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("1 3", ("kazakh", "benefit")),
        ("3, 1; 1", ("kazakh", "benefit")),
        ("русский и казахский", ("kazakh", "russian")),
        ("қазақ тілі және орыс тілі", ("kazakh", "russian")),
        ("Kazakh and Other", ("kazakh", "other")),
        ("Казахский\nПособие, АСП\nДругой", ("kazakh", "benefit", "other")),
        ("Пособие, АСП, русский", ("russian", "benefit")),
        ("пособие", ("benefit",)),
        ("2, kazakh", ("kazakh", "russian")),
    ],
)
def test_several_choices_are_named_in_one_text(
    text: str, names: tuple[str, ...], scope: Scope
) -> None:
    assert read("tongues", text, scope) == names


@pytest.mark.parametrize("text", ["", ",", "1 9", "казахский, марсианский", "1-3"])
def test_one_unknown_name_among_several_refuses_them_all(text: str, scope: Scope) -> None:
    assert code(read("tongues", text, scope)) == "not_a_choice"


FILTERED = """
choices:
  regions:
    - {name: north, label: {kk: Солтүстік, ru: Север, en: North}}
    - {name: south, label: {kk: Оңтүстік, ru: Юг, en: South}}
  towns:
    - {name: a, label: {kk: Көкшетау, ru: Кокшетау, en: Kokshetau}, relevant: "${region} = 'north'"}
    - {name: b, label: {kk: Тараз, ru: Тараз, en: Taraz}, relevant: "${region} = 'south'"}
blocks:
  - section: one
    title: {kk: Бір, ru: Один, en: One}
    questions:
      - {type: select_one regions, name: region, label: {kk: Өңір, ru: Край, en: Region}}
      - {type: select_one towns, name: town, label: {kk: Қала, ru: Город, en: Town}}
"""


def test_only_what_is_offered_counts_and_can_be_named() -> None:
    dialogue = Dialogue(questionnaire_of(FILTERED))
    dialogue.say("юг")
    town = dialogue.questionnaire.questions["town"]
    scope = Scope(dialogue.questionnaire, dialogue.interview)
    assert town.read("1", scope, 0) == "b"
    assert code(town.read("Кокшетау", scope, 0)) == "not_a_choice"


# -- numbers --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3", 3),
        ("007", 7),
        ("-5", -5),
        ("−5", -5),
        ("+ 4", 4),
        ("1 000", 1000),
        ("1\u00a0000\u00a0000", 1_000_000),
        ("1'000", 1000),
        ("3,0", 3),
        ("3 комнаты", 3),
        ("35 жаста", 35),
        ("12 years old", 12),
        ("4 балa", None),
        ("4 бала", 4),
        ("५", 5),
        ("5.", 5),
    ],
)
def test_whole_numbers(text: str, value: int | None, scope: Scope) -> None:
    found = read("integer", text, scope)
    assert found == value if value is not None else isinstance(found, Problem)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("54,5", 54.5),
        ("54.5", 54.5),
        ("54 кв.м", 54.0),
        ("54 м2", 54.0),
        ("54,5 м²", 54.5),
        ("54 шаршы метр", 54.0),
        ("54.5 sq m", 54.5),
        ("1 234,5", 1234.5),
        ("1,234.5", 1234.5),
        ("1.234,5", 1234.5),
        ("1.234.567,5", 1234567.5),
    ],
)
def test_decimals(text: str, value: float, scope: Scope) -> None:
    assert read("decimal", text, scope) == value


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("пять", "not_a_number"),
        ("", "not_a_number"),
        ("5 или 6", "not_a_number"),
        ("5-6", "not_a_number"),
        ("1 00", "not_a_number"),
        ("1e5", "not_a_number"),
        ("3,5", "not_whole"),
        ("1,000", "not_whole"),  # one, or a thousand
        ("1000000000001", "too_large"),
        ("9" * 60, "too_large"),
    ],
)
def test_what_is_no_whole_number_says_why(text: str, why: str, scope: Scope) -> None:
    assert code(read("integer", text, scope)) == why


@given(number=st.integers(1 - 10**12, 10**12 - 1))
def test_every_number_reads_back(number: int) -> None:
    dialogue = Dialogue(questionnaire_of(SCOPE_OF))
    scope = Scope(dialogue.questionnaire, dialogue.interview)
    grouped = f"{number:,}".replace(",", " ")
    assert read("integer", str(number), scope) == read("integer", grouped, scope) == number
    assert read("decimal", f"{number},25", scope) == float(f"{number}.25")


# -- texts ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("  Оспанов \n Диас ", "Оспанов Диас"),
        ("Сәуле\u200b\u202e", "Сәуле"),
        ("и\u0306", "й"),
        ("a\x00b", "ab"),
        ("O'Neil <b>", "O'Neil <b>"),
        ("\ud800Диас", "Диас"),
    ],
)
def test_texts_are_kept_clean(text: str, kept: str, scope: Scope) -> None:
    assert read("text", text, scope) == kept


def test_texts_have_a_limit_that_the_problem_names(scope: Scope) -> None:
    assert read("text", "ы" * 500, scope) == "ы" * 500
    assert read("text", "ы" * 501, scope) == Problem("too_long", {"limit": "500"})
    assert code(read("text", "\u200b \n", scope)) == "empty"


# -- dates ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "1.9.2008",
        "01/09/2008",
        "2008-09-01",
        "2008.9.1",
        "1-9-2008",
        "1 9 2008",
        "01092008",
        "20080901",
        "1.9.2008 г.",
        "1 сентября 2008",
        "1 сентября 2008 года",
        "1-го сентября 2008 г.",
        "1 сен 2008",
        "Сентябрь 1, 2008",
        "1 қыркүйек 2008",
        "2008 жылғы 1 қыркүйек",
        "2008 ж. 1 қыркүйек",
        "2008 жылдың 1 қыркүйегі",
        "1 кыркуйек 2008",
        "September 1, 2008",
        "1 Sep 2008",
        "the 1st of September 2008",
        "1 Sept. 2008",
        "١.٩.٢٠٠٨",
    ],
)
def test_a_date_is_read_however_it_is_written(text: str, scope: Scope) -> None:
    assert read("date", text, scope) == "2008-09-01"


@pytest.mark.parametrize("month", range(1, 13))
def test_every_month_is_known_in_every_case_and_shortening(month: int, scope: Scope) -> None:
    day = date(2008, month, 3)
    for language in LANGUAGES:
        for form in ("d MMMM y", "d MMM y", "d LLLL y"):
            assert read("date", format_date(day, form, language), scope) == day.isoformat()


@given(day=st.dates(date(1800, 1, 1), date(2200, 12, 31)))
def test_every_date_reads_back_as_it_is_said(day: date) -> None:
    dialogue = Dialogue(questionnaire_of(SCOPE_OF))
    scope = Scope(dialogue.questionnaire, dialogue.interview)
    iso = day.isoformat()
    for language in LANGUAGES:
        assert read("date", date_text(iso, language), scope) == iso
        assert read("date", format_date(day, "long", language), scope) == iso
    for form in ("%d.%m.%Y", "%d/%m/%Y", "%Y-%m-%d", "%d%m%Y", "%Y%m%d"):
        assert read("date", day.strftime(form), scope) == iso


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("31.02.2021", "no_such_date"),
        ("30 февраля 2020", "no_such_date"),
        ("09/25/2008", "no_such_date"),  # day before month is the rule of the country
        ("0.1.2008", "no_such_date"),
        ("1.9.08", "date_ambiguous"),
        ("1 сентября 08", "date_ambiguous"),
        ("вчера", "not_a_date"),
        ("сентябрь 2008", "not_a_date"),
        ("1.9", "not_a_date"),
        ("1.9.208", "not_a_date"),
        ("2008", "not_a_date"),
        ("", "not_a_date"),
        ("1 сентября 2008 и 2 мая 2009", "not_a_date"),
    ],
)
def test_what_is_no_date_says_why(text: str, why: str, scope: Scope) -> None:
    assert code(read("date", text, scope)) == why


def test_day_comes_before_month(scope: Scope) -> None:
    assert read("date", "03/04/2008", scope) == "2008-04-03"

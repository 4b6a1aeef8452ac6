"""What is near to an answer is asked about; what is exact is taken, and little text is no guess."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.readers.guesses import Guesses
from state_machine.pending import Candidates, Problem, Rejected, Suggesting, Told
from state_machine.questionnaire import Choice, QuestionType
from state_machine.scope import Scope
from tests.dialogs.dialogue import Dialogue, questionnaire_of
from tests.dialogs.reading import (
    FAMILY,
    LANGUAGES,
    SCOPE_OF,
    TONGUES,
    TROUBLE,
    choice,
    read,
    reader,
)
from tests.hostile import HOSTILE

CONTENT = """
choices:
  dwellings:
    - {name: house, label: {kk: Жеке үй, ru: Отдельный дом, en: House}}
    - {name: flat, label: {kk: Пәтер, ru: Квартира, en: Flat}}
    - {name: quarters, label: {kk: Казарма, ru: Квартиры, en: Quarters}}
    - {name: "2", label: {kk: Екінші, ru: Второе жильё, en: Second home}}
  faiths:
    - {name: islam, label: {kk: Ислам діні, ru: Мусульманство, en: Muslim faith}}
    - {name: none, label: {kk: Дінсіз, ru: Неверующий, en: Unbeliever}}
blocks:
  - section: one
    title: {kk: Бір, ru: Один, en: One}
    questions:
      - {type: select_one dwellings, name: dwelling, label: {kk: Үй, ru: Дом, en: Home}}
      - type: select_one faiths
        name: faith
        sensitive: "yes"
        label: {kk: Дін, ru: Вера, en: Faith}
      - {type: select_multiple dwellings, name: owned, label: {kk: Үйлер, ru: Дома, en: Homes}}
      - {type: date, name: since, label: {kk: Қашан, ru: Когда, en: When}}
      - {type: date, name: secret, sensitive: "yes", label: {kk: Қашан, ru: Когда, en: When}}
"""


@pytest.fixture(scope="module")
def scope() -> Scope:
    dialogue = Dialogue(questionnaire_of(SCOPE_OF))
    return Scope(dialogue.questionnaire, dialogue.interview)


@pytest.fixture
def dialogue() -> Dialogue:
    return Dialogue(questionnaire_of(CONTENT))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("супрга", ("spouse",)),
        ("записан первм", ("first",)),
        ("first listd", ("first",)),
        ("ЖУБАЙЙ", ("spouse",)),
        ("zhubayi (zaiybi)", ("spouse",)),
        ("lheujt", ("other",)),  # "другое" on the Latin keyboard
    ],
)
def test_what_is_near_may_be_meant(text: str, names: tuple[str, ...], scope: Scope) -> None:
    assert read("family", text, scope) == Candidates(names)


@pytest.mark.parametrize("text", ["доч", "абв", "дом", "123456", "zzzzzz", "я не понимаю вопроса"])
def test_what_is_short_or_far_is_no_guess(text: str, scope: Scope) -> None:
    assert read("family", text, scope) == Problem("not_a_choice")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("казхский", ("kazakh",)),
        ("русскй, казхский", ("kazakh", "russian")),
        ("казахский и русскй", ("kazakh", "russian")),
        ("пособие, асб", ("benefit",)),
    ],
)
def test_each_of_several_answers_may_have_slips(
    text: str, names: tuple[str, ...], scope: Scope
) -> None:
    assert read("tongues", text, scope) == Candidates(names)


def test_one_part_that_is_far_keeps_the_others_from_being_guessed(scope: Scope) -> None:
    assert read("tongues", "казхский и вэвэвэ", scope) == Problem("not_a_choice")


def test_more_than_three_that_are_equally_near_are_no_guess(scope: Scope) -> None:
    alike = [choice(f"n{n}", f"улица {n}", f"улица {n}", f"улица {n}") for n in range(1, 5)]
    one = reader(QuestionType.SELECT_ONE, tuple(alike[:3]))
    assert one("улица 9", scope, 0) == Candidates(("n1", "n2", "n3"))
    one = reader(QuestionType.SELECT_ONE, tuple(alike))
    assert one("улица 9", scope, 0) == Problem("not_a_choice")


@st.composite
def with_a_slip(draw: st.DrawFn) -> tuple[tuple[Choice, ...], str, str]:
    """Choices, the label of one with a letter left out, put in, changed or swapped, its name."""
    choices = draw(st.sampled_from((FAMILY, TROUBLE, TONGUES)))
    long = [each for each in choices if len(each.name) > 1 and each.name != "two"]
    meant, language = draw(st.sampled_from(long)), draw(st.sampled_from(LANGUAGES))
    label = str(meant.label[language].parts[0])
    at = draw(st.integers(0, len(label) - 2))
    letter = draw(st.sampled_from("абвгдежзклмноршщыэюяіқ"))
    before, after = label[:at], label[at + 1 :]
    slips = (
        before + after,
        before + letter + label[at:],
        before + letter + after,
        before + label[at + 1] + label[at] + label[at + 2 :],
    )
    return choices, draw(st.sampled_from(slips)), meant.name if len(label) >= 5 else ""


@given(with_a_slip())
def test_a_label_with_one_slip_offers_its_choice(
    slipped: tuple[tuple[Choice, ...], str, str],
) -> None:
    choices, text, meant = slipped
    dialogue = Dialogue(questionnaire_of(SCOPE_OF))
    scope = Scope(dialogue.questionnaire, dialogue.interview)
    found = reader(QuestionType.SELECT_ONE, choices)(text, scope, 0)
    if meant and isinstance(found, Problem):
        assert found == Problem("ambiguous")
    elif meant and isinstance(found, Candidates):
        assert meant in found.names


@given(st.text() | st.sampled_from(HOSTILE))
def test_any_text_is_guessed_at_without_raising(text: str) -> None:
    offered = tuple(each.name for each in TONGUES)
    pairs = [
        ("".join(map(str, label.parts)), c.name) for c in TONGUES for label in c.label.values()
    ]
    assert set(Guesses(pairs).nearest(text, offered)) <= set(offered)


# -- in a conversation ----------------------------------------------------------------------------


def test_one_suggestion_is_taken_by_a_yes(dialogue: Dialogue) -> None:
    shown = dialogue.say("кварттра")
    assert dialogue.interview.head.pending == Suggesting(("flat",))
    assert "Вы имели в виду «Квартира»?" in shown.text
    dialogue.say("да")
    assert dialogue.interview.items[0].answers["dwelling"].value == "flat"


def test_a_no_asks_again_and_takes_nothing(dialogue: Dialogue) -> None:
    dialogue.say("кварттра", "нет")
    assert dialogue.interview.head.pending is None
    assert "dwelling" not in dialogue.interview.items[0].answers


@pytest.mark.parametrize(("said", "value"), [("отдельный дом", "house"), ("Второе жильё", "2")])
def test_the_right_words_are_taken_instead(dialogue: Dialogue, said: str, value: str) -> None:
    dialogue.say("кварттра", said)
    assert dialogue.interview.items[0].answers["dwelling"].value == value


def test_of_two_that_are_equally_near_one_is_chosen(dialogue: Dialogue) -> None:
    dialogue.say("квартиру")
    assert dialogue.labels == ["Квартира", "Квартиры", "Ничего не подходит"]
    dialogue.tap("Квартиры")
    assert dialogue.interview.items[0].answers["dwelling"].value == "quarters"


def test_the_very_name_of_a_choice_beats_the_place_of_a_button(dialogue: Dialogue) -> None:
    dialogue.say("квартиру", "2")
    assert dialogue.interview.items[0].answers["dwelling"].value == "2"


def test_what_is_sensitive_is_not_repeated(dialogue: Dialogue) -> None:
    dialogue.say("flat", "мусульманствр")
    assert dialogue.interview.head.pending == Rejected(Problem("not_a_choice"), 1)


def test_several_answers_with_slips_are_ticked_and_wait(dialogue: Dialogue) -> None:
    dialogue.say("flat", "none", "отдельный дм, второе жилье")
    assert dialogue.interview.head.pending == Told("ticked")
    assert dialogue.labels[:4] == ["☑ Отдельный дом", "☐ Квартира", "☐ Квартиры", "☑ Второе жильё"]
    dialogue.say("готово")
    assert dialogue.interview.items[0].answers["owned"].value == ("house", "2")


@pytest.mark.parametrize(
    "text", ["1 сентебря 2008", "2008 жылғы 1 қыркүуек", "1st of Setpember 2008", "1 снтября 2008"]
)
def test_a_misspelt_month_is_asked_about(dialogue: Dialogue, text: str) -> None:
    dialogue.say("flat", "none", "flat", text)
    assert dialogue.interview.head.pending == Suggesting(("2008-09-01",))
    dialogue.tap("Да")
    assert dialogue.interview.items[0].answers["since"].value == "2008-09-01"


def test_a_sensitive_date_is_not_repeated(dialogue: Dialogue) -> None:
    dialogue.say("flat", "none", "flat", "1.9.2008", "1 сентебря 2008")
    assert dialogue.interview.head.pending == Rejected(Problem("not_a_date"), 1)


@pytest.mark.parametrize("text", ["1 мрат 2008", "1 абвгд 2008", "31 сентебря 2008"])
def test_a_short_or_strange_month_is_no_guess(dialogue: Dialogue, text: str) -> None:
    dialogue.say("flat", "none", "flat", text)
    assert isinstance(dialogue.interview.head.pending, Rejected)


SAID = """
choices:
  yes_no:
    - {name: "yes", label: {kk: Иә, ru: Да, en: "Yes"}}
    - {name: "no", label: {kk: Жоқ, ru: Нет, en: "No"}}
  doses:
    - {name: fully, label: {kk: "Иә, толық", ru: "Да, полностью", en: "Yes, fully"}}
    - {name: one, label: {kk: "Иә, бірін", ru: "Да, одну", en: "Yes, one"}}
    - {name: none, label: {kk: "Жоқ, алмадым", ru: "Нет, не было", en: "No, none"}}
  homes:
    - {name: flat, label: {kk: Жеке пәтер, ru: Отдельная квартира, en: Separate flat}}
    - name: shared
      label: {kk: Ортақ (коммуналдық) пәтер, ru: Общая (коммунальная) квартира, en: Shared flat}
  bonds:
    - name: never
      label: {kk: Ешқашан некеде болмаған, ru: Никогда не состоял в браке, en: Never married}
    - {name: bound, label: {kk: Некеде, ru: Состою в браке, en: In a marriage}}
"""


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("да, конечно", ("yes",)),
        ("иә балам", ("yes",)),
        ("нет, не всегда", ("no",)),
        ("Yes I have", ("yes",)),
        ("жоқ, көшіп келдім", ("no",)),
        ("да нет", None),
        ("нет, да", None),
        ("не всегда", None),
        ("конечно", "yes"),
    ],
)
def test_a_yes_or_a_no_with_more_words_is_asked_about(
    text: str, meant: tuple[str, ...] | str | None
) -> None:
    found = read_choice("yes_no", text)
    match meant:
        case None:
            assert isinstance(found, Problem)
        case str():
            assert found == meant
        case _:
            assert found == Candidates(meant)


def test_a_yes_may_be_said_by_several_choices() -> None:
    assert read_choice("doses", "да, была прививка") == Candidates(("fully", "one"))
    assert read_choice("doses", "нет, боюсь") == Candidates(("none",))


@pytest.mark.parametrize("text", ["квартира", "пәтер"])
def test_a_word_that_two_labels_have_names_neither(text: str) -> None:
    """One of them in parts: "Общая (коммунальная) квартира"."""
    assert read_choice("homes", "квартира") == Candidates(("flat", "shared"))
    assert read_choice("homes", text) not in ("flat", "shared")


def test_no_guess_leaves_a_not_out() -> None:
    assert read_choice("bonds", "married") != Candidates(("never",))
    assert read_choice("bonds", "состоял в браке") != Candidates(("never",))


def read_choice(named: str, text: str) -> object:
    """What a text means among these choices."""
    body = SAID + (
        "blocks:\n  - section: s\n    title: {kk: Б, ru: Р, en: S}\n    questions:\n"
        f"      - {{type: select_one {named}, name: q, label: {{kk: С, ru: В, en: Q}}}}\n"
    )
    dialogue = Dialogue(questionnaire_of(body))
    question = dialogue.questionnaire.questions["q"]
    return question.read(text, Scope(dialogue.questionnaire, dialogue.interview), 0)

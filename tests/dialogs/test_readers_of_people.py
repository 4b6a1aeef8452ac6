"""A person in one message is taken apart, a plain answer never is; people are named as choices."""

from __future__ import annotations

from pathlib import Path

import pytest

from dialogs.loading import load
from state_machine.inputs import Act, Action
from state_machine.pending import Problem, Several, Suggesting
from state_machine.scope import Scope
from tests.dialogs.dialogue import Dialogue
from tests.hostile import HOSTILE

MEMBERS = load(Path(__file__).parents[2] / "questionnaires" / "features" / "members.yaml")
WHOLE = {
    "surname": "Оспанов",
    "name": "Диас",
    "patronymic": "Улубекович",
    "iin": "900713300014",
}


def read(text: str) -> object:
    """What the question about the surname makes of a text, for the first person."""
    dialogue = Dialogue(MEMBERS)
    found = MEMBERS.questions["surname"].read(text, Scope(MEMBERS, dialogue.interview), 1)
    return found.values if isinstance(found, Several) else found


@pytest.mark.parametrize(
    "text",
    [
        "Оспанов Диас Улубекович 900713300014",
        "900713300014 Оспанов Диас Улубекович",
        "Диас Улубекович Оспанов, 900713300014",
        "Оспанов, Диас, Улубекович, ИИН: 900713300014",
        "  Оспанов  Диас\nУлубекович\nЖСН 900713300014 ",
        "Оспанов;Диас;Улубекович;٩٠٠٧١٣٣٠٠٠١٤",
    ],
)
def test_a_person_is_read_at_once_in_any_order(text: str) -> None:
    assert read(text) == WHOLE


def test_the_parts_come_in_the_order_of_their_questions() -> None:
    found = read("900713300014 Диас Улубекович Оспанов")
    assert isinstance(found, dict)
    assert list(found) == ["surname", "name", "patronymic", "iin"]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Оспанова Айша 920611400013", ("Оспанова", "Айша", None, "920611400013")),
        ("Айша Оспанова 920611400013", ("Оспанова", "Айша", None, "920611400013")),
        ("Ким Ли 920611400013", ("Ким", "Ли", None, "920611400013")),
        ("Диас Улубекович 900713300014", (None, "Диас", "Улубекович", "900713300014")),
        ("Оспанов 900713300014", ("Оспанов", None, None, "900713300014")),
        ("Оспанов Диас Улубекович", ("Оспанов", "Диас", "Улубекович", None)),
        ("Оспанов Диас Улубек ұлы", ("Оспанов", "Диас", "Улубек ұлы", None)),
        ("Оспанова Айша Ермекқызы", ("Оспанова", "Айша", "Ермекқызы", None)),
        ("Ospanov Dias Ulubekuly 900713300014", ("Ospanov", "Dias", "Ulubekuly", "900713300014")),
        ("Оспанов Диас Улубек 900713300014", ("Оспанов", "Диас", "Улубек", "900713300014")),
    ],
)
def test_parts_may_be_left_out(text: str, values: tuple[str | None, ...]) -> None:
    named = zip(("surname", "name", "patronymic", "iin"), values, strict=True)
    assert read(text) == {name: value for name, value in named if value}


@pytest.mark.parametrize(
    "text",
    [
        "Оспанов",
        "Салтыков-Щедрин",
        "Ван Дер Берг",
        "Оспанов Диас",
        "900713300014",
        "Римский Корсаков",
        "де ла Крус Мартинес",
        "Оспанов Диас Улубекович 900713300014 920611400013",
        "Оспанов 2",
        "Оспанов Диас Улубекович Ермекович 900713300014",
        "ИИН",
    ],
)
def test_what_may_be_one_answer_is_one_answer(text: str) -> None:
    assert read(text) == text


@pytest.mark.parametrize("text", HOSTILE)
def test_no_hostile_text_is_more_than_a_plain_answer(text: str) -> None:
    assert isinstance(read(text), str | Problem)


def test_a_number_that_is_none_is_asked_again_after_the_names_were_taken() -> None:
    dialogue = Dialogue(MEMBERS)
    shown = dialogue.say("Оспанов Диас Улубекович 900713300015")
    assert dialogue.interview.items[1].answers["patronymic"].value == "Улубекович"
    assert dialogue.interview.head.location == ("iin", 1)
    assert "двенадцати цифр" in shown.say_all()


def family() -> Dialogue:
    """Four people, the third asked who the mother is."""
    dialogue = Dialogue(MEMBERS)
    dialogue.say("Оспанов Диас Улубекович 900713300014")
    for text in ("Оспанова Айша Ермековна 920611400013", "Оспанов Али Диасович 150310500018"):
        dialogue.tap("Добавить человека")
        dialogue.say(text)
    dialogue.tap("Больше никого", "Нет", "Нет", "Да")
    assert dialogue.interview.head.location == ("mother", 3)
    return dialogue


@pytest.mark.parametrize("said", ["Айша", "АЙША", "2", "айша."])
def test_somebody_of_the_household_is_named_by_title_or_number(said: str) -> None:
    dialogue = family()
    dialogue.say(said)
    assert dialogue.interview.items[3].answers["mother"].value == "2"


@pytest.mark.parametrize("said", ["Али", "3", "0", "Сауле", "", "9" * 5000])
def test_nobody_else_is_a_choice_nor_is_oneself(said: str) -> None:
    dialogue = family()
    found = MEMBERS.questions["mother"].read(said, Scope(MEMBERS, dialogue.interview), 3)
    assert found == Problem("not_a_choice")


def test_two_people_of_one_name_are_told_apart_by_their_number() -> None:
    dialogue = family()
    dialogue.take(Act(Action.CHANGE, "name/1"))
    dialogue.say("Айша")
    scope = Scope(MEMBERS, dialogue.interview)
    read_mother = MEMBERS.questions["mother"].read
    assert read_mother("Айша", scope, 3) == Problem("ambiguous")
    assert read_mother("1", scope, 3) == "1"


@pytest.mark.parametrize("said", ["Гулнара", "Gulnara", "гүлнарра"])
def test_a_name_with_a_slip_is_asked_about(said: str) -> None:
    dialogue = family()
    dialogue.take(Act(Action.CHANGE, "name/2"))
    dialogue.say("Гульнара")
    dialogue.take(Act(Action.CHANGE, "mother/3"))
    shown = dialogue.say(said)
    assert "Вы имели в виду «Гульнара»?" in shown.text
    dialogue.tap("Да")
    assert dialogue.interview.items[3].answers["mother"].value == "2"


def test_a_button_of_a_list_may_be_typed_with_a_slip() -> None:
    dialogue = Dialogue(MEMBERS)
    dialogue.say("Оспанов Диас Улубекович 900713300014", "дбавить человека")
    assert dialogue.interview.head.pending == Suggesting(("add",))
    dialogue.say("да")
    assert dialogue.interview.head.location == ("surname", 2)

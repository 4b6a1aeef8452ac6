"""Whatever a prompt holds, the message is one that Telegram takes."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest
from aiogram import methods as aiogram_methods
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram.methods import (
    AnswerCallbackQuery,
    DeleteMessage,
    EditKeyboard,
    EditText,
    KeyboardGone,
    LeaveChat,
    LocationButton,
    LocationKeyboard,
    Method,
    SendMessage,
    encode,
    name_of,
)
from bot.channels.telegram.reading import Tap
from bot.channels.telegram.rendering import Rendered, answered, render
from dialogs.loading import load_source
from dialogs.prompts import AnswerKind, Button, ButtonStyle, Progress, Prompt
from state_machine.inputs import Act, Action, Choose
from state_machine.interview import Location
from state_machine.questionnaire import Questionnaire
from tests.telegram.botapi.rules import bold, check_text, keyboard_of
from tests.telegram.conftest import QUESTIONNAIRE

WORKS = Location("works", 0)
PICTURES: dict[type[Method], type[aiogram_methods.TelegramMethod[Any]]] = {
    SendMessage: aiogram_methods.SendMessage,
    EditText: aiogram_methods.EditMessageText,
    EditKeyboard: aiogram_methods.EditMessageReplyMarkup,
    AnswerCallbackQuery: aiogram_methods.AnswerCallbackQuery,
    DeleteMessage: aiogram_methods.DeleteMessage,
    LeaveChat: aiogram_methods.LeaveChat,
}


def many(count: int) -> Questionnaire:
    """A question with this many choices."""
    choices = "".join(
        f"    - {{name: c{number}, label: {{ru: Выбор {number}}}}}\n" for number in range(count)
    )
    return load_source(
        "name: many\ntitle: {ru: Много}\nlanguages: [ru]\nchoices:\n  list:\n"
        + choices
        + "blocks:\n"
        "  - section: one\n    title: {ru: Один}\n    questions:\n"
        "      - {type: select_one list, name: pick, label: {ru: Что?}}\n",
        name="many.yaml",
    )


SMALL = load_source(QUESTIONNAIRE, name="small.yaml")
MANY = many(98)


def taken(rendered: Rendered) -> list[dict[str, Any]]:
    """The messages as Telegram keeps them; raises what Telegram refuses."""
    kept = []
    for method in rendered.new(7):
        sent = json.loads(encode(method))
        text = check_text(sent["text"])
        entities = bold(sent.get("entities"), text)
        kept.append({**sent, "entities": entities, "rows": keyboard_of(sent.get("reply_markup"))})
    return kept


def choice(label: str, name: str = "yes", **more: object) -> Button:
    return Button(label, Choose("works", 0, name, tag="abcdef"), **more)  # type: ignore[arg-type]


def prompt(*rows: tuple[Button, ...], text: str = "Вы работаете?", **more: object) -> Prompt:
    return Prompt(text, WORKS, "ru", rows=rows, **more)  # type: ignore[arg-type]


WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=120).filter(
    str.strip
)
BUTTONS = st.builds(choice, WORDS, style=st.sampled_from(ButtonStyle), on=st.booleans())
PROMPTS = st.builds(
    lambda rows, **more: prompt(*rows, **more),
    st.lists(st.lists(BUTTONS, min_size=1, max_size=10).map(tuple), max_size=8),
    text=WORDS,
    lead=st.lists(WORDS, max_size=3).map(tuple),
    title=st.just("") | WORDS,
    answer=st.sampled_from(AnswerKind),
    progress=st.none()
    | st.builds(Progress, st.integers(1, 6), st.just(6), WORDS, st.just(2), st.integers(0, 30)),
)


@given(PROMPTS)
def test_every_prompt_is_a_message_that_telegram_takes(shown: Prompt) -> None:
    """Any letters, any labels, any rows."""
    (message,) = taken(render(SMALL, shown))
    data = [one["callback_data"] for row in message["rows"] for one in row]
    assert len(data) == sum(map(len, shown.rows))


def test_a_question_reads_as_a_person_would_write_it() -> None:
    shown = prompt(
        (choice("Да"), choice("Нет", "no", on=True)),
        lead=("Не понимаю.",),
        title="Диас · 2 из 3",
        progress=Progress(2, 5, "Анкета", 3, 14),
    )
    (message,) = taken(render(SMALL, shown))
    assert message["text"] == "Не понимаю.\n\n▪▪▫▫▫ 3/14 · Диас · 2 из 3\nВы работаете?"
    assert message["entities"] == [{"type": "bold", "offset": 26, "length": 13}]
    ((yes, no),) = message["rows"]
    assert (yes["text"], no["text"], no["style"]) == ("Да", "Нет", "success")


def test_buttons_that_do_not_fit_side_by_side_stand_alone() -> None:
    labels = ("Все понимаю и говорю свободно", "Понимаю, но почти не говорю", "Нет")
    (message,) = taken(render(SMALL, prompt(tuple(map(choice, labels)))))
    assert [len(row) for row in message["rows"]] == [1, 2]


def test_long_labels_are_numbered_and_spelled_out() -> None:
    """A telephone shows the beginning of a label only; the number can be typed as well."""
    long = "Проживаю здесь постоянно с рождения и никуда не собираюсь уезжать"
    (message,) = taken(render(SMALL, prompt((choice(long),), (choice("Нет", "no"),))))
    assert f"1. {long}\n2. Нет" in str(message["text"])
    ((first,), (second,)) = message["rows"]
    assert first["text"].startswith("1. Проживаю")
    assert first["text"].endswith("…")
    assert second["text"] == "2. Нет"


def test_ticks_do_not_change_the_text_however_long_they_are() -> None:
    """Else every tick would be an edit of the text."""
    label = "язык, на котором говорят дома со всеми старшими родственниками"
    on, off = (
        render(SMALL, prompt((choice(f"{sign} {label}", style=ButtonStyle.TICK, on=sign == "☑"),)))
        for sign in "☑☐"
    )
    assert on.pieces == off.pieces
    assert on.keyboard != off.keyboard


def test_places_do_not_change_the_text_either() -> None:
    label = "дороги, которые ведут в районный центр и в соседние сёла, зимой"
    placed, open_ = (
        render(SMALL, prompt((choice(f"{sign} {label}", style=ButtonStyle.RANK, on=sign == "①"),)))
        for sign in "①○"
    )
    assert placed.pieces == open_.pieces
    assert label in placed.pieces[0]
    assert placed.keyboard != open_.keyboard


def test_more_choices_than_fit_are_typed() -> None:
    """A keyboard holds a hundred buttons; the sentence says how the others are chosen."""
    buttons = [(Button(f"Выбор {n}", Choose("pick", 0, f"c{n}", tag="abcdef")),) for n in range(98)]
    back = (Button("Назад", Act(Action.BACK, "", "abcdef"), ButtonStyle.COMMAND),)
    shown = Prompt(
        "Что?", Location("pick", 0), "ru", rows=(*buttons, back), answer=AnswerKind.CHOICE
    )
    (message,) = taken(render(MANY, shown))
    assert len(message["rows"]) == 91
    assert "98" in str(message["text"])


def test_a_text_longer_than_a_message_comes_in_pieces() -> None:
    """The last one carries the keyboard; an edit cannot hold them."""
    shown = prompt((choice("Да"),), text="\n\n".join(["Правила. " * 100] * 10))
    rendered = render(SMALL, shown)
    messages = taken(rendered)
    assert len(messages) > 1
    assert [bool(one["rows"]) for one in messages] == [False] * (len(messages) - 1) + [True]
    assert rendered.over(7, 1) is None


@given(WORDS, st.integers(0, 4200))
def test_the_chosen_answer_is_shown_on_the_asked_message(answer: str, length: int) -> None:
    """However long the question was."""
    asked = "Я" * min(length, 4096) or "?"
    edit = answered(Tap("1", "c", 5, asked, ((0, 1),)), answer, 7)
    assert check_text(edit.text).startswith(asked)
    assert edit.reply_markup is None
    if length < 3_900:
        assert edit.text.endswith(f"✓ {answer}")


@pytest.mark.parametrize("ours", PICTURES)
def test_our_methods_are_aiograms_methods(ours: type[Method]) -> None:
    """Every field of ours is one that aiogram knows, with the same meaning and name."""
    theirs = PICTURES[ours]
    fields = {field.encode_name for field in msgspec.structs.fields(ours)}
    assert fields <= set(theirs.model_fields)
    assert ours.__struct_config__.tag == theirs.__api_method__


@given(PROMPTS)
def test_what_we_encode_aiogram_reads(shown: Prompt) -> None:
    for method in render(SMALL, shown).new(7):
        sent = json.loads(encode(method))
        assert sent.pop("method") == name_of(method)
        read = aiogram_methods.SendMessage.model_validate(sent)
        again = read.model_dump(exclude_none=True, exclude_unset=True, mode="json")
        assert again == sent


@pytest.mark.parametrize(
    "markup", [LocationKeyboard(((LocationButton("Отправить"),),)), KeyboardGone()]
)
def test_a_keyboard_for_a_place_is_as_aiogram_has_it(
    markup: LocationKeyboard | KeyboardGone,
) -> None:
    sent = json.loads(encode(SendMessage(7, "Где Вы?", reply_markup=markup)))
    sent.pop("method")
    read = aiogram_methods.SendMessage.model_validate(sent)
    assert read.model_dump(exclude_none=True, exclude_unset=True, mode="json") == sent

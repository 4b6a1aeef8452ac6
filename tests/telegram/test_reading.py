"""Updates become what somebody did, and nothing that anybody sends stops the reading."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram.reading import Ignored, Member, Outside, Said, Sent, read
from bot.turns import Pressed
from state_machine.attachment import Medium
from state_machine.inputs import Act, Action, Locate, Say, Unsupported

CHAT = {"id": 7, "type": "private", "first_name": "Aigerim"}
PERSON = {"id": 7, "is_bot": False, "first_name": "Aigerim", "language_code": "kk-KZ"}
MESSAGE = {"message_id": 5, "date": 1_700_000_000, "chat": CHAT, "from": PERSON}


FILE = {"file_id": "f1", "file_size": 9, "mime_type": "audio/ogg", "file_name": "Ann.ogg"}


def update(**content: Any) -> bytes:  # noqa: ANN401  any JSON
    return json.dumps({"update_id": 42, **content}).encode()


def test_a_text_is_said_by_its_person() -> None:
    read_ = read(update(message={**MESSAGE, "text": "Алматы"}))
    assert read_ == Said(42, 7, Say("Алматы"), message=5)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("/start", Act(Action.START)),
        ("/start ref-2021_09", Act(Action.START)),
        ("/start@sanaq_bot", Act(Action.START)),
        ("/help@sanaq_bot", Say("/help")),
        ("/language kk", Say("/language kk")),
        ("/started", Say("/started")),
        ("кв. 5 /start", Say("кв. 5 /start")),
    ],
)
def test_commands_may_be_addressed_and_carry_a_payload(typed: str, meant: object) -> None:
    read_ = read(update(message={**MESSAGE, "text": typed}))
    assert isinstance(read_, Said)
    assert read_.input == meant


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("sticker", "sticker"),
        ("contact", "other"),
        ("dice", "other"),
        ("poll", "other"),
    ],
)
def test_what_a_census_cannot_carry_is_named(content: str, kind: str) -> None:
    read_ = read(update(message={**MESSAGE, content: {"file_id": "x"}, "caption": "look"}))
    assert isinstance(read_, Said)
    assert read_.input == Unsupported(kind)


@pytest.mark.parametrize(
    ("content", "given", "sent"),
    [
        ("voice", FILE, Sent("voice", Medium.AUDIO, "f1", 9, Medium.AUDIO)),
        ("audio", {"file_id": "f1"}, Sent("voice", Medium.AUDIO, "f1")),
        ("video", {"file_id": "f1"}, Sent("photo", Medium.VIDEO, "f1")),
        ("video_note", {"file_id": "f1"}, Sent("voice", Medium.VIDEO, "f1")),
        ("document", {"file_id": "f1"}, Sent("photo", Medium.FILE, "f1")),
        ("document", FILE, Sent("photo", Medium.AUDIO, "f1", 9, Medium.AUDIO)),
        (
            "photo",
            [{"file_id": "s", "width": 90}, {"file_id": "l", "width": 1280, "file_size": 7}],
            Sent("photo", Medium.IMAGE, "l", 7),
        ),
        ("location", {"latitude": 51.16, "longitude": 71.43}, Locate(51.16, 71.43)),
        (
            "location",
            {"latitude": 51.16, "longitude": 71.43, "horizontal_accuracy": 12.5},
            Locate(51.16, 71.43, 0.0, 12.5),
        ),
        ("venue", {"location": {"latitude": 1, "longitude": 2}, "title": "x"}, Locate(1, 2)),
    ],
)
def test_what_is_sent_can_be_asked_for(content: str, given: object, sent: object) -> None:
    read_ = read(update(message={**MESSAGE, content: given, "caption": "look"}))
    assert isinstance(read_, Said)
    assert read_.input == sent


@pytest.mark.parametrize(
    ("content", "kind"), [("voice", "voice"), ("photo", "photo"), ("location", "location")]
)
@pytest.mark.parametrize("given", [[], {}, "x", 5, None, [[]], {"file_id": 7}, {"latitude": "n"}])
def test_what_is_not_of_telegrams_shape_is_only_named(
    content: str, given: object, kind: str
) -> None:
    read_ = read(update(message={**MESSAGE, content: given}))
    assert isinstance(read_, Said)
    assert read_.input == Unsupported(kind)


def test_a_live_location_that_moves_on_says_nothing() -> None:
    moved = {**MESSAGE, "location": {"latitude": 1, "longitude": 2, "live_period": 900}}
    assert read(update(edited_message=moved)) == Ignored(42)


def test_an_edited_message_is_not_a_new_answer() -> None:
    read_ = read(update(edited_message={**MESSAGE, "text": "Астана"}))
    assert read_ == Said(42, 7, Unsupported("edited"))


def test_a_tap_brings_its_message() -> None:
    """The text and keyboard that it shows now are what an edit starts from."""
    buttons = [[{"text": "Да", "callback_data": "c.1"}]]
    shown = {
        **MESSAGE,
        "from": {"id": 1, "is_bot": True, "first_name": "Sanaq"},
        "text": "Диас\nЕсть ли?",
        "entities": [
            {"type": "bold", "offset": 0, "length": 4},
            {"type": "url", "offset": 5, "length": 4, "url": "x"},
        ],
        "reply_markup": {"inline_keyboard": buttons},
    }
    query = {"id": "99", "from": PERSON, "chat_instance": "1", "data": "c.1", "message": shown}
    read_ = read(update(callback_query=query))
    assert isinstance(read_, Said)
    assert read_.input == Pressed("c.1")
    assert read_.tap is not None
    assert (read_.tap.query, read_.tap.message, read_.tap.text) == ("99", 5, "Диас\nЕсть ли?")
    assert read_.tap.bold == ((0, 4),)
    assert read_.tap.keyboard == ((("Да", "c.1"),),)


def test_a_tap_on_a_message_too_old_to_be_shown_still_counts() -> None:
    old = {"message_id": 5, "date": 0, "chat": CHAT}
    query = {"id": "99", "from": PERSON, "data": "c.1", "message": old}
    read_ = read(update(callback_query=query))
    assert isinstance(read_, Said)
    assert read_.tap is not None
    assert read_.tap.message == 0


@pytest.mark.parametrize(("status", "blocked"), [("kicked", True), ("member", False)])
def test_blocking_is_learned(status: str, blocked: bool) -> None:
    bot = {"id": 1, "is_bot": True, "first_name": "Sanaq"}
    changed = {"chat": CHAT, "from": PERSON, "new_chat_member": {"status": status, "user": bot}}
    assert read(update(my_chat_member=changed)) == Member(42, 7, blocked=blocked)


GROUP = {**MESSAGE, "chat": {"id": -100, "type": "supergroup", "title": "Двор"}}


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ({"message": {**GROUP, "text": "hello"}}, Ignored(42)),
        ({"message": {**GROUP, "text": "/start@sanaq_bot"}}, Outside(42, -100)),
        ({"message": {**MESSAGE, "pinned_message": {}}}, Ignored(42)),
        ({"message": {**MESSAGE, "from": {"id": 1, "is_bot": True}, "text": "x"}}, Ignored(42)),
        ({"message": {"message_id": 1, "chat": CHAT, "text": "nobody"}}, Ignored(42)),
        ({"callback_query": {"id": "1", "from": PERSON, "data": "x"}}, Ignored(42)),
        ({"message": {**MESSAGE, "text": 5}}, Ignored(42)),
        ({"poll_answer": {}}, Ignored(42)),
        ({}, Ignored(42)),
    ],
)
def test_what_is_not_for_us_is_acknowledged(content: dict[str, Any], expected: object) -> None:
    assert read(update(**content)) == expected


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"\xff\xfe",
        b"null",
        b"[1]",
        b'{"update_id": "7"}',
        b'{"update_id": -1}',
        b'{"update_id": 99999999999999999999999}',
        b'{"update_id": 1e400}',
        b"[" * 100_000,
        b'{"update_id": 0, "message": ' + b'{"a":' * 100_000,
    ],
)
def test_hostile_bytes_are_acknowledged(payload: bytes) -> None:
    """A sender who can make us fail could stop everybody behind it."""
    assert read(payload) == Ignored()


def test_ids_that_telegram_cannot_have_sent_are_refused() -> None:
    """They would not fit into what is answered."""
    huge = {**MESSAGE, "from": {**PERSON, "id": 2**70}, "text": "x"}
    assert read(update(message=huge)) == Ignored(42)


def test_half_an_emoji_is_refused_with_the_update_known() -> None:
    """JSON can carry a lone surrogate, which no text may contain."""
    payload = update(message={**MESSAGE, "text": "X"}).replace(b'"X"', b'"\\ud83d"')
    assert read(payload) == Ignored()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)
FIELDS = ["message", "callback_query", "edited_message", "my_chat_member", "text", "from", "chat"]


@given(st.dictionaries(st.sampled_from([*FIELDS, "update_id", "id", "data"]), JSON))
def test_no_json_stops_the_reading(content: dict[str, Any]) -> None:
    read(json.dumps(content).encode())


@given(st.binary(max_size=200))
def test_no_bytes_stop_the_reading(payload: bytes) -> None:
    assert read(payload) == Ignored()

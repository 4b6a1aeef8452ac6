"""Photos, recordings and places by Telegram: asked for, fetched within limits, kept, never lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.channels.telegram.calling import connect
from bot.channels.telegram.files import Files
from bot.channels.telegram.reading import address_of
from bot.receiving import NotFetchedError, TooHeavyError
from dialogs.catalogues import say
from dialogs.loading import load_source
from state_machine.attachment import Reference, reference_of
from state_machine.questionnaire import Questionnaire
from storage import schema
from storage.database import DatabaseUnavailable
from storage.stored import Stored
from tests.telegram.botapi import ApiError, Person
from tests.telegram.conftest import BOT, MOST, House

PHOTO = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 64
VOICE = b"OggS\0\2" + bytes(4_000)
HOUSE = """
name: house
title: {ru: Дом}
languages: [ru]
blocks:
  - section: house_sheet
    title: {ru: Дом}
    questions:
      - {type: geopoint, name: place, label: {ru: Где дом?}, hint: {ru: Выйдите во двор.}}
      - {type: image, name: door, required: "yes", missing: [unknown], label: {ru: Дверь?}}
      - {type: audio, name: voice, label: {ru: Адрес голосом?}}
      - {type: text, name: street, label: {ru: Улица?}}
"""


@pytest.fixture
def questionnaire() -> Questionnaire:
    return load_source(HOUSE, name="house.yaml")


async def begin(person: Person) -> None:
    await person.types("/start")
    await person.sees("Где дом?")


async def reach_door(person: Person) -> None:
    await begin(person)
    await person.taps("Пропустить")
    await person.sees("Дверь?")


async def stored_of(house: House) -> Stored:
    stored = await house.store.find(address_of(7), fresh=True)
    assert stored is not None
    return stored


async def answer(house: House, question: str) -> str:
    return str((await stored_of(house)).interview.items[0].answers[question].value)


async def kept(house: House, question: str) -> tuple[Reference, bytes | None]:
    """The reference in an answer, and the bytes behind it."""
    stored, reference = await stored_of(house), reference_of(await answer(house, question))
    assert reference is not None
    return reference, await house.registry.attachments.get(stored.id, stored.key, reference)


async def rows(house: House) -> int:
    async with house.registry.database.reading() as connection:
        counted = select(func.count()).select_from(schema.attachments)
        return int((await connection.execute(counted)).scalar_one())


@pytest.mark.parametrize("how", ["polling", "webhook"])
async def test_a_household_answers_with_a_place_a_photo_and_a_voice(house: House, how: str) -> None:
    person = house.api.person(BOT, 7)
    async with house.polling() if how == "polling" else house.webhook():
        await begin(person)
        assert list(person.keyboard) == [say("ru", "place.share")]
        await person.is_at(51.16, 71.43)
        await person.sees("Дверь?")
        assert "✓ 51,16° с. ш., 71,43° в. д." in [one.text for one in person.seen]
        assert not person.keyboard
        await person.photographs(PHOTO)
        await person.sees("Адрес голосом?")
        voice = {"file_id": house.api.upload(VOICE), "duration": 3, "mime_type": "audio/ogg"}
        await person.sends(voice=voice)
        await person.sees("Улица?")
        await house.api.delivery(BOT).idle()
    assert [call for call in house.api.calls if call.error] == []
    assert await answer(house, "place") == "51.16 71.43 0 0"
    reference, content = await kept(house, "door")
    assert (reference.extension, reference.size, content) == ("jpg", len(PHOTO), PHOTO)
    reference, content = await kept(house, "voice")
    assert (reference.extension, content) == ("ogg", VOICE)


async def test_the_button_for_the_place_comes_with_the_question_and_goes_with_it(
    house: House,
) -> None:
    person = house.api.person(BOT, 7)
    async with house.webhook():
        await begin(person)
        await person.taps("Подсказка")
        await person.sees("Выйдите во двор.")
        shown = [one.text for one in person.seen].count(say("ru", "place.how"))
        assert shown == 1
        await person.taps("Скрыть подсказку")
        await person.taps("Пропустить")
        await person.sees("Дверь?")
        assert not person.keyboard
        await person.taps("Назад")
        await person.sees(lambda one: bool(one.keyboard))
        await person.types("51°10′N 71°26′E")
        await person.sees("Дверь?")
        assert not person.keyboard
        await house.api.delivery(BOT).idle()
    assert await answer(house, "place") == "51.1666667 71.4333333 0 0"


async def test_a_photo_sent_as_a_file_is_a_photo_and_its_name_is_nowhere(house: House) -> None:
    person = house.api.person(BOT, 7)
    async with house.webhook():
        await reach_door(person)
        await person.sends_file(PHOTO, "application/octet-stream")
        await person.sees("Адрес голосом?")
        await house.api.delivery(BOT).idle()
    assert "Диас" not in await answer(house, "door")
    assert (await kept(house, "door"))[1] == PHOTO


async def test_what_is_not_asked_for_is_not_fetched(house: House) -> None:
    person = house.api.person(BOT, 7)
    async with house.webhook():
        await begin(person)
        await person.photographs(PHOTO)
        await person.sees(say("ru", "problem.wrong_medium"))
        await person.taps("Пропустить")
        await person.sees("Дверь?")
        await person.sends(voice={"file_id": house.api.upload(VOICE)})
        await person.sees(say("ru", "expected.image"))
        await person.is_at(51.16, 71.43)
        await person.sees(say("ru", "expected.image"))
        await person.taps("Не знаю")
        await person.sees("Адрес голосом?")
        await person.taps("Пропустить")
        await person.sees("Улица?")
        await person.photographs(PHOTO)
        await person.sees(say("ru", "told.unsupported_photo"))
        await person.is_at(51.16, 71.43)
        await person.sees(say("ru", "told.unsupported_location"))
        await house.api.delivery(BOT).idle()
    assert house.api.of("getFile") == []
    assert await rows(house) == 0


async def test_too_large_a_file_is_said_to_be_too_large(house: House) -> None:
    """Whether Telegram tells the size, or not, or a false one."""
    person = house.api.person(BOT, 7)
    heavy = b"\xff\xd8\xff" + bytes(MOST)
    async with house.webhook():
        await reach_door(person)
        for size in (None, 0):
            await person.photographs(heavy, size=size)
            await person.sees(say("ru", "problem.too_heavy", limit="1 МБ"))
        await person.sends_file(PHOTO, "image/jpeg", file_size=20_000_001)
        await person.sees("не больше 1 МБ")
        await house.api.delivery(BOT).idle()
    assert house.api.downloads == []
    assert await rows(house) == 0


@pytest.mark.parametrize(
    "trouble",
    [
        ("getFile", [ApiError(400, "Bad Request: wrong file_id")]),
        ("getFile", [ApiError(500, "Internal Server Error")]),
        ("getFile", [ApiError(429, "Too Many Requests", 3)] * 2),
        ("getFile", [ApiError(429, "Too Many Requests", 400)]),
        ("download", [ApiError(404, "Not Found")]),
        ("download", [ApiError(500, "Internal Server Error")]),
    ],
    ids=["unknown", "server", "flooded", "flooded for long", "gone", "broken"],
)
async def test_a_file_that_cannot_be_got_is_asked_for_again(
    house: House, trouble: tuple[str, list[ApiError]]
) -> None:
    person = house.api.person(BOT, 7)
    async with house.webhook():
        await reach_door(person)
        house.api.script(trouble[0], *trouble[1])
        await person.photographs(PHOTO)
        await person.sees(say("ru", "problem.not_received"))
        await person.photographs(PHOTO)
        await person.sees("Адрес голосом?")
        await house.api.delivery(BOT).idle()
    assert (await kept(house, "door"))[1] == PHOTO


async def test_a_short_flood_is_waited_for(house: House) -> None:
    person = house.api.person(BOT, 7)
    async with house.webhook():
        await reach_door(person)
        house.api.script("getFile", ApiError(429, "Too Many Requests", 3))
        await person.photographs(PHOTO)
        await person.sees("Адрес голосом?")
        await house.api.delivery(BOT).idle()
    assert 3 in house.clock.slept


@pytest.mark.parametrize(
    ("content", "mime"),
    [
        (b"MZ\x90\0 a program", "image/jpeg"),
        (b"%PDF-1.7", "application/pdf"),
        (VOICE, "image/png"),
        (b"<svg onload='alert(1)'/>", "image/svg+xml"),
    ],
)
async def test_what_contradicts_its_type_is_refused(
    house: House, content: bytes, mime: str
) -> None:
    person = house.api.person(BOT, 7)
    async with house.webhook():
        await reach_door(person)
        await person.sends_file(content, mime)
        await person.sees(say("ru", "problem.not_as_named"))
        await house.api.delivery(BOT).idle()
    assert await rows(house) == 0


async def test_a_photo_delivered_again_is_kept_once_and_answers_once(house: House) -> None:
    person = house.api.person(BOT, 7)
    async with house.webhook():
        await reach_door(person)
        delivery = house.api.delivery(BOT)
        delivery.held = []
        await person.photographs(PHOTO)
        await delivery.release(lambda held: [*held, *held, *held])
        await person.sees("Адрес голосом?")
        await delivery.idle()
    assert await rows(house) == 1
    assert "voice" not in (await stored_of(house)).interview.items[0].answers


async def test_while_the_database_is_away_telegram_keeps_the_photo(house: House) -> None:
    person = house.api.person(BOT, 7)
    async with house.webhook():
        await reach_door(person)
        house.turns.away, house.turns.gone = 2, DatabaseUnavailable("gone for a moment")
        await person.photographs(PHOTO)
        await person.sees("Адрес голосом?")
        await house.api.delivery(BOT).idle()
    assert (await kept(house, "door"))[1] == PHOTO


async def test_a_server_of_ones_own_gives_files_on_its_disk(house: House, tmp_path: Path) -> None:
    """And larger ones than Telegram's: only our own limit holds."""
    person, house.api.local = house.api.person(BOT, 7), tmp_path
    async with house.webhook():
        await reach_door(person)
        await person.photographs(PHOTO)
        await person.sees("Адрес голосом?")
        await house.api.delivery(BOT).idle()
    assert (await kept(house, "door"))[1] == PHOTO
    assert house.api.downloads == []


async def test_telegrams_own_server_names_no_file_of_our_disk(house: House, tmp_path: Path) -> None:
    house.api.local = tmp_path
    bot, session = connect(house.tokens[0], house.api.base)
    file = house.api.upload(PHOTO)
    try:
        with pytest.raises(NotFetchedError):
            await Files(bot, session, house.clock, local=False).fetch(file, 0, MOST)
        assert await Files(bot, session, house.clock, local=True).fetch(file, 0, MOST) == PHOTO
    finally:
        await session.close()


async def test_a_download_that_goes_on_and_on_is_cut_off(house: House) -> None:
    """What getFile said of the size is not believed."""
    bot, session = connect(house.tokens[0], house.api.base)
    file = house.api.upload(bytes(MOST + 200_000))
    house.api.told_size = 10
    try:
        with pytest.raises(TooHeavyError):
            await Files(bot, session, house.clock, local=False).fetch(file, 0, MOST)
    finally:
        await session.close()

"""Staff sign in with a password that is told once, and link their chats with a code."""

from __future__ import annotations

from sqlalchemy import select

from storage import schema
from storage.registry import Registry
from storage.staff import LINK_SECONDS, SUPERVISOR, StaffMember

NOW = 1_630_000_000


async def test_the_first_supervisor_is_made_once(registry: Registry) -> None:
    password = await registry.staff.first_supervisor()
    assert password is not None
    assert await registry.staff.first_supervisor() is None
    member = await registry.staff.sign_in(SUPERVISOR, password)
    assert member == StaffMember(SUPERVISOR, SUPERVISOR)


async def test_a_wrong_name_or_password_signs_nobody_in(registry: Registry) -> None:
    password = await registry.staff.first_supervisor()
    assert password is not None
    assert await registry.staff.sign_in(SUPERVISOR, password + "x") is None
    assert await registry.staff.sign_in("somebody", password) is None
    assert await registry.staff.sign_in(SUPERVISOR, "") is None
    assert await registry.staff.sign_in(SUPERVISOR, "\ud800") is None


async def test_the_password_is_not_in_the_database(registry: Registry) -> None:
    password = await registry.staff.first_supervisor()
    async with registry.database.reading() as connection:
        kept = (await connection.execute(select(schema.staff.c.password))).scalar_one()
    assert password is not None
    assert password not in kept


async def test_a_chat_is_linked_by_a_code_once(registry: Registry) -> None:
    await registry.staff.first_supervisor()
    code = await registry.staff.link_code(SUPERVISOR, now=NOW)
    assert await registry.staff.member_of_chat("telegram:1") is None
    assert await registry.staff.link_chat("telegram:1", f" {code}\n", now=NOW) == SUPERVISOR
    assert await registry.staff.member_of_chat("telegram:1") == SUPERVISOR
    assert await registry.staff.link_chat("telegram:2", code, now=NOW) is None
    assert await registry.staff.member_of_chat("telegram:2") is None


async def test_a_code_is_good_for_a_quarter_of_an_hour(registry: Registry) -> None:
    await registry.staff.first_supervisor()
    code = await registry.staff.link_code(SUPERVISOR, now=NOW)
    late = NOW + LINK_SECONDS
    assert await registry.staff.link_chat("telegram:1", code, now=late) is None


async def test_a_wrong_code_links_nothing_and_the_right_one_still_does(registry: Registry) -> None:
    await registry.staff.first_supervisor()
    code = await registry.staff.link_code(SUPERVISOR, now=NOW)
    assert await registry.staff.link_chat("telegram:1", "wrong", now=NOW) is None
    assert await registry.staff.link_chat("telegram:1", code, now=NOW) == SUPERVISOR
    another = await registry.staff.link_code(SUPERVISOR, now=NOW)
    assert await registry.staff.link_chat("telegram:1", another, now=NOW) == SUPERVISOR


async def test_the_text_of_a_questionnaire_is_kept_as_it_was_first(registry: Registry) -> None:
    assert await registry.questionnaire_source("census@1") is None
    await registry.keep_questionnaire("census@1", "name: census")
    await registry.keep_questionnaire("census@1", "something else")
    assert await registry.questionnaire_source("census@1") == "name: census"

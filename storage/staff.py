"""Who of the staff may sign in, and which chats are theirs."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import os
import secrets

from msgspec import Struct
from sqlalchemy import delete, select

from storage.database import Database
from storage.schema import chat_links, staff, staff_chats

__all__ = ["SUPERVISOR", "StaffMember", "StaffRegister"]

SUPERVISOR = "supervisor"
COST, BLOCKS, LANES = 2**15, 8, 1  # scrypt: 32 MiB and about 100 ms a try
MEMORY = 64 * 1024 * 1024
SALT_BYTES = 16
LINK_SECONDS = 15 * 60
NOBODY = f"{'00' * SALT_BYTES}$"  # matches no password, and takes as long to find out


class StaffMember(Struct, frozen=True):
    """Somebody of the staff."""

    name: str
    role: str


class StaffRegister:
    """Staff, their passwords (scrypt) and their chats."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def first_supervisor(self, name: str = SUPERVISOR) -> str | None:
        """Make the first supervisor if there is no staff; their password this once, else None."""
        password = "-".join(secrets.token_hex(2) for _ in range(4))
        row = {"name": name, "role": SUPERVISOR, "password": _hashed(password)}
        async with self._database.writing() as connection:
            if await connection.scalar(select(staff.c.name).limit(1)):
                return None
            insert = self._database.insert(staff).values(row).on_conflict_do_nothing()
            made = (await connection.execute(insert)).rowcount == 1
        return password if made else None

    async def sign_in(self, name: str, password: str) -> StaffMember | None:
        """Give the member whose name and password these are; as slow for a name that nobody has."""
        wanted = select(staff.c.role, staff.c.password).where(staff.c.name == name)
        async with self._database.reading() as connection:
            found = (await connection.execute(wanted)).one_or_none()
        kept = found.password if found else NOBODY
        right = await asyncio.to_thread(_matches, password, kept)
        return StaffMember(name, found.role) if found and right else None

    async def link_code(self, name: str, *, now: int) -> str:
        """Make a code with which a chat is linked to a member, good once and for 15 minutes."""
        code = secrets.token_urlsafe(12)
        row = {"code": _code(code), "staff": name, "expires_at": now + LINK_SECONDS}
        async with self._database.writing() as connection:
            await connection.execute(delete(chat_links).where(chat_links.c.expires_at <= now))
            await connection.execute(chat_links.insert(), row)
        return code

    async def link_chat(self, chat: str, code: str, *, now: int) -> str | None:
        """Link a chat to the member who was given the code: their name, None for a wrong code."""
        used = delete(chat_links).where(chat_links.c.code == _code(code.strip()))
        taken = used.where(chat_links.c.expires_at > now).returning(chat_links.c.staff)
        async with self._database.writing() as connection:
            name: str | None = await connection.scalar(taken)
            if name is not None:
                insert = self._database.insert(staff_chats).values(chat=chat, staff=name)
                same = insert.on_conflict_do_update(index_elements=["chat"], set_={"staff": name})
                await connection.execute(same)
        return name

    async def member_of_chat(self, chat: str) -> str | None:
        """Give the name of the member to whom a chat is linked, None if it is not."""
        wanted = select(staff_chats.c.staff).where(staff_chats.c.chat == chat)
        async with self._database.reading() as connection:
            name: str | None = await connection.scalar(wanted)
        return name


def _hashed(password: str) -> str:
    salt = os.urandom(SALT_BYTES)
    return f"{salt.hex()}${_scrypt(password, salt).hex()}"


def _matches(password: str, kept: str) -> bool:
    salt, _, wanted = kept.partition("$")
    return hmac.compare_digest(_scrypt(password, bytes.fromhex(salt)).hex(), wanted)


def _scrypt(password: str, salt: bytes) -> bytes:
    word = password.encode("utf-8", "surrogatepass")
    return hashlib.scrypt(word, salt=salt, n=COST, r=BLOCKS, p=LANES, maxmem=MEMORY)


def _code(code: str) -> str:
    """Hash a link code: a copy of the database must not link chats."""
    return hashlib.sha256(code.encode("utf-8", "surrogatepass")).hexdigest()[:32]

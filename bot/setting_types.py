"""What a setting may be: each type reads a text, or raises ValueError with what it must be."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from storage.master_key import MasterKeyError, key_ring
from storage.sealing import KEY_BYTES

__all__ = [
    "database",
    "master_keys",
    "moment",
    "one_of",
    "path",
    "prefix",
    "text",
    "token",
    "tokens",
    "url",
    "webhook_secret",
    "whole",
]

DIGITS = re.compile(r"[0-9]{1,9}")
TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")
# As the Bot API says of setWebhook's secret_token, but not so short that it can be guessed.
SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}")
PREFIX = re.compile(r"[A-Z0-9]{1,8}")
# What people write → the driver that this product speaks through.
DRIVERS = {
    "postgresql": "postgresql+asyncpg",
    "postgresql+asyncpg": "postgresql+asyncpg",
    "postgres": "postgresql+asyncpg",
    "sqlite": "sqlite+aiosqlite",
    "sqlite+aiosqlite": "sqlite+aiosqlite",
}


def text(given: str) -> str:
    """Read any text."""
    return given


def path(given: str) -> Path:
    """Read a path of the file system, `~` included."""
    try:
        return Path(given).expanduser()
    except RuntimeError as error:
        raise ValueError("a path; the home that `~` means is unknown") from error


def whole(least: int, most: int) -> Callable[[str], int]:
    """Make a type of whole numbers from `least` to `most`."""

    def read(given: str) -> int:
        if DIGITS.fullmatch(given) and least <= int(given) <= most:
            return int(given)
        raise ValueError(f"a whole number from {least} to {most}")

    return read


def one_of(*names: str) -> Callable[[str], str]:
    """Make a type of a few names."""

    def read(given: str) -> str:
        if given in names:
            return given
        raise ValueError(" or ".join((", ".join(names[:-1]), names[-1])))

    return read


def url(*schemes: str) -> Callable[[str], str]:
    """Make a type of URLs, read without a slash at the end; nothing stays nothing."""

    def read(given: str) -> str:
        if not given or _is_url(given, schemes):
            return given.rstrip("/")
        raise ValueError(f"a URL that begins with {' or '.join(f'{s}://' for s in schemes)}")

    return read


def database(given: str) -> str:
    """Read a URL of PostgreSQL or SQLite, with the driver put in; nothing stays nothing."""
    scheme, separator, rest = given.partition("://")
    if not given:
        return given
    if separator and rest and scheme in DRIVERS:
        return f"{DRIVERS[scheme]}://{rest}"
    raise ValueError("a URL that begins with postgresql:// or sqlite:///")


def moment(given: str) -> datetime:
    """Read a moment of ISO 8601 with its offset from UTC."""
    try:
        read = datetime.fromisoformat(given)
    except ValueError:
        read = None
    if read is None or read.tzinfo is None:
        raise ValueError("a moment with its offset, such as 2021-10-01T00:00:00+06:00")
    return read


def master_keys(given: str) -> str:
    """Read the text of a key ring; nothing stays nothing."""
    try:
        if given:
            key_ring(given)
    except MasterKeyError:
        raise ValueError(
            f"{KEY_BYTES} bytes in base64 (openssl rand -base64 {KEY_BYTES}), or several such keys "
            "as id:base64"
        ) from None
    return given


def token(given: str) -> str:
    """Read a token of BotFather; nothing stays nothing."""
    if given and not TOKEN.fullmatch(given):
        raise ValueError("a token as BotFather gives it, 123456:ABC-DEF…")
    return given


def tokens(given: str) -> tuple[str, ...]:
    """Read tokens separated by commas."""
    read = tuple(stripped for part in given.split(",") if (stripped := part.strip()))
    if not all(TOKEN.fullmatch(each) for each in read) or len(set(read)) < len(read):
        raise ValueError("different tokens as BotFather gives them, separated by commas")
    return read


def webhook_secret(given: str) -> str:
    """Read what Telegram's calls are known by; nothing stays nothing."""
    if given and not SECRET.fullmatch(given):
        raise ValueError("16 to 256 letters, digits, _ and -")
    return given


def prefix(given: str) -> str:
    """Read the first signs of a notification number."""
    if not PREFIX.fullmatch(given):
        raise ValueError("one to eight capital Latin letters and digits")
    return given


def _is_url(given: str, schemes: tuple[str, ...]) -> bool:
    try:
        parts = urlsplit(given)
        _ = parts.port  # raises where it is no number
    except ValueError:
        return False
    return parts.scheme in schemes and bool(parts.netloc or (parts.scheme == "unix" and parts.path))

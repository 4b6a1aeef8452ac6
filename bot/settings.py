"""The settings: environment variables `SANAQ_*` read into one frozen value, from one table."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, Literal

from bot import setting_types as a
from bot.refusal import StartRefused
from storage.keyspace import MOST_SHARDS

__all__ = ["SETTINGS", "Setting", "Settings", "SettingsError", "describe", "read_settings"]

PREFIX = "SANAQ_"
FOR_TESTS = "SANAQ_TEST_"
CLOSE = 0.8  # how alike two names are, of 1, that one is taken for a slip of the other


class SettingsError(StartRefused):
    """Settings are wrong or half set: `lines` has one line per fault, without secret values."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that is set from outside: a field for each row of `SETTINGS`, explained there."""

    host: str
    port: int
    public_url: str
    private_link_minutes: int
    var: Path
    questionnaire: Path
    census_moment: datetime
    kato_year: Literal["today", "2021"]
    number_prefix: str
    redis_url: str = field(repr=False)
    redis_durable: Literal["checked", "trusted"]
    database_url: str = field(repr=False)
    master_key: str = field(repr=False)
    shards: int
    cache_size: int
    telegram_tokens: tuple[str, ...] = field(repr=False)
    telegram_api: str
    telegram_secret: str = field(repr=False)
    staff_telegram_token: str = field(repr=False)
    attachment_max: int
    log_level: str

    @property
    def zone(self) -> timezone:
        """The census's time zone: the offset at which its moment is given."""
        offset = self.census_moment.utcoffset()
        assert offset is not None, "census_moment is read with its offset"  # noqa: S101 - for mypy
        return timezone(offset)


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One row of the table: `SANAQ_<name>`, its default as text, how it is read, what it does.

    `read` raises ValueError with a sentence that says what the value must be.
    """

    name: str
    default: str
    read: Callable[[str], object]
    purpose: str
    secret: bool = False

    @property
    def variable(self) -> str:
        """The name in the environment."""
        return PREFIX + self.name


SETTINGS: tuple[Setting, ...] = (
    Setting(
        name="HOST",
        default="127.0.0.1",
        read=a.text,
        purpose="address that the web chat and the console listen on",
    ),
    Setting(
        name="PORT",
        default="8080",
        read=a.whole(0, 65535),
        purpose="port they listen on; 0 takes a free one",
    ),
    Setting(
        name="PUBLIC_URL",
        default="",
        read=a.url("http", "https"),
        purpose="how people reach this server; with it Telegram calls us instead of being polled",
    ),
    Setting(
        name="PRIVATE_LINK_MINUTES",
        default="15",
        read=a.whole(1, 1440),
        purpose="how long a link to our own page for a sensitive question is good",
    ),
    Setting(
        name="VAR",
        default="var",
        read=a.path,
        purpose="directory of everything that is kept: Redis, SQLite, the master key",
    ),
    Setting(
        name="QUESTIONNAIRE",
        default="questionnaires/census.yaml",
        read=a.path,
        purpose="what is asked",
    ),
    Setting(
        name="CENSUS_MOMENT",
        default="2021-10-01T00:00:00+06:00",
        read=a.moment,
        purpose="the moment that is counted, with its offset; ages and dates follow it",
    ),
    Setting(
        name="KATO_YEAR",
        default="today",
        read=a.one_of("today", "2021"),
        purpose="2021: regions split off in 2022 are shown with the one they belonged to",
    ),
    Setting(
        name="NUMBER_PREFIX",
        default="KZ",
        read=a.prefix,
        purpose="what every notification number begins with",
    ),
    Setting(
        name="REDIS_URL",
        default="",
        read=a.url("redis", "rediss", "unix"),
        purpose="Redis of the interviews; without it a private one runs under VAR",
        secret=True,
    ),
    Setting(
        name="REDIS_DURABLE",
        default="checked",
        read=a.one_of("checked", "trusted"),
        purpose="check at start that Redis loses nothing, or trust it where CONFIG is forbidden",
    ),
    Setting(
        name="DATABASE_URL",
        default="",
        read=a.database,
        purpose="PostgreSQL, or SQLite elsewhere; without it SQLite under VAR",
        secret=True,
    ),
    Setting(
        name="MASTER_KEY",
        default="",
        read=a.master_keys,
        purpose="32 bytes in base64 (or several as id:base64) that seal all; else a file under VAR",
        secret=True,
    ),
    Setting(
        name="SHARDS",
        default="16",
        read=a.whole(1, MOST_SHARDS),
        purpose="parts that Redis' keys are spread over; fixed once there are interviews",
    ),
    Setting(
        name="CACHE_SIZE",
        default="10000",
        read=a.whole(0, 10_000_000),
        purpose="interviews that a worker keeps decoded",
    ),
    Setting(
        name="TELEGRAM_TOKENS",
        default="",
        read=a.tokens,
        purpose="tokens of the bots for respondents, separated by commas",
        secret=True,
    ),
    Setting(
        name="TELEGRAM_API",
        default="https://api.telegram.org",
        read=a.url("http", "https"),
        purpose="the Bot API server, for one of your own",
    ),
    Setting(
        name="TELEGRAM_SECRET",
        default="",
        read=a.webhook_secret,
        purpose="what Telegram must send with every call; by default made of the bot's token",
        secret=True,
    ),
    Setting(
        name="STAFF_TELEGRAM_TOKEN",
        default="",
        read=a.token,
        purpose="token of the staff's bot, not one of TELEGRAM_TOKENS",
        secret=True,
    ),
    Setting(
        name="ATTACHMENT_MAX",
        default="10000000",
        read=a.whole(100_000, 50_000_000),
        purpose="most bytes of a photo, recording or file; Telegram gives bots 20 million",
    ),
    Setting(
        name="LOG_LEVEL",
        default="info",
        read=a.one_of("debug", "info", "warning", "error"),
        purpose="least weight of what is logged",
    ),
)


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Read all settings; an empty variable counts as unset.

    Raises SettingsError with every fault there is, not only the first.
    """
    given = {row.name: environment.get(row.variable, "").strip() for row in SETTINGS}
    values: dict[str, Any] = {}
    faults = list(_unknown(environment))
    for row in SETTINGS:
        try:
            values[row.name.lower()] = row.read(given[row.name] or row.default)
        except ValueError as error:
            faults.append(_fault(row, given[row.name], error))
    faults += _half_set(given)
    if faults:
        raise SettingsError(*faults)
    values["database_url"] = values["database_url"] or _sqlite_under(values["var"])
    return Settings(**values)


def describe() -> str:
    """Give the table of all settings with their defaults, for `sanaq settings`."""
    width = max(len(row.variable) for row in SETTINGS)
    return "\n".join(f"{row.variable:{width}}  {row.purpose}{_default(row)}" for row in SETTINGS)


def _default(row: Setting) -> str:
    return f" [{row.default}]" if row.default else ""


def _unknown(environment: Mapping[str, str]) -> Iterator[str]:
    known = {row.variable for row in SETTINGS}
    for name in sorted(environment):
        if name.startswith(PREFIX) and not name.startswith(FOR_TESTS) and name not in known:
            near = difflib.get_close_matches(name, known, n=1, cutoff=CLOSE)
            meant = (
                f"perhaps {near[0]} is meant" if near else "`sanaq settings` lists those there are"
            )
            yield f"{name} is no setting: {meant}."


def _fault(row: Setting, given: str, error: ValueError) -> str:
    seen = "" if row.secret else f", not {given!r}"
    return f"{row.variable} must be {error}{seen}."


def _half_set(given: Mapping[str, str]) -> Iterator[str]:
    """Give a line for each combination that means nothing, or is dangerous."""
    tokens, staff = _split(given["TELEGRAM_TOKENS"]), given["STAFF_TELEGRAM_TOKEN"]
    webhook = tokens and given["PUBLIC_URL"]
    if given["TELEGRAM_API"] and not (tokens or staff):
        yield "SANAQ_TELEGRAM_API is set and no bot is: set SANAQ_TELEGRAM_TOKENS too, or unset it."
    if given["TELEGRAM_SECRET"] and not webhook:
        yield (
            "SANAQ_TELEGRAM_SECRET is for calls from Telegram: set SANAQ_TELEGRAM_TOKENS and "
            "SANAQ_PUBLIC_URL too, or unset it."
        )
    if webhook and not given["TELEGRAM_API"] and given["PUBLIC_URL"].startswith("http:"):
        yield "SANAQ_PUBLIC_URL must begin with https://, since Telegram calls nothing else."
    if staff and staff in tokens:
        yield (
            "SANAQ_STAFF_TELEGRAM_TOKEN is among SANAQ_TELEGRAM_TOKENS: make a bot of their own "
            "for the staff."
        )


def _split(tokens: str) -> list[str]:
    return [stripped for token in tokens.split(",") if (stripped := token.strip())]


def _sqlite_under(var: Path) -> str:
    return f"sqlite+aiosqlite:///{var.absolute()}/sanaq.db"

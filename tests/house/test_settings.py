"""The settings: one table, and every fault named with its remedy."""

from __future__ import annotations

import base64
import dataclasses
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.settings import SETTINGS, Setting, Settings, SettingsError, describe, read_settings

KEY = base64.b64encode(bytes(range(32))).decode()
TOKEN = "123456:AA-secret_of_the_bot"
BOT = {"SANAQ_TELEGRAM_TOKENS": TOKEN}
WEBHOOK = {
    **BOT,
    "SANAQ_PUBLIC_URL": "https://sanaq.example",
    "SANAQ_TELEGRAM_SECRET": "s" * 32,
}


def faults(environment: dict[str, str]) -> tuple[str, ...]:
    """Give the lines with which these settings are refused."""
    with pytest.raises(SettingsError) as refused:
        read_settings(environment)
    return refused.value.lines


def test_the_table_has_a_row_for_each_field_in_the_same_order() -> None:
    names = [row.name.lower() for row in SETTINGS]
    assert names == [field.name for field in dataclasses.fields(Settings)]


def test_nothing_set_is_a_whole_set_of_settings() -> None:
    settings = read_settings({})
    assert (settings.host, settings.port) == ("127.0.0.1", 8080)
    assert settings.redis_url == ""
    assert settings.telegram_tokens == ()
    assert settings.database_url == f"sqlite+aiosqlite:///{Path.cwd()}/var/sanaq.db"
    assert settings.zone.utcoffset(None) == timedelta(hours=6)


def test_an_empty_variable_counts_as_unset() -> None:
    """Compose files and unit files set empty variables."""
    assert read_settings({row.variable: " " for row in SETTINGS}) == read_settings({})


def test_everything_can_be_set() -> None:
    settings = read_settings(
        {
            **WEBHOOK,
            "SANAQ_TELEGRAM_TOKENS": f"{TOKEN}, 7:b_c",
            "SANAQ_STAFF_TELEGRAM_TOKEN": "8:staff",
            "SANAQ_TELEGRAM_API": "http://127.0.0.1:8081/",
            "SANAQ_PORT": "0",
            "SANAQ_VAR": "~/sanaq",
            "SANAQ_MASTER_KEY": KEY,
            "SANAQ_CENSUS_MOMENT": "2030-10-01T00:00:00Z",
            "SANAQ_REDIS_URL": "unix:///run/redis.sock?db=1",
            "SANAQ_REDIS_DURABLE": "trusted",
            "SANAQ_DATABASE_URL": "postgres://u:p@db/sanaq",
            "SANAQ_SHARDS": "1",
        }
    )
    assert settings.telegram_tokens == (TOKEN, "7:b_c")
    assert settings.telegram_api == "http://127.0.0.1:8081"
    assert settings.var == Path.home() / "sanaq"
    assert settings.master_key == KEY
    assert settings.census_moment == datetime(2030, 10, 1, tzinfo=UTC)
    assert settings.database_url == "postgresql+asyncpg://u:p@db/sanaq"


@pytest.mark.parametrize(
    ("variable", "wrong", "remedy"),
    [
        ("SANAQ_PORT", "eighty", "a whole number from 0 to 65535"),
        ("SANAQ_PORT", "65536", "a whole number from 0 to 65535"),
        ("SANAQ_PORT", "²", "a whole number"),
        ("SANAQ_PORT", "8" * 5000, "a whole number"),
        ("SANAQ_VAR", "~nobody-of-that-name/var", "the home that `~` means is unknown"),
        ("SANAQ_SHARDS", "0", "a whole number from 1 to 256"),
        ("SANAQ_SHARDS", "257", "a whole number from 1 to 256"),
        ("SANAQ_CACHE_SIZE", "-1", "a whole number from 0"),
        ("SANAQ_PUBLIC_URL", "sanaq.example", "begins with http:// or https://"),
        ("SANAQ_PUBLIC_URL", "https://host:port", "begins with http:// or https://"),
        ("SANAQ_REDIS_URL", "localhost:6379", "begins with redis:// or rediss:// or unix://"),
        ("SANAQ_REDIS_URL", "redis://", "begins with redis://"),
        ("SANAQ_REDIS_DURABLE", "yes", "checked or trusted"),
        ("SANAQ_DATABASE_URL", "mysql://db/sanaq", "begins with postgresql:// or sqlite:///"),
        ("SANAQ_DATABASE_URL", "sanaq.db", "begins with postgresql:// or sqlite:///"),
        ("SANAQ_CENSUS_MOMENT", "2021-10-01T00:00:00", "a moment with its offset, such as"),
        ("SANAQ_CENSUS_MOMENT", "1 October", "a moment with its offset, such as"),
        ("SANAQ_NUMBER_PREFIX", "кз", "one to eight capital Latin letters and digits"),
        ("SANAQ_MASTER_KEY", "c2hvcnQ=", "32 bytes in base64 (openssl rand -base64 32)"),
        ("SANAQ_MASTER_KEY", "not base64!", "32 bytes in base64"),
        ("SANAQ_MASTER_KEY", f"900:{KEY}", "or several such keys as id:base64"),
        ("SANAQ_TELEGRAM_TOKENS", "a token", "tokens as BotFather gives them"),
        ("SANAQ_TELEGRAM_TOKENS", f"{TOKEN},{TOKEN}", "different tokens"),
        ("SANAQ_STAFF_TELEGRAM_TOKEN", "123456", "a token as BotFather gives it"),
        ("SANAQ_LOG_LEVEL", "loud", "debug, info, warning or error"),
    ],
)
def test_a_wrong_value_is_one_line_that_names_variable_and_remedy(
    variable: str, wrong: str, remedy: str
) -> None:
    (line,) = faults({variable: wrong})
    assert line.startswith(f"{variable} must be ")
    assert remedy in line


def test_all_faults_are_told_at_once() -> None:
    lines = faults({"SANAQ_PORT": "x", "SANAQ_SHARDS": "x", "SANAQ_HOTS": "localhost"})
    assert [line.split()[0] for line in lines] == ["SANAQ_HOTS", "SANAQ_PORT", "SANAQ_SHARDS"]


def test_a_misspelt_setting_is_not_passed_over() -> None:
    (line,) = faults({"SANAQ_TELEGRAM_TOKEN": TOKEN})
    assert line == "SANAQ_TELEGRAM_TOKEN is no setting: perhaps SANAQ_TELEGRAM_TOKENS is meant."
    (line,) = faults({"SANAQ_COLOUR": "green"})
    assert line == "SANAQ_COLOUR is no setting: `sanaq settings` lists those there are."


def test_variables_of_the_tests_and_of_others_are_none_of_our_business() -> None:
    read_settings({"SANAQ_TEST_CHROMIUM": "/usr/bin/chromium", "PATH": "/bin", "PORT": "x"})


@pytest.mark.parametrize(
    ("half", "names"),
    [
        ({"SANAQ_TELEGRAM_API": "http://localhost:8081"}, "SANAQ_TELEGRAM_TOKENS"),
        ({"SANAQ_TELEGRAM_SECRET": "s" * 32}, "SANAQ_PUBLIC_URL"),
        ({**BOT, "SANAQ_TELEGRAM_SECRET": "s" * 32}, "SANAQ_PUBLIC_URL"),
        ({**WEBHOOK, "SANAQ_PUBLIC_URL": "http://sanaq.example"}, "https://"),
        ({**BOT, "SANAQ_STAFF_TELEGRAM_TOKEN": TOKEN}, "SANAQ_STAFF_TELEGRAM_TOKEN"),
    ],
)
def test_a_half_set_setting_is_one_line_that_names_the_other_half(
    half: dict[str, str], names: str
) -> None:
    (line,) = faults(half)
    assert names in line


@pytest.mark.parametrize(
    "whole",
    [
        WEBHOOK,
        BOT,
        {**WEBHOOK, "SANAQ_TELEGRAM_API": "http://api", "SANAQ_PUBLIC_URL": "http://sanaq"},
        {"SANAQ_STAFF_TELEGRAM_TOKEN": TOKEN, "SANAQ_TELEGRAM_API": "http://api"},
        {"SANAQ_PUBLIC_URL": "http://sanaq.example"},
        {"SANAQ_MASTER_KEY": f"1:{KEY}, 2:{KEY}"},
    ],
)
def test_a_whole_setting_is_taken(whole: dict[str, str]) -> None:
    assert isinstance(read_settings(whole), Settings)


SECRETS = [row for row in SETTINGS if row.secret]


@pytest.mark.parametrize("row", SECRETS, ids=lambda row: row.name)
def test_a_wrong_secret_is_not_shown(row: Setting) -> None:
    """What looks wrong may be the real thing with one character too many."""
    lines = faults({row.variable: "hunter2 hunter2"})
    assert not any("hunter2" in line for line in lines)


def test_settings_do_not_show_their_secrets() -> None:
    settings = read_settings(
        {
            **WEBHOOK,
            "SANAQ_MASTER_KEY": KEY,
            "SANAQ_STAFF_TELEGRAM_TOKEN": "8:staff-token",
            "SANAQ_REDIS_URL": "redis://:hunter2@redis",
            "SANAQ_DATABASE_URL": "postgresql://sanaq:hunter2@db/sanaq",
        }
    )
    for secret in (TOKEN, "s" * 32, "staff-token", "hunter2", KEY):
        assert secret not in repr(settings)


@given(st.sampled_from(SETTINGS), st.text(st.characters(exclude_characters="\0")))
def test_no_value_breaks_the_reading(row: Setting, value: str) -> None:
    """Any text is taken or refused with lines of one sentence."""
    try:
        read_settings({row.variable: value})
    except SettingsError as error:
        lines = error.lines
    else:
        lines = ()
    assert all(line.startswith("SANAQ_") and line.endswith(".") for line in lines)


def test_the_description_has_a_line_for_each_setting_with_its_default() -> None:
    lines = describe().split("\n")
    assert len(lines) == len(SETTINGS)
    for row, line in zip(SETTINGS, lines, strict=True):
        assert line.startswith(row.variable)
        assert row.purpose in line
        assert row.default in line

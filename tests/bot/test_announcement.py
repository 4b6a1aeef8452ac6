"""Whoever starts Sanaq reads where to go, and what is off and why."""

from __future__ import annotations

from bot.announcement import announcement
from bot.settings import read_settings

TOKEN, STAFF_TOKEN = "111:respondents", "222:staff"


def told(*, password: str | None = None, link: str | None = None, **set_: str) -> str:
    settings = read_settings({f"SANAQ_{name}": value for name, value in set_.items()})
    return announcement(settings, port=4321, password=password, link=link)


def test_without_tokens_it_says_which_settings_switch_the_bots_on() -> None:
    text = told()
    assert "http://127.0.0.1:4321/\n" in text
    assert "http://127.0.0.1:4321/console" in text
    assert "off: set SANAQ_TELEGRAM_TOKENS" in text
    assert "off: set SANAQ_STAFF_TELEGRAM_TOKEN" in text


def test_with_tokens_it_says_how_the_bots_are_reached_and_shows_no_token() -> None:
    text = told(link="code", TELEGRAM_TOKENS=TOKEN, STAFF_TELEGRAM_TOKEN=STAFF_TOKEN)
    assert "1 bot(s), polled" in text
    assert "/link code" in text
    assert "off" not in text
    assert "111" not in text
    assert "222" not in text


def test_the_password_is_shown_when_it_was_just_made_and_never_again() -> None:
    assert "password ab-cd: shown this once" in told(password="ab-cd")
    assert "printed at the first start" in told()


def test_an_address_for_everybody_is_told_as_one_that_can_be_opened() -> None:
    assert "http://localhost:4321/" in told(HOST="0.0.0.0")  # noqa: S104  nothing is bound
    assert "http://[::1]:4321/" in told(HOST="::1")
    assert "https://sanaq.example/console" in told(PUBLIC_URL="https://sanaq.example/")

"""A browser is known by a random cookie, and by nothing that could be guessed or shared."""

from __future__ import annotations

import hashlib

import pytest
from aiohttp import web
from aiohttp.test_utils import make_mocked_request

from bot.channels.web.identity import MAX_AGE, Identity
from bot.channels.web.origin import from_own_page
from bot.channels.web.peer import host_of

TOKEN = "a" * 43


def request(**headers: str) -> web.Request:
    return make_mocked_request("POST", "/", headers={"Host": "sanaq.example", **headers})


def test_a_known_cookie_gives_the_same_address_every_time() -> None:
    visitor = Identity(https=False).visitor(request(Cookie=f"sanaq={TOKEN}"))
    assert visitor.known
    assert visitor.address == f"web:{hashlib.sha256(TOKEN.encode()).hexdigest()[:32]}"


@pytest.mark.parametrize("cookie", ["", "sanaq=short", f"sanaq={TOKEN}é", f"other={TOKEN}"])
def test_without_a_proper_cookie_everybody_is_new_and_different(cookie: str) -> None:
    identity = Identity(https=False)
    first, second = (identity.visitor(request(Cookie=cookie)) for _ in range(2))
    assert not first.known
    assert len(first.token) == 43
    assert first.address != second.address


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites() -> None:
    response = web.Response()
    identity = Identity(https=False)
    identity.remember(response, identity.visitor(request()))
    morsel = response.cookies["sanaq"]
    assert (morsel["httponly"], morsel["samesite"], morsel["path"]) == (True, "Lax", "/")
    assert int(morsel["max-age"]) == MAX_AGE
    assert not morsel["secure"]


def test_behind_https_the_cookie_is_bound_to_the_host() -> None:
    response = web.Response()
    identity = Identity(https=True)
    identity.remember(response, identity.visitor(request()))
    assert response.cookies["__Host-sanaq"]["secure"]
    assert not identity.visitor(request(Cookie=f"sanaq={TOKEN}")).known


@pytest.mark.parametrize(
    ("origin", "own"),
    [
        ("https://sanaq.example", True),
        ("http://sanaq.example", True),
        ("https://census.example", True),
        ("https://evil.example", False),
        ("https://sanaq.example.evil.example", False),
        ("https://sanaq.example@evil.example", False),
        ("http://census.example", False),
        ("null", False),
        ("", False),
    ],
)
def test_only_our_own_pages_may_change_something(origin: str, own: bool) -> None:
    asked = request(Origin=origin)
    assert from_own_page(asked, public_url="https://census.example") is own


class Wire:
    """A connection from somewhere, as far as a request asks for it."""

    def __init__(self, host: str) -> None:
        self.host = host

    def get_extra_info(self, name: str) -> tuple[str, int] | None:
        """Where it comes from."""
        return (self.host, 50000) if name == "peername" else None


@pytest.mark.parametrize(
    ("direct", "forwarded", "host"),
    [
        ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", "203.0.113.7", "203.0.113.7"),
        ("10.1.2.3", "198.51.100.1, 203.0.113.7", "203.0.113.7"),
        ("8.8.8.8", "203.0.113.7", "8.8.8.8"),
    ],
)
def test_only_a_neighbour_may_say_for_whom_it_asks(direct: str, forwarded: str, host: str) -> None:
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    asked = make_mocked_request("GET", "/", headers=headers, transport=Wire(direct))
    assert host_of(asked) == host

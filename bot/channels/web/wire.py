"""The shapes of the chat's JSON: what a page sends, what it is shown, and the codes of refusals."""

from __future__ import annotations

import math
from enum import StrEnum
from http import HTTPStatus
from types import MappingProxyType
from typing import Annotated

import msgspec
from aiohttp import web
from msgspec import Meta, Struct

__all__ = [
    "BODY_LIMIT",
    "Bubble",
    "Key",
    "Number",
    "Place",
    "RefusalCode",
    "Refused",
    "Said",
    "Scale",
    "Shown",
    "ShownProgress",
    "ShownPrompt",
    "json_response",
    "read_body",
    "read_said",
    "refusal_response",
]

BODY_LIMIT = 8 * 1024
TEXT_LIMIT = 4000


class RefusalCode(StrEnum):
    """Why nothing was taken; the page has a sentence for each."""

    MALFORMED = "malformed"
    TOO_LARGE = "too_large"
    FILE_TOO_LARGE = "file_too_large"
    TOO_MANY = "too_many"
    NO_COOKIE = "no_cookie"
    FOREIGN_PAGE = "foreign_page"
    UNAVAILABLE = "unavailable"


STATUSES = MappingProxyType(
    {
        RefusalCode.MALFORMED: HTTPStatus.BAD_REQUEST,
        RefusalCode.NO_COOKIE: HTTPStatus.UNAUTHORIZED,
        RefusalCode.FOREIGN_PAGE: HTTPStatus.FORBIDDEN,
        RefusalCode.TOO_LARGE: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        RefusalCode.FILE_TOO_LARGE: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        RefusalCode.TOO_MANY: HTTPStatus.TOO_MANY_REQUESTS,
        RefusalCode.UNAVAILABLE: HTTPStatus.SERVICE_UNAVAILABLE,
    }
)


class Refused(Exception):  # noqa: N818 - an outcome of the protocol, not a fault of ours
    """A request that is answered with a code; `retry_after` in seconds where waiting helps."""

    def __init__(self, code: RefusalCode, *, retry_after: float = 0.0) -> None:
        super().__init__(code.value)
        self.code = code
        self.retry_after = retry_after


class Place(Struct, frozen=True, forbid_unknown_fields=True):
    """Where the browser is: degrees north and east, metres above the sea and of doubt."""

    latitude: float
    longitude: float
    altitude: float = 0.0
    accuracy: float = 0.0


class Said(Struct, frozen=True, forbid_unknown_fields=True):
    """One input: a text, the data of a button, a language or a place; `id` is made by the page.

    The same id may be sent any number of times, and counts once.
    """

    id: Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{8,64}\Z")]
    text: Annotated[str, Meta(max_length=TEXT_LIMIT)] = ""
    press: Annotated[str, Meta(max_length=64)] = ""
    language: Annotated[str, Meta(max_length=8)] = ""
    place: Place | None = None


class Bubble(Struct, frozen=True):
    """A question that was asked and its answer; `change` is the data that asks it again, or ''."""

    key: str
    title: str
    question: str
    answer: str
    change: str


class Key(Struct, frozen=True):
    """A button: what it says, the data that it sends, its style, and whether it is ticked."""

    label: str
    data: str
    style: str
    on: bool


class Scale(Struct, frozen=True):
    """The numbers that may be answered, from the start to the end in steps."""

    start: float
    end: float
    step: float


class ShownPrompt(Struct, frozen=True):
    """What is asked now. `answer` is the kind of answer that can be typed, `none` if it cannot.

    `rejected`: the last one was not taken, and `lead` says why. `sensitive`: what is answered is
    not shown again, on its way neither. `scale`: the numbers that are too many for buttons.
    """

    key: str
    title: str
    lead: tuple[str, ...]
    text: str
    answer: str
    rejected: bool
    rows: tuple[tuple[Key, ...], ...]
    sensitive: bool = False
    scale: Scale | None = None


class ShownProgress(Struct, frozen=True):
    """The step of the census from 1 with its name, and how far its current section is."""

    step: int
    steps: int
    name: str
    done: int
    total: int


class Number(Struct, frozen=True):
    """The notification number of one person."""

    name: str
    number: str


class Shown(Struct, frozen=True):
    """The whole chat at a revision; `interview` changes when it begins anew. '': not begun yet."""

    interview: str = ""
    revision: int = -1
    language: str = ""
    languages: tuple[str, ...] = ()
    status: str = ""
    progress: ShownProgress | None = None
    history: tuple[Bubble, ...] = ()
    prompt: ShownPrompt | None = None
    numbers: tuple[Number, ...] = ()


_said = msgspec.json.Decoder(Said)


async def read_said(request: web.Request) -> Said:
    """Read the body; raises Refused for one that is too large or not of this shape."""
    if request.content_type != "application/json":
        raise Refused(RefusalCode.MALFORMED)
    try:
        said = _said.decode(await read_body(request))
    except (msgspec.MsgspecError, UnicodeError, web.RequestPayloadError):
        raise Refused(RefusalCode.MALFORMED) from None
    if sum(map(bool, (said.text, said.press, said.language, said.place))) != 1:
        raise Refused(RefusalCode.MALFORMED)
    return said


async def read_body(request: web.Request) -> bytes:
    """The body of a request; raises Refused for one that is too large."""
    if (request.content_length or 0) > BODY_LIMIT:
        raise Refused(RefusalCode.TOO_LARGE)
    body = bytearray()
    async for chunk in request.content.iter_any():
        body += chunk
        if len(body) > BODY_LIMIT:
            raise Refused(RefusalCode.TOO_LARGE)
    return bytes(body)


def json_response(value: object, *, status: int = HTTPStatus.OK) -> web.Response:
    """Answer with a value as JSON."""
    return web.Response(
        body=msgspec.json.encode(value), status=status, content_type="application/json"
    )


def refusal_response(refused: Refused) -> web.Response:
    """Answer with a code: {"error": code, "retry_after": seconds}."""
    seconds = math.ceil(refused.retry_after)
    response = json_response(
        {"error": refused.code, "retry_after": seconds}, status=STATUSES[refused.code]
    )
    if seconds:
        response.headers["Retry-After"] = str(seconds)
    return response

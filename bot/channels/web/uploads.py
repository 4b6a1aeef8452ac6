"""Reads what a page sends that is no text: one file with its id, within bounds of size and time."""

from __future__ import annotations

import asyncio
import re

from aiohttp import BodyPartReader, MultipartReader, web
from aiohttp.http import HttpProcessingError
from msgspec import Struct

from bot.channels.web.wire import RefusalCode, Refused

__all__ = ["Uploaded", "read_upload"]

_ID = re.compile(r"[A-Za-z0-9_-]{8,64}", re.ASCII)
_ROOM = 4 * 1024
"""Bytes of a form around its file."""

_PATIENCE = 120.0
"""Seconds: ten megabytes over a slow mobile connection."""


class Uploaded(Struct, frozen=True):
    """One file: the input's id, the bytes, and the media type that the browser names."""

    id: str
    content: bytes
    mime: str


async def read_upload(request: web.Request, most: int) -> Uploaded:
    """Read a form with an `id` and then a `file` of at most `most` bytes.

    Raises Refused. The name of the file is not even looked at.
    """
    if request.content_type != "multipart/form-data":
        raise Refused(RefusalCode.MALFORMED)
    if (request.content_length or 0) > most + _ROOM:
        raise Refused(RefusalCode.FILE_TOO_LARGE)
    try:
        async with asyncio.timeout(_PATIENCE):
            return await _form(await request.multipart(), most)
    except (ValueError, HttpProcessingError, TimeoutError, web.RequestPayloadError):
        raise Refused(RefusalCode.MALFORMED) from None


async def _form(form: MultipartReader, most: int) -> Uploaded:
    id_ = await _bytes(await _part(form, "id"), _ROOM)
    file = await _part(form, "file")
    content = await _bytes(file, most)
    name = id_.decode("ascii")
    if not _ID.fullmatch(name) or not content:
        raise Refused(RefusalCode.MALFORMED)
    return Uploaded(name, content, file.headers.get("Content-Type", ""))


async def _part(form: MultipartReader, name: str) -> BodyPartReader:
    part = await form.next()
    if not isinstance(part, BodyPartReader) or part.name != name:
        raise Refused(RefusalCode.MALFORMED)
    return part


async def _bytes(part: BodyPartReader, most: int) -> bytes:
    content = bytearray()
    while not part.at_eof():
        content += await part.read_chunk()
        if len(content) > most:
            raise Refused(RefusalCode.FILE_TOO_LARGE)
    return bytes(content)

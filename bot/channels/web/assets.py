"""Serves static files under the hash of their content, so that browsers may keep them for good."""

from __future__ import annotations

import hashlib
import mimetypes
from pathlib import Path
from types import MappingProxyType

from aiohttp import web

__all__ = ["Assets"]

FOREVER = "public, max-age=31536000, immutable"
_KINDS = MappingProxyType({".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"})


class Assets:
    """The files of one folder, read once; one digest for all, so that they can name each other."""

    def __init__(self, folder: Path, prefix: str) -> None:
        self._files = {path.name: path.read_bytes() for path in sorted(folder.iterdir())}
        self.digest = _digest(self._files)
        self._prefix = prefix

    def url(self, name: str) -> str:
        """Where a browser finds this file; KeyError for one that is not there."""
        self._files[name]
        return f"{self._prefix}/{self.digest}/{name}"

    @property
    def route(self) -> str:
        """The pattern of all these addresses, for the router."""
        return f"{self._prefix}/{{digest}}/{{name}}"

    async def serve(self, request: web.Request) -> web.Response:
        """Give a file; 404 for another name or for the digest of another version."""
        name = request.match_info["name"]
        if request.match_info["digest"] != self.digest or name not in self._files:
            raise web.HTTPNotFound
        return web.Response(
            body=self._files[name],
            content_type=_kind(name),
            charset="utf-8",
            headers={"Cache-Control": FOREVER},
        )


def _digest(files: dict[str, bytes]) -> str:
    total = hashlib.sha256()
    for name, body in files.items():
        total.update(name.encode() + b"\0" + hashlib.sha256(body).digest())
    return total.hexdigest()[:16]


def _kind(name: str) -> str:
    suffix = Path(name).suffix
    return _KINDS.get(suffix) or mimetypes.types_map.get(suffix, "application/octet-stream")
